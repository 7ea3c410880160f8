"""The elected bodies: added, and what is said of them changed."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.bodies import BodyKind
from portal.domain.languages import SOURCE
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import Invalid, Refusal
from portal.domain.slugs import slug_of
from portal.effects import audit
from portal.effects.publication import SITE, dialogue_scope, raise_version
from portal.effects.texts import new_set, write
from portal.models.bodies import Body
from portal.queries import bodies, dialogues


def add(
    session: Session,
    actor: Actor,
    name: Mapping[str, str],
    kind: BodyKind,
    now: datetime,
    *,
    parent: Body | None = None,
    email: str | None = None,
    postal_address: str | None = None,
) -> Body:
    """Add a body with its name by language; its address on the site follows from the Swedish name and then stays.

    Raises Invalid with NO_NAME, SECOND_EXECUTIVE_BOARD, SECOND_COUNCIL or SUB_COMMITTEE_NEEDS_PARENT.
    """
    require(actor, Act.MANAGE_BODIES)
    existing = bodies.everyone(session)
    _refuse_faults(name, kind, parent, [body.kind for body in existing])
    slug = slug_of(name[SOURCE], {body.slug for body in existing}, otherwise="organ")
    body = Body(slug=slug, kind=kind, parent_id=parent.id if parent else None, texts=new_set(session, "body"))
    session.add(body)
    _fill(session, body, name, email, postal_address, now)
    session.flush()
    audit.record(session, actor, "bodies.add", "body", body.id, None, _said(body), now)
    raise_version(session, SITE)
    return body


def change(
    session: Session,
    actor: Actor,
    body: Body,
    name: Mapping[str, str],
    now: datetime,
    *,
    parent: Body | None = None,
    email: str | None = None,
    postal_address: str | None = None,
) -> None:
    """Change a body's name by language and where it is reached. Its kind and its address on the site stay."""
    require(actor, Act.MANAGE_BODIES)
    _refuse_faults(name, body.kind, parent, ())
    if parent is not None and parent.id == body.id:
        raise Invalid(Refusal("BODY_UNDER_ITSELF", "parent"))
    before = _said(body)
    body.parent_id = parent.id if parent else None
    _fill(session, body, name, email, postal_address, now)
    session.flush()
    audit.record(session, actor, "bodies.change", "body", body.id, before, _said(body), now)
    scopes = [dialogue_scope(dialogue.id) for dialogue in dialogues.naming_body(session, body.id)]
    raise_version(session, SITE, *scopes)


def _refuse_faults(name: Mapping[str, str], kind: BodyKind, parent: Body | None, kinds: Collection[BodyKind]) -> None:
    found = []
    if not name.get(SOURCE, "").strip():
        found.append(Refusal("NO_NAME", f"name-{SOURCE}"))
    for single in (BodyKind.COUNCIL, BodyKind.EXECUTIVE_BOARD):
        if kind is single and single in kinds:
            found.append(Refusal(f"SECOND_{single.name}", "kind"))
    if kind is BodyKind.SUB_COMMITTEE and parent is None:
        found.append(Refusal("SUB_COMMITTEE_NEEDS_PARENT", "parent"))
    if found:
        raise Invalid(*found)


def _fill(
    session: Session,
    body: Body,
    name: Mapping[str, str],
    email: str | None,
    postal_address: str | None,
    now: datetime,
) -> None:
    for language in sorted(name, key=lambda code: code != SOURCE):
        write(session, body.texts, "name", language, name[language], now=now)
    body.email = (email or "").strip() or None
    body.postal_address = (postal_address or "").strip() or None


def _said(body: Body) -> dict[str, object]:
    names = {language: text.source for (_field, language), text in sorted(body.texts.texts.items())}
    return {
        "name": names,
        "kind": body.kind,
        "parent": body.parent_id,
        "email": body.email,
        "post": body.postal_address,
    }
