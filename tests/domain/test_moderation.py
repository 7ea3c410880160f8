"""Review decides what is shown, never what is counted; masks hide; an appeal goes to somebody else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.dialogues import ShowMode
from portal.domain.moderation import (
    REVIEWER_REASONS,
    Reason,
    ReviewState,
    Span,
    Verdict,
    appeal_is_late,
    faults,
    is_counted,
    masked,
    may_still_appeal,
    who_settles,
)
from portal.domain.permissions import Actor, Grant, Role
from portal.domain.quotes import fault

MOMENT = datetime(2026, 3, 2, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)
SCHOOLS, ROADS, BOARD = 1, 2, 9
spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(1, 20))


def test_there_are_seven_reasons_and_none_is_about_opinion_tone_or_language() -> None:
    assert [reason.value for reason in Reason] == [
        "personal_data",
        "threat_or_hate",
        "may_be_illegal",
        "others_rights",
        "other_matter",
        "advertising_or_test",
        "taken_back",
    ]


@pytest.mark.parametrize("reason", [None, *Reason])
def test_what_is_not_shown_is_counted_but_for_advertising_and_what_was_taken_back(reason: Reason | None) -> None:
    assert is_counted(reason) is (reason not in (Reason.ADVERTISING_OR_TEST, Reason.TAKEN_BACK))


SPAN = Span(0, 4)


@pytest.mark.parametrize(
    ("verdict", "reason", "masks", "unmasked", "found"),
    [
        (Verdict.SHOWN, None, [], 0, ()),
        (Verdict.SHOWN, None, [], 1, ("PERSONAL_DATA_UNMASKED",)),
        (Verdict.MASKED, None, [SPAN], 0, ()),
        (Verdict.MASKED, None, [], 0, ("NOTHING_MASKED",)),
        (Verdict.MASKED, None, [SPAN], 2, ("PERSONAL_DATA_UNMASKED",)),
        (Verdict.WITHHELD, Reason.THREAT_OR_HATE, [], 3, ()),
        (Verdict.WITHHELD, None, [], 0, ("REASON_REQUIRED",)),
        (Verdict.WITHHELD, Reason.TAKEN_BACK, [], 0, ("REASON_IS_THE_WRITERS",)),
    ],
)
def test_a_decision_is_complete(
    verdict: Verdict, reason: Reason | None, masks: list[Span], unmasked: int, found: tuple[str, ...]
) -> None:
    assert faults(verdict, reason, masks, unmasked) == found


def test_a_reviewer_cannot_choose_the_reason_that_is_the_writers_own() -> None:
    assert set(Reason) - set(REVIEWER_REASONS) == {Reason.TAKEN_BACK}


@given(st.lists(spans, max_size=6), st.integers(0, 70))
def test_a_masked_text_holds_no_masked_character_and_every_other_one_in_order(masks: list[Span], length: int) -> None:
    text = "".join(chr(0x4E00 + place) for place in range(length))  # every character tells its place
    hidden = {place for mask in masks for place in range(mask.start, mask.end)}
    assert masked(text, masks).replace("█", "") == "".join(c for place, c in enumerate(text) if place not in hidden)


@given(st.integers(1, 40), st.integers(1, 40))
def test_the_length_of_a_mask_tells_nothing(one: int, other: int) -> None:
    texts = ["Ring " + "x" * length + " nu" for length in (one, other)]
    shown = {masked(text, [Span(5, len(text) - 3)]) for text in texts}
    assert shown == {"Ring ███ nu"}


def test_masks_that_overlap_or_reach_beyond_the_text_hide_what_they_cover() -> None:
    assert masked("abcdef", [Span(1, 3), Span(2, 99)]).strip("█") == "a"
    assert masked("abcdef", []) == "abcdef"


def test_an_appeal_can_be_made_for_twenty_one_days() -> None:
    assert may_still_appeal(MOMENT, 21, MOMENT + timedelta(days=21))
    assert not may_still_appeal(MOMENT, 21, MOMENT + timedelta(days=21) + TICK)


def test_an_appeal_is_late_after_fourteen_days() -> None:
    assert not appeal_is_late(MOMENT, MOMENT + timedelta(days=14))
    assert appeal_is_late(MOMENT, MOMENT + timedelta(days=14) + TICK)
    assert appeal_is_late(MOMENT, MOMENT + timedelta(days=3), late_days=2)


def person(user_id: int, role: Role, body_id: int | None = SCHOOLS) -> Actor:
    """Somebody of the staff with one role."""
    return Actor(user_id, f"user {user_id}", (Grant(role, body_id),))


FIRST, SECOND, LEAD = person(1, Role.MODERATOR), person(2, Role.MODERATOR), person(3, Role.DIALOGUE_LEAD)
ELSEWHERE = person(4, Role.MODERATOR, ROADS)
REGISTRAR, OTHER_REGISTRAR = person(5, Role.REGISTRAR), person(6, Role.REGISTRAR, ROADS)
KS_ADMIN, OTHER_ADMIN, ADMIN = (
    person(7, Role.ADMINISTRATOR, BOARD),
    person(8, Role.ADMINISTRATOR, ROADS),
    person(9, Role.ADMINISTRATOR, None),
)
EVERYBODY = [FIRST, SECOND, LEAD, ELSEWHERE, REGISTRAR, OTHER_REGISTRAR, KS_ADMIN, OTHER_ADMIN, ADMIN]


@pytest.mark.parametrize(
    ("staff", "settlers"),
    [
        pytest.param(EVERYBODY, (SECOND, LEAD), id="somebody else who may review for the body"),
        pytest.param([FIRST, ELSEWHERE, REGISTRAR, OTHER_REGISTRAR, KS_ADMIN], (REGISTRAR,), id="else its registrar"),
        pytest.param([FIRST, OTHER_REGISTRAR, KS_ADMIN, OTHER_ADMIN], (KS_ADMIN,), id="else the administrator of KS"),
        pytest.param([FIRST, OTHER_ADMIN, ADMIN], (ADMIN,), id="else the administrator of all"),
        pytest.param([FIRST], (), id="else nobody, never the first decider"),
    ],
)
def test_an_appeal_goes_to(staff: list[Actor], settlers: tuple[Actor, ...]) -> None:
    assert who_settles(1, staff, SCHOOLS, BOARD) == settlers


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.DIALOGUE_LEAD, Role.REGISTRAR, Role.ADMINISTRATOR])
def test_whoever_decided_first_never_settles_the_appeal_whatever_the_role(role: Role) -> None:
    decider = Actor(1, "user 1", (Grant(role, None), Grant(Role.MODERATOR, SCHOOLS)))
    assert decider not in who_settles(1, [decider, *EVERYBODY[1:]], SCHOOLS, BOARD)
    assert who_settles(1, [decider], SCHOOLS, BOARD) == ()


TEXT = "Bussen går aldrig i tid"


@pytest.mark.parametrize(
    ("span", "state", "masks", "mode", "promised", "found"),
    [
        pytest.param(SPAN, ReviewState.SHOWN, [], ShowMode.AFTER_REVIEW, False, None, id="shown"),
        pytest.param(SPAN, ReviewState.MASKED, [Span(4, 9)], ShowMode.AT_ONCE, False, None, id="beside a mask"),
        pytest.param(SPAN, ReviewState.MASKED, [Span(3, 9)], ShowMode.AT_ONCE, True, "QUOTE_MASKED", id="into a mask"),
        pytest.param(
            Span(0, 9), ReviewState.MASKED, [Span(3, 5)], ShowMode.AT_ONCE, True, "QUOTE_MASKED", id="around one"
        ),
        pytest.param(SPAN, ReviewState.WITHHELD, [], ShowMode.AT_ONCE, True, "QUOTE_NOT_SHOWN", id="withheld"),
        pytest.param(SPAN, ReviewState.TAKEN_BACK, [], ShowMode.AT_ONCE, True, "QUOTE_NOT_SHOWN", id="taken back"),
        pytest.param(SPAN, ReviewState.WAITING, [], ShowMode.AT_ONCE, True, "QUOTE_NOT_SHOWN", id="not reviewed"),
        pytest.param(SPAN, ReviewState.SHOWN, [], ShowMode.NEVER, False, "QUOTES_NOT_PROMISED", id="texts never shown"),
        pytest.param(SPAN, ReviewState.SHOWN, [], ShowMode.NEVER, True, None, id="never shown, but the form said so"),
        pytest.param(Span(6, 7), ReviewState.SHOWN, [], ShowMode.AT_ONCE, True, "QUOTE_EMPTY", id="only a space"),
        pytest.param(Span(5, 5), ReviewState.SHOWN, [], ShowMode.AT_ONCE, True, "QUOTE_EMPTY", id="nothing"),
        pytest.param(Span(-3, 4), ReviewState.SHOWN, [], ShowMode.AT_ONCE, True, "QUOTE_EMPTY", id="before the text"),
        pytest.param(Span(20, 99), ReviewState.SHOWN, [], ShowMode.AT_ONCE, True, "QUOTE_EMPTY", id="beyond the text"),
    ],
)
def test_words_are_quoted(
    span: Span, state: ReviewState, masks: list[Span], mode: ShowMode, promised: bool, found: str | None
) -> None:
    assert fault(TEXT, span, state, masks, mode, promised) == found
