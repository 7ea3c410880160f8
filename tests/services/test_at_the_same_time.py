"""Two officials who press the button at the same time: one is done, the other is told."""

import threading
from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES, in_languages

from portal import transaction
from portal.domain.dialogues import ShowMode
from portal.domain.permissions import SYSTEM
from portal.domain.refusals import Refused
from portal.models.dialogues import Dialogue
from portal.queries import commitments
from portal.services import amendments, dialogues, texts
from portal.services.amendments import Amended

REASON = in_languages("Skäl.")


def both(engine: Engine, dialogue_id: int, act: Callable[[Session, Dialogue, int], object]) -> list[str]:
    """What became of two who act at once, each having read the dialogue before either acts."""
    ready, outcomes = threading.Barrier(2), list[str]()
    with transaction.reading(engine) as session:
        read = session.get_one(Dialogue, dialogue_id).version

    def one() -> None:
        try:
            ready.wait(30)
            with transaction.changes(engine) as session:
                act(session, session.get_one(Dialogue, dialogue_id), read)
            outcomes.append("done")
        except Refused as refused:
            outcomes.extend(refused.codes)

    threads = [threading.Thread(target=one) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(outcomes)


def test_of_two_who_announce_at_once_one_is_told(engine: Engine) -> None:
    with transaction.changes(engine) as session:
        dialogue_id = factories.make_dialogue_ready_to_announce(session).id
    outcomes = both(engine, dialogue_id, lambda session, one, _v: dialogues.announce(session, SYSTEM, RULES, one, NOW))
    assert outcomes == ["NOT_PREPARING", "done"]
    with transaction.reading(engine) as session:
        assert len(commitments.versions_of(session, dialogue_id)) == 1


def test_of_two_who_amend_at_once_one_is_told(engine: Engine) -> None:
    with transaction.changes(engine) as session:
        dialogue_id = factories.make_open_dialogue(session).id
    amended = Amended(show_mode=ShowMode.NEVER)
    outcomes = both(
        engine,
        dialogue_id,
        lambda session, one, read: amendments.amend(session, SYSTEM, RULES, one, amended, REASON, "Olle", read, NOW),
    )
    assert outcomes == ["CHANGED_MEANWHILE", "done"]


def test_of_two_who_write_a_text_at_once_one_is_told(engine: Engine) -> None:
    with transaction.changes(engine) as session:
        dialogue_id = factories.make_dialogue(session).id
    outcomes = both(
        engine,
        dialogue_id,
        lambda session, one, _v: texts.write(
            session, SYSTEM, one, "dialogue.background", "sv", f"Text {threading.get_ident()}", 0, NOW
        ),
    )
    assert outcomes == ["CHANGED_MEANWHILE", "done"]
