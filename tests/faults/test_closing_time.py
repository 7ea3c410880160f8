"""Promise 5: closing time is one instant, right on daylight-saving days, with a grace that is shown and flagged."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from support import sending
from support.factories import ZONE, make_open_dialogue
from support.sending import token_in

from portal.domain.calendar import end_of, start_of
from portal.domain.moderation import FlagKind
from portal.domain.submissions import Timing
from portal.models.moderation import Flag
from portal.models.submissions import Submission

LAST_DAYS = {
    "an ordinary day": (date(2026, 3, 23), datetime(2026, 3, 23, 23, 0, tzinfo=UTC)),
    "the night when an hour is lost": (date(2026, 3, 29), datetime(2026, 3, 29, 22, 0, tzinfo=UTC)),
    "the night when an hour is won": (date(2026, 10, 25), datetime(2026, 10, 25, 23, 0, tzinfo=UTC)),
}
SECOND = timedelta(seconds=1)


def naive_end(day: date) -> datetime:
    """The planted fault: a day has 24 hours."""
    return start_of(day, ZONE) + timedelta(hours=24)


@pytest.mark.parametrize(("day", "instant"), LAST_DAYS.values(), ids=LAST_DAYS)
def test_the_last_day_ends_at_midnight_in_the_municipality(day, instant):
    assert end_of(day, ZONE) == instant


def test_a_day_of_24_hours_is_found_wrong():
    assert [naive_end(day) == instant for day, instant in LAST_DAYS.values()] == [True, False, False]


@pytest.fixture(params=LAST_DAYS.values(), ids=LAST_DAYS)
def form(request: pytest.FixtureRequest, changes: Any) -> Any:
    """A dialogue whose last day it is, and the moment when it closes."""
    day, instant = request.param
    now = instant - timedelta(days=21)
    with changes() as session:
        dialogue = make_open_dialogue(session, now=now)
        dialogue.closes_at = end_of(day, ZONE)
        asked = sending.submissions.asked(session, dialogue.id)
        form = sending.Form(dialogue.slug, dialogue.id, f"q-{asked[0].id}", f"q-{asked[1].id}", "")
    return form, instant


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_until_the_instant_it_is_in_time_then_within_grace_and_flagged_and_then_too_late(app, changes, form):
    form, closes = form
    grace = timedelta(minutes=15)
    moments = {"open": closes - SECOND, "grace": closes, "last": closes + grace - SECOND}
    for key, moment in moments.items():
        with time_machine.travel(moment - timedelta(hours=1), tick=False):
            client = app.test_client()
            token = token_in(client.get(form.path).get_data(as_text=True))
        with time_machine.travel(moment, tick=False):
            fields = {"csrf_token": token, "key": f"{key}-0123456789abcdef", form.text: "Fler träd."}
            answer = client.post(form.path, data={**fields, "go": "send"})
            assert answer.status_code == 303
            receipt = client.get(answer.location).get_data(as_text=True)
            assert ("strax efter stängning" in receipt) is (key != "open")
    with time_machine.travel(closes + grace, tick=False):
        late = client.post(form.path, data={**fields, "key": "late-0123456789abcdef", "go": "send"})
        assert late.status_code == 422
        assert "Fler träd." in late.get_data(as_text=True)
        assert "<textarea" not in client.get(form.path).get_data(as_text=True)
    with changes() as session:
        rows = list(session.scalars(select(Submission).order_by(Submission.number)))
        assert [row.timing for row in rows] == [Timing.IN_TIME, Timing.WITHIN_GRACE, Timing.WITHIN_GRACE]
        flagged = set(session.scalars(select(Flag.submission_id).where(Flag.kind == FlagKind.LATE_WITHIN_GRACE)))
        assert flagged == {row.id for row in rows[1:]}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_form_is_offered_until_the_instant_and_not_after(app, form):
    form, closes = form
    for moment, offered in ((closes - SECOND, True), (closes, False)):
        with time_machine.travel(moment, tick=False):
            page = app.test_client().get(form.path).get_data(as_text=True)
            assert ("<textarea" in page) is offered


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sent_again_after_closing_it_is_still_the_same_receipt(app, form):
    form, closes = form
    fields = {"key": "again-0123456789abcdef", form.text: "Fler träd.", "go": "send"}
    with time_machine.travel(closes - SECOND, tick=False):
        client = app.test_client()
        token = token_in(client.get(form.path).get_data(as_text=True))
        first = client.post(form.path, data={"csrf_token": token, **fields})
    with time_machine.travel(closes + timedelta(hours=3), tick=False):
        again = client.post(form.path, data={"csrf_token": token, **fields})
    assert first.status_code == again.status_code == 303
    assert first.location.partition("?")[0] == again.location.partition("?")[0]
