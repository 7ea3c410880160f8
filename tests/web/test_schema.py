"""The history of the schema leads to what the models say, on both databases, and a newer schema is refused."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from portal import schema
from portal.models.base import Base
from portal.transaction import writing_alone


@pytest.fixture(params=["bare_sqlite", "bare_postgres"])
def bare(request):
    """An empty database of each kind."""
    return request.getfixturevalue(request.param)


def test_the_history_leads_to_what_the_models_say(bare):
    schema.upgrade(bare)
    schema.check_version(bare)
    with bare.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: not (kind == "table" and (name or "").startswith("search_"))},
        )
        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_again_changes_nothing(bare):
    schema.upgrade(bare)
    schema.upgrade(bare)
    schema.check_version(bare)


def test_an_empty_database_is_told_apart_from_an_old_one(bare):
    with pytest.raises(schema.WrongSchema, match="empty"):
        schema.check_version(bare)


def test_a_newer_schema_is_refused_and_left_alone(bare):
    with writing_alone(bare) as connection:
        connection.execute(text("create table alembic_version (version_num varchar(32) primary key)"))
        connection.execute(text("insert into alembic_version values ('from_tomorrow')"))
    for refused in (schema.check_version, schema.upgrade):
        with pytest.raises(schema.WrongSchema, match="newer"):
            refused(bare)


def test_a_schema_change_that_orphans_rows_is_undone(bare_sqlite):
    with writing_alone(bare_sqlite) as connection:
        connection.execute(text("create table parent (id integer primary key)"))
        connection.execute(
            text("create table child (id integer primary key, parent_id integer references parent (id))")
        )
        connection.execute(text("insert into parent values (1)"))
        connection.execute(text("insert into child values (1, 1)"))
    with pytest.raises(RuntimeError, match="point at nothing"), writing_alone(bare_sqlite) as connection:
        connection.execute(text("delete from parent"))
    with bare_sqlite.connect() as connection:
        assert connection.execute(text("select count(*) from parent")).scalar() == 1
        assert connection.execute(text("pragma foreign_keys")).scalar() == 1
