"""The other commands: the list of them, init, user add, serve, analyse; and the three statuses."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from click.testing import CliRunner
from support.factories import make_body, make_open_dialogue, make_submission
from support.servers import free_port

from portal import transaction
from portal.cli import COMMANDS, main
from portal.models.moderation import Flag
from portal.queries import users

PROMISED = {
    "analyse", "backup", "check", "dialogue", "init", "mail", "matters", "restore", "retention", "serve", "submissions",
    "user", "worker",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(PROMISED))
def test_every_promised_command_is_there_and_explains_itself(name):
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 3


def test_the_list_names_every_command_without_importing_one():
    heavy = ("sqlalchemy", "flask", "portal.models")
    code = f"import sys, portal.cli; print([m for m in sys.modules if m.startswith({heavy})])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"
    assert set(COMMANDS) >= PROMISED


def test_an_unknown_command_and_a_missing_argument_are_wrong_usage(gensvar):
    assert gensvar("dance").status == 2
    assert gensvar("user", "add").status == 2
    assert gensvar("user", "add", "a@asby.example", "--role", "king").status == 2


def test_init_makes_what_an_installation_needs_and_keeps_what_is_there(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("GENSVAR_") and "TEST" not in name]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GENSVAR_INSTANCE", str(tmp_path / "ny"))
    assert CliRunner().invoke(main, ["init"]).exit_code == 0
    key = (tmp_path / "ny" / "secret_key").read_text()
    (tmp_path / "ny" / "settings.toml").write_text('contact_email = "a@b.se"\n')
    assert CliRunner().invoke(main, ["init"]).exit_code == 0
    assert (tmp_path / "ny" / "secret_key").read_text() == key
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


def test_user_add_prints_a_link_that_works_once_and_a_role_for_one_body(gensvar, changes, reading):
    with changes() as session:
        make_body(session, "Tekniska nämnden")
    called = gensvar("user", "add", "Karin@asby.example", "--role", "registrar", "--body", "tekniska-namnden", "--json")
    assert called.status == 0
    with reading() as session:
        user = users.by_email(session, "karin@asby.example")
        assert [(held.role.value, held.body_id is not None) for held in user.roles] == [("registrar", True)]
    assert called.json["link"].startswith("http://127.0.0.1:8000/sign-in/link/")
    more = gensvar("user", "add", "karin@asby.example", "--role", "moderator")
    assert more.status == 0
    assert more.out.strip() != called.json["link"]
    with reading() as session:
        assert len(users.by_email(session, "karin@asby.example").roles) == 2
    refused = gensvar("user", "add", "inte en adress", "--role", "moderator")
    assert refused.status == 1
    assert refused.err.startswith("NOT_AN_EMAIL [email]: ")


def test_near_copies_are_told_and_pointed_out_once(gensvar, changes, reading):
    letter = "Vi som bor på Storgatan vill att trafiken leds om och att farten sänks till trettio"
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        for text in (letter, "Något helt annat om bänkar och träd vid vattnet", letter + " nu genast", letter.upper()):
            make_submission(session, dialogue, text)
    called = gensvar("analyse", "parken", "--json").json
    assert called["near_copies"] == [[1, 3, 4]]
    assert called["languages"] == {"sv": {"stated": 4}}
    assert gensvar("analyse", "parken", "--flag", "--json").json["flagged"] == 3
    assert gensvar("analyse", "parken", "--flag", "--json").json["flagged"] == 0
    with reading() as session:
        assert session.query(Flag).count() == 3
    assert gensvar("check").status == 0


def test_serve_answers_with_the_worker_beside_and_stops_when_told(process, installed, engine, changes, reading):
    from portal.domain.permissions import SYSTEM
    from portal.effects import audit
    from portal.models.audit import AuditEntry

    with changes() as session:
        from support.factories import NOW

        audit.record(session, SYSTEM, "test", "thing", 1, None, None, NOW)
    port = free_port()
    running = process("serve", "--port", port, "--workers", 1)
    try:
        assert until(lambda: fetched(f"http://127.0.0.1:{port}/healthz") == 200), running.poll()

        def sealed() -> bool:
            with transaction.reading(engine) as session:
                return session.query(AuditEntry).filter(AuditEntry.seal_id.is_(None)).count() == 0

        assert until(sealed)
    finally:
        running.send_signal(signal.SIGTERM)
    assert running.wait(90) == 0
    assert fetched(f"http://127.0.0.1:{port}/healthz") == 0


def test_serve_refuses_to_start_with_settings_that_cannot_be_used(process, installed):
    installed["GENSVAR_TIMEZONE"] = "Mars/Olympus"
    running = process("serve", "--port", free_port())
    _, err = running.communicate(timeout=120)
    assert running.returncode == 1
    assert b"SETTINGS: GENSVAR_TIMEZONE" in err


def test_a_worker_that_dies_is_started_again_and_the_end_of_the_server_is_the_end(tmp_path, monkeypatch):
    from portal.cli import serve

    monkeypatch.setattr(serve, "REST", 0.2)
    monkeypatch.setattr(serve, "PATIENCE", 1)
    began = tmp_path / "began"
    worker = [sys.executable, "-c", f"open({str(began)!r}, 'a').write('x'); raise SystemExit(1)"]
    server = [sys.executable, "-c", "import time; time.sleep(4); raise SystemExit(3)"]
    assert serve.run(server, worker) == 3
    assert len(began.read_text()) > 1


def until(met, seconds: float = 90) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if met():
            return True
        time.sleep(0.2)
    return False


def fetched(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0
