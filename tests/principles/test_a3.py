"""A3: benefit and purpose decide the form; whether a question suits a dialogue is tested first, honestly."""

import pytest
import time_machine
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES, make_dialogue_ready_to_announce, make_matter, make_open_dialogue, make_user
from support.traces import log, refused, verbs

from portal.domain.lifecycle import Gate, checks
from portal.domain.permissions import SYSTEM, Role
from portal.domain.refusals import Conflict, GateClosed, Invalid, NotAllowed
from portal.domain.suitability import FIRST_OWN, QUESTION_SETS, AnswerKind, SuitabilityAnswer, SuitabilityOutcome
from portal.models.dialogues import Dialogue, DialogueMethod
from portal.models.matters import Matter, SuitabilityTest
from portal.queries import lifecycle, matters, methods, suitability, users
from portal.services import amendments, dialogues, suitability_questions
from portal.services import matters as services
from portal.services import methods as method_services
from portal.services import suitability as moving
from portal.services.matters import SuitabilityFacts
from portal.services.suitability_questions import QuestionWords
from portal.web.suitability_words import shipped_words

YES, WORDS = factories.suitability_answers()
TESTED = SuitabilityFacts(YES, WORDS, "Få veta mer.", "Bättre beslut.", "Allt är öppet.", 3)
SHIPPED = {
    question.key: QuestionWords({"sv": f"Fråga om {question.key}?"}, {"sv": "En rad."})
    for questions in QUESTION_SETS.values()
    for question in questions
}
SAFE = QuestionWords({"sv": "Är platsen trygg att mötas på?"})


def decide(session: Session, matter: Matter, test: SuitabilityTest) -> None:
    found = SuitabilityOutcome.SUITABLE
    services.decide_suitability(
        session, SYSTEM, RULES, matter, found, matter.body, "Olle Ordförande", NOW.date(), test.version, NOW
    )


def own_version(session: Session) -> int:
    """The municipality's next version in force: the one before with a question more."""
    draft = suitability_questions.begin(session, SYSTEM, SHIPPED, NOW)
    suitability_questions.add(session, SYSTEM, SAFE, AnswerKind.YES_NO, False, draft.version, NOW)
    return suitability_questions.put_in_force(session, SYSTEM, draft.version, NOW).number


def use(session: Session, dialogue: Dialogue, key: str) -> None:
    dialogue.methods.append(DialogueMethod(method_id=methods.by_key(session, key).id))
    session.flush()


# how it is kept


def test_a_test_asks_all_nine_questions_and_is_found_suitable_when_they_are_answered(session: Session) -> None:
    matter = make_matter(session, suitable=False)
    test = services.save_suitability(session, SYSTEM, matter, TESTED, 0, NOW)
    assert len(test.answers) == len(QUESTION_SETS[2]) == 9
    decide(session, matter, test)
    assert (test.outcome, test.highest_level) == (SuitabilityOutcome.SUITABLE, 3)


def test_a_test_that_has_begun_keeps_its_questions_when_the_municipality_makes_new_ones(session: Session) -> None:
    matter, later = make_matter(session, suitable=False), make_matter(session, suitable=False)
    begun = services.save_suitability(session, SYSTEM, matter, TESTED, 0, NOW)
    number = own_version(session)
    assert number == FIRST_OWN
    services.save_suitability(session, SYSTEM, matter, TESTED, begun.version, NOW)
    assert begun.questions_version == 2
    decide(session, matter, begun)
    after = services.save_suitability(session, SYSTEM, later, TESTED, 0, NOW)
    assert after.questions_version == number
    with refused(session, "SUITABILITY_TEST_INCOMPLETE", kind=Invalid):
        decide(session, later, after)


def test_its_lead_moves_a_test_to_the_newest_questions_and_keeps_what_stayed(session: Session) -> None:
    matter = make_matter(session, suitable=False)
    test = services.save_suitability(session, SYSTEM, matter, TESTED, 0, NOW)
    decide(session, matter, test)
    own_version(session)
    moving.move_to_newest(session, SYSTEM, matter, test.version, NOW)
    assert {reply.question_key for reply in test.answers} == YES.keys() | WORDS.keys()
    assert (test.questions_version, test.outcome) == (FIRST_OWN, None)
    assert verbs(session)[-1] == "suitability.move_to_newest"
    with refused(session, "QUESTIONS_ARE_NEWEST", kind=GateClosed):
        moving.move_to_newest(session, SYSTEM, matter, test.version, NOW)


def test_a_next_version_copies_the_one_before_with_what_was_retired(session: Session) -> None:
    own_version(session)
    draft = suitability_questions.begin(session, SYSTEM, {}, NOW)
    suitability_questions.retire(session, SYSTEM, "conflict", True, draft.version, NOW)
    suitability_questions.move_up(session, SYSTEM, "deciders_ready", draft.version, NOW)
    number = suitability_questions.put_in_force(session, SYSTEM, draft.version, NOW).number
    asked = suitability.of_version(session, number)
    assert [question.key for question in asked.questions][:2] == ["deciders_ready", "open_to_influence"]
    assert asked.question("conflict") is None
    again = suitability_questions.begin(session, SYSTEM, {}, NOW)
    assert next(question for question in again.questions if question.key == "conflict").retired


def test_a_chosen_method_that_does_not_fit_is_named_and_passed_only_with_a_public_reason(session: Session) -> None:
    method_services.fill(session, SYSTEM, NOW)
    dialogue = make_dialogue_ready_to_announce(session, level=3, languages=("sv",))
    for key in ("walk", "survey"):
        use(session, dialogue, key)
    facts = lifecycle.facts_of(session, dialogue, RULES, NOW)
    line = next(check for check in checks(Gate.ANNOUNCE, facts) if check.code == "METHOD_DOES_NOT_FIT_LEVEL")
    assert line.params["methods"] == (("Enkät", (2,)),)
    with pytest.raises(GateClosed) as closed:
        dialogues.announce(session, SYSTEM, RULES, dialogue, NOW)
    assert closed.value.codes == ("METHOD_DOES_NOT_FIT_LEVEL",)
    why = "Enkäten når dem som inte kan gå."
    dialogues.pass_should(session, SYSTEM, RULES, dialogue, Gate.ANNOUNCE, "METHOD_DOES_NOT_FIT_LEVEL", why, NOW)
    dialogues.announce(session, SYSTEM, RULES, dialogue, NOW)
    assert any(kind == "should_passed" and data["reason"] == why for kind, data in log(session, dialogue.id))


# how the portal refuses


def test_a_dialogue_above_the_honest_level_is_not_announced(session: Session) -> None:
    dialogue = make_dialogue_ready_to_announce(session)
    test = matters.suitability_of(session, dialogue.matter_id)
    assert test is not None
    test.highest_level = 1
    with refused(session, "LEVEL_ABOVE_HONEST", kind=GateClosed):
        dialogues.announce(session, SYSTEM, RULES, dialogue, NOW)


def test_a_promise_is_not_amended_above_the_honest_level(session: Session) -> None:
    dialogue = make_open_dialogue(session)
    test = matters.suitability_of(session, dialogue.matter_id)
    assert test is not None
    test.highest_level = 2
    reason = {entry.language: "Vi vill mer." for entry in dialogue.languages}
    with refused(session, "LEVEL_ABOVE_HONEST", kind=Invalid):
        amended = amendments.Amended(level=3)  # type: ignore[arg-type]
        amendments.amend(session, SYSTEM, RULES, dialogue, amended, reason, "Nämnden", dialogue.version, NOW)


@pytest.mark.parametrize(
    ("level", "code"), [(None, "NO_HONEST_LEVEL"), (1, "HONEST_LEVEL_IS_INFORMATION")], ids=["none", "information"]
)
def test_a_question_is_not_found_suitable_without_an_honest_level_that_is_a_dialogue(
    session: Session, level: int | None, code: str
) -> None:
    matter = make_matter(session, suitable=False)
    facts = SuitabilityFacts(YES, WORDS, "Syfte", "Nytta", "Skäl", level)
    test = services.save_suitability(session, SYSTEM, matter, facts, 0, NOW)
    with refused(session, code, kind=Invalid):
        decide(session, matter, test)


def test_purpose_and_benefit_are_one_sentence_each(session: Session) -> None:
    matter = make_matter(session, suitable=False)
    with refused(session, "LONGER_THAN_A_SENTENCE", kind=Invalid):
        services.save_suitability(session, SYSTEM, matter, SuitabilityFacts(YES, WORDS, "x" * 301, "y" * 301), 0, NOW)


def test_questions_without_a_decisive_one_on_influence_are_not_put_in_force(session: Session) -> None:
    draft = suitability_questions.begin(session, SYSTEM, SHIPPED, NOW)
    first = SHIPPED["open_to_influence"]
    with refused(session, "OPEN_TO_INFLUENCE_NEEDED", kind=Invalid):
        suitability_questions.retire(session, SYSTEM, "open_to_influence", True, draft.version, NOW)
    with refused(session, "OPEN_TO_INFLUENCE_NEEDED", kind=Invalid):
        suitability_questions.change(session, SYSTEM, "open_to_influence", first, False, draft.version, NOW)
    with refused(session, "DECISIVE_NEEDS_YES_OR_NO", kind=Invalid):
        suitability_questions.add(session, SYSTEM, SAFE, AnswerKind.TEXT, True, draft.version, NOW)
    with refused(session, "QUESTION_WITHOUT_WORDS", kind=Invalid):
        suitability_questions.add(session, SYSTEM, QuestionWords({}), AnswerKind.TEXT, False, draft.version, NOW)


def test_two_administrators_do_not_overwrite_each_others_draft(session: Session) -> None:
    draft = suitability_questions.begin(session, SYSTEM, SHIPPED, NOW)
    with refused(session, "QUESTIONS_BEING_MADE", kind=Conflict):
        suitability_questions.begin(session, SYSTEM, SHIPPED, NOW)
    read = draft.version
    suitability_questions.add(session, SYSTEM, SAFE, AnswerKind.YES_NO, False, read, NOW)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        suitability_questions.put_in_force(session, SYSTEM, read, NOW)


def test_only_an_administrator_makes_the_questions(session: Session) -> None:
    lead = users.actor_of(make_user(session, "Lena", roles=(Role.DIALOGUE_LEAD,)))
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        suitability_questions.begin(session, lead, SHIPPED, NOW)


def test_a_version_that_changes_while_somebody_answers_loses_nothing(page, changes) -> None:
    with time_machine.travel(NOW, tick=True):
        with changes() as session:
            matter = make_matter(session, suitable=False).slug
            lead = make_user(session, "Lena", roles=(Role.DIALOGUE_LEAD, Role.REGISTRAR))
        page.sign_in(lead.session_token)
        form = page.get(f"/office/matters/{matter}/suitability/")
        with changes() as session:
            draft = suitability_questions.begin(session, SYSTEM, SHIPPED, NOW)
            suitability_questions.retire(session, SYSTEM, "conflict", True, draft.version, NOW)
            suitability_questions.put_in_force(session, SYSTEM, draft.version, NOW)
        texts = {"note-conflict": "Två grannar är oense.", "purpose": "Veta hur barn tar sig till skolan."}
        overtaken = page.submit(form, 409, **texts, **{"answer-open_to_influence": "yes"})
        assert "Frågorna i prövningen har bytts medan du svarade." in overtaken.words
        assert "Två grannar är oense." in overtaken.words
        assert overtaken.field("purpose") == "Veta hur barn tar sig till skolan."
        page.submit(overtaken, 303)
        with changes() as session:
            row = matters.suitability_of(session, matters.by_slug(session, matter).id)
            assert row is not None
            said = {reply.question_key: reply.answer for reply in row.answers}
            assert (row.questions_version, said) == (FIRST_OWN, {"open_to_influence": SuitabilityAnswer.YES})


def test_the_matters_page_shows_the_test_with_the_words_of_its_version(page, changes) -> None:
    with time_machine.travel(NOW, tick=True):
        with changes() as session:
            matter = make_matter(session)
            slug, body = matter.slug, matter.body
            test = matters.suitability_of(session, matter.id)
            number = own_version(session)
            assert body is not None
            assert test is not None
        shown = page.get(f"/sv/matters/{slug}/")
        assert "Vad är redan bestämt och går inte att påverka?" in shown.words
        assert "De som bor nära." in shown.words
        assert "Är platsen trygg" not in shown.words
        assert number == FIRST_OWN


def test_the_shipped_words_are_there_for_every_question_in_every_language(app) -> None:
    with app.test_request_context("/sv/"):
        words = shipped_words(("sv", "fi", "en", "ar"))
    for questions in QUESTION_SETS.values():
        for question in questions:
            assert set(words[question.key].question) == {"sv", "fi", "en", "ar"}
            assert words[question.key].question["sv"].endswith("?")
