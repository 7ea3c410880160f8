"""Phases are dialogues in a row under one matter; the later begins with what the earlier had."""

from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES
from support.traces import refused

from portal.domain.groups import MeasureStatus
from portal.domain.permissions import SYSTEM
from portal.domain.refusals import GateClosed, Invalid
from portal.effects.texts import write
from portal.models.dialogues import Dialogue
from portal.queries import dialogues as known
from portal.queries import groups, questions
from portal.services import dialogues, series


def following(session: Session, before: Dialogue, title: str = "Nästa steg") -> Dialogue:
    tie = {"steering_goal": "Budget", "steering_year": 2026}
    return dialogues.hold(session, SYSTEM, RULES, before.matter, before.body, {"sv": title}, NOW, follows=before, **tie)


def test_the_series_is_one_line_from_wherever_one_looks(session: Session) -> None:
    first = factories.make_closed_dialogue(session)
    second = following(session, first)
    third = following(session, second, "Sista steget")
    for one in (first, second, third):
        assert known.series_of(session, one) == [first, second, third]
    assert known.series_of(session, factories.make_open_dialogue(session)) != [first]


def test_groups_questions_and_texts_are_copied_in_all_languages(session: Session) -> None:
    before = factories.make_closed_dialogue(session)
    [group] = groups.of_dialogue(session, before.id)
    group.measures[0].status = MeasureStatus.DONE
    later = following(session, before)
    series.copy_before(session, SYSTEM, later, NOW)
    [copied] = groups.of_dialogue(session, later.id)
    assert copied.texts.plain("name", "ar") == group.texts.plain("name", "ar")
    assert [measure.status for measure in copied.measures] == [MeasureStatus.PLANNED]
    assert len(questions.of_dialogue(session, later.id)) == 2
    assert later.texts.plain("use", "fi") == before.texts.plain("use", "fi")
    assert later.texts.plain("title") == "Nästa steg"


def test_what_is_written_already_stays(session: Session) -> None:
    before = factories.make_closed_dialogue(session)
    later = following(session, before)
    write(session, later.texts, "use", "sv", "Vår egen text.", now=NOW)
    series.copy_before(session, SYSTEM, later, NOW, with_groups=False, with_questions=False)
    assert later.texts.plain("use") == "Vår egen text."
    assert groups.of_dialogue(session, later.id) == []


def test_a_dialogue_follows_one_of_its_own_matter(session: Session) -> None:
    stranger = factories.make_closed_dialogue(session)
    matter = factories.make_matter(session)
    with refused(session, "NOT_SAME_MATTER", kind=Invalid):
        tie = {"steering_goal": "Budget", "steering_year": 2026}
        dialogues.hold(session, SYSTEM, RULES, matter, matter.body, {"sv": "X"}, NOW, follows=stranger, **tie)


def test_nothing_is_copied_into_a_promise_or_from_nowhere(session: Session) -> None:
    announced, alone = factories.make_announced_dialogue(session), factories.make_dialogue(session)
    with refused(session, "ALREADY_ANNOUNCED", kind=GateClosed):
        series.copy_before(session, SYSTEM, announced, NOW)
    with refused(session, "FOLLOWS_NOTHING", kind=Invalid):
        series.copy_before(session, SYSTEM, alone, NOW)
