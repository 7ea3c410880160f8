"""Password hashes."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher

from portal.adapters import passwords
from portal.adapters.passwords import TooBusy, make_hash, needs_rehash, verify


def test_only_the_right_password_is_right() -> None:
    hashed = make_hash("ett långt lösenord")
    assert hashed.startswith("$argon2id$")
    assert "lösenord" not in hashed
    assert verify(hashed, "ett långt lösenord")
    assert not verify(hashed, "ett langt lösenord")
    assert not verify(hashed, "")


def test_the_same_password_gets_another_hash_each_time() -> None:
    assert make_hash("samma") != make_hash("samma")


def test_two_ways_of_typing_å_are_the_same_password() -> None:
    assert verify(make_hash("\u00e5ngstr\u00f6m"), "a\u030angstro\u0308m")


def test_nobody_has_no_password() -> None:
    assert not verify(None, "nobody")
    assert not verify(None, "\x00nobody")


@pytest.mark.parametrize("broken", ["", "x", "$argon2id$v=19$m=1", "plain:secret"])
def test_a_broken_hash_opens_nothing_and_wants_to_be_renewed(broken: str) -> None:
    assert not verify(broken, "x")
    assert needs_rehash(broken)


def test_a_weaker_hash_wants_to_be_renewed_and_todays_does_not() -> None:
    assert needs_rehash(PasswordHasher(time_cost=1, memory_cost=1024).hash("x"))
    assert not needs_rehash(make_hash("x"))


def test_a_password_as_long_as_a_book_is_not_hashed() -> None:
    with pytest.raises(ValueError, match="too long"):
        make_hash("x" * 2_000)
    assert not verify(make_hash("x"), "x" * 2_000)


def test_only_so_many_are_hashed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    now, most, lock = 0, 0, threading.Lock()

    class Counting(PasswordHasher):
        def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
            nonlocal now, most
            with lock:
                now += 1
                most = max(most, now)
            time.sleep(0.02)
            with lock:
                now -= 1
            return super().hash(password, salt=salt)

    monkeypatch.setattr(passwords, "_HASHER", Counting(time_cost=1, memory_cost=1024))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(make_hash, ["x"] * 16))
    assert most == passwords.AT_ONCE


def test_who_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "WAIT_SECONDS", 0.01)
    monkeypatch.setattr(passwords, "_places", threading.BoundedSemaphore(1))
    with passwords._place(), pytest.raises(TooBusy):
        make_hash("x")
    assert make_hash("x")
