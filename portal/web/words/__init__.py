"""Refusal codes in words, one dict a noun; the msgid is the Swedish sentence. `portal/web/messages.py` merges them."""
