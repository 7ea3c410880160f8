"""Who may write when, and what is kept."""

import threading
import time

import pytest
from sqlalchemy import text

from portal import transaction
from portal.models.audit import PublicVersion


def test_changes_are_kept_together_or_not_at_all(engine):
    with transaction.changes(engine) as session:
        session.add(PublicVersion(scope="site", version=1))
    with pytest.raises(ZeroDivisionError), transaction.changes(engine) as session:
        session.add(PublicVersion(scope="dialogue:1", version=1))
        session.flush()
        raise ZeroDivisionError
    with transaction.reading(engine) as session:
        assert list(session.execute(text("select scope from public_versions")).scalars()) == ["site"]


def test_a_reader_sees_one_snapshot_while_others_write(engine):
    with transaction.reading(engine) as session:
        assert session.execute(text("select count(*) from public_versions")).scalar() == 0
        with transaction.changes(engine) as other:
            other.add(PublicVersion(scope="site", version=1))
        assert session.execute(text("select count(*) from public_versions")).scalar() == 0
    with transaction.reading(engine) as session:
        assert session.execute(text("select count(*) from public_versions")).scalar() == 1


def test_a_reading_session_refuses_to_write(engine):
    with transaction.reading(engine) as session:
        session.add(PublicVersion(scope="site", version=1))
        with pytest.raises(RuntimeError, match="reading session"):
            session.flush()


def test_no_addition_is_lost_when_many_write_at_once(sqlite_engine):
    with transaction.changes(sqlite_engine) as session:
        session.add(PublicVersion(scope="site", version=0))
    longest = []

    def add() -> None:
        for _ in range(25):
            before = time.perf_counter()
            with transaction.changes(sqlite_engine) as session:
                row = session.get(PublicVersion, "site")
                row.version += 1
            longest.append(time.perf_counter() - before)

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with transaction.reading(sqlite_engine) as session:
        assert session.get(PublicVersion, "site").version == 200


def test_a_change_within_a_change_is_a_mistake_that_is_told_at_once(sqlite_engine):
    with (
        transaction.changes(sqlite_engine),
        pytest.raises(RuntimeError, match="a change within a change"),
        transaction.changes(sqlite_engine),
    ):
        pass


def test_turns_are_given_in_the_order_of_asking(tmp_path):
    lock = transaction.FairLock(tmp_path / "x")
    order = []
    lock.acquire()

    def take(name: int) -> None:
        lock.acquire()
        order.append(name)
        lock.release()

    threads = []
    for name in range(6):
        threads.append(threading.Thread(target=take, args=(name,)))
        threads[-1].start()
        while len(lock._waiting) <= name:
            time.sleep(0.001)
    lock.release()
    for thread in threads:
        thread.join()
    assert order == list(range(6))


def test_who_waits_too_long_is_told_so_and_the_turn_goes_on(tmp_path):
    lock = transaction.FairLock(tmp_path / "x")
    lock.acquire()
    told = []

    def wait() -> None:
        try:
            lock.acquire(timeout=0.05)
        except transaction.Busy as busy:
            told.append(busy)

    thread = threading.Thread(target=wait)
    thread.start()
    thread.join()
    assert len(told) == 1
    lock.release()
    lock.acquire()
    lock.release()


def test_sqlite_keeps_what_it_acknowledges(sqlite_engine):
    with transaction.reading(sqlite_engine) as session:
        said = {
            name: session.execute(text(f"pragma {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert said == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_server_that_may_forget_is_refused(bare_postgres):
    url = bare_postgres.url.update_query_dict({"options": "-csynchronous_commit=off"})
    forgetful = transaction.connect(url.render_as_string(hide_password=False))
    with pytest.raises(transaction.NotDurable, match="synchronous_commit"), transaction.reading(forgetful) as session:
        session.execute(text("select 1"))
    forgetful.dispose()
