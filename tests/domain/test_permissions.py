"""Who may do what: the whole table written out, role by role, and the scope to bodies."""

import pytest

from portal.domain.permissions import (
    PERMISSIONS,
    RESIDENT,
    SYSTEM,
    Act,
    Actor,
    Grant,
    Role,
    holds,
    may,
    require,
    roles_for,
)
from portal.domain.refusals import NotAllowed

SCHOOLS, ROADS = 1, 2

EVERYBODY = {"enter_office", "see_log"}
MAY: dict[Role, set[str]] = {
    Role.ADMINISTRATOR: {
        "manage_users",
        "manage_bodies",
        "see_settings",
        "keep_seats",
        "steer",
        "settle_appeals",
        "keep_methods",
    },
    Role.DIALOGUE_LEAD: {
        "steer",
        "keep_matters",
        "consider",
        "plan",
        "edit_texts",
        "edit_groups",
        "keep_meetings",
        "see_drafts",
        "comment_drafts",
        "announce",
        "amend",
        "end_early",
        "register_submissions",
        "import_submissions",
        "read_submissions",
        "review",
        "code",
        "settle_appeals",
        "reply",
        "export",
        "see_diary",
        "hand_over",
        "record_decisions",
        "record_approvals",
        "reach_by_hand",
        "publish",
        "evaluate",
        "keep_methods",
        "conclude",
    },
    Role.DIALOGUE_SUPPORT: {
        "edit_texts",
        "edit_groups",
        "keep_meetings",
        "see_drafts",
        "comment_drafts",
        "register_submissions",
        "read_submissions",
        "code",
        "evaluate",
    },
    Role.MODERATOR: {
        "see_drafts",
        "register_submissions",
        "read_submissions",
        "review",
        "code",
        "settle_appeals",
    },
    Role.REGISTRAR: {
        "keep_seats",
        "steer",
        "keep_matters",
        "consider",
        "see_drafts",
        "register_submissions",
        "import_submissions",
        "read_submissions",
        "settle_appeals",
        "export",
        "disclose_contact",
        "see_diary",
        "record_decisions",
        "record_approvals",
        "reach_by_hand",
    },
    Role.ELECTED_READER: {"see_drafts", "comment_drafts", "evaluate"},
}


def staff(role: Role, body_id: int | None = SCHOOLS) -> Actor:
    """Somebody with one role for one body."""
    return Actor(7, "Kim", (Grant(role, body_id),))


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_what_the_table_says(role: Role, act: Act) -> None:
    assert may(staff(role), act, SCHOOLS) is (act.value in MAY[role] | EVERYBODY)


@pytest.mark.parametrize("act", Act)
def test_a_resident_may_nothing_in_the_office_and_the_portal_itself_everything(act: Act) -> None:
    assert not may(RESIDENT, act, SCHOOLS)
    assert may(SYSTEM, act, SCHOOLS)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
def test_a_role_for_one_body_opens_nothing_of_another(role: Role, act: Act) -> None:
    assert not may(staff(role), act, ROADS)


@pytest.mark.parametrize("act", Act)
def test_every_act_has_somebody_who_may(act: Act) -> None:
    assert PERMISSIONS[act]
    assert set(roles_for(act)) == PERMISSIONS[act]


def test_a_role_for_all_bodies_holds_for_each() -> None:
    assert may(staff(Role.DIALOGUE_LEAD, None), Act.ANNOUNCE, ROADS)


def test_without_a_body_the_question_is_whether_for_any() -> None:
    assert may(staff(Role.DIALOGUE_LEAD), Act.ANNOUNCE)
    assert not may(staff(Role.DIALOGUE_SUPPORT), Act.ANNOUNCE)


def test_several_roles_add_up_each_for_its_own_body() -> None:
    person = Actor(7, "Kim", (Grant(Role.MODERATOR, SCHOOLS), Grant(Role.DIALOGUE_LEAD, ROADS)))
    assert may(person, Act.REVIEW, SCHOOLS)
    assert may(person, Act.ANNOUNCE, ROADS)
    assert not may(person, Act.ANNOUNCE, SCHOOLS)


def test_an_elected_representative_sees_neither_submissions_nor_contact() -> None:
    for act in (Act.READ_SUBMISSIONS, Act.DISCLOSE_CONTACT, Act.EXPORT):
        assert not may(staff(Role.ELECTED_READER), act, SCHOOLS)


def test_who_may_not_is_refused_with_the_act() -> None:
    require(staff(Role.DIALOGUE_LEAD), Act.ANNOUNCE, SCHOOLS)
    with pytest.raises(NotAllowed) as refused:
        require(staff(Role.DIALOGUE_SUPPORT), Act.ANNOUNCE, SCHOOLS)
    assert refused.value.refusals[0].params == {"act": "announce"}


def test_holding_a_role_is_not_the_same_as_being_allowed() -> None:
    assert holds(staff(Role.REGISTRAR), Role.REGISTRAR, SCHOOLS)
    assert holds(staff(Role.REGISTRAR, None), Role.REGISTRAR, ROADS)
    assert not holds(staff(Role.REGISTRAR), Role.REGISTRAR, ROADS)
    assert not holds(SYSTEM, Role.REGISTRAR, SCHOOLS)


def test_staff_is_whoever_holds_a_role() -> None:
    assert staff(Role.MODERATOR).is_staff
    assert SYSTEM.is_staff
    assert not RESIDENT.is_staff
