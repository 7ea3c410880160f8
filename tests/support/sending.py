"""Residents who send, for tests of what happens when something breaks: over the application or over the wire."""

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from portal import clock, transaction
from portal.cli.serve import server_command
from portal.domain.questions import QuestionKind
from portal.models.audit import AuditEntry
from portal.models.mailing import ListDayCount, ListEntry, OutboxMail
from portal.models.moderation import Flag
from portal.models.search import SEARCH_TABLE
from portal.models.submissions import Answer, AnswerOption, Submission, SubmissionContact, SubmissionCounter
from portal.queries import submissions
from support import factories
from support.servers import free_port

TEXT = "Plantera fler träd vid vattnet och ring mig på 070-123 45 67."
_TABLES = (Submission, Answer, AnswerOption, Flag, AuditEntry, OutboxMail, ListEntry, SubmissionContact)


@dataclass(frozen=True)
class Form:
    """A dialogue that is open now, and how its form is filled in."""

    slug: str
    dialogue_id: int
    text: str
    choice: str
    option: str

    @property
    def path(self) -> str:
        """Where it is sent."""
        return f"/sv/dialogues/{self.slug}/take-part"

    def fields(self, key: str, **more: str) -> dict[str, str]:
        """A form with a text that has a flag, a choice, and an address for both the list and the contact."""
        known = {"email": f"{key}@example.se", "on_list": "y", "about_text": "y"}
        sent = {"key": f"{key}-0123456789abcdef", "go": "send", "at": "review", self.text: TEXT}
        return {**sent, self.choice: self.option, **known, **more}


def open_form(engine: Engine) -> Form:
    """Make a dialogue that is open by the real clock."""
    with transaction.changes(engine) as session:
        dialogue = factories.make_open_dialogue(session, now=clock.now())
        session.flush()
        asked = submissions.asked(session, dialogue.id)
        words = next(one for one in asked if one.kind is QuestionKind.FREE_TEXT)
        choice = next(one for one in asked if one.options)
        return Form(dialogue.slug, dialogue.id, f"q-{words.id}", f"q-{choice.id}", str(min(choice.options)))


def traces(engine: Engine) -> dict[str, int]:
    """How much of everything that a sending leaves there is."""
    with transaction.reading(engine) as session:
        return {**_rows(session), "search": _scalar(session, f"select count(*) from {SEARCH_TABLE}")}


def _rows(session: Session) -> dict[str, int]:
    found = {table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0 for table in _TABLES}
    found["numbers"] = session.scalar(select(func.sum(SubmissionCounter.last_number))) or 0
    found["joined"] = session.scalar(select(func.sum(ListDayCount.joined))) or 0
    return found


def _scalar(session: Session, asked: str) -> int:
    return int(session.execute(text(asked)).scalar() or 0)


def send(app: Flask, form: Form, fields: Mapping[str, str]) -> tuple[int, str]:
    """Open the form and send it through the application; status and receipt address (without its question mark)."""
    client = app.test_client()
    page = client.get(form.path).get_data(as_text=True)
    answer = client.post(form.path, data={"csrf_token": token_in(page), **fields})
    return answer.status_code, (answer.location or "").partition("?")[0]


def token_in(page: str) -> str:
    """The token of a page with a form."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, page[:500]
    return found[1]


class Server:
    """`gensvar serve`'s web server as a process of its own."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process, self.port = process, port

    def workers(self) -> list[int]:
        """The processes that answer."""
        told = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True)
        return [int(pid) for pid in told.stdout.split()]

    def resident(self, form: Form) -> "Resident":
        """Somebody with a browser and an open form."""
        return Resident(self.port, form)


class Resident:
    """A browser that sends again until it is shown a receipt."""

    def __init__(self, port: int, form: Form) -> None:
        self.port, self.form = port, form
        self.troubles = 0
        status, headers, page = self.ask("GET", form.path)
        assert status == 200, page
        self.cookie = "; ".join(value.partition(";")[0] for name, value in headers if name.lower() == "set-cookie")
        self.token = token_in(page)

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, list[tuple[str, str]], str]:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read().decode()
        finally:
            connection.close()

    def send(self, fields: Mapping[str, str], patience: float = 30) -> str:
        """Send until there is a receipt; its address. Whatever went wrong meanwhile is counted in `troubles`."""
        body = urlencode({"csrf_token": self.token, **fields})
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookie}
        ends = time.monotonic() + patience
        while time.monotonic() < ends:
            with suppress(OSError, http.client.HTTPException):
                status, headers, page = self.ask("POST", self.form.path, body, **kind)
                if status == 303:
                    return dict(headers)["Location"].partition("?")[0]
                assert status == 503, f"{status}: {page[:2000]}"
            self.troubles += 1
            time.sleep(0.05)
        raise AssertionError("no receipt came")


@contextmanager
def serving(environment: Mapping[str, str], workers: int = 2, threads: int = 4) -> Iterator[Server]:
    """Serve the portal with these settings on a free port, as `gensvar serve` does."""
    port = free_port()
    command = server_command("127.0.0.1", port, workers, threads)
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, start_new_session=True, stderr=subprocess.DEVNULL
    )
    server = Server(process, port)
    try:
        _wait(server)
        yield server
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(server: Server) -> None:
    for _ in range(600):
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        assert server.process.poll() is None, f"the server ended with status {server.process.returncode}"
        time.sleep(0.05)
    raise AssertionError(f"no server on port {server.port}: {sys.argv}")


def together(*acts: "threading.Thread") -> None:
    """Start all and wait for all."""
    for act in acts:
        act.start()
    for act in acts:
        act.join(120)
        assert not act.is_alive()
