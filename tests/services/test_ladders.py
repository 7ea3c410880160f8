"""A municipality words its own ladder: dialogues announced before keep their words, the hidden step is refused."""

import dataclasses

import pytest
from support.factories import (
    LANGUAGES,
    NOW,
    RULES,
    actor,
    approve,
    in_languages,
    lead,
    make_dialogue_ready_to_announce,
    make_open_dialogue,
    make_user,
)

from portal.domain.dialogues import Level
from portal.domain.permissions import Role
from portal.domain.refusals import Conflict, GateClosed, Invalid, NotAllowed
from portal.queries import commitments
from portal.queries import ladders as known
from portal.services import amendments, dialogues, ladders

OPINION = "Vi frågar dig, och berättar vad vi gjorde med svaret."


def words(label: str, promise: str):
    return {"label": in_languages(label), "promise": in_languages(promise)}


def steps(**own):
    empty = {"label": dict.fromkeys(LANGUAGES, ""), "promise": dict.fromkeys(LANGUAGES, "")}
    return {level: own.get(level.name, empty) for level in Level}


def administrator(session):
    return actor(make_user(session, "Ada Administratör", roles=(Role.ADMINISTRATOR,)))


def adopt(session, hidden=None, seen=None, **own):
    return ladders.adopt(session, administrator(session), RULES, steps(**own), hidden, seen, NOW)


def test_a_dialogue_announced_afterwards_is_frozen_with_the_new_words(session):
    adopt(session, CONSULTATION=words("Tycka", OPINION))
    dialogue = make_dialogue_ready_to_announce(session)
    version = dialogues.announce(session, lead(session, body=dialogue.body), RULES, dialogue, NOW)
    assert version.content["level_words"]["sv"] == {"label": "Tycka", "promise": OPINION}
    assert dialogue.ladder_id == known.newest_id(session)


def test_a_dialogue_announced_before_keeps_the_words_it_was_given_with(session):
    dialogue = make_open_dialogue(session)
    before = commitments.hash_of(session, dialogue, RULES)
    adopt(session, CONSULTATION=words("Tycka", OPINION))
    assert commitments.hash_of(session, dialogue, RULES) == before
    assert known.ladder_of(session, dialogue) is None


def test_new_words_make_the_approval_of_a_promise_that_is_prepared_stale(session):
    dialogue = make_dialogue_ready_to_announce(session)
    assert commitments.standing_approval(session, dialogue, RULES)
    adopt(session, CONSULTATION=words("Tycka", OPINION))
    assert commitments.standing_approval(session, dialogue, RULES) is None
    approve(session, dialogue)
    assert commitments.standing_approval(session, dialogue, RULES)


def test_a_step_that_is_left_out_is_refused_in_a_plan_in_an_amendment_and_at_the_announcement(session):
    prepared, running = make_dialogue_ready_to_announce(session, level=3), make_open_dialogue(session)
    adopt(session, hidden=Level.DIALOGUE)
    approve(session, prepared)
    writer = lead(session)
    with pytest.raises(GateClosed) as refused:
        dialogues.announce(session, writer, RULES, prepared, NOW)
    assert "LEVEL_NOT_ON_THE_LADDER" in refused.value.codes
    with pytest.raises(Invalid) as invalid:
        amendments.amend(
            session, writer, RULES, running, amendments.Amended(level=Level.DIALOGUE), in_languages("Därför."),
            "Nämnden", running.version, NOW,
        )  # fmt: skip
    assert invalid.value.codes == ("LEVEL_NOT_ON_THE_LADDER",)


def test_the_setting_holds_until_a_ladder_is_adopted(session):
    assert known.hidden_level(session, 4) == 4
    adopt(session)
    assert known.hidden_level(session, 4) is None
    assert dataclasses.replace(RULES, hidden_level=4).hidden_level == 4


def test_two_administrators_do_not_overwrite_each_other(session):
    first = adopt(session, CONSULTATION=words("Tycka", OPINION))
    with pytest.raises(Conflict):
        adopt(session, CONSULTATION=words("Säga", OPINION))
    assert adopt(session, seen=first.id).id != first.id


def test_only_an_administrator_for_all_bodies_words_the_ladder(session):
    with pytest.raises(NotAllowed):
        ladders.adopt(session, lead(session), RULES, steps(), None, None, NOW)


def test_half_a_translation_is_refused_and_nothing_is_left(session):
    half = {"label": {"sv": "Tycka"}, "promise": {}}
    with pytest.raises(Invalid) as refused:
        adopt(session, CONSULTATION=half)
    assert refused.value.codes == ("LADDER_TEXT_MISSING_IN",)
    assert known.newest(session) is None
