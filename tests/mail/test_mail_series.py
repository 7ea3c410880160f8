"""Whoever is on the list is asked once whether to be told of the dialogue that follows."""

import dataclasses

import pytest
from sqlalchemy import select
from support.factories import (
    NOW,
    RULES,
    SECRET,
    lead,
    make_dialogue_ready_to_announce,
    make_handed_over_dialogue,
    make_list_entry,
)

from portal.mail.deliver import deliver_due
from portal.models.mailing import ListEntry
from portal.queries import mailing as lists
from portal.services import dialogues


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, secret_key=SECRET, demo=False)


@pytest.fixture
def token(changes):
    with changes() as session:
        first = make_handed_over_dialogue(session)
        second = make_dialogue_ready_to_announce(session, body=first.body)
        second.follows_id = first.id
        session.flush()
        entry = make_list_entry(session, first)
        dialogues.announce(session, lead(session, body=first.body), RULES, second, NOW)
        return lists.list_token(RULES, first.id, entry.key)


def test_the_mail_about_the_next_dialogue_asks_and_only_a_yes_joins_its_list(
    engine, settings, smtp_server, page, reading, token
):
    deliver_due(engine, dataclasses.replace(settings, smtp_url=smtp_server.url), NOW)
    (message,) = smtp_server.messages
    said = message.get_body(("plain",)).get_content()
    assert "Vi frågar bara en gång" in said
    assert f"/sv/mail/{token}#next" in said
    with reading() as session:
        assert len(session.scalars(select(ListEntry)).all()) == 1
    shown = page.get(f"/sv/mail/{token}")
    assert "Vill du höra om nästa dialog också?" in shown.words
    after = page.follow(page.post(f"/sv/mail/{token}", {"do": "next"}, 303))
    assert "Vi skriver till dig om den nya dialogen också." in after.words
    page.post(f"/sv/mail/{token}", {"do": "next"}, 303)
    with reading() as session:
        rows = session.scalars(select(ListEntry)).all()
    assert [row.address for row in rows] == ["bo@example.net"] * 2
    assert len({row.dialogue_id for row in rows}) == 2


def test_who_has_left_is_not_put_on_the_next_list(page, reading, token):
    page.post(f"/sv/mail/{token}", {"do": "leave"}, 303)
    page.post(f"/sv/mail/{token}", {"do": "next"}, 422)
    with reading() as session:
        assert session.scalars(select(ListEntry)).all() == []
