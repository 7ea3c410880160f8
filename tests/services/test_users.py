"""Accounts of staff: links used once, lock-out, sessions that end, and power that stays within its bodies."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, PASSWORD
from support.traces import refused, verbs

from portal.domain.permissions import SYSTEM, Actor, Role
from portal.domain.refusals import GateClosed, Invalid, NotAllowed
from portal.domain.users import LINK_HOLDS, LOCKED_FOR, WRONG_ATTEMPTS
from portal.models.users import SignInLink, User
from portal.queries import users as known
from portal.services import users


def admin(session: Session) -> Actor:
    return factories.actor(factories.make_user(session, "Ada Admin", roles=[Role.ADMINISTRATOR]))


def test_the_first_account_is_made_from_the_command_line(session: Session) -> None:
    user = users.add(session, SYSTEM, " Ada@Asby.Example ", "Ada Admin", NOW)
    users.grant(session, SYSTEM, user, Role.ADMINISTRATOR, None, NOW)
    assert known.by_email(session, "ada@asby.example") is user
    assert verbs(session) == ["users.add", "users.grant"]


def test_an_account_needs_a_name_and_an_address_of_its_own(session: Session) -> None:
    actor = admin(session)
    users.add(session, actor, "bo@asby.example", "Bo", NOW)
    with refused(session, "EMAIL_TAKEN", "NO_NAME"):
        users.add(session, actor, "BO@asby.example", " ", NOW)
    with refused(session, "NOT_AN_EMAIL"):
        users.add(session, actor, "bo at asby", "Bo", NOW)


def test_only_an_administrator_manages_accounts(session: Session) -> None:
    lead = factories.lead(session)
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        users.add(session, lead, "bo@asby.example", "Bo", NOW)


def test_whoever_manages_one_body_has_no_power_beyond_it(session: Session) -> None:
    own, other = factories.make_body(session), factories.make_body(session, "Kulturnämnden")
    local = factories.actor(factories.make_user(session, roles=[Role.ADMINISTRATOR], body=own))
    everywhere = factories.make_user(session, roles=[Role.ADMINISTRATOR])
    colleague = factories.make_user(session, roles=[Role.MODERATOR], body=own)
    users.grant(session, local, colleague, Role.REGISTRAR, own, NOW)
    for attempt in (
        lambda: users.grant(session, local, colleague, Role.REGISTRAR, other, NOW),
        lambda: users.grant(session, local, colleague, Role.ADMINISTRATOR, None, NOW),
        lambda: users.make_link(session, local, everywhere, NOW),
        lambda: users.deactivate(session, local, everywhere, NOW),
    ):
        with refused(session, "NOT_ALLOWED", kind=NotAllowed):
            attempt()


def test_a_changed_role_ends_all_sessions(session: Session) -> None:
    user = factories.make_user(session)
    tokens = [user.session_token]
    users.grant(session, SYSTEM, user, Role.MODERATOR, None, NOW)
    tokens.append(user.session_token)
    users.revoke(session, SYSTEM, user, Role.MODERATOR, None, NOW)
    tokens.append(user.session_token)
    users.sign_out(session, known.actor_of(user), NOW)
    tokens.append(user.session_token)
    assert len(set(tokens)) == 4
    assert known.by_session_token(session, tokens[0]) is None


def test_the_last_administrator_is_not_removed(session: Session) -> None:
    actor = admin(session)
    user = known.by_id(session, actor.user_id or 0)
    with refused(session, "LAST_ADMINISTRATOR", kind=GateClosed):
        users.revoke(session, actor, user, Role.ADMINISTRATOR, None, NOW)
    with refused(session, "LAST_ADMINISTRATOR", kind=GateClosed):
        users.deactivate(session, actor, user, NOW)
    factories.make_user(session, "Bea", roles=[Role.ADMINISTRATOR])
    users.deactivate(session, actor, user, NOW)
    assert known.actor_of(user).grants == ()


def test_a_link_is_used_once_and_looking_at_it_does_not_use_it(session: Session) -> None:
    user = factories.make_user(session)
    token = users.make_link(session, SYSTEM, user, NOW)
    assert known.holder_of_link(session, token, NOW) is user
    assert known.holder_of_link(session, token, NOW) is user
    users.choose_password(session, token, PASSWORD, NOW)
    assert known.password_matches(session, user.email, PASSWORD, NOW)
    with refused(session, "LINK_NOT_VALID", kind=Invalid):
        users.choose_password(session, token, "ett annat långt lösenord", NOW)


def test_the_token_of_a_link_is_not_kept(session: Session) -> None:
    token = users.make_link(session, SYSTEM, factories.make_user(session), NOW)
    [link] = session.query(SignInLink).all()
    assert token not in (link.token_hash, *verbs(session))


@pytest.mark.parametrize("seconds", [-1, 0])
def test_a_link_holds_until_its_time_is_over(session: Session, seconds: int) -> None:
    token = users.make_link(session, SYSTEM, factories.make_user(session), NOW)
    moment = NOW + LINK_HOLDS + timedelta(seconds=seconds)
    assert (known.holder_of_link(session, token, moment) is not None) is (seconds < 0)


def test_an_older_link_does_not_survive_a_new_one_nor_a_changed_password(session: Session) -> None:
    user = factories.make_user(session, password=PASSWORD)
    first = users.make_link(session, SYSTEM, user, NOW)
    second = users.make_link(session, SYSTEM, user, NOW)
    assert known.holder_of_link(session, first, NOW) is None
    users.change_password(session, known.actor_of(user), user, PASSWORD, "helt nya ord i rad", NOW)
    assert known.holder_of_link(session, second, NOW) is None


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("kort", "PASSWORD_TOO_SHORT"),
        ("aaaaaaaabbbbbbbb", "PASSWORD_TOO_SIMPLE"),
        ("Lena Lindqvist", "PASSWORD_IS_YOUR_NAME"),
        ("x" * 900 + "abcdefgh" * 20, "PASSWORD_TOO_LONG"),
    ],
)
def test_a_bad_password_is_refused_and_the_link_still_holds(session: Session, password: str, code: str) -> None:
    user = factories.make_user(session)
    token = users.make_link(session, SYSTEM, user, NOW)
    with refused(session, code, kind=Invalid):
        users.choose_password(session, token, password, NOW)
    assert known.holder_of_link(session, token, NOW) is user


def attempt(session: Session, user: User, password: str, moment=NOW) -> users.SignIn:
    return users.sign_in(session, user.email, known.password_matches(session, user.email, password, moment), moment)


def test_wrong_attempts_in_a_row_lock_an_account_for_a_while(session: Session) -> None:
    user = factories.make_user(session, password=PASSWORD)
    codes = [attempt(session, user, "fel").refusal for _each in range(WRONG_ATTEMPTS)]
    assert [each.code for each in codes if each] == ["SIGN_IN_FAILED"] * (WRONG_ATTEMPTS - 1) + ["SIGN_IN_LOCKED"]
    assert attempt(session, user, PASSWORD, NOW + LOCKED_FOR - timedelta(seconds=1)).user is None
    assert attempt(session, user, PASSWORD, NOW + LOCKED_FOR).user is user


def test_a_right_password_forgets_the_wrong_ones(session: Session) -> None:
    user = factories.make_user(session, password=PASSWORD)
    for _each in range(WRONG_ATTEMPTS):
        attempt(session, user, "fel")
        assert attempt(session, user, PASSWORD).user is user


def test_nobody_and_somebody_who_left_are_told_the_same_as_a_wrong_password(session: Session) -> None:
    user = factories.make_user(session, password=PASSWORD)
    user.active = False
    refusals = [attempt(session, user, PASSWORD), users.sign_in(session, "ingen@asby.example", False, NOW)]
    assert [each.refusal.code for each in refusals if each.refusal] == ["SIGN_IN_FAILED"] * 2


def test_one_changes_ones_own_details_and_only_an_administrator_those_of_others(session: Session) -> None:
    user, other = factories.make_user(session), factories.make_user(session)
    own = known.actor_of(user)
    users.change(session, own, user, NOW, name="Lena Ny", phone="0410-1")
    assert (user.name, user.phone) == ("Lena Ny", "0410-1")
    with refused(session, "NO_NAME", kind=Invalid):
        users.change(session, own, user, NOW, name=" ")
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        users.change(session, own, other, NOW, name="Någon")
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        users.change_password(session, own, other, "x", "helt nya ord i rad", NOW)


def test_a_role_is_taken_only_from_somebody_who_has_it_by_somebody_who_may(session: Session) -> None:
    body, user, lead = factories.make_body(session), factories.make_user(session), factories.lead(session)
    with refused(session, "ROLE_NOT_HELD", kind=Invalid):
        users.revoke(session, SYSTEM, user, Role.MODERATOR, body, NOW)
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        users.revoke(session, lead, user, Role.DIALOGUE_LEAD, None, NOW)


def test_a_closed_account_loses_its_link_its_password_and_its_sessions(session: Session) -> None:
    user, lead = factories.make_user(session, password=PASSWORD), factories.lead(session)
    before, token = user.session_token, users.make_link(session, SYSTEM, user, NOW)
    users.deactivate(session, SYSTEM, user, NOW)
    assert known.by_session_token(session, before) is None
    assert not known.password_matches(session, user.email, PASSWORD, NOW)
    with refused(session, "USER_NOT_ACTIVE", kind=GateClosed):
        users.make_link(session, SYSTEM, user, NOW)
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        users.reactivate(session, lead, user, NOW)
    users.reactivate(session, SYSTEM, user, NOW)
    assert known.holder_of_link(session, token, NOW) is None
    assert user.session_token != before


def test_the_current_password_is_asked_for_before_a_new_one(session: Session) -> None:
    user = factories.make_user(session, password=PASSWORD)
    with refused(session, "PASSWORD_WRONG", kind=Invalid):
        users.change_password(session, known.actor_of(user), user, "fel", "helt nya ord i rad", NOW)
