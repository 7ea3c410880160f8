"""The token that every change carries. A view that must give the text back itself exempts its blueprint and lets its form check."""

from flask_wtf import CSRFProtect

csrf = CSRFProtect()
