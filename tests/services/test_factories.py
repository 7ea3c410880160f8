"""The factories that other tests stand on make what they say."""

from sqlalchemy.orm import Session
from support import factories

from portal.domain.dialogues import Stage, stage_of
from portal.domain.themes import Stance


def test_a_made_dialogue_stands_at_the_stage_of_its_name(session: Session) -> None:
    made = {
        Stage.PREPARING: factories.make_dialogue_ready_to_announce(session),
        Stage.ANNOUNCED: factories.make_announced_dialogue(session),
        Stage.OPEN: factories.make_open_dialogue(session),
        Stage.ANALYSING: factories.make_closed_dialogue(session),
        Stage.HANDED_OVER: factories.make_handed_over_dialogue(session),
    }
    assert {stage: stage_of(dialogue.stage_facts(), factories.NOW) for stage, dialogue in made.items()} == {
        stage: stage for stage in made
    }


def test_a_made_submission_is_coded_listed_and_reachable(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    submission = factories.make_submission(session, dialogue, "Fler bänkar.")
    other = factories.make_submission(session, dialogue, language="so")
    theme = factories.make_theme(session, dialogue, with_stance=True)
    [coding] = factories.make_coding(session, submission, theme, stance=Stance.FOR)
    factories.make_contact(session, submission)
    factories.make_list_entry(session, dialogue)
    assert (submission.number, other.number, coding.theme_id) == (1, 2, theme.id)
