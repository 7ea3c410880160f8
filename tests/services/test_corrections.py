"""After the announcement: typing errors, the contact person and translations are corrected, languages added."""

from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES
from support.traces import log, refused, rows

from portal.domain.permissions import SYSTEM, Role
from portal.domain.refusals import Conflict, GateClosed, Invalid
from portal.domain.texts import Origin, TextState
from portal.models.dialogues import Dialogue
from portal.models.texts import Text
from portal.queries import commitments
from portal.queries import texts as known
from portal.queries.dialogues import shown_languages
from portal.services import corrections, texts


def text(dialogue: Dialogue, field: str, language: str) -> Text:
    found = dialogue.texts.get(field, language)
    assert found is not None
    return found


def test_a_faulty_translation_is_corrected_in_public_and_nobody_gets_a_mail(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    factories.make_list_entry(session, dialogue)
    before = rows(session)["outbox"]
    version = text(dialogue, "use", "fi").version
    texts.correct_translation(session, SYSTEM, dialogue, "dialogue.use", "fi", "Parempi käännös.", version, NOW)
    [*_others, (kind, data)] = log(session, dialogue.id)
    assert kind == "translation_corrected"
    assert (data["old"], data["new"]) == ("[fi] Dina synpunkter blir underlag för nämndens beslut.", "Parempi käännös.")
    assert rows(session)["outbox"] == before
    assert session.info["public_scopes"] >= {f"dialogue:{dialogue.id}"}
    assert commitments.content_of(session, dialogue, RULES)["use"]["fi"]["text"] == "Parempi käännös."
    assert commitments.amendments_of(session, dialogue.id) == []


def test_what_the_public_can_read_is_not_written_over(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    for language in ("sv", "fi"):
        version = text(dialogue, "use", language).version
        with refused(session, "TEXT_IS_PUBLIC", kind=GateClosed):
            texts.write(session, SYSTEM, dialogue, "dialogue.use", language, "Något annat", version, NOW)


def test_the_result_is_written_while_the_dialogue_is_open(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    texts.write(session, SYSTEM, dialogue, "result.overview", "sv", "**Mycket** kom in.", 0, NOW)
    overview = dialogue.result_texts.get("overview", "sv")
    assert overview is not None
    assert overview.html == "<p><strong>Mycket</strong> kom in.</p>\n"
    assert log(session, dialogue.id) == [("announced", {})]


def test_a_correction_says_something_and_is_no_swedish(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    finnish = text(dialogue, "use", "fi")
    for source, code in ((" ", "TEXT_MISSING"), (finnish.source, "NOTHING_CHANGED")):
        with refused(session, code, kind=Invalid):
            texts.correct_translation(session, SYSTEM, dialogue, "dialogue.use", "fi", source, finnish.version, NOW)
    with refused(session, "SWEDISH_IS_NO_TRANSLATION", kind=Invalid):
        texts.correct_translation(session, SYSTEM, dialogue, "dialogue.use", "sv", "Ny", 1, NOW)


def test_a_typing_error_is_corrected_in_the_log_and_translations_stay_good(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    version = text(dialogue, "lede", "sv").version
    new = "Vi ska bygga en park. Vad behöver du där i parken?"
    corrections.correct_typing_error(session, SYSTEM, dialogue, "dialogue.lede", new, version, NOW)
    assert log(session, dialogue.id)[-1][1]["new"] == new
    assert known.row_by_key(session, dialogue, "dialogue.lede", "ar").state is TextState.DONE


def test_dialogue_support_corrects_translations_but_not_the_swedish(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    support = factories.actor(factories.make_user(session, roles=[Role.DIALOGUE_SUPPORT]))
    texts.correct_translation(session, support, dialogue, "dialogue.lede", "en", "Better.", 1, NOW)
    with refused(session, "NOT_ALLOWED"):
        corrections.correct_typing_error(session, support, dialogue, "dialogue.lede", "Bättre", 1, NOW)
    successor = factories.make_user(session, "Nils Ny")
    with refused(session, "NOT_ALLOWED"):
        corrections.correct_contact(session, support, dialogue, successor, dialogue.version, NOW)
    with refused(session, "NOT_ALLOWED"):
        corrections.show_language(session, support, dialogue, "fi", NOW)


def test_another_contact_person_is_named_in_the_log(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    successor = factories.make_user(session, "Nils Ny")
    corrections.correct_contact(session, SYSTEM, dialogue, successor, dialogue.version, NOW)
    assert log(session, dialogue.id)[-1] == (
        "corrected",
        {"what": "contact", "old": "Karin Kontakt", "new": "Nils Ny"},
    )
    with refused(session, "NOTHING_CHANGED"):
        corrections.correct_contact(session, SYSTEM, dialogue, successor, dialogue.version, NOW)


def test_somebody_who_left_is_no_contact_person(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    gone = factories.make_user(session, "Gun Gått")
    gone.active = False
    with refused(session, "CONTACT_NOT_ACTIVE", kind=Invalid):
        corrections.correct_contact(session, SYSTEM, dialogue, gone, dialogue.version, NOW)


def test_an_added_language_is_shown_when_it_is_complete_and_is_no_amendment(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session, languages=("sv", "fi"))
    corrections.add_language(session, SYSTEM, RULES, dialogue, "en", NOW)
    assert shown_languages(dialogue) == ("sv", "fi")
    with refused(session, "LANGUAGE_INCOMPLETE", kind=GateClosed):
        corrections.show_language(session, SYSTEM, dialogue, "en", NOW)
    for row in known.sheet_rows(session, dialogue, "en"):
        texts.write(session, SYSTEM, dialogue, row.key, "en", f"EN {row.key}", 0, NOW)
    corrections.show_language(session, SYSTEM, dialogue, "en", NOW)
    assert shown_languages(dialogue) == ("sv", "fi", "en")
    assert log(session, dialogue.id)[-1] == ("language_added", {"language": "en"})
    assert [version.number for version in commitments.versions_of(session, dialogue.id)] == [1]


def test_an_added_language_that_a_machine_wrote_waits_for_a_reader(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session, languages=("sv",))
    corrections.add_language(session, SYSTEM, RULES, dialogue, "en", NOW)
    rows_of = known.sheet_rows(session, dialogue, "en")
    for row in rows_of:
        texts.write(session, SYSTEM, dialogue, row.key, "en", "By machine", 0, NOW, origin=Origin.MACHINE)
    with refused(session, "LANGUAGE_INCOMPLETE", kind=GateClosed):
        corrections.show_language(session, SYSTEM, dialogue, "en", NOW)
    reader = factories.actor(factories.make_user(session, roles=[Role.DIALOGUE_SUPPORT]))
    for row in rows_of:
        texts.mark_read(session, reader, dialogue, row.key, "en", 1, NOW)
    corrections.show_language(session, SYSTEM, dialogue, "en", NOW)


def test_a_language_is_added_once_and_only_one_the_portal_has(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    with refused(session, "LANGUAGE_ALREADY_THERE"):
        corrections.add_language(session, SYSTEM, RULES, dialogue, "fi", NOW)
    with refused(session, "DIALOGUE_LANGUAGE_UNKNOWN"):
        corrections.add_language(session, SYSTEM, RULES, dialogue, "tlh", NOW)


def test_nothing_is_corrected_before_the_announcement(session: Session) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session)
    user = factories.make_user(session)
    with refused(session, "NOT_ANNOUNCED"):
        corrections.correct_contact(session, SYSTEM, dialogue, user, dialogue.version, NOW)
    with refused(session, "NOT_ANNOUNCED"):
        corrections.add_language(session, SYSTEM, RULES, dialogue, "fi", NOW)
    with refused(session, "NOT_ANNOUNCED"):
        texts.correct_translation(session, SYSTEM, dialogue, "dialogue.use", "fi", "Uusi", 1, NOW)


def test_a_typing_error_is_one_in_a_public_text_and_is_corrected(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    texts.write(session, SYSTEM, dialogue, "result.overview", "sv", "Utkast", 0, NOW)
    lede = text(dialogue, "lede", "sv")
    for key, source, code in (
        ("dialogue.lede", " ", "TEXT_MISSING"),
        ("dialogue.lede", lede.source, "NOTHING_CHANGED"),
        ("result.overview", "Nytt", "NO_SUCH_TEXT"),
    ):
        with refused(session, code, kind=Invalid):
            corrections.correct_typing_error(session, SYSTEM, dialogue, key, source, 1, NOW)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        corrections.correct_typing_error(session, SYSTEM, dialogue, "dialogue.lede", "Ny", lede.version + 1, NOW)


def test_every_correction_refreshes_the_public_pages(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session, languages=("sv", "fi"))
    successor, scope = factories.make_user(session, "Nils Ny"), f"dialogue:{dialogue.id}"
    for correct in (
        lambda: corrections.correct_contact(session, SYSTEM, dialogue, successor, dialogue.version, NOW),
        lambda: corrections.correct_typing_error(session, SYSTEM, dialogue, "dialogue.lede", "Ny ingress", 1, NOW),
        lambda: texts.correct_translation(session, SYSTEM, dialogue, "dialogue.lede", "fi", "Uusi", 1, NOW),
    ):
        session.info.clear()
        correct()
        assert scope in session.info["public_scopes"]


def test_nobody_names_a_contact_over_a_colleagues_change(session: Session) -> None:
    dialogue, user = factories.make_open_dialogue(session), factories.make_user(session)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        corrections.correct_contact(session, SYSTEM, dialogue, user, dialogue.version + 1, NOW)


def test_a_moderator_adds_no_language(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session, languages=("sv",))
    moderator = factories.actor(factories.make_user(session, roles=[Role.MODERATOR]))
    with refused(session, "NOT_ALLOWED"):
        corrections.add_language(session, moderator, RULES, dialogue, "en", NOW)
    with refused(session, "LANGUAGE_NOT_OF_DIALOGUE"):
        corrections.show_language(session, SYSTEM, dialogue, "en", NOW)
    with refused(session, "LANGUAGE_ALREADY_THERE"):
        corrections.show_language(session, SYSTEM, dialogue, "sv", NOW)


def test_nothing_is_corrected_in_a_cancelled_dialogue(session: Session) -> None:
    dialogue, user = factories.make_open_dialogue(session), factories.make_user(session)
    dialogue.cancelled_at = NOW
    with refused(session, "DIALOGUE_ENDED", kind=GateClosed):
        corrections.correct_contact(session, SYSTEM, dialogue, user, dialogue.version, NOW)
