"""Every change leaves an entry whose digest covers all of it."""

from datetime import date

import pytest
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW

from portal.domain.audit import entry_digest
from portal.domain.commitments import PointKind
from portal.domain.permissions import SYSTEM
from portal.effects import audit
from portal.models.audit import AuditEntry


def digest_of(entry: AuditEntry) -> str:
    return entry_digest(
        entry.at,
        entry.actor_id,
        entry.actor,
        entry.verb,
        entry.kind,
        entry.object_id,
        entry.dialogue_id,
        entry.before,
        entry.after,
    )


def test_the_digest_fits_what_the_database_gives_back(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    after = {"on": date(2026, 3, 2), "kind": PointKind.FIXED, "at": NOW, "words": {"ar": "حديقة", "sv": "Å"}, "n": 1.5}
    actor = factories.lead(session)
    entry = audit.record(session, actor, "tests.try", "thing", 7, None, after, NOW, dialogue.id)
    session.flush()
    session.expire(entry)
    assert entry.after["on"] == "2026-03-02"
    assert digest_of(entry) == entry.digest


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("actor", "Någon annan"),
        ("verb", "tests.other"),
        ("object_id", "8"),
        ("before", {"x": 1}),
        ("after", {"x": 2}),
        ("at", NOW.replace(hour=10)),
        ("kind", "other"),
        ("actor_id", 1),
        ("dialogue_id", 1),
    ],
)
def test_a_field_changed_afterwards_no_longer_fits(session: Session, field: str, value: object) -> None:
    entry = audit.record(session, SYSTEM, "tests.try", "thing", 7, {"x": 0}, {"x": 1}, NOW)
    session.flush()
    with session.no_autoflush:
        setattr(entry, field, value)
        assert digest_of(entry) != entry.digest
    session.expunge(entry)


def test_what_json_does_not_know_is_not_recorded(session: Session) -> None:
    with pytest.raises(TypeError):
        audit.record(session, SYSTEM, "tests.try", "thing", 7, None, b"sealed", NOW)
