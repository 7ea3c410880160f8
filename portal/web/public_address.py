"""The portal's own address as it stands on paper, in QR codes and in mails."""

from flask import request
from markupsafe import Markup

from portal.adapters import qr
from portal.web.sessions import settings


def public_address(path: str) -> str:
    """The full address of a path: below the public address of the settings, else below the one the reader came to."""
    return (settings().public_url or request.url_root).rstrip("/") + path


def qr_picture(path: str, label: str) -> Markup:
    """The QR code of that address as a picture for `components/receipt_code.html`, named by `label`."""
    return Markup(qr.svg(public_address(path), label))  # noqa: S704 - made by the adapter, which escapes
