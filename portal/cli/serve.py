"""`gensvar serve`: the production server, and the worker beside it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from types import FrameType

import click

from portal.cli.installation import opened

APPLICATION = "portal.app:create_app()"
"""The server gets the name only: each of its processes makes the application anew."""
PATIENCE = 30
"""Seconds that requests under way, and a turn of the worker, get to end."""
REST = 5.0
"""Seconds before a worker that died is started again."""


@click.command("serve")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Reachable from this machine only, unless changed."
)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Processes.")
@click.option("--threads", default=8, show_default=True, help="Requests at once in each process.")
@click.option("--no-worker", is_flag=True, help="Without the mail and job worker; run 'gensvar worker' elsewhere.")
def serve(host: str, port: int, workers: int, threads: int, no_worker: bool) -> None:
    """Serve the portal until told to stop (SIGTERM, SIGINT); what is under way is finished first.

    Refuses to start with wrong settings, another schema, or a database that may forget.
    """
    with opened():
        pass
    sys.exit(run(server_command(host, port, workers, threads), None if no_worker else worker_command()))


def server_command(host: str, port: int, workers: int, threads: int) -> list[str]:
    """How the server is started. It keeps no log of who asked for what."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    tmp = ["--worker-tmp-dir", "/dev/shm"] if os.access("/dev/shm", os.W_OK) else []  # noqa: S108
    return [
        sys.executable, "-m", "gunicorn", APPLICATION, "--bind", bind, "--workers", str(workers), "--worker-class",
        "gthread", "--threads", str(threads), "--graceful-timeout", str(PATIENCE), "--timeout", "60",
        "--keep-alive", "5", "--no-control-socket", "--log-level", "warning", *tmp,
    ]  # fmt: skip


def worker_command() -> list[str]:
    """How the worker is started."""
    return [sys.executable, "-c", "from portal.cli import main; main(['worker'])"]


def run(server: Sequence[str], worker: Sequence[str] | None) -> int:
    """Run both until the server ends or we are told to stop; a worker that dies is started again.

    Returns the server's status, 0 when we stopped it.
    """
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    serving = subprocess.Popen(server, start_new_session=True)  # noqa: S603
    working = subprocess.Popen(worker, start_new_session=True) if worker else None  # noqa: S603
    died_at = 0.0
    try:
        while not stopping.wait(0.2) and serving.poll() is None:
            if worker is None or working is None or working.poll() is None:
                continue
            if not died_at:
                died_at = time.monotonic()
                click.echo(f"The worker ended with status {working.returncode}; it is started again.", err=True)
            elif time.monotonic() - died_at >= REST:
                working, died_at = subprocess.Popen(worker, start_new_session=True), 0.0  # noqa: S603
    finally:
        for child in (serving, working):
            _end(child)
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0 if stopping.is_set() else serving.returncode or 0


def _end(child: subprocess.Popen[bytes] | None) -> None:
    """Ask it to end, and make it end when it does not in PATIENCE seconds."""
    if child is None or child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(PATIENCE + 5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
