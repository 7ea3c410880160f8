"""An attempt to join the list of addresses to the texts, with a copy of the database and without the secret."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from math import sqrt
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

Row = Mapping[str, Any]


@dataclass
class Copy:
    """Every row of every table, with what the database itself keeps of it, and the truth, unknown to the attack."""

    tables: dict[str, list[Row]]
    truth: dict[str, int]


def taken(engine: Engine, truth: dict[str, int]) -> Copy:
    """Read everything, as somebody with a copy of the database would."""
    with engine.connect() as connection:
        copy = taken_on(connection, truth)
        connection.rollback()
    return copy


def taken_on(connection: Connection, truth: dict[str, int]) -> Copy:
    """The same inside a transaction of the caller's."""
    tables: dict[str, list[Row]] = {}
    for name in inspect(connection).get_table_names():
        columns = ", ".join([*_own_columns(connection, name), f'"{name}".*'])
        rows = connection.execute(text(f'select {columns} from "{name}"')).mappings().all()
        tables[name] = [{**_sortable(dict(row)), "own_place": place} for place, row in enumerate(rows)]
    return Copy(tables, truth)


def _own_columns(connection: Connection, name: str) -> list[str]:
    """What the database keeps of each row beside the columns: its id, its place, the transaction that wrote it."""
    if connection.dialect.name == "postgresql":
        return ["cast(ctid as text) as own_ctid", "cast(xmin as text) as own_xmin"]
    made = connection.execute(text("select sql from sqlite_master where name = :name"), {"name": name}).scalar_one()
    return [] if "WITHOUT ROWID" in made.upper() else ["rowid as own_rowid"]


def _sortable(row: dict[str, Any]) -> dict[str, Any]:
    if "own_xmin" in row:
        row["own_xmin"] = int(row["own_xmin"])
    if "own_ctid" in row:
        page, _, line = row["own_ctid"].strip("()").partition(",")
        row["own_ctid"] = (int(page), int(line))
    return row


def cells(row: Row) -> Iterator[tuple[str, str]]:
    """(column, value as text) of a row; what is inside JSON too, and hashes of text values."""
    for column, value in row.items():
        for leaf in _leaves(value):
            if leaf is not None and leaf != "" and not isinstance(leaf, bool):
                yield column, str(leaf)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, str) and value[:1] in "[{":
        with suppress(ValueError):
            value = json.loads(value)
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _leaves(part)
    else:
        yield value


def guises(value: str) -> Iterator[str]:
    """The value as it is, and as a plain hash of it."""
    yield value
    yield hashlib.sha256(value.encode()).hexdigest()
    yield hashlib.md5(value.encode()).hexdigest()


def by_value(copy: Copy) -> tuple[int, str]:
    """The most texts found by following equal values from a list row, directly or through one other row, and how."""
    targets = [row for row in copy.tables["list_entries"] if row["address"] in copy.truth]
    ends: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in copy.tables["submissions"]:
        for column, value in cells(row):
            ends[column][value].add(row["id"])
    hits: dict[str, int] = defaultdict(int)
    middles = _middles(copy)
    for row in targets:
        right = copy.truth[row["address"]]
        for column, value in cells(row):
            for guise in guises(value):
                for end, index in ends.items():
                    hits[f"{column} = submissions.{end}"] += index.get(guise) == {right}
                for (table, left), index in middles.items():
                    for middle in index.get(guise, ())[:3]:
                        for other, found in cells(middle):
                            for end, targets_of in ends.items():
                                good = other != left and targets_of.get(found) == {right}
                                hits[f"{column} = {table}.{left}, {other} = submissions.{end}"] += good
    how = max(hits, key=hits.__getitem__)
    return hits[how], how


def _middles(copy: Copy) -> dict[tuple[str, str], dict[str, list[Row]]]:
    found: dict[tuple[str, str], dict[str, list[Row]]] = {}
    for table, rows in copy.tables.items():
        if table in {"list_entries", "submissions"}:
            continue
        for row in rows:
            for column, value in cells(row):
                index = found.setdefault((table, column), defaultdict(list))
                index[value].append(row)
    return found


def by_order(copy: Copy) -> tuple[float, str]:
    """The strongest correlation, in standard deviations, between an order of the list and an order of the texts."""
    rows = [row for row in copy.tables["list_entries"] if row["address"] in copy.truth]
    texts = {row["id"]: row for row in copy.tables["submissions"]}
    best = (0.0, "")
    for column, ranks in _orders(rows):
        for other, true_ranks in _orders([texts[copy.truth[row["address"]]] for row in rows]):
            strength = abs(_correlation(ranks, true_ranks)) * sqrt(len(rows) - 1)
            best = max(best, (strength, f"order of {column} = order of submissions.{other}"))
    return best


def _orders(rows: list[Row]) -> Iterator[tuple[str, list[float]]]:
    for column in rows[0]:
        values = [row[column] for row in rows]
        if len(set(map(str, values))) < 4 or any(value is None for value in values):
            continue
        yield column, _ranks(values)


def _ranks(values: list[Any]) -> list[float]:
    order = sorted(set(values))
    return [float(order.index(value)) for value in values]


def _correlation(one: Iterable[float], other: Iterable[float]) -> float:
    one, other = list(one), list(other)
    mean, other_mean = sum(one) / len(one), sum(other) / len(other)
    pairs = [(a - mean, b - other_mean) for a, b in zip(one, other, strict=True)]
    both = sqrt(sum(a * a for a, _ in pairs) * sum(b * b for _, b in pairs))
    return sum(a * b for a, b in pairs) / both if both else 0.0
