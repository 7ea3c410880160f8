"""The figures of a dialogue speak of languages and themes only where somebody wrote something."""

from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW

from portal.domain.moderation import ReviewState
from portal.domain.questions import QuestionKind
from portal.domain.themes import CodingState
from portal.models.dialogues import Dialogue
from portal.queries import checks, figures, results


def _one_text_and_two_without(session: Session) -> Dialogue:
    dialogue = factories.make_open_dialogue(session)
    question = factories.make_question(session, dialogue, "Hur?", kind=QuestionKind.ONE_CHOICE, options=("Ja", "Nej"))
    factories.make_submission(session, dialogue, "Fler träd.", language="sv")
    for language in ("und", "fi"):
        factories.make_submission(
            session,
            dialogue,
            None,
            choices={question.id: [question.options[0].id]},
            language=language,
            state=ReviewState.SHOWN,
        )
    return dialogue


def test_a_submission_without_free_text_is_counted_but_in_no_language_and_not_outside_the_themes(
    session: Session,
) -> None:
    dialogue = _one_text_and_two_without(session)
    came = figures.intake(session, dialogue.id)
    assert (came.received, came.counted, came.without_text) == (3, 3, 2)
    assert came.by_language == {"sv": 1}
    assert came.by_coding.get(CodingState.NONE, 0) == 0
    told = results.content_of(session, dialogue, NOW)["figures"]
    assert (told["received"], told["counted"], told["no_theme"], told["by_language"]) == (3, 3, 0, {"sv": 1})
    assert [each.code for each in checks.counts(session, NOW)] == []


def test_a_text_that_fits_no_theme_still_says_so(session: Session) -> None:
    dialogue = _one_text_and_two_without(session)
    written = factories.make_submission(session, dialogue, "Jag vet inte.", language="und")
    written.coding = written.answers[0].coding = CodingState.NONE
    session.flush()
    came = figures.intake(session, dialogue.id)
    assert came.by_coding[CodingState.NONE] == 1
    assert came.by_language == {"sv": 1, "und": 1}
