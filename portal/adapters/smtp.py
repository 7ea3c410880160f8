"""Hand one e-mail to a mail server, or put it in a folder when no server is set.

Reasons never carry the server's own words: those often repeat the address, and a reason is kept when the address is
gone.
"""

import os
import re
import smtplib
import ssl
import uuid
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

TIMEOUT_SECONDS = 20.0
_ENHANCED = re.compile(rb"\s*([245]\.\d{1,3}\.\d{1,3})\b")


class DeliveryFailed(Exception):
    """The message was not taken. Permanent: sending the same again is no use. Reason: short, never an address."""

    def __init__(self, permanent: bool, reason: str) -> None:
        super().__init__(reason)
        self.permanent = permanent
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Server:
    host: str
    port: int
    user: str | None
    password: str
    implicit_tls: bool
    starttls: bool


def check_url(url: str) -> None:
    """Raise ValueError when the address is not smtp://[user:password@]host[:port][?starttls=1] or smtps://…."""
    _server(url)


def deliver(url: str | None, message: EmailMessage, eml_dir: Path) -> None:
    """Send the message, or write it as an .eml file when url is None; returns only when it was taken.

    Raises DeliveryFailed. A server that cannot be reached, asks to wait, or does not accept our sign-in is temporary;
    a refused sender, recipient or text is permanent.
    """
    if url is None:
        _write(message, eml_dir)
        return
    try:
        connection = _connect(_server(url), message)
        try:
            connection.send_message(message)
        finally:
            _hang_up(connection)
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryFailed(False, f"sign-in {error.smtp_code}") from None
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise _refused(code, words) from None
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code, error.smtp_error) from None
    except smtplib.SMTPNotSupportedError:
        raise DeliveryFailed(False, "server lacks what the settings or the message need") from None
    except smtplib.SMTPServerDisconnected as error:
        silent = isinstance(error.__context__, TimeoutError)
        raise DeliveryFailed(False, "timeout" if silent else "disconnected") from None
    except ssl.SSLError:
        raise DeliveryFailed(False, "tls") from None
    except TimeoutError:
        raise DeliveryFailed(False, "timeout") from None
    except (OSError, smtplib.SMTPException):
        raise DeliveryFailed(False, "no connection") from None
    except (ValueError, UnicodeError):
        raise DeliveryFailed(True, "malformed message") from None


def _server(url: str) -> _Server:
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("a mail server is written smtp://host or smtps://host")
    starttls = parse_qs(parts.query).get("starttls", ["0"])[-1] in ("1", "true", "yes")
    return _Server(
        host=parts.hostname,
        port=parts.port or {"smtps": 465, "smtp": 587 if starttls or parts.username else 25}[parts.scheme],
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password or ""),
        implicit_tls=parts.scheme == "smtps",
        starttls=starttls and parts.scheme == "smtp",
    )


def _connect(server: _Server, message: EmailMessage) -> smtplib.SMTP:
    name = parseaddr(str(message.get("From", "")))[1].rpartition("@")[2] or "localhost"
    tls = ssl.create_default_context() if server.implicit_tls or server.starttls else None
    connection: smtplib.SMTP
    if server.implicit_tls:
        connection = smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=name, timeout=TIMEOUT_SECONDS, context=tls
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, local_hostname=name, timeout=TIMEOUT_SECONDS)
    try:
        if server.starttls:
            connection.starttls(context=tls)
        if server.user is not None:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _hang_up(connection: smtplib.SMTP) -> None:
    """Say goodbye; whatever the server answers now, the message was taken or refused before."""
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()


def _refused(code: int, words: bytes | str) -> DeliveryFailed:
    text = words if isinstance(words, bytes) else words.encode("utf-8", "replace")
    enhanced = _ENHANCED.match(text)
    reason = f"{code} {enhanced.group(1).decode()}" if enhanced else str(code)
    return DeliveryFailed(500 <= code < 600, reason)


def _write(message: EmailMessage, folder: Path) -> None:
    """Write whole or not at all: a reader of the folder never meets half a message."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f".{uuid.uuid4().hex}.part"
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(message.as_bytes(policy=SMTP if _is_ascii(message) else SMTPUTF8))
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(folder / f"{uuid.uuid4().hex}.eml")
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise DeliveryFailed(False, f"mail folder: {error.strerror}") from None


def _is_ascii(message: EmailMessage) -> bool:
    return all(parseaddr(str(message.get(field, "")))[1].isascii() for field in ("From", "To", "Sender", "Reply-To"))
