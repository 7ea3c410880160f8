"""E-mail is handed to a real mail server that runs for the test."""

import email
import ipaddress
import os
import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portal.adapters import smtp
from portal.adapters.smtp import DeliveryFailed, check_url, deliver


class Taker:
    """Takes what it is sent, or answers as it is told."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, list[str], bytes]] = []
        self.to_recipient = "250 OK"
        self.to_data = "250 OK"
        self.to_quit = "221 Bye"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.to_data.startswith("250"):
            self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return self.to_data

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:
        return self.to_quit


@pytest.fixture
def taker() -> Taker:
    return Taker()


@pytest.fixture
def start(taker: Taker) -> Iterator[Callable[..., int]]:
    running: list[Controller] = []

    def run(**options: Any) -> int:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        controller = Controller(taker, hostname="127.0.0.1", port=port, **options)
        controller.start()
        running.append(controller)
        return port

    yield run
    for controller in running:
        controller.stop()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


def context(certificate: Path) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate)
    return made


def message() -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Gensvar <gensvar@example.se>"
    made["To"] = "asa@example.se"
    made["Subject"] = "Svaret är klart – läs det här"
    made["Message-ID"] = "<slump@example.se>"
    made.set_content("Hej Åsa!\n.\nEn punkt ensam på en rad.\n")
    return made


def failure(url: str, tmp_path: Path, one: EmailMessage | None = None) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as caught:
        deliver(url, one or message(), tmp_path)
    assert "asa" not in str(caught.value)
    assert "example" not in str(caught.value)
    return caught.value


def test_a_message_arrives_as_it_was_written(start: Callable[..., int], taker: Taker, tmp_path: Path) -> None:
    deliver(f"smtp://127.0.0.1:{start()}", message(), tmp_path)
    [(sender, recipients, content)] = taker.taken
    assert (sender, recipients) == ("gensvar@example.se", ["asa@example.se"])
    read = email.message_from_bytes(content, policy=default)
    assert read["Subject"] == "Svaret är klart – läs det här"
    assert read["Message-ID"] == "<slump@example.se>"
    assert read.get_content().splitlines() == ["Hej Åsa!", ".", "En punkt ensam på en rad."]


@pytest.mark.parametrize(
    ("answer", "permanent", "reason"),
    [
        ("550 5.1.1 <asa@example.se> does not exist", True, "550 5.1.1"),
        ("450 4.2.1 asa@example.se: try later", False, "450 4.2.1"),
        ("554 asa@example.se is a spammer", True, "554"),
        ("421 4.3.2 closing", False, "421 4.3.2"),
    ],
)
@pytest.mark.parametrize("where", ["to_recipient", "to_data"])
def test_a_refusal_tells_whether_to_try_again_and_never_the_address(
    start: Callable[..., int], taker: Taker, tmp_path: Path, where: str, answer: str, permanent: bool, reason: str
) -> None:
    setattr(taker, where, answer)
    failed = failure(f"smtp://127.0.0.1:{start()}", tmp_path)
    assert (failed.permanent, failed.reason) == (permanent, reason)


def test_a_message_that_was_taken_is_delivered_whatever_the_goodbye(
    start: Callable[..., int], taker: Taker, tmp_path: Path
) -> None:
    taker.to_quit = "451 4.3.0 not now"
    deliver(f"smtp://127.0.0.1:{start()}", message(), tmp_path)
    assert len(taker.taken) == 1


def test_a_server_that_is_away_is_tried_again(tmp_path: Path) -> None:
    assert not failure("smtp://127.0.0.1:1", tmp_path).permanent
    assert not failure("smtp://no-such-host.invalid:25", tmp_path).permanent


def test_a_server_that_says_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        failed = failure(f"smtp://127.0.0.1:{silent.getsockname()[1]}", tmp_path)
    assert (failed.permanent, failed.reason) == (False, "timeout")


def signed_in(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"post@kommun", b"p:s/w%rd")
    return AuthResult(success=right, handled=False)


@pytest.mark.parametrize(("password", "right"), [("p%3As%2Fw%25rd", True), ("fel", False)])
def test_sign_in_under_starttls(
    start: Callable[..., int],
    taker: Taker,
    tmp_path: Path,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    password: str,
    right: bool,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    port = start(tls_context=context(certificate), authenticator=signed_in, auth_required=True, require_starttls=True)
    url = f"smtp://post%40kommun:{password}@127.0.0.1:{port}?starttls=1"
    if right:
        deliver(url, message(), tmp_path)
    else:
        failed = failure(url, tmp_path)
        assert (failed.permanent, failed.reason) == (False, "sign-in 535")
    assert len(taker.taken) == right


def test_tls_from_the_start(
    start: Callable[..., int], taker: Taker, tmp_path: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    port = start(ssl_context=context(certificate))
    deliver(f"smtps://127.0.0.1:{port}", message(), tmp_path)
    assert len(taker.taken) == 1


def test_a_server_nobody_vouches_for_gets_nothing(
    start: Callable[..., int], taker: Taker, tmp_path: Path, certificate: Path
) -> None:
    port = start(tls_context=context(certificate))
    failed = failure(f"smtp://127.0.0.1:{port}?starttls=1", tmp_path)
    assert (failed.permanent, failed.reason, taker.taken) == (False, "tls", [])


def test_a_server_without_starttls_gets_nothing_in_the_clear(
    start: Callable[..., int], taker: Taker, tmp_path: Path
) -> None:
    assert not failure(f"smtp://127.0.0.1:{start()}?starttls=1", tmp_path).permanent
    assert taker.taken == []


def test_without_a_server_the_message_lies_in_the_folder_whole(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    deliver(None, message(), folder)
    deliver(None, message(), folder)
    files = sorted(folder.iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    read = email.message_from_bytes(files[0].read_bytes(), policy=default)
    assert read["To"] == "asa@example.se"
    assert "Hej Åsa!" in read.get_content()
    assert files[0].stat().st_mode & 0o077 == 0


def test_a_letter_in_an_address_beyond_ascii_is_kept_in_the_folder(tmp_path: Path) -> None:
    one = message()
    one.replace_header("To", "åsa@exämple.se")
    deliver(None, one, tmp_path)
    assert "åsa@exämple.se" in next(tmp_path.glob("*.eml")).read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_tried_again_and_leaves_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DeliveryFailed) as caught:
        deliver(None, message(), tmp_path)
    assert not caught.value.permanent
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["http://a", "smtp://", "mail.example.se", "smtp://a:hundred", ""])
def test_an_address_that_is_no_mail_server_is_told_at_start(url: str) -> None:
    with pytest.raises(ValueError):
        check_url(url)
