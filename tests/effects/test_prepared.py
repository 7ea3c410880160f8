"""Statements that are compiled once mean the same as the ordinary ones, on both databases."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from support.factories import make_open_dialogue

from portal.domain.public_log import LogKind
from portal.models.audit import PublicLogEntry, PublicVersion
from portal.models.dialogues import Dialogue
from portal.models.prepared import Prepared, plain_defaults
from portal.transaction import counted

ADD = Prepared(insert(PublicVersion), ["scope", "version"])
DAY = datetime(2027, 3, 28, 3, 30, tzinfo=UTC)


def test_what_it_writes_is_read_as_it_was_given(session):
    dialogue = make_open_dialogue(session)
    given = {"dialogue_id": dialogue.id, "kind": LogKind.ANNOUNCED, "at": DAY, "role": "å", "data": {"ä": [1, None]}}
    Prepared(insert(PublicLogEntry).returning(PublicLogEntry.id), list(given)).run(session.connection(), given)
    stored = session.scalars(select(PublicLogEntry).order_by(PublicLogEntry.id.desc()).limit(1)).one()
    assert {name: getattr(stored, name) for name in given} == given


def test_what_it_reads_has_the_types_of_the_columns(session):
    dialogue = make_open_dialogue(session)
    columns = (Dialogue.__table__.c[name] for name in ("id", "show_mode", "opens_at", "stopped_at", "slug"))
    asked = Prepared(select(*columns), [])
    wanted = (dialogue.id, dialogue.show_mode, dialogue.opens_at, dialogue.stopped_at, dialogue.slug)
    assert wanted in asked.run(session.connection(), {})


def test_a_fault_is_the_exception_that_it_always_was_and_tells_no_values(session):
    ADD.run(session.connection(), {"scope": "secret place", "version": 1})
    with pytest.raises(IntegrityError) as refused:
        ADD.run(session.connection(), {"scope": "secret place", "version": 1})
    assert "hidden" in str(refused.value)
    session.rollback()


def test_whoever_counts_statements_counts_it(session, engine):
    with counted(engine) as sent:
        ADD.run(session.connection(), {"scope": "counted", "version": 1})
        raised = update(PublicVersion).values(version=PublicVersion.version + 1)
        Prepared(raised, []).run(session.connection(), {})
    assert [statement.split()[0] for statement in sent] == ["INSERT", "UPDATE"]


def test_the_plain_defaults_of_a_table_are_those_that_its_model_gives():
    assert plain_defaults(PublicVersion.__table__) == {"version": 1}
