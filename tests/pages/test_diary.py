"""The registrar's chronological register: page and file for any day, without a word of what people wrote."""

import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
import time_machine
from sqlalchemy import select
from support import factories as make

from portal.adapters import csv_files
from portal.domain.diary import DiaryTime, Period
from portal.domain.moderation import Reason, ReviewState
from portal.domain.permissions import Role
from portal.domain.submissions import Channel
from portal.models.audit import AuditEntry
from portal.models.bodies import Body
from portal.queries import diary

NOW = make.NOW
SECRET = "Min granne heter Agda"


@pytest.fixture
def body(changes, page):
    """A body with a dialogue in which four views came in on three days; its registrar is signed in."""
    with changes() as session:
        dialogue = make.make_open_dialogue(session, languages=("sv",))
        days = (timedelta(days=2), timedelta(days=1), timedelta(0), timedelta(0))
        for place, ago in enumerate(days):
            made = make.make_submission(session, dialogue, f"{SECRET} {place}", received_at=NOW - ago)
            make.make_contact(session, made, "agda@example.net")
        made.state, made.reason, made.after_handover = ReviewState.WITHHELD, Reason.PERSONAL_DATA, True
        made.channel = Channel.LETTER
        user = make.make_user(session, "=Rita Registrator", roles=(Role.REGISTRAR,), body=dialogue.body)
        made.recorded_by_id = user.id
        slug, token = dialogue.body.slug, user.session_token
    with time_machine.travel(NOW, tick=False):
        page.sign_in(token)
        yield slug


def address(body, **asked):
    return f"/office/diary/?body={body}&" + "&".join(f"{name}={value}" for name, value in asked.items())


def test_without_a_day_it_is_today_and_tells_no_word_and_no_address(page, body):
    shown = page.get(address(body))
    assert "2 synpunkter" in shown.words and "0003" in shown.words and "0002" not in shown.words
    assert "uppgifter om dig eller någon annan" in shown.words
    assert "kom in efter överlämningen" in shown.words and "=Rita Registrator" in shown.words
    assert SECRET not in shown.text and "agda@example.net" not in shown.text


def test_a_period_and_the_day_of_registration_are_asked_for(page, body):
    assert "4 synpunkter" in page.get(address(body, first="2026-02-01", last="2026-03-02")).words
    assert "1 synpunkt" in page.get(address(body, first="2026-03-01")).words
    assert "4 synpunkter" in page.get(address(body, first="2026-03-02", by="registered")).words


def test_a_day_that_is_none_is_said_and_stays_in_the_field(page, body):
    refused = page.get(address(body, first="2026-02-30", last="2026-03-01"), status=422)
    assert "Skriv ett datum" in refused.words
    assert (refused.field("first"), refused.field("last")) == ("2026-02-30", "2026-03-01")
    assert "ligga före den första" in page.get(address(body, first="2026-03-02", last="2026-03-01"), status=422).words


def test_a_body_without_dialogues_says_so_and_an_empty_day_too(changes, page, body):
    with changes() as session:
        other = make.make_body(session, name="Valnämnden")
        slug = other.slug
        token = make.make_user(session, "Rut", roles=(Role.REGISTRAR,)).session_token
    assert "Inget kom in de dagarna." in page.get(address(body, first="2025-01-01")).words
    page.get(address(slug), status=403)
    page.sign_in(token)
    assert "Nämnden har inte haft någon dialog än" in page.get(address(slug)).words
    page.get(address("ingen-namnd"), status=404)


def test_the_file_has_every_line_inert_cells_and_stands_in_the_log(page, body, reading):
    page.get(address(body))
    asked = {"first": "2026-02-01", "last": "2026-03-02", "by": "received"}
    csv = page.client.post(f"/office/diary/{body}.csv", data={**asked, "csrf_token": page.token()})
    assert csv.status_code == 200 and "attachment" in csv.headers["Content-Disposition"]
    rows = [one.values for one in csv_files.rows(io.BytesIO(csv.get_data()))]
    assert [one["Nummer"] for one in rows] == ["1", "2", "3", "4"]
    assert rows[3]["Registrerad av"] == "'=Rita Registrator" and rows[0]["Registrerad av"] == "portalen"
    assert rows[3]["Kom in"] == "2026-03-02 10:00"
    assert SECRET not in csv.get_data(as_text=True) and "agda" not in csv.get_data(as_text=True)
    xlsx = page.client.post(f"/office/diary/{body}.xlsx", data={**asked, "csrf_token": page.token()})
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.get_data())).active
    assert sheet.max_row == 5 and sheet.cell(5, 10).value == "'=Rita Registrator"
    with reading() as session:
        noted = session.scalars(select(AuditEntry).where(AuditEntry.verb == "diary.export")).all()
        assert [one.after["format"] for one in noted] == ["csv", "xlsx"]


def test_neither_moderator_nor_elected_reader_sees_the_register(changes, page, body):
    with changes() as session:
        where = session.scalar(select(Body).where(Body.slug == body))
        for role in (Role.MODERATOR, Role.ELECTED_READER):
            token = make.make_user(session, str(role), roles=(role,), body=where).session_token
            session.flush()
    page.sign_in(token)
    page.get(address(body), status=403)


def test_leaves_follow_on_one_another_forwards_and_back_also_within_one_minute(session):
    dialogue = make.make_open_dialogue(session, languages=("sv",))
    for place in range(7):
        make.make_submission(session, dialogue, None, received_at=NOW + timedelta(minutes=place // 3))
    day = Period(NOW.date(), NOW.date())
    asked = {"body_id": dialogue.body_id, "by": DiaryTime.RECEIVED, "period": day, "zone": make.ZONE}
    seen, after, leaves = [], None, []
    while True:
        leaf = diary.leaf(session, **asked, after=after, size=3)
        leaves.append([one.number for one in leaf.lines])
        seen += leaves[-1]
        if leaf.later is None:
            break
        after = leaf.later
    assert leaves == [[1, 2, 3], [4, 5, 6], [7]]
    back = diary.leaf(session, **asked, before=leaf.earlier, size=3)
    assert [one.number for one in back.lines] == [4, 5, 6]
    assert [one.number for one in diary.lines(session, **asked)] == seen
    assert diary.count(session, **asked) == 7


def test_a_day_begins_and_ends_by_the_municipalitys_clock(session):
    dialogue = make.make_open_dialogue(session, languages=("sv",))
    make.make_submission(session, dialogue, None, received_at=datetime(2026, 3, 1, 22, 59, tzinfo=UTC))
    make.make_submission(session, dialogue, None, received_at=datetime(2026, 3, 1, 23, 0, tzinfo=UTC))
    day = Period(datetime(2026, 3, 2).date(), datetime(2026, 3, 2).date())
    found = list(diary.lines(session, dialogue.body_id, DiaryTime.RECEIVED, day, make.ZONE))
    assert [one.number for one in found] == [2]
