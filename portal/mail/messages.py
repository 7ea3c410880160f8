"""A mail as it goes out: plain text with an HTML alternative, and the headers that machines read."""

from datetime import datetime
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from email.utils import format_datetime, formataddr
from typing import cast
from urllib.parse import urlsplit

from portal.mail.shapes import Mail
from portal.mail.voices import Voice
from portal.settings import Settings

HERE = "http://127.0.0.1:8000"
"""Where links lead when the installation has no public address yet."""


class _InOnePiece(UnstructuredHeader):
    """A header whose address is never wrapped or encoded: a mail program reads it byte for byte (RFC 2369)."""

    def fold(self, *, policy: Policy) -> str:
        """The header on one line."""
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", cast(type[BaseHeader], _InOnePiece))
_POLICY: "EmailPolicy[EmailMessage]" = EmailPolicy(header_factory=_HEADERS)


def base(settings: Settings) -> str:
    """The portal's address, without a slash at its end."""
    return (settings.public_url or HERE).rstrip("/")


def compose(settings: Settings, voice: Voice, mail: Mail, address: str, message_id: str, now: datetime) -> EmailMessage:
    """The message to one address. `message_id` is the row's own random name: sent twice, it is the same mail.

    List-Unsubscribe by one click needs an https address (RFC 8058); the server that signs the mail must cover it.
    """
    sender = _sender(settings)
    message = EmailMessage(_POLICY)
    message["From"] = formataddr((settings.municipality_name, sender))
    message["To"] = address
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{message_id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if settings.contact_email and settings.contact_email != sender:
        message["Reply-To"] = settings.contact_email
    if mail.leave is not None:
        message["List-Unsubscribe"] = f"<{mail.leave.address}>"
        if mail.leave.address.startswith("https://"):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    values = {"mail": mail, "municipality": settings.municipality_name, "accent": settings.accent_color}
    message.set_content(voice.render("message.txt", values), cte="quoted-printable")
    message.add_alternative(voice.render("message.html", values), subtype="html", cte="quoted-printable")
    message["Content-Language"] = voice.language  # set last: a Content- header set before goes down to the first part
    return message


def _sender(settings: Settings) -> str:
    host = urlsplit(base(settings)).hostname or "localhost"
    return settings.mail_sender or settings.contact_email or f"dialog@{host}"
