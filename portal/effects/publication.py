"""The public version that the page cache leans on: raised in the transaction of each change that the public sees."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.models.audit import PublicVersion

SITE = "site"
_WAITING = "public_scopes"


def dialogue_scope(dialogue_id: int) -> str:
    """The scope of one dialogue's pages."""
    return f"dialogue:{dialogue_id}"


def raise_version(session: Session, *scopes: str) -> None:
    """Have the versions of these scopes raised by one when the session commits, as the last thing of its transaction.

    All scopes of a transaction are raised together in the order of their names, so that two writers never wait for
    each other in a circle, and the counter that everybody shares is held for the length of a commit only.
    """
    waiting: set[str] = session.info.setdefault(_WAITING, set())
    waiting.update(scopes)
    if not event.contains(session, "before_commit", raise_waiting):
        event.listen(session, "before_commit", raise_waiting)


def raise_waiting(session: Session) -> None:
    """Raise what waits in the session now."""
    waiting: set[str] = session.info.pop(_WAITING, set())
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    for scope in sorted(waiting):
        insert = dialect.insert(PublicVersion).values(scope=scope, version=1)
        raised = {"version": PublicVersion.version + 1}
        session.execute(insert.on_conflict_do_update(index_elements=[PublicVersion.scope], set_=raised))
