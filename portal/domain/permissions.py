"""Who may do what: one table, read aloud from left to right.

Roles are scoped to bodies; a grant without a body holds for all.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from portal.domain.refusals import NotAllowed, Refusal


class Role(StrEnum):
    """Staff roles. Residents have none and need none."""

    ADMINISTRATOR = "administrator"
    DIALOGUE_LEAD = "dialogue_lead"
    DIALOGUE_SUPPORT = "dialogue_support"
    MODERATOR = "moderator"
    REGISTRAR = "registrar"
    ELECTED_READER = "elected_reader"


class Act(StrEnum):
    """What staff can do."""

    ENTER_OFFICE = "enter_office"
    MANAGE_USERS = "manage_users"
    MANAGE_BODIES = "manage_bodies"
    SEE_SETTINGS = "see_settings"
    KEEP_SEATS = "keep_seats"
    STEER = "steer"
    KEEP_MATTERS = "keep_matters"
    CONSIDER = "consider"
    PLAN = "plan"
    EDIT_TEXTS = "edit_texts"
    EDIT_GROUPS = "edit_groups"
    KEEP_MEETINGS = "keep_meetings"
    SEE_DRAFTS = "see_drafts"
    COMMENT_DRAFTS = "comment_drafts"
    ANNOUNCE = "announce"
    AMEND = "amend"
    END_EARLY = "end_early"
    REGISTER_SUBMISSIONS = "register_submissions"
    IMPORT_SUBMISSIONS = "import_submissions"
    READ_SUBMISSIONS = "read_submissions"
    REVIEW = "review"
    CODE = "code"
    SETTLE_APPEALS = "settle_appeals"
    REPLY = "reply"
    EXPORT = "export"
    DISCLOSE_CONTACT = "disclose_contact"
    SEE_DIARY = "see_diary"
    HAND_OVER = "hand_over"
    RECORD_DECISIONS = "record_decisions"
    RECORD_APPROVALS = "record_approvals"
    PUBLISH = "publish"
    REACH_BY_HAND = "reach_by_hand"
    EVALUATE = "evaluate"
    KEEP_METHODS = "keep_methods"
    CONCLUDE = "conclude"
    SEE_LOG = "see_log"


_ADMIN, _LEAD, _SUPPORT = Role.ADMINISTRATOR, Role.DIALOGUE_LEAD, Role.DIALOGUE_SUPPORT
_MODERATOR, _REGISTRAR, _ELECTED = Role.MODERATOR, Role.REGISTRAR, Role.ELECTED_READER

PERMISSIONS: dict[Act, frozenset[Role]] = {
    Act.ENTER_OFFICE: frozenset(Role),
    Act.MANAGE_USERS: frozenset({_ADMIN}),
    Act.MANAGE_BODIES: frozenset({_ADMIN}),
    Act.SEE_SETTINGS: frozenset({_ADMIN}),
    Act.KEEP_SEATS: frozenset({_REGISTRAR, _ADMIN}),
    Act.STEER: frozenset({_LEAD, _REGISTRAR, _ADMIN}),
    Act.KEEP_MATTERS: frozenset({_LEAD, _REGISTRAR}),
    Act.CONSIDER: frozenset({_LEAD, _REGISTRAR}),
    Act.PLAN: frozenset({_LEAD}),
    Act.EDIT_TEXTS: frozenset({_LEAD, _SUPPORT}),
    Act.EDIT_GROUPS: frozenset({_LEAD, _SUPPORT}),
    Act.KEEP_MEETINGS: frozenset({_LEAD, _SUPPORT}),
    Act.SEE_DRAFTS: frozenset({_LEAD, _SUPPORT, _MODERATOR, _REGISTRAR, _ELECTED}),
    Act.COMMENT_DRAFTS: frozenset({_LEAD, _SUPPORT, _ELECTED}),
    Act.ANNOUNCE: frozenset({_LEAD}),
    Act.AMEND: frozenset({_LEAD}),
    Act.END_EARLY: frozenset({_LEAD}),
    Act.REGISTER_SUBMISSIONS: frozenset({_LEAD, _SUPPORT, _MODERATOR, _REGISTRAR}),
    Act.IMPORT_SUBMISSIONS: frozenset({_LEAD, _REGISTRAR}),
    Act.READ_SUBMISSIONS: frozenset({_LEAD, _SUPPORT, _MODERATOR, _REGISTRAR}),
    Act.REVIEW: frozenset({_LEAD, _MODERATOR}),
    Act.CODE: frozenset({_LEAD, _SUPPORT, _MODERATOR}),
    Act.SETTLE_APPEALS: frozenset({_LEAD, _MODERATOR, _REGISTRAR, _ADMIN}),
    Act.REPLY: frozenset({_LEAD}),
    Act.EXPORT: frozenset({_LEAD, _REGISTRAR}),
    Act.DISCLOSE_CONTACT: frozenset({_REGISTRAR}),
    Act.SEE_DIARY: frozenset({_LEAD, _REGISTRAR}),
    Act.HAND_OVER: frozenset({_LEAD}),
    Act.RECORD_DECISIONS: frozenset({_LEAD, _REGISTRAR}),
    Act.RECORD_APPROVALS: frozenset({_LEAD, _REGISTRAR}),
    Act.PUBLISH: frozenset({_LEAD}),
    Act.REACH_BY_HAND: frozenset({_LEAD, _REGISTRAR}),
    Act.EVALUATE: frozenset({_LEAD, _SUPPORT, _ELECTED}),
    Act.KEEP_METHODS: frozenset({_ADMIN, _LEAD}),
    Act.CONCLUDE: frozenset({_LEAD}),
    Act.SEE_LOG: frozenset(Role),
}


@dataclass(frozen=True)
class Grant:
    """A role, for one body or (None) for all."""

    role: Role
    body_id: int | None = None


@dataclass(frozen=True)
class Actor:
    """Whoever does something. A resident is `RESIDENT`; the portal's own worker and the command line are `SYSTEM`."""

    user_id: int | None
    name: str
    grants: tuple[Grant, ...] = field(default=())
    system: bool = False

    @property
    def is_staff(self) -> bool:
        """Whether the actor holds any role."""
        return self.system or bool(self.grants)


RESIDENT = Actor(None, "resident")
SYSTEM = Actor(None, "system", system=True)


def may(actor: Actor, act: Act, body_id: int | None = None) -> bool:
    """Whether the actor may do this for that body; without a body: for any body at all."""
    if actor.system:
        return True
    roles = PERMISSIONS[act]
    return any(
        grant.role in roles and (body_id is None or grant.body_id is None or grant.body_id == body_id)
        for grant in actor.grants
    )


def lent(actor: Actor, body_id: int, others: Collection[int]) -> Actor:
    """The actor towards a dialogue of `body_id` that these other bodies hold too: roles in them count for it as well.

    An administrator looks after one's own body only, so that role is not lent.
    """
    borrowed = (Grant(one.role, body_id) for one in actor.grants if one.body_id in others)
    more = (one for one in borrowed if one.role is not Role.ADMINISTRATOR and one not in actor.grants)
    return replace(actor, grants=(*actor.grants, *dict.fromkeys(more)))


def holds(actor: Actor, role: Role, body_id: int) -> bool:
    """Whether the actor holds this very role for that body, or for all."""
    return any(grant.role is role and grant.body_id in (None, body_id) for grant in actor.grants)


def require(actor: Actor, act: Act, body_id: int | None = None) -> None:
    """Raises NotAllowed unless the actor may."""
    if not may(actor, act, body_id):
        raise NotAllowed(Refusal("NOT_ALLOWED", params={"act": act.value}))


def require_everywhere(actor: Actor, act: Act) -> None:
    """Raises NotAllowed unless the actor may do this for every body, not only for some."""
    everywhere = (grant for grant in actor.grants if grant.body_id is None)
    if not actor.system and not any(grant.role in PERMISSIONS[act] for grant in everywhere):
        raise NotAllowed(Refusal("NOT_ALLOWED", params={"act": act.value}))


def roles_for(act: Act) -> Iterable[Role]:
    """The roles that may, in the order of the Role list: for the sentence *this is done by …*."""
    return tuple(role for role in Role if role in PERMISSIONS[act])
