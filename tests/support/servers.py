"""Servers for tests, in this process so that a travelled clock holds for them too; each stops at the end."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server


class LiveServer:
    """The portal on a real port; `url` has no slash at its end."""

    def __init__(self, app: Flask, url: str) -> None:
        self.app = app
        self.url = url


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing."""


@contextlib.contextmanager
def live(app: Flask) -> Iterator[LiveServer]:
    """Serve the application on a free port of this machine, several requests at once."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield LiveServer(app, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class MailServer:
    """A mail server on this machine. `messages` is what it took; `answer` replaces its *250 OK*, to refuse."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"smtp://127.0.0.1:{port}"
        self.answer: str | None = None
        self.messages: list[EmailMessage] = []
        self.recipients: list[list[str]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take or refuse a message; called by aiosmtpd."""
        if self.answer is not None:
            return self.answer
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"


@contextlib.contextmanager
def mail() -> Iterator[MailServer]:
    """Run a mail server on a free port."""
    from aiosmtpd.controller import Controller

    handler = MailServer(free_port())
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
