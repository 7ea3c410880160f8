"""Who may do what for which body."""

from sqlalchemy.orm import Session
from support import factories

from portal.domain.permissions import Act, Role
from portal.queries import users


def test_those_who_may_review_are_counted_once_and_for_the_body(session: Session) -> None:
    own, other = factories.make_body(session), factories.make_body(session, "Kulturnämnden")
    both = factories.make_user(session, "Anna", roles=[Role.DIALOGUE_LEAD, Role.MODERATOR], body=own)
    everywhere = factories.make_user(session, "Bo", roles=[Role.MODERATOR])
    factories.make_user(session, "Cia", roles=[Role.MODERATOR], body=other)
    factories.make_user(session, "Dan", roles=[Role.REGISTRAR], body=own)
    gone = factories.make_user(session, "Eva", roles=[Role.MODERATOR], body=own)
    gone.active = False
    assert users.who_may(session, Act.REVIEW, own.id) == [both, everywhere]
    assert users.count_who_may(session, Act.REVIEW, own.id) == 2


def test_an_address_is_found_whatever_its_case(session: Session) -> None:
    user = factories.make_user(session, email="lena@asby.example")
    assert users.by_email(session, " Lena@ASBY.example ") is user


def test_nobody_who_left_carries_on_a_session(session: Session) -> None:
    user = factories.make_user(session)
    assert users.by_session_token(session, user.session_token) is user
    user.active = False
    assert users.by_session_token(session, user.session_token) is None
