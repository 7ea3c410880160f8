"""A public page that is asked for again costs one statement; unchanged, it is not even sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from support import factories as f
from support.answered import make_answered_dialogue
from support.sending import token_in

from portal import transaction
from portal.effects.publication import SITE, dialogue_scope, raise_version
from portal.queries import submissions
from portal.transaction import counted
from portal.web import page_cache

BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
PAGES = ("/sv/", "/sv/dialogues/parken/", "/sv/dialogues/svarad/feedback")


class Watched:
    """A connection of the front that counts what it is asked."""

    asked = 0

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def execute(self, *given: Any, **more: Any) -> Any:
        Watched.asked += 1
        return self.connection.execute(*given, **more)


@pytest.fixture
def client(app, engine, changes, monkeypatch, time_machine) -> Any:
    """A browser without cookies, and a front whose statements are counted."""
    time_machine.move_to(f.NOW, tick=False)
    with changes() as session:
        f.make_open_dialogue(session, slug="parken")
        made = make_answered_dialogue(session)
        made.dialogue.slug = "svarad"
        raise_version(session, SITE, dialogue_scope(made.dialogue.id))
    for name in ("_raw_sqlite", "_raw_postgresql"):
        opened = getattr(page_cache, name)
        monkeypatch.setattr(page_cache, name, lambda engine, opened=opened: Watched(opened(engine)))
    return app.test_client(use_cookies=False)


@contextmanager
def all_statements(engine: Any) -> Iterator[list[int]]:
    """How many statements are sent inside, by the application and by the front."""
    found: list[int] = []
    Watched.asked = 0
    with counted(engine) as sent:
        yield found
    found.append(len(sent) + Watched.asked)


@pytest.mark.parametrize("address", PAGES)
def test_a_warm_page_costs_one_statement_and_an_unchanged_one_no_body(client, engine, address):
    with all_statements(engine) as cold:
        first = client.get(address, headers=BROWSER)
    assert first.status_code == 200
    assert cold[0] > 3, "nothing was counted"
    client.get(address, headers=BROWSER)
    with all_statements(engine) as warm:
        second = client.get(address, headers=BROWSER)
    assert (second.status_code, second.data) == (200, first.data)
    assert warm == [1]
    with all_statements(engine) as unchanged:
        third = client.get(address, headers={**BROWSER, "If-None-Match": second.headers["ETag"]})
    assert (third.status_code, third.data) == (304, b"")
    assert unchanged == [1]


@pytest.mark.parametrize("address", PAGES)
def test_the_first_time_after_a_change_costs_few_statements_and_gives_another_page(client, engine, changes, address):
    tag = client.get(address, headers=BROWSER).headers["ETag"]
    with changes() as session:
        raise_version(session, SITE, *(dialogue_scope(number) for number in (1, 2)))
    with all_statements(engine) as after:
        answer = client.get(address, headers={**BROWSER, "If-None-Match": tag})
    assert answer.status_code in (200, 304)
    assert 1 < after[0] <= 16


def test_a_submission_is_taken_with_seven_statements(app, engine, client):
    with transaction.reading(engine) as session:
        door = submissions.door(session, "parken")
        asked = submissions.asked(session, door.id)
    address, field = "/sv/dialogues/parken/take-part", f"q-{asked[0].id}"
    resident = app.test_client()
    token = token_in(resident.get(address).get_data(as_text=True))
    fields = {"csrf_token": token, "go": "send", field: "Plantera fler träd."}
    assert resident.post(address, data={**fields, "key": "first" * 5}).status_code == 303
    with all_statements(engine) as sent:
        assert resident.post(address, data={**fields, "key": "second" * 5}).status_code == 303
    assert sent[0] <= 7
