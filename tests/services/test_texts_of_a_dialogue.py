"""The texts of a dialogue by stage, with stable keys and the state of each language."""

from sqlalchemy import Engine
from sqlalchemy.orm import Session
from support import factories

from portal.domain.texts import Origin, TextStage, TextState
from portal.effects.texts import write
from portal.queries import texts
from portal.transaction import counted


def test_a_dialogue_that_is_ready_lacks_no_text_in_any_language(session: Session) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session)
    facts = texts.facts_for(session, dialogue, factories.LANGUAGES)
    assert facts[TextStage.COMMITMENT].missing == ()
    assert facts[TextStage.COMMITMENT].stale == ()
    assert facts[TextStage.RESULT].missing == factories.LANGUAGES


def test_a_translation_is_stale_when_the_swedish_changes_until_it_is_written_again(session: Session) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session)
    write(session, dialogue.texts, "use", "sv", "Politikerna läser allt.", now=factories.NOW)
    assert texts.facts_for(session, dialogue, factories.LANGUAGES)[TextStage.COMMITMENT].stale == ("fi", "en", "ar")
    write(session, dialogue.texts, "use", "fi", "Poliitikot lukevat kaiken.", now=factories.NOW)
    assert texts.facts_for(session, dialogue, factories.LANGUAGES)[TextStage.COMMITMENT].stale == ("en", "ar")


def test_a_machine_translation_is_unread_until_a_person_has_read_it(session: Session) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session)
    write(session, dialogue.texts, "use", "fi", "Koneen teksti", origin=Origin.MACHINE, now=factories.NOW)
    assert texts.row_by_key(session, dialogue, "dialogue.use", "fi").state is TextState.UNREAD
    assert texts.facts_for(session, dialogue, factories.LANGUAGES)[TextStage.COMMITMENT].unread == ("fi",)


def test_an_optional_text_is_asked_for_in_other_languages_once_it_is_written_in_swedish(session: Session) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session)
    write(session, dialogue.texts, "background", "sv", "## Parken\n\nDen är gammal.", now=factories.NOW)
    keys = [row.key for row in texts.rows(session, dialogue, "fi") if row.state is TextState.MISSING]
    assert "dialogue.background" in keys


def test_the_translation_sheet_follows_the_page_and_its_keys_name_the_owner(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    keys = [row.key for row in texts.sheet_rows(session, dialogue, "fi")]
    kinds = list(dict.fromkeys(key.split(".")[0] for key in keys))
    assert kinds == ["dialogue", "point", "group", "measure", "question", "option"]
    assert keys[0] == "dialogue.title"
    assert all(texts.row_by_key(session, dialogue, key, "fi").text is not None for key in keys)


def test_all_texts_are_read_in_three_statements(session: Session, engine: Engine) -> None:
    dialogue = factories.make_open_dialogue(session)
    session.expire_all()
    session.refresh(dialogue)
    with counted(engine) as sent:
        assert len(texts.owned(session, dialogue)) > 10
    assert len(sent) <= 3, sent
