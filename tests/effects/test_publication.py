"""The public version of a scope rises with each change that the public sees, and writers never wait in a circle."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal import transaction
from portal.effects.publication import raise_version
from portal.models.audit import PublicVersion


def versions(session: Session) -> dict[str, int]:
    return {row.scope: row.version for row in session.scalars(select(PublicVersion))}


def test_the_version_rises_once_a_transaction_and_scope(changes: Callable[[], AbstractContextManager[Session]]) -> None:
    with changes() as session:
        raise_version(session, "site", "dialogue:1")
        raise_version(session, "site")
    with changes() as session:
        raise_version(session, "site")
    with changes() as session:
        assert versions(session) == {"site": 2, "dialogue:1": 1}


def test_a_change_that_failed_raises_nothing(changes: Callable[[], AbstractContextManager[Session]]) -> None:
    with pytest.raises(ZeroDivisionError), changes() as session:
        raise_version(session, "site")
        raise ZeroDivisionError
    with changes() as session:
        assert versions(session) == {}


def test_writers_that_touch_the_same_scopes_in_different_order_all_get_through(engine: Engine) -> None:
    failures: list[BaseException] = []

    def write(scopes: list[str]) -> None:
        try:
            for _each in range(20):
                with transaction.changes(engine) as session:
                    for scope in scopes:
                        raise_version(session, scope)
        except BaseException as failure:
            failures.append(failure)

    orders = [["a", "b", "c"], ["c", "b", "a"], ["b", "a", "c"], ["c", "a", "b"]]
    threads = [threading.Thread(target=write, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    with transaction.reading(engine) as session:
        assert versions(session) == {"a": 80, "b": 80, "c": 80}
