"""Registering for those who wrote on paper, called, mailed or spoke at a meeting."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from support.factories import (
    NOW,
    RULES,
    actor,
    make_announced_dialogue,
    make_handed_over_dialogue,
    make_meeting,
    make_open_dialogue,
    make_question,
    make_user,
)

from portal.domain.mailing import AddressKind
from portal.domain.moderation import FlagKind, ReviewState
from portal.domain.permissions import Role
from portal.domain.questions import Given
from portal.domain.receipts import hashed
from portal.domain.refusals import Invalid, NotAllowed
from portal.domain.submissions import Channel, Registration, Wish, Wording
from portal.models.mailing import ListEntry, OutboxMail
from portal.models.moderation import Flag
from portal.models.submissions import PreparedCode, Submission
from portal.queries import submissions as questions
from portal.services import registrations

KEY = "a-key-of-twenty-signs"


def registration(session: Any, dialogue: Any, **given: Any) -> Registration:
    """A letter that answers the first question."""
    answers = (Given(questions.asked(session, dialogue.id)[0].id, "Vi vill ha en brunn mitt i parken."),)
    values = {"answers": answers, "channel": Channel.LETTER, "received_at": NOW - timedelta(hours=3), **given}
    return Registration(**values)


def register(session: Any, dialogue: Any, key: str = KEY, **given: Any) -> Any:
    """Register one as dialogue support."""
    support = make_user(session, "Stina Stöd", roles=(Role.DIALOGUE_SUPPORT,), body=dialogue.body)
    return registrations.register(
        session, actor(support), RULES, dialogue, registration(session, dialogue, **given), key, NOW
    )


def stored(session: Any) -> Submission:
    """The only submission."""
    return session.scalars(select(Submission)).one()


def test_a_letter_keeps_when_it_came_and_who_recorded_it(session):
    dialogue = make_open_dialogue(session)
    receipt = register(session, dialogue, wording=Wording.SUMMARY, present=8)
    row = stored(session)
    assert (row.channel, row.wording, row.present) == (Channel.LETTER, Wording.SUMMARY, 8)
    assert (row.received_at, row.registered_at) == (NOW - timedelta(hours=3), NOW)
    assert row.recorded_by_id is not None
    assert row.receipt_hash == hashed(receipt.code)
    assert row.state is ReviewState.WAITING


def test_nobody_without_the_role_registers(session):
    dialogue = make_open_dialogue(session)
    reader = make_user(session, "Elsa", roles=(Role.ELECTED_READER,), body=dialogue.body)
    with pytest.raises(NotAllowed):
        registrations.register(session, actor(reader), RULES, dialogue, registration(session, dialogue), KEY, NOW)


def test_registering_the_same_form_twice_gives_one_row(session):
    dialogue = make_open_dialogue(session)
    first, second = register(session, dialogue), register(session, dialogue)
    assert (first.code, second.again) == (second.code, True)
    stored(session)


def test_what_came_outside_the_open_time_needs_a_reason_and_is_marked(session):
    dialogue = make_open_dialogue(session)
    early = dialogue.opens_at - timedelta(days=2)
    with pytest.raises(Invalid) as refused:
        register(session, dialogue, received_at=early)
    assert refused.value.codes == ("REASON_FOR_OUTSIDE_REQUIRED",)
    register(session, dialogue, received_at=early, outside_reason="Kom med posten innan vi öppnade.")
    row = stored(session)
    assert (row.timing, row.outside_reason) == ("too_early", "Kom med posten innan vi öppnade.")
    assert session.scalars(select(Flag)).one().kind is FlagKind.OUTSIDE_OPEN_TIME


def test_after_the_handover_it_is_registered_and_marked(session):
    dialogue = make_handed_over_dialogue(session)
    register(session, dialogue, received_at=dialogue.closes_at - timedelta(days=1))
    assert stored(session).after_handover


def test_nothing_comes_from_the_future_or_into_a_dialogue_at_level_1(session):
    dialogue = make_open_dialogue(session, level=1)
    with pytest.raises(Invalid) as refused:
        register(session, dialogue, received_at=NOW + timedelta(hours=1))
    assert set(refused.value.codes) >= {"NO_SUBMISSIONS_TAKEN", "RECEIVED_IN_FUTURE"}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"channel": Channel.WEB}, "CHANNEL_NOT_REGISTERED"),
        ({"present": 0}, "PRESENT_OUT_OF_RANGE"),
        ({"present": 10**6}, "PRESENT_OUT_OF_RANGE"),
        ({"channel": Channel.MEETING}, "MEETING_REQUIRED"),
        ({"meeting_id": 10**6}, "MEETING_UNKNOWN"),
        ({"code": "ABCD"}, "CODE_NOT_READABLE"),
        ({"answers": ()}, "NOTHING_WRITTEN"),
        ({"language": "klingonska!"}, "LANGUAGE_UNKNOWN"),
    ],
)
def test_what_cannot_be_registered_is_refused_by_code(session, given, code):
    with pytest.raises(Invalid) as refused:
        register(session, make_open_dialogue(session), **given)
    assert refused.value.codes == (code,)


def test_a_table_of_eight_is_one_submission_of_its_meeting(session):
    dialogue = make_open_dialogue(session)
    meeting = make_meeting(session, dialogue)
    register(session, dialogue, channel=Channel.MEETING, meeting_id=meeting.id, present=8)
    assert (stored(session).meeting_id, stored(session).present) == (meeting.id, 8)


def test_who_did_not_see_the_form_need_not_answer_a_required_question(session):
    dialogue = make_open_dialogue(session)
    make_question(session, dialogue, "Var bor du?", required=True)
    register(session, dialogue, channel=Channel.PHONE)
    stored(session)


def test_a_printed_code_waits_and_becomes_the_receipt(session):
    dialogue = make_open_dialogue(session)
    support = make_user(session, "Stina", roles=(Role.DIALOGUE_SUPPORT,), body=dialogue.body)
    first, second = registrations.prepare_codes(session, actor(support), RULES, dialogue, 2, NOW)
    session.flush()
    assert questions.by_code(session, first).prepared is not None
    receipt = register(session, dialogue, code=first.lower().replace("-", " "))
    assert receipt.code == first
    session.flush()
    opened = questions.by_code(session, first)
    assert (opened.submission, opened.prepared) == (stored(session), None)
    assert session.get_one(PreparedCode, hashed(second)).submission_id is None
    with pytest.raises(Invalid) as refused:
        register(session, dialogue, key=KEY + "2", code=first)
    assert refused.value.codes == ("CODE_ALREADY_USED",)


def test_a_printed_code_belongs_to_its_dialogue(session):
    dialogue, other = make_open_dialogue(session), make_announced_dialogue(session)
    support = make_user(session, "Stina", roles=(Role.DIALOGUE_SUPPORT,))
    (code,) = registrations.prepare_codes(session, actor(support), RULES, other, 1, NOW)
    session.flush()
    with pytest.raises(Invalid) as refused:
        register(session, dialogue, code=code)
    assert refused.value.codes == ("CODE_OF_OTHER_DIALOGUE",)


def test_a_postal_address_goes_on_the_list_without_a_mail(session):
    dialogue = make_open_dialogue(session)
    register(session, dialogue, wish=Wish("Skolgatan 1, 123 45 Åsby", AddressKind.POST, on_list=True))
    assert session.scalars(select(ListEntry)).one().kind is AddressKind.POST
    assert session.scalars(select(OutboxMail)).all() == []
