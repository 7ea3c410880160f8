"""Texts are written in a dialogue's languages, and no two people overwrite each other."""

import pytest
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW
from support.traces import refused, verbs

from portal.domain.permissions import SYSTEM, Role
from portal.domain.refusals import Conflict, Invalid, NotAllowed, NotFound
from portal.domain.texts import Origin, TextState
from portal.queries import texts as known
from portal.services import texts


def test_a_text_a_colleague_wrote_meanwhile_is_shown_and_not_lost(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    texts.write(session, SYSTEM, dialogue, "dialogue.lede", "sv", "Min text", 1, NOW)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        texts.write(session, SYSTEM, dialogue, "dialogue.lede", "sv", "Din text", 1, NOW)
    with pytest.raises(Conflict) as conflict:
        texts.write(session, SYSTEM, dialogue, "dialogue.lede", "sv", "Din text", 1, NOW)
    assert conflict.value.refusals[0].params["theirs"] == "Min text"
    assert dialogue.texts.plain("lede") == "Min text"


def test_a_translation_found_right_is_no_longer_stale(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    texts.write(session, SYSTEM, dialogue, "dialogue.lede", "sv", "Ny svenska", 1, NOW)
    row = known.row_by_key(session, dialogue, "dialogue.lede", "fi")
    assert row.state is TextState.STALE
    assert row.text is not None
    texts.mark_read(session, SYSTEM, dialogue, "dialogue.lede", "fi", row.text.version, NOW)
    assert known.row_by_key(session, dialogue, "dialogue.lede", "fi").state is TextState.DONE
    assert verbs(session) == ["texts.write", "texts.mark_read"]


def test_a_machines_text_is_read_by_a_named_person(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    support = factories.make_user(session, roles=[Role.DIALOGUE_SUPPORT])
    actor = factories.actor(support)
    texts.write(session, actor, dialogue, "dialogue.background", "sv", "Bakgrund", 0, NOW)
    texts.write(session, actor, dialogue, "dialogue.background", "en", "Background", 0, NOW, origin=Origin.MACHINE)
    assert known.row_by_key(session, dialogue, "dialogue.background", "en").state is TextState.UNREAD
    texts.mark_read(session, actor, dialogue, "dialogue.background", "en", 1, NOW)
    text = dialogue.texts.get("background", "en")
    assert text is not None
    assert (text.read_by_id, text.read_at, text.origin) == (support.id, NOW, Origin.MACHINE)


def test_nothing_can_be_read_where_nothing_is_written(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    with refused(session, "NO_TEXT_TO_READ", kind=Invalid):
        texts.mark_read(session, SYSTEM, dialogue, "dialogue.background", "fi", 0, NOW)


def test_a_text_keeps_its_limit_its_languages_and_its_fields(session: Session) -> None:
    dialogue = factories.make_dialogue(session, languages=("sv", "fi"))
    with refused(session, "TEXT_TOO_LONG", kind=Invalid):
        texts.write(session, SYSTEM, dialogue, "dialogue.title", "sv", "x" * 141, 1, NOW)
    with refused(session, "LANGUAGE_NOT_OF_DIALOGUE", kind=Invalid):
        texts.write(session, SYSTEM, dialogue, "dialogue.title", "ar", "x", 0, NOW)
    with refused(session, "NO_SUCH_TEXT", kind=NotFound):
        texts.write(session, SYSTEM, dialogue, "dialogue.nonsense", "sv", "x", 0, NOW)
    other = factories.make_point(session, factories.make_dialogue(session))
    with refused(session, "NO_SUCH_TEXT", kind=NotFound):
        texts.write(session, SYSTEM, dialogue, f"point.{other.id}.text", "sv", "x", 1, NOW)


def test_an_emptied_text_is_taken_away(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    texts.write(session, SYSTEM, dialogue, "dialogue.background", "sv", "Något", 0, NOW)
    texts.write(session, SYSTEM, dialogue, "dialogue.background", "sv", " ", 1, NOW)
    assert dialogue.texts.get("background", "sv") is None


def test_written_html_is_shown_as_the_characters_that_were_written(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    texts.write(session, SYSTEM, dialogue, "dialogue.background", "sv", "<script>x</script>", 0, NOW)
    text = dialogue.texts.get("background", "sv")
    assert text is not None
    assert text.html is not None
    assert "<script" not in text.html


def test_an_elected_reader_writes_nothing(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    elected = factories.actor(factories.make_user(session, roles=[Role.ELECTED_READER]))
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        texts.write(session, elected, dialogue, "dialogue.lede", "sv", "x", 1, NOW)


def test_a_reading_after_the_announcement_refreshes_the_public_pages(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    session.info.clear()
    texts.mark_read(session, SYSTEM, dialogue, "dialogue.use", "fi", 1, NOW)
    assert session.info["public_scopes"] == {f"dialogue:{dialogue.id}"}
