"""What the handover asks of the counts: closed questions add up, and no minority is lost."""

from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES

from portal.domain.lifecycle import Gate, checks
from portal.domain.questions import QuestionKind
from portal.domain.texts import Origin
from portal.domain.themes import Stance
from portal.effects import texts
from portal.models.dialogues import Dialogue
from portal.models.themes import Theme
from portal.queries import lifecycle


def unmet(session: Session, dialogue: Dialogue) -> set[str]:
    facts = lifecycle.facts_of(session, dialogue, RULES, NOW)
    return {check.code for check in checks(Gate.HAND_OVER, facts) if not check.met}


def theme_with(session: Session, dialogue: Dialogue, *stances: Stance, with_stance: bool = True) -> Theme:
    theme = factories.make_theme(session, dialogue, with_stance=with_stance)
    for stance in stances:
        factories.make_coding(session, factories.make_submission(session, dialogue), theme, stance=stance)
    return theme


def test_a_theme_with_two_stances_is_not_handed_over_without_what_the_others_said(session: Session) -> None:
    dialogue = factories.make_closed_dialogue(session)
    theme = theme_with(session, dialogue, Stance.FOR, Stance.FOR, Stance.AGAINST)
    assert "MINORITY_VIEW_LEFT_OUT" in unmet(session, dialogue)
    words = "En person ville behålla parkeringen."
    texts.write(session, theme.result_texts, "minority", "sv", words, origin=Origin.HUMAN, read_by_id=None, now=NOW)
    assert "MINORITY_VIEW_LEFT_OUT" not in unmet(session, dialogue)


def test_a_theme_in_which_all_agree_or_no_stance_is_asked_for_holds_nothing_up(session: Session) -> None:
    dialogue = factories.make_closed_dialogue(session)
    theme_with(session, dialogue, Stance.FOR, Stance.FOR)
    theme_with(session, dialogue, Stance.FOR, Stance.AGAINST, with_stance=False)
    assert "MINORITY_VIEW_LEFT_OUT" not in unmet(session, dialogue)


def test_a_closed_question_whose_options_do_not_add_up_holds_the_handover_up(session: Session) -> None:
    dialogue = factories.make_closed_dialogue(session)
    question = factories.make_question(session, dialogue, kind=QuestionKind.ONE_CHOICE, options=("Ja", "Nej"))
    factories.make_submission(session, dialogue, choices={question.id: [question.options[0].id]})
    assert "CLOSED_QUESTION_NOT_COUNTED" not in unmet(session, dialogue)
    factories.make_submission(session, dialogue, choices={question.id: ()})
    assert "CLOSED_QUESTION_NOT_COUNTED" in unmet(session, dialogue)
