"""Bulk decisions hit all that was selected or say why not; sharing out; who has what on the screen."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import select
from support import factories as f

from portal.domain.mailing import MailKind
from portal.domain.moderation import Reason, ReviewState, Verdict
from portal.domain.permissions import Role
from portal.domain.refusals import Invalid, NotAllowed
from portal.models.audit import AuditEntry
from portal.models.mailing import OutboxMail
from portal.models.moderation import ReviewDecision
from portal.models.submissions import Submission
from portal.queries import moderation, sharing
from portal.queries.moderation import Filter
from portal.services import moderation as one_by_one
from portal.services import reading
from portal.transaction import counted


@pytest.fixture
def dialogue(session):
    return f.make_closed_dialogue(session)


@pytest.fixture
def lead(session):
    return f.lead(session)


def in_bulk(session, actor, dialogue, numbers, verdict=Verdict.SHOWN, **given):
    return reading.decide_in_bulk(
        session, actor, f.RULES, dialogue, numbers=numbers, verdict=verdict, now=f.NOW, **given
    )


def states(session, dialogue):
    rows = session.execute(select(Submission.number, Submission.state).where(Submission.dialogue_id == dialogue.id))
    return {row[0]: row[1] for row in rows}


def test_a_bulk_decision_hits_every_selected_row(session, dialogue, lead):
    for _ in range(620):
        f.make_submission(session, dialogue)
    numbers = moderation.numbers_in(session, dialogue.id, Filter(state=ReviewState.WAITING))
    result = in_bulk(session, lead, dialogue, numbers)
    assert (len(result.decided), result.left_out) == (620, ())
    assert set(states(session, dialogue).values()) == {ReviewState.SHOWN}
    assert len(session.scalars(select(ReviewDecision.id).where(ReviewDecision.in_bulk)).all()) == 620


def test_every_selected_number_is_decided_or_listed_whatever_was_selected(session, dialogue, lead):
    chance = random.Random(7)
    for _ in range(60):
        submission = f.make_submission(session, dialogue)
        submission.flags_standing = chance.random() < 0.2
        submission.reports_open = chance.random() < 0.1
        submission.state = chance.choice([ReviewState.WAITING, ReviewState.WAITING, ReviewState.SHOWN])
    session.flush()
    before = states(session, dialogue)
    selected = chance.sample(range(1, 70), 40)
    result = in_bulk(session, lead, dialogue, selected)
    listed = dict(result.left_out)
    assert sorted([*result.decided, *listed]) == sorted(selected)
    after = states(session, dialogue)
    assert all(after[number] is ReviewState.SHOWN for number in result.decided)
    assert all(after[number] is before[number] for number in before if number not in result.decided)
    assert set(listed.values()) == {
        "NO_SUCH_SUBMISSION", "DECIDED_MEANWHILE", "SOMETHING_POINTED_OUT", "REPORTED_OR_APPEALED"}  # fmt: skip


def test_what_a_colleague_decided_meanwhile_is_left_as_it_is(session, dialogue, lead):
    first, second = f.make_submission(session, dialogue), f.make_submission(session, dialogue)
    selected = moderation.numbers_in(session, dialogue.id, Filter(state=ReviewState.WAITING))
    one_by_one.decide(
        session, f.lead(session), f.RULES, first,
        version=first.version, verdict=Verdict.WITHHELD, reason=Reason.THREAT_OR_HATE, now=f.NOW,
    )  # fmt: skip
    result = in_bulk(session, lead, dialogue, selected)
    assert (result.decided, result.left_out) == ((second.number,), ((first.number, "DECIDED_MEANWHILE"),))
    assert first.state is ReviewState.WITHHELD


def test_a_bulk_decision_decides_showing_never_reading(session, dialogue, lead):
    submission = f.make_submission(session, dialogue)
    in_bulk(session, lead, dialogue, [submission.number])
    assert submission.read_by_id is None


def test_many_are_withheld_with_one_reason_and_writers_who_asked_are_told(session, dialogue, lead):
    submissions = [f.make_submission(session, dialogue) for _ in range(3)]
    f.make_contact(session, submissions[1])
    with pytest.raises(Invalid):
        in_bulk(session, lead, dialogue, [1, 2, 3], Verdict.WITHHELD)
    in_bulk(session, lead, dialogue, [1, 2, 3], Verdict.WITHHELD, reason=Reason.ADVERTISING_OR_TEST)
    assert [one.counted for one in submissions] == [False] * 3
    assert session.scalars(select(OutboxMail.kind)).all() == [MailKind.REVIEW_DECISION]


def test_one_audit_entry_names_every_number_of_a_bulk_decision(session, dialogue, lead):
    for _ in range(3):
        f.make_submission(session, dialogue)
    in_bulk(session, lead, dialogue, [1, 3])
    entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "moderation.decide_in_bulk")).one()
    assert entry.after["numbers"] == [1, 3]


def test_a_bulk_decision_takes_few_statements(session, engine, dialogue, lead):
    for _ in range(40):
        f.make_submission(session, dialogue)
    session.flush()
    with counted(engine) as sent:
        in_bulk(session, lead, dialogue, range(1, 41))
        session.flush()
    assert len(sent) <= 5, "\n".join(sent)


def test_who_may_not_review_decides_nothing_in_bulk(session, dialogue):
    f.make_submission(session, dialogue)
    support = f.actor(f.make_user(session, roles=[Role.DIALOGUE_SUPPORT]))
    with pytest.raises(NotAllowed):
        in_bulk(session, support, dialogue, [1])


def test_work_is_shared_out_by_language_in_equal_parts_and_taken_back(session, dialogue, lead):
    for place in range(10):
        f.make_submission(session, dialogue, language="fi" if place % 2 else "sv")
    aino, bo = (f.make_user(session, name, roles=[Role.MODERATOR]) for name in ("Aino", "Bo"))
    given = reading.share_out(
        session, lead, dialogue, user_ids=[aino.id, bo.id], each=3, chosen=Filter(language="fi"), now=f.NOW
    )
    assert given == {aino.id: 3, bo.id: 2}
    assert [(one.name, one.given, one.left) for one in sharing.shares(session, dialogue.id)] == [
        ("Aino", 3, 3), ("Bo", 2, 2)]  # fmt: skip
    mine = moderation.page(session, dialogue.id, Filter(assigned_to_id=aino.id)).rows
    assert {row.language for row in mine} == {"fi"}
    assert reading.take_from(session, lead, dialogue, aino.id, f.NOW) == 3
    assert len(sharing.shares(session, dialogue.id)) == 1


def test_work_is_not_shared_out_to_people_who_may_not_read(session, dialogue, lead):
    f.make_submission(session, dialogue)
    outsider = f.make_user(session, "Olle", roles=[Role.ELECTED_READER])
    with pytest.raises(Invalid):
        reading.share_out(session, lead, dialogue, user_ids=[outsider.id], each=3, chosen=Filter(), now=f.NOW)


def test_colleagues_see_who_has_which_text_on_the_screen_for_five_minutes(session, dialogue, lead):
    first, second = f.make_submission(session, dialogue), f.make_submission(session, dialogue)
    reading.look_at(session, lead, first, f.NOW)
    reading.look_at(session, lead, second, f.NOW)
    assert sharing.on_screens(session, dialogue.id, None, f.NOW) == [(second.number, lead.name)]
    assert sharing.on_screens(session, dialogue.id, lead.user_id, f.NOW) == []
    assert sharing.on_screens(session, dialogue.id, None, f.NOW + timedelta(minutes=6)) == []
