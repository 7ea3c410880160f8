"""The demonstration: every stage, every gate passed, figures that add up, readable pages, nobody real in it."""

import re
import shutil
import socket
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, select
from support import databases
from support.pages import PageClient

from portal import clock
from portal.adapters import personal_data
from portal.app import create_app
from portal.cli import main
from portal.cli.demo import annual_with, demo, draft_with
from portal.demo import content
from portal.demo.building import Built, build
from portal.demo.instance import Holds, holds, prepare, wipe
from portal.domain.calendar import local_day
from portal.domain.dialogues import Stage, stage_of
from portal.domain.groups import MeasureStatus, Reach
from portal.domain.lifecycle import Gate, checks
from portal.domain.matters import ConsiderationOutcome, Considered, considered
from portal.domain.refusals import GateClosed
from portal.domain.texts import TextStage
from portal.models.dialogues import Dialogue
from portal.models.matters import Matter
from portal.models.submissions import Submission
from portal.queries import figures, groups, lifecycle, matters, reach, texts
from portal.queries.considered import days_of, in_year
from portal.settings import Settings
from portal.transaction import changes, connect, reading

AFTER_CHRISTMAS = datetime(2027, 1, 4, 7, 0, tzinfo=UTC)
"""A Monday with every holiday just behind it: hard on whatever counts in days."""
LANGUAGES = ("sv", "fi", "en", "ar")
TRANSIENT = {
    Gate.ANNOUNCE: {
        "NOT_PREPARING",
        "NO_OPEN_TIME",
        "ANNOUNCED_TOO_LATE",
        "ALREADY_DECIDED",
        "COMMITMENT_NOT_APPROVED",
    },
    Gate.HAND_OVER: {"NOT_CLOSED"},
    Gate.RESULT: set(),
    Gate.ANSWER: {"NOT_HANDED_OVER"},
    Gate.CONCLUDE: {"NOT_ANSWERED"},
}
"""What a gate asks of the moment of passing it, or of a promise that was amended since; all else still holds."""


@dataclass
class Made:
    """A demonstration in a database, when it was made, and what was told once."""

    engine: Engine
    settings: Settings
    now: datetime
    built: Built


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> Iterator[Made]:
    """The whole demonstration, once a database: on SQLite of today, on PostgreSQL of a day after Christmas."""
    folder = databases.FAST / tmp_path_factory.mktemp("demo").relative_to("/")
    folder.mkdir(parents=True)
    if request.param == "sqlite":
        engine, now = databases.sqlite_engine(sqlite_template, folder), clock.now()
    else:
        engine, now = request.getfixturevalue("postgres_engine"), AFTER_CHRISTMAS
        databases.empty(engine)
    settings = Settings(
        instance=folder,
        secret_key="a secret of forty characters, only a test",
        database_url=engine.url.render_as_string(hide_password=False),
        mail_retention_decision="KS 2026/12 § 34",
        demo=True,
    )
    assert holds(engine) is Holds.NOTHING
    app = create_app(settings, engine)
    built = build(engine, settings, now, draft_with(app), annual_with(app))
    yield Made(engine, settings, now, built)
    if request.param == "sqlite":
        engine.dispose()
    else:
        wipe(engine, settings)
        assert holds(engine) is Holds.NOTHING
    shutil.rmtree(folder)


def dialogues_of(session: Any) -> list[Dialogue]:
    return list(session.scalars(select(Dialogue).order_by(Dialogue.id)))


def test_a_dialogue_stands_in_every_stage(made):
    with reading(made.engine) as session:
        stages = Counter(stage_of(dialogue.stage_facts(), made.now) for dialogue in dialogues_of(session))
    assert set(stages) == set(Stage)
    assert stages[Stage.OPEN] == 2


def test_one_was_stopped_one_amended_one_follows_another_and_every_degree_of_influence_above_one_is_there(made):
    with reading(made.engine) as session:
        found = dialogues_of(session)
        assert any(dialogue.stopped_at for dialogue in found)
        assert any(dialogue.follows_id for dialogue in found)
        assert {dialogue.level for dialogue in found} == {2, 3, 4, 5}


def test_one_group_is_heard_another_silent_with_something_left_to_do_and_a_measure_was_not_done(made):
    with reading(made.engine) as session:
        ids = [one.id for one in dialogues_of(session)]
        states = {one.state for one in reach.of_dialogues(session, ids).values()}
        assert states == set(Reach)
        measures = [one for each in ids for group in groups.of_dialogue(session, each) for one in group.measures]
        assert any(one.status is MeasureStatus.NOT_DONE and one.because for one in measures)
        assert any(one.address.sent >= 5 for one in measures)
        years = (made.now.year - 1, made.now.year)
        assert sum(groups.figures_of_year(session, year).elected_presences for year in years) == 3


def test_the_register_has_a_matter_of_every_outcome_and_of_every_way_the_duty_was_kept(made):
    rules = made.settings.rules()
    today = local_day(made.now, rules.zone)
    with reading(made.engine) as session:
        ids = session.scalars(select(Matter.id)).all()
        standing = [matters.standing_consideration(session, one) for one in ids]
        states = [considered(days, today, rules) for days in days_of(session, ids).values()]
        overdue = matters.overdue(session, None, today, rules)
        decided = [in_year(session, year, None, rules) for year in (today.year - 1, today.year)]
    assert {one.outcome for one in standing if one} == set(ConsiderationOutcome)
    assert set(states) == set(Considered) - {Considered.NOTHING_OWED}
    assert [len(overdue), states.count(Considered.OVERDUE), states.count(Considered.DECIDED_WITHOUT)] == [1, 1, 1]
    assert sum(len(one.in_time) for one in decided) > sum(len(one.late) for one in decided) > 0


def test_what_the_gates_asked_for_still_holds_behind_each_dialogue(made):
    passed = {
        Gate.ANNOUNCE: "announced_at",
        Gate.HAND_OVER: "handed_over_at",
        Gate.RESULT: "handed_over_at",
        Gate.ANSWER: "answered_at",
        Gate.CONCLUDE: "concluded_at",
    }
    asked = 0
    with reading(made.engine) as session:
        for dialogue in dialogues_of(session):
            facts = lifecycle.facts_of(session, dialogue, made.settings.rules(), made.now)
            for gate in (gate for gate, moment in passed.items() if getattr(dialogue, moment)):
                unmet = {check.code for check in checks(gate, facts) if check.blocks}
                assert unmet <= TRANSIENT[gate], (dialogue.slug, gate)
                asked += 1
    assert asked >= 15


def test_the_one_in_preparation_lacks_something(made):
    with reading(made.engine) as session:
        preparing = next(d for d in dialogues_of(session) if stage_of(d.stage_facts(), made.now) is Stage.PREPARING)
        facts = lifecycle.facts_of(session, preparing, made.settings.rules(), made.now)
        missing = {check.code for check in checks(Gate.ANNOUNCE, facts) if check.blocks}
    assert {"COMMITMENT_TEXT_MISSING", "GROUP_WITHOUT_MEASURE", "COMMITMENT_NOT_APPROVED"} <= missing


def test_every_public_text_is_written_in_all_four_languages(made):
    with reading(made.engine) as session:
        for dialogue in dialogues_of(session):
            if dialogue.announced_at is not None:
                facts = texts.facts_for(session, dialogue, LANGUAGES, (TextStage.COMMITMENT,))[TextStage.COMMITMENT]
                assert (facts.missing, facts.stale, facts.unread) == ((), (), ()), dialogue.slug


def test_the_figures_add_up_and_some_hundred_have_written_in_many_languages(made):
    with reading(made.engine) as session:
        for dialogue in dialogues_of(session):
            assert figures.intake(session, dialogue.id).adds_up
        languages = Counter(session.scalars(select(Submission.language)))
    assert languages.total() >= 300
    assert {"sv", "fi", "en", "ar", "so", "pl", "uk"} <= set(languages)


def test_everything_happened_before_now_and_in_order(made):
    with reading(made.engine) as session:
        for dialogue in dialogues_of(session):
            order = (dialogue.created_at, dialogue.announced_at, dialogue.handed_over_at, dialogue.answered_at)
            moments = [moment for moment in order if moment is not None]
            assert moments == sorted(moments)
            assert all(moment < made.now for moment in moments)


def test_nobody_in_it_is_real():
    """Numbers are of the ranges kept for fiction: PTS for telephones, Skatteverket's test series for people."""
    found = [
        part
        for text in content.everything()
        for part in personal_data.find(text)
        for part in [text[part.start : part.end]]
    ]
    assert found
    for part in found:
        digits = re.sub(r"\D", "", part)
        fiction = digits.startswith(("07017406", "0980319")) or re.fullmatch(r"\d{8}23[89]\d", digits)
        assert fiction or part.endswith((".example", "@example.org", "@example.net")), part


def test_no_two_texts_are_the_same():
    said = [text for name in content.DIALOGUES for voice in content.voices(name) for text in voice.texts]
    assert [text for text, times in Counter(said).items() if times > 1] == []


@pytest.mark.parametrize("made", ["sqlite"], indirect=True)
def test_every_public_page_can_be_read_in_four_languages(made):
    page = PageClient(create_app(made.settings, made.engine))
    seen: set[str] = set()
    for language in LANGUAGES:
        waiting = deque([f"/{language}/"])
        while waiting:
            address = waiting.popleft()
            if address in seen or not is_walked(address, language):
                continue
            seen.add(address)
            got = page.get(address, None)
            assert got.status in (200, 302, 303), address
            if got.is_html and got.status == 200:
                waiting.extend(
                    urlsplit(urljoin(address, link)).path for link in got.links() if link.startswith(("/", "?"))
                )
    for language in LANGUAGES:
        assert sum(address.startswith(f"/{language}/") for address in seen) >= 60


def is_walked(address: str, language: str) -> bool:
    """Public pages in that language; of the single submissions only the first ones of each dialogue."""
    number = re.search(r"/submissions/(\d+)", address)
    return address.startswith(f"/{language}/") and (number is None or int(number[1]) <= 3)


@pytest.mark.parametrize("made", ["sqlite"], indirect=True)
def test_a_receipt_told_by_the_demonstration_leads_to_the_answer(made):
    page = PageClient(create_app(made.settings, made.engine))
    shown = page.get(f"/sv/receipt/{made.built.codes['kvarnbacken']}")
    assert "/feedback" in " ".join(shown.links())


def installation(made: Made, monkeypatch: pytest.MonkeyPatch, folder: Path, **more: str) -> None:
    for name, value in {
        "GENSVAR_INSTANCE": str(folder),
        "GENSVAR_SECRET_KEY": made.settings.secret_key,
        "GENSVAR_DATABASE_URL": made.settings.database_url,
        **more,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GENSVAR_PUBLIC_URL", "")


def test_a_second_call_serves_what_is_there(made, monkeypatch, tmp_path):
    databases.stamp(made.engine)
    installation(made, monkeypatch, tmp_path, GENSVAR_DEMO="true")
    called = CliRunner().invoke(main, ["demo", "--build-only", "--port", "8765"])
    assert called.exit_code == 0, called.output
    assert "http://127.0.0.1:8765" in called.output
    assert "--reset" in called.output
    with reading(made.engine) as session:
        assert len(dialogues_of(session)) == len(content.DIALOGUES)


def test_nothing_is_made_or_wiped_where_no_demonstration_lives(made, monkeypatch, tmp_path):
    (tmp_path / "settings.toml").write_text('municipality_name = "Verklig kommun"\n', encoding="utf-8")
    installation(made, monkeypatch, tmp_path)
    called = CliRunner().invoke(main, ["demo", "--build-only", "--reset"])
    assert called.exit_code == 1
    assert "NOT_A_DEMO" in called.output
    with pytest.raises(GateClosed):
        wipe(made.engine, replace(made.settings, demo=False))
    with reading(made.engine) as session:
        assert len(dialogues_of(session)) == len(content.DIALOGUES)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_database_with_other_people_in_it_is_not_wiped(engine, settings):
    from support.factories import make_user

    with changes(engine) as session:
        make_user(session, "Någon Annan", email="nagon@verklig.example")
    assert holds(engine) is Holds.SOMETHING_ELSE
    with pytest.raises(GateClosed):
        wipe(engine, replace(settings, demo=True))


@pytest.mark.parametrize("made", ["sqlite"], indirect=True)
def test_a_wiped_demonstration_leaves_nothing(made, tmp_path):
    made.engine.dispose()
    copy = tmp_path / "copy.sqlite3"
    shutil.copyfile(str(made.engine.url.database), copy)
    settings = replace(made.settings, instance=tmp_path, database_url=f"sqlite:///{copy}")
    engine = connect(settings.database_url)
    assert holds(engine) is Holds.DEMO
    wipe(engine, settings)
    assert holds(engine) is Holds.NOTHING
    engine.dispose()


def test_a_fresh_installation_becomes_a_demonstration_and_one_with_settings_stays_what_it_is(tmp_path):
    prepare(tmp_path / "new")
    assert "demo = true" in (tmp_path / "new" / "settings.toml").read_text(encoding="utf-8")
    old = tmp_path / "old"
    old.mkdir()
    (old / "settings.toml").write_text('municipality_name = "Verklig kommun"\n', encoding="utf-8")
    prepare(old)
    assert "demo" not in (old / "settings.toml").read_text(encoding="utf-8")


def test_a_busy_port_is_said_before_anything_is_made(tmp_path, monkeypatch):
    monkeypatch.setenv("GENSVAR_INSTANCE", str(tmp_path))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(demo, ["--port", str(port)])
    assert result.exit_code == 1
    assert f"Port {port} is already in use" in result.output
    assert list(tmp_path.iterdir()) == []
