"""What every page of the staff asks: the bodies I work for, who does what, names in my language."""

from collections.abc import Iterable

from babel.lists import format_list
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.adapters.locale_format import locale_of
from portal.domain.permissions import Act, Actor, lent, may, roles_for
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.queries import bodies, joint_bodies, steering
from portal.web.formats import reader_language
from portal.web.sessions import current_actor
from portal.web.staff_labels import ROLES


def name_of(body: Body | None) -> str:
    """A body's name in the reader's language; a dash when there is none."""
    return body.texts.plain("name", reader_language()) if body else "–"


def body_choices(
    session: Session, act: Act | None = None, also: Iterable[Body] = (), empty: str | None = None
) -> list[tuple[str, str]]:
    """(id, name) of the living bodies for which the reader may do `act` (None: all); `also` are offered in any case."""
    actor, kept = current_actor(), {body.id for body in also}
    offered = [
        body
        for body in bodies.everyone(session)
        if body.id in kept or (body.abolished_on is None and (act is None or may(actor, act, body.id)))
    ]
    first = [("", empty)] if empty is not None else []
    return [*first, *((str(body.id), name_of(body)) for body in offered)]


def steering_choices(session: Session, body_id: int) -> list[tuple[str, str]]:
    """(id, name) of the goals, plans and budgets that a dialogue of the body can be tied to; first none."""
    items = steering.offered_to(session, body_id)
    return [("", _("Inget från listan")), *((str(one.id), f"{one.name} ({one.year})") for one in items)]


def chosen_body(session: Session, value: str | None) -> Body | None:
    """The body that was chosen in a select of `body_choices`; None for the empty choice."""
    return bodies.by_id(session, int(value)) if value else None


def my_body_ids(session: Session) -> set[int]:
    """Ids of the bodies in which the reader holds a role; all of them for a role that holds for all."""
    grants = current_actor().grants
    if any(grant.body_id is None for grant in grants):
        return {body.id for body in bodies.everyone(session)}
    return {grant.body_id for grant in grants if grant.body_id is not None}


def standings(session: Session, found: Iterable[Dialogue]) -> list[tuple[Dialogue, Actor]]:
    """Each dialogue with the reader as one stands towards it: roles for a body that holds it jointly count there."""
    listed, actor = list(found), current_actor()
    joint = joint_bodies.by_dialogue(session, [one.id for one in listed])
    return [(one, lent(actor, one.body_id, joint[one.id]) if one.id in joint else actor) for one in listed]


def who_does(act: Act) -> str:
    """The sentence that says which roles do this: *Det här gör dialogansvarig eller registrator.*"""
    names = [str(ROLES[role]).lower() for role in roles_for(act)]
    listed = format_list(names, style="or", locale=locale_of(reader_language()))
    return _("Det här gör: %(roles)s.", roles=listed)
