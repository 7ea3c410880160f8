"""Documents made from frozen data, in the language of their reader."""
