"""The elected bodies by name, for lists and filters of public pages."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.bodies import BodyKind
from portal.models.bodies import Body
from portal.queries import public_texts

_ORDER = {kind: number for number, kind in enumerate(BodyKind)}


@dataclass(frozen=True)
class Named:
    """A body with its name in the reader's language."""

    id: int
    slug: str
    kind: BodyKind
    name: str
    email: str | None
    parent_id: int | None
    abolished_on: date | None = None
    successor_id: int | None = None


def names(session: Session, language: str) -> list[Named]:
    """All bodies: council, executive board, committees, sub-committees, each kind by name, those that were abolished
    last. Two statements."""
    columns = (Body.id, Body.slug, Body.kind, Body.texts_id, Body.email, Body.parent_id)
    rows = session.execute(select(*columns, Body.abolished_on, Body.successor_id)).all()
    words = public_texts.load(session, {row.texts_id for row in rows}, language)
    found = [
        Named(
            row.id,
            row.slug,
            row.kind,
            words.plain(row.texts_id, "name"),
            row.email,
            row.parent_id,
            row.abolished_on,
            row.successor_id,
        )
        for row in rows
    ]
    return sorted(found, key=lambda body: (body.abolished_on is not None, _ORDER[body.kind], body.name, body.id))


def text_sets(session: Session, body_ids: Collection[int | None]) -> dict[int, int]:
    """The text sets of the names of these bodies, by body id; None among the ids is left out."""
    wanted = {one for one in body_ids if one is not None}
    if not wanted:
        return {}
    return {row[0]: row[1] for row in session.execute(select(Body.id, Body.texts_id).where(Body.id.in_(wanted))).all()}
