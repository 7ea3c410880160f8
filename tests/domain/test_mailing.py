"""Mails are tried for 72 hours and not longer; what somebody on the list wants to hear is what is sent."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.mailing import (
    RETRY_WINDOW,
    TIED_TO_ONE_SENDING,
    WISH_COVERS,
    AddressKind,
    ListWish,
    MailKind,
    give_up_at,
    key_of,
    leaving_token,
    next_attempt,
    normal_address,
)

FIRST = datetime(2026, 3, 2, 12, 34, tzinfo=UTC)
SECRET = b"a secret"


def test_a_mail_is_tried_again_at_growing_distance_and_given_up_within_72_hours() -> None:
    tries, at = [FIRST], FIRST
    while (due := next_attempt(len(tries), FIRST, at)) is not None:
        tries.append(due)
        at = due
    waits = [later - earlier for earlier, later in pairwise(tries)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)
    assert tries[-1] - FIRST <= RETRY_WINDOW
    assert 8 < len(tries) < 20


@given(st.integers(1, 200), st.timedeltas(timedelta(), timedelta(days=9)))
def test_no_try_is_ever_planned_beyond_the_window_or_in_the_past(attempts: int, since: timedelta) -> None:
    now = FIRST + since
    due = next_attempt(attempts, FIRST, now)
    assert due is None or now < due <= FIRST + timedelta(hours=72)
    if since > timedelta(hours=72):
        assert due is None


@pytest.mark.parametrize("kind", MailKind)
def test_a_sealed_address_is_blanked_within_72_hours(kind: MailKind) -> None:
    until = give_up_at(kind, FIRST)
    assert FIRST < until <= FIRST + timedelta(hours=72)
    assert (until.time() == datetime.min.time()) is (kind in TIED_TO_ONE_SENDING)


ABOUT_ONES_OWN = {MailKind.REVIEW_DECISION, MailKind.APPEAL_DECISION}


@pytest.mark.parametrize("wish", ListWish)
def test_leaving_the_list_never_touches_mails_about_ones_own_text(wish: ListWish) -> None:
    assert not WISH_COVERS[wish] & (ABOUT_ONES_OWN | {MailKind.STAFF_SIGN_IN})


@pytest.mark.parametrize("wish", ListWish)
def test_everybody_on_the_list_gets_the_answer_and_a_correction_of_it(wish: ListWish) -> None:
    assert {MailKind.CODE, MailKind.ANSWER, MailKind.CORRECTION} <= WISH_COVERS[wish]


def test_only_the_answer_stops_the_rest() -> None:
    rest = {MailKind.AMENDMENT, MailKind.INTERIM, MailKind.RESULT, MailKind.FOLLOW_UP}
    assert not WISH_COVERS[ListWish.ONLY_ANSWER] & rest


def test_follow_ups_go_only_to_those_who_said_yes_to_them() -> None:
    assert {wish for wish in ListWish if MailKind.FOLLOW_UP in WISH_COVERS[wish]} == {ListWish.UNTIL_DONE}


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (AddressKind.EMAIL, " Kim@Example.SE", "kim@example.se "),
        (AddressKind.PHONE, "+46 70-123 45 67", "+46701234567"),
        (AddressKind.POST, "Storgatan  1\nÅsby", "Storgatan 1 Åsby"),
    ],
)
def test_the_same_address_written_differently_is_one(kind: AddressKind, one: str, other: str) -> None:
    assert normal_address(kind, one) == normal_address(kind, other)


@given(st.text(st.characters(min_codepoint=48, max_codepoint=122), min_size=1, max_size=40))
def test_a_leaving_link_opens_only_its_own_row(key: str) -> None:
    token = leaving_token(SECRET, key)
    assert key_of(SECRET, token) == key
    assert key_of(b"another secret", token) is None
    assert key_of(SECRET, "x" + token) is None
    assert key_of(SECRET, token[:-1] + ("0" if token[-1] != "0" else "1")) is None


@pytest.mark.parametrize("token", ["", "x", "å" * 40, "0" * 24])
def test_what_is_no_leaving_link_opens_nothing(token: str) -> None:
    assert key_of(SECRET, token) is None
