"""Dialogues are found by address and stage; what was never announced is nobody's to find."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW

from portal.domain.dialogues import LIVING_STAGES, Stage
from portal.domain.refusals import NotFound
from portal.queries import dialogues
from portal.transaction import counted


def test_a_dialogue_in_preparation_is_found_by_the_office_only(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    assert dialogues.by_slug(session, dialogue.slug) is dialogue
    with pytest.raises(NotFound, match="NO_SUCH_DIALOGUE"):
        dialogues.public_by_slug(session, dialogue.slug)
    with pytest.raises(NotFound, match="NO_SUCH_DIALOGUE"):
        dialogues.by_slug(session, "finns-inte")


def test_a_dialogue_moves_between_the_lists_by_the_clock_alone(session: Session) -> None:
    dialogue = factories.make_announced_dialogue(session)
    assert dialogue.opens_at is not None
    assert dialogue.closes_at is not None
    moments = {
        Stage.ANNOUNCED: dialogue.opens_at - timedelta(microseconds=1),
        Stage.OPEN: dialogue.opens_at,
        Stage.ANALYSING: dialogue.closes_at,
    }
    for stage, moment in moments.items():
        assert dialogues.in_stages(session, [stage], moment) == [dialogue]
        assert dialogues.in_stages(session, set(moments) - {stage}, moment) == []


def test_lists_can_be_of_the_bodies_of_ones_own(session: Session) -> None:
    own, other = factories.make_open_dialogue(session), factories.make_open_dialogue(session)
    assert dialogues.in_stages(session, LIVING_STAGES, NOW, [own.body_id]) == [own]
    assert dialogues.in_stages(session, LIVING_STAGES, NOW) == [other, own]
    assert dialogues.in_stages(session, [Stage.PREPARING, Stage.CONCLUDED], NOW) == []


def test_a_list_takes_as_many_statements_for_many_as_for_one(session: Session, engine: Engine) -> None:
    sent = []
    for _each in range(2):
        for _every in range(3):
            factories.make_open_dialogue(session)
        session.expire_all()
        with counted(engine) as statements:
            assert all(one.texts.plain("title") and one.body.texts.plain("name") for one in dialogues.public(session))
        sent.append(len(statements))
    assert sent[0] == sent[1]
