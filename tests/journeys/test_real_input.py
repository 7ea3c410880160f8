"""The main job on real input: a city's 2,314 submissions, from the file to the answer on three receipts.

The texts are real people's and live outside the project (`../shared/data`): nothing here prints one of them. What can
be done on a page is done there, by the people who do it. What an assertion compares is counted first, so that no text
stands in a failure either.
"""

import csv
import io
import json
import os
import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from sqlalchemy import func, select
from support.databases import stamp
from support.factories import NOW, RULES, SECRET, make_open_dialogue, make_user

from portal.domain.feedback import EditionKind
from portal.domain.groups import MeasureStatus
from portal.domain.permissions import Role
from portal.domain.receipts import code_for
from portal.models.groups import AffectedGroup, Measure
from portal.models.submissions import Submission
from portal.queries import dialogues, feedback, figures, submissions
from portal.services.imports import key_of

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "cycling_bonn_de.csv"
ROWS, ONLY_A_TITLE, THEMES = 2314, 30, 8
SLUG = "cykel"
OFFICE = f"/office/dialogues/{SLUG}/"
PUBLIC = f"/sv/dialogues/{SLUG}/"
OWN_WORDS = "Jag cyklar till skolan varje dag. Ring mig gärna på 070-174 06 35 om cykelställen."
CLOSED, DECIDED = NOW + timedelta(days=25), NOW + timedelta(days=95)

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"the real submissions are not here: {FILE}")


@dataclass
class City:
    """The page client of the dialogue lead, and what the test follows."""

    page: Any
    changes: Any
    reading: Any
    token: str
    rows: list[dict[str, str]]

    def gensvar(self, *arguments: object) -> tuple[int, str, str]:
        """Call a command; status, standard output and standard error."""
        from portal.cli import main

        result = CliRunner().invoke(main, [str(one) for one in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr

    def enter_office(self) -> None:
        """Sign the lead in."""
        self.page.sign_in(self.token)

    def leave_office(self) -> None:
        """Be nobody: a resident or a reader."""
        with self.page.client.session_transaction() as cookie:
            cookie.clear()
        self.page.last = None


@pytest.fixture
def city(page, changes, reading, engine, tmp_path, monkeypatch):
    """An open dialogue, a lead who also reviews and keeps the register, and the installation for the commands."""
    for name in [name for name in os.environ if name.startswith("GENSVAR_") and "TEST" not in name]:
        monkeypatch.delenv(name)
    for name, value in (
        ("GENSVAR_INSTANCE", str(tmp_path)),
        ("GENSVAR_SECRET_KEY", SECRET),
        ("GENSVAR_DATABASE_URL", engine.url.render_as_string(hide_password=False)),
        ("GENSVAR_MAIL_RETENTION_DECISION", "KS 2026/12 § 34"),
        ("GENSVAR_CONTACT_EMAIL", "dialog@asby.example"),
    ):
        monkeypatch.setenv(name, value)
    stamp(engine)
    with changes() as session:
        dialogue = make_open_dialogue(session, slug=SLUG, title="Cykel i hela staden", languages=("sv",))
        groups = select(AffectedGroup.id).where(AffectedGroup.dialogue_id == dialogue.id)
        for measure in session.scalars(select(Measure).where(Measure.group_id.in_(groups))):
            measure.status = MeasureStatus.DONE
        roles = (Role.DIALOGUE_LEAD, Role.REGISTRAR, Role.MODERATOR)
        lead = make_user(session, "Lena Lindqvist", roles=roles, body=dialogue.body)
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return City(page, changes, reading, lead.session_token, rows)


def test_real_submissions_go_all_the_way_from_the_file_to_the_answer_on_their_receipts(city):
    with time_machine.travel(NOW, tick=True):
        own_code = _take_part(city)
        _import(city)
        city.enter_office()
        _review(city)
        _code_the_last(city)
    with time_machine.travel(CLOSED, tick=True):
        city.enter_office()
        _hand_over(city)
        _publish_the_result(city)
        _check_figures(city, EditionKind.RESULT)
    with time_machine.travel(DECIDED, tick=True):
        city.enter_office()
        _decide(city)
        _answer(city)
        _check_figures(city, EditionKind.ANSWER)
        _follow(city, own_code)


def _take_part(city: City) -> str:
    """A resident sends one more on the web, and gets a code."""
    with city.reading() as session:
        asked = submissions.asked(session, dialogues.by_slug(session, SLUG).id)
    first = city.page.get(f"{PUBLIC}take-part")
    review = city.page.submit(first, status=200, button="review", **{f"q-{asked[0].id}": OWN_WORDS})
    receipt = city.page.follow(city.page.submit(review, status=303, button="send", at="review"))
    return re.search(r"\b([2-9A-Z]{4}(?:-[2-9A-Z]{4}){3})\b", receipt.words).group(1)


def _import(city: City) -> None:
    """All rows are from 2017: without a reason none comes in, with one all do, and again none twice."""
    status, out, _ = city.gensvar("submissions", "import", SLUG, FILE, "--json")
    assert (status, json.loads(out)["taken_in"]) == (1, 0)
    assert {one["code"] for one in json.loads(out)["rejections"]} == {"row.outside-without-reason"}
    reason = "Synpunkterna kom in till stadens dialog 2017 och hör till samma fråga."
    options = ("--themes", "theme", "--channel", "web", "--outside-reason", reason, "--json")
    status, out, err = city.gensvar("submissions", "import", SLUG, FILE, *options)
    assert (status, err) == (0, ""), out[:3000]
    assert (json.loads(out)["taken_in"], json.loads(out)["rejected"]) == (ROWS, 0)
    status, out, _ = city.gensvar("submissions", "import", SLUG, FILE, *options)
    assert (json.loads(out)["taken_in"], json.loads(out)["already"]) == (0, ROWS)
    with city.reading() as session:
        assert figures.received(session, dialogues.by_slug(session, SLUG).id) == ROWS + 1
        outside = select(func.count()).where(Submission.outside_reason == reason)
        assert session.scalar(outside) == ROWS
    assert sum(not row["text"].strip() for row in city.rows) == ONLY_A_TITLE


def _review(city: City) -> None:
    """One look at what is pointed out, then all the rest at once; the one with a phone number is left to a person."""
    assert city.gensvar("analyse", SLUG, "--flag")[0] == 0
    listed = city.page.get(f"{OFFICE}reading/")
    assert len([link for link in listed.links() if re.search(r"/reading/\d+", link)]) >= 50
    flagged = city.page.get(f"{OFFICE}reading/?show=flagged")
    assert f"{OFFICE}reading/1?" in flagged.text.replace("&amp;", "&")
    bulk = city.page.get(f"{OFFICE}reading/bulk/")
    done = city.page.submit(bulk, status=200, act="show")
    assert "2314 synpunkter är klara" in done.h1.replace("\xa0", "").replace("2 314", "2314")
    assert "1 lämnades utanför" in done.words
    item = city.page.get(f"{OFFICE}reading/1")
    city.page.submit(item, status=303, act="mask")
    with city.reading() as session:
        states = figures.intake(session, dialogues.by_slug(session, SLUG).id).by_state
    assert {state.value: count for state, count in states.items()} == {"shown": ROWS, "masked": 1}


def _code_the_last(city: City) -> None:
    """The file had a theme for each of its rows; the resident's own text gets one by hand."""
    with city.reading() as session:
        counted = figures.themes(session, dialogues.by_slug(session, SLUG).id)
        assert len(counted) == THEMES
    bulk = city.page.get(f"{OFFICE}reading/bulk/?what=marked&n=1")
    options = [one for one in bulk.all("option") if "bicycle_parking" in "".join(one.itertext())]
    city.page.submit(bulk, status=200, act="theme", theme=options[0].get("value"))
    with city.reading() as session:
        dialogue = dialogues.by_slug(session, SLUG)
        names = {theme.id: theme.texts.plain("name") for theme in _themes(session, dialogue.id)}
        found = {names[key]: count.submissions for key, count in figures.themes(session, dialogue.id).items()}
    expected = Counter(row["theme"] for row in city.rows)
    assert found == {**expected, "bicycle_parking": expected["bicycle_parking"] + 1}


def _hand_over(city: City) -> None:
    opened = city.page.get(f"{OFFICE}result/")
    _send(city.page, opened, f"{OFFICE}result/", **_filled(opened))
    assert city.gensvar("dialogue", "check", SLUG, "--gate", "handover")[0] == 0
    city.page.get(f"{OFFICE}handover/")
    city.page.post(f"{OFFICE}handover/", {}, 303)
    assert "Resultatet är överlämnat." in city.page.get(f"{OFFICE}handover/").words


def _publish_the_result(city: City) -> None:
    city.page.get(f"{OFFICE}result/preview?language=sv")
    city.page.post(f"{OFFICE}result/publish", {}, 303)


def _decide(city: City) -> None:
    opened = city.page.get(f"{OFFICE}decisions/")
    day = (DECIDED - timedelta(days=1)).date().isoformat()
    weighed = "Nämnden vägde in det ni sa om parkering och belysning."
    city.page.submit(opened, 303, section="31", decided_on=day, kind="decided", final="y", how_weighed=weighed)


def _answer(city: City) -> None:
    base, page = f"{OFFICE}answer/", city.page
    opened = page.get(base)
    outcomes = {
        part.get("name"): "changed" for part in opened.all("select") if part.get("name", "").startswith("outcome-")
    }
    assert len(outcomes) >= THEMES
    _send(page, opened, base, **_filled(opened), **outcomes)
    page.submit(page.get(base), 303, next_step_owner="Gatuenheten", next_step_on="2026-09-01")
    page.submit(page.get(base), 303, approved_by="Olle Ordförande", approved_on=DECIDED.date().isoformat())
    should = page.get(f"{OFFICE}stages/answer/LANGUAGE_WITHOUT_ANSWER")
    page.submit(should, status=303, reason="Synpunkterna på tyska kom från en tidigare dialog i en annan stad.")
    assert city.gensvar("dialogue", "check", SLUG, "--gate", "answer")[0] == 0
    page.get(f"{OFFICE}editions/")
    page.post(f"{OFFICE}editions/answer", {}, 303)
    with city.reading() as session:
        assert dialogues.by_slug(session, SLUG).answered_at is not None, page.get(f"{OFFICE}editions/").words


def _check_figures(city: City, kind: EditionKind) -> None:
    """The same figures on the public page, in the edition, in both exports, and nothing for `check` to find."""
    city.leave_office()
    shown = re.sub(r"(?<=\d) (?=\d{3}\b)", "", city.page.get(f"{PUBLIC}feedback").words)
    with city.reading() as session:
        dialogue = dialogues.by_slug(session, SLUG)
        edition = feedback.newest_of_kind(session, dialogue.id, kind)
        intake = figures.intake(session, dialogue.id)
        said = edition.content["figures"]
        per_theme = {theme["name"]["sv"]["text"]: theme["count"] for theme in edition.content["themes"]}
    is_told = re.search(r"\b2315 synpunkter kom in\.", shown) is not None
    assert is_told, "the page does not say how many came in"
    assert (said["received"], said["counted"]) == (intake.received, intake.counted) == (ROWS + 1, ROWS + 1)
    _, public, _ = city.gensvar("submissions", "export", SLUG, "--profile", "public", "--format", "jsonl")
    _, analyst, _ = city.gensvar("submissions", "export", SLUG, "--profile", "analyst", "--format", "csv")
    lines = public.count("\n")
    assert lines == said["by_state"]["shown"] + said["by_state"]["masked"] == ROWS + 1
    told = Counter(row["themes"] for row in csv.DictReader(io.StringIO(analyst.removeprefix("\ufeff"), newline="")))
    assert (sum(told.values()), told) == (said["received"], per_theme)
    on_page = {theme: f"{theme} {count} synpunkter" in shown for theme, count in per_theme.items()}
    assert all(on_page.values()), on_page
    is_masked = "070-174" not in public
    assert is_masked
    assert city.gensvar("worker", "--once")[0] == 0
    status, out, err = city.gensvar("check", "--json")
    assert (status, err) == (0, ""), out[:3000]
    assert json.loads(out)["right"]


def _follow(city: City, own_code: str) -> None:
    """Three receipts, from the code to the exact text, its theme, the decision and the answer."""
    with city.reading() as session:
        dialogue_id = dialogues.by_slug(session, SLUG).id
    only_title = next(row for row in city.rows if not row["text"].strip())
    whole = next(row for row in city.rows if row["text"].strip() and row["theme"] != only_title["theme"])
    followed = [(own_code, OWN_WORDS, "bicycle_parking")]
    for row in (only_title, whole):
        code = code_for(RULES.keys.receipts, f"{dialogue_id}:{key_of(row['id'])}")
        said = "\n\n".join(part.strip() for part in (row["title"], row["text"]) if part.strip())
        followed.append((code, said, row["theme"]))
    city.leave_office()
    for code, said, theme in followed:
        found = city.page.submit(city.page.get("/sv/receipt"), status=None, code=code)
        assert found.location is None or found.location.endswith(code)
        receipt = city.page.get(f"/sv/receipt/{code}")
        lacking = [told for told in (theme, "§ 31", "Text för t-theme_answer") if told not in receipt.words]
        is_exact = " ".join(said.split()) in receipt.words
        assert (is_exact, lacking) == (True, [])
        assert any("feedback" in link for link in receipt.links())


def _themes(session: Any, dialogue_id: int) -> Any:
    from portal.queries import themes

    return themes.everything(session, dialogue_id)


def _filled(opened: Any) -> dict[str, str]:
    """Words for every field of the page's texts."""
    names = [part.get("name", "") for part in (*opened.all("textarea"), *opened.all("input"))]
    return {name: f"Text för {name}." for name in names if name.startswith("t-")}


def _send(page: Any, opened: Any, address: str, **fields: str) -> None:
    versions = {
        part.get("name"): part.get("value", "")
        for part in opened.all("input")
        if part.get("name", "").startswith("vt-")
    }
    page.post(address, {**versions, **fields}, 303)
