"""Series: the next dialogue under the same matter begins with what the one before had."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.measures import address_for
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.effects import audit
from portal.effects.locking import lock
from portal.effects.texts import copy, new_set
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup, Measure, MeasureAddress
from portal.models.questions import Question, QuestionOption
from portal.models.texts import TextSet
from portal.queries import dialogues, groups, questions

TEXTS = ("lede", "background", "use")


def copy_before(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    now: datetime,
    *,
    with_groups: bool = True,
    with_questions: bool = True,
    with_texts: bool = True,
) -> None:
    """Copy groups with their measures (planned anew), questions and texts of the dialogue this one follows, in all
    languages, beside what is here already; a text that is written here stays.

    Raises GateClosed with ALREADY_ANNOUNCED, Invalid with FOLLOWS_NOTHING.
    """
    require(actor, Act.PLAN, dialogue.body_id)
    lock(session, dialogue)
    if dialogue.announced_at is not None:
        raise GateClosed(Refusal("ALREADY_ANNOUNCED"))
    if dialogue.follows_id is None:
        raise Invalid(Refusal("FOLLOWS_NOTHING"))
    before = dialogues.by_id(session, dialogue.follows_id)
    languages = {entry.language for entry in dialogue.languages}
    if with_texts:
        _copy_texts(session, before.texts, dialogue.texts, languages, now)
    if with_groups:
        _copy_groups(session, before, dialogue, now)
    if with_questions:
        _copy_questions(session, before, dialogue, now)
    dialogue.version += 1
    session.flush()
    copied = {"from": before.id, "groups": with_groups, "questions": with_questions, "texts": with_texts}
    audit.record(session, actor, "series.copy_before", "dialogue", dialogue.id, None, copied, now, dialogue.id)


def _copied(session: Session, origin: TextSet, now: datetime) -> TextSet:
    made = new_set(session, origin.kind)
    copy(session, origin, made, now)
    return made


def _copy_texts(session: Session, origin: TextSet, target: TextSet, languages: set[str], now: datetime) -> None:
    wanted = {key for key in origin.texts if key[0] in TEXTS and key[1] in languages and key not in target.texts}
    copy(session, origin, target, now, wanted)


def _copy_groups(session: Session, before: Dialogue, dialogue: Dialogue, now: datetime) -> None:
    place = max((group.position for group in groups.of_dialogue(session, dialogue.id)), default=0)
    codes = set(groups.addresses(session, dialogue.id))
    for number, group in enumerate(groups.of_dialogue(session, before.id), place + 1):
        made = AffectedGroup(
            dialogue_id=dialogue.id,
            position=number,
            texts=_copied(session, group.texts, now),
            how_affected=group.how_affected,
            estimated_size=group.estimated_size,
            size_source=group.size_source,
            barriers=group.barriers,
            target=group.target,
            target_share=group.target_share,
        )
        made.measures = [_planned_anew(session, each, dialogue, codes, now) for each in group.measures]
        session.add(made)
    session.flush()


def _planned_anew(session: Session, measure: Measure, dialogue: Dialogue, codes: set[str], now: datetime) -> Measure:
    code = address_for(measure.texts.plain("what"), codes)
    codes.add(code)
    return Measure(
        texts=_copied(session, measure.texts, now),
        owner=measure.owner,
        owner_id=measure.owner_id,
        address=MeasureAddress(dialogue_id=dialogue.id, code=code),
    )


def _copy_questions(session: Session, before: Dialogue, dialogue: Dialogue, now: datetime) -> None:
    place = max((question.position for question in questions.of_dialogue(session, dialogue.id)), default=0)
    for number, question in enumerate(questions.of_dialogue(session, before.id), place + 1):
        made = Question(
            dialogue_id=dialogue.id,
            position=number,
            page=question.page,
            kind=question.kind,
            required=question.required,
            max_length=question.max_length,
            lowest=question.lowest,
            highest=question.highest,
            texts=_copied(session, question.texts, now),
        )
        made.options = [
            QuestionOption(position=each.position, texts=_copied(session, each.texts, now)) for each in question.options
        ]
        session.add(made)
    session.flush()
