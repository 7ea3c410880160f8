"""The elected bodies."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.domain.bodies import BodyKind
from portal.domain.refusals import NotFound
from portal.models.bodies import Body

_ORDER = {kind: number for number, kind in enumerate(BodyKind)}


def everyone(session: Session) -> list[Body]:
    """All bodies: council, executive board, committees, sub-committees, by Swedish name; abolished ones last."""
    found = session.scalars(select(Body).options(selectinload(Body.texts)))
    return sorted(
        found, key=lambda body: (body.abolished_on is not None, _ORDER[body.kind], body.texts.plain("name"), body.id)
    )


def by_slug(session: Session, slug: str) -> Body:
    """The body; raises NotFound."""
    body = session.scalar(select(Body).where(Body.slug == slug))
    if body is None:
        raise NotFound("NO_SUCH_BODY")
    return body


def by_id(session: Session, body_id: int) -> Body:
    """The body; raises NotFound."""
    body = session.get(Body, body_id)
    if body is None:
        raise NotFound("NO_SUCH_BODY")
    return body


def named(session: Session, name: str) -> Body | None:
    """The body with that address or Swedish name, whatever the case; None when there is none."""
    wanted = name.strip().casefold()
    found = everyone(session) if wanted else []
    return next((one for one in found if wanted in (one.slug, one.texts.plain("name").casefold())), None)


def slugs(session: Session) -> set[str]:
    """Every address in use."""
    return set(session.scalars(select(Body.slug)))
