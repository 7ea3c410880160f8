"""The token that every change carries.

A view that must keep the writer's text exempts itself (`@csrf.exempt`) and lets its form check the token.
"""

from flask_wtf import CSRFProtect

csrf = CSRFProtect()
