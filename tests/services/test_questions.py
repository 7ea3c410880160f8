"""Questions are made while a dialogue is prepared, and then they stand."""

import pytest
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW
from support.traces import refused

from portal.domain.permissions import SYSTEM
from portal.domain.questions import MAX_OPTIONS, MAX_TEXT_LIMIT, QuestionKind
from portal.domain.refusals import GateClosed, Invalid
from portal.models.dialogues import Dialogue
from portal.queries import questions as known
from portal.services import questions
from portal.services.questions import QuestionFacts

FREE, ONE = QuestionFacts(QuestionKind.FREE_TEXT), QuestionFacts(QuestionKind.ONE_CHOICE)
TWO = ({"sv": "Ja", "fi": "Kyllä"}, {"sv": "Nej", "fi": "Ei"})


def labels(session: Session, dialogue: Dialogue) -> list[str]:
    return [question.texts.plain("label") for question in known.of_dialogue(session, dialogue.id)]


def test_questions_are_added_ordered_and_taken_away(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    made = [questions.add(session, SYSTEM, dialogue, FREE, {"sv": text}, NOW) for text in ("Ett?", "Två?", "Tre?")]
    ids = [question.id for question in made]
    questions.order(session, SYSTEM, dialogue, [ids[2], ids[1], ids[0]], NOW)
    questions.remove(session, SYSTEM, dialogue, made[1], NOW)
    assert labels(session, dialogue) == ["Tre?", "Ett?"]
    with refused(session, "ORDER_INCOMPLETE"):
        questions.order(session, SYSTEM, dialogue, [ids[0]], NOW)


def test_a_choice_has_between_two_and_thirty_options(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    with refused(session, "TOO_FEW_OPTIONS", kind=Invalid):
        questions.add(session, SYSTEM, dialogue, ONE, {"sv": "Val?"}, NOW, options=TWO[:1])
    with refused(session, "TOO_MANY_OPTIONS", kind=Invalid):
        questions.add(session, SYSTEM, dialogue, ONE, {"sv": "Val?"}, NOW, options=TWO * MAX_OPTIONS)
    question = questions.add(session, SYSTEM, dialogue, ONE, {"sv": "Val?"}, NOW, options=TWO)
    with refused(session, "TOO_FEW_OPTIONS", kind=Invalid):
        questions.remove_option(session, SYSTEM, dialogue, question, question.options[0], NOW)
    questions.add_option(session, SYSTEM, dialogue, question, {"sv": "Vet inte"}, NOW)
    questions.remove_option(session, SYSTEM, dialogue, question, question.options[0], NOW)
    assert [option.texts.plain("label") for option in question.options] == ["Nej", "Vet inte"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (QuestionFacts(QuestionKind.FREE_TEXT, max_length=MAX_TEXT_LIMIT + 1), "TEXT_LIMIT_OUT_OF_RANGE"),
        (QuestionFacts(QuestionKind.SCALE, lowest=5, highest=5), "SCALE_UPSIDE_DOWN"),
        (QuestionFacts(QuestionKind.FREE_TEXT, page=0), "PAGE_OUT_OF_RANGE"),
    ],
)
def test_a_question_that_cannot_be_meant_is_refused(session: Session, facts: QuestionFacts, code: str) -> None:
    dialogue = factories.make_dialogue(session)
    with refused(session, code, kind=Invalid):
        questions.add(session, SYSTEM, dialogue, facts, {"sv": "Fråga?"}, NOW)


def test_free_text_has_no_options_and_every_question_a_swedish_label(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    with refused(session, "OPTIONS_NOT_ASKED", "NO_LABEL", kind=Invalid):
        questions.add(session, SYSTEM, dialogue, FREE, {"fi": "Kysymys?"}, NOW, options=TWO)


def test_the_questions_of_an_announced_dialogue_stand(session: Session) -> None:
    dialogue = factories.make_announced_dialogue(session)
    question = known.of_dialogue(session, dialogue.id)[0]
    for attempt in (
        lambda: questions.add(session, SYSTEM, dialogue, FREE, {"sv": "Ny?"}, NOW),
        lambda: questions.change(session, SYSTEM, dialogue, question, FREE, NOW),
        lambda: questions.remove(session, SYSTEM, dialogue, question, NOW),
        lambda: questions.order(session, SYSTEM, dialogue, [], NOW),
    ):
        with refused(session, "ALREADY_ANNOUNCED", kind=GateClosed):
            attempt()


def test_a_question_is_copied_with_its_translations_and_options(session: Session) -> None:
    source = factories.make_open_dialogue(session)
    target = factories.make_dialogue(session)
    chosen = next(q for q in known.of_dialogue(session, source.id) if q.options)
    copy = questions.copy(session, SYSTEM, target, chosen, NOW)
    assert copy.texts.plain("label", "ar") == chosen.texts.plain("label", "ar")
    assert [o.texts.plain("label", "fi") for o in copy.options] == [
        o.texts.plain("label", "fi") for o in chosen.options
    ]


def test_a_choice_does_not_become_a_free_text(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    question = questions.add(session, SYSTEM, dialogue, ONE, {"sv": "Val?"}, NOW, options=TWO)
    with refused(session, "KIND_WITH_OTHER_OPTIONS", kind=Invalid):
        questions.change(session, SYSTEM, dialogue, question, FREE, NOW)
    several = QuestionFacts(QuestionKind.SEVERAL_CHOICES, required=True)
    questions.change(session, SYSTEM, dialogue, question, several, NOW)
    assert (question.kind, question.required) == (QuestionKind.SEVERAL_CHOICES, True)
