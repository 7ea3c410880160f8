"""What tests lean on: real databases, a reader that checks every page, a mail server, a browser."""
