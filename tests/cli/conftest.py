"""What the tests of the command line share: an installation of their own, and a way to call `gensvar` in it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from click.testing import CliRunner, Result
from support.factories import NOW, SECRET

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass
class Called:
    """What a command said and how it ended."""

    status: int
    out: str
    err: str
    raw: bytes

    @property
    def json(self) -> Any:
        """The line of JSON on standard output."""
        return json.loads(self.out)


Gensvar = Callable[..., Called]


@pytest.fixture
def environment(engine: "Engine", tmp_path: Path) -> dict[str, str]:
    """The settings of the installation, as environment variables."""
    instance = tmp_path / "instance"
    instance.mkdir()
    return {
        "GENSVAR_INSTANCE": str(instance),
        "GENSVAR_SECRET_KEY": SECRET,
        "GENSVAR_DATABASE_URL": engine.url.render_as_string(hide_password=False),
    }


@pytest.fixture
def installed(environment: dict[str, str], engine: "Engine", monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The installation of this process, its database stamped with the schema of the code."""
    for name in [name for name in os.environ if name.startswith("GENSVAR_") and "TEST" not in name]:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    from support.databases import stamp

    stamp(engine)
    return environment


@pytest.fixture
def gensvar(installed: dict[str, str]) -> Iterator[Gensvar]:
    """`gensvar("user", "add", …)` calls the command at NOW, in this process."""
    from portal.cli import main

    def call(*arguments: object) -> Called:
        result: Result = CliRunner().invoke(main, [str(one) for one in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Called(result.exit_code, result.stdout, result.stderr, result.stdout_bytes)

    with time_machine.travel(NOW, tick=False):
        yield call


@pytest.fixture
def process(installed: dict[str, str]) -> Callable[..., "subprocess.Popen[bytes]"]:
    """`process("serve")` starts the command as a process of its own, at the real time."""

    def start(*arguments: object) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", "from portal.cli import main; main()", *map(str, arguments)]
        return subprocess.Popen(
            command, env={**os.environ, **installed}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    return start
