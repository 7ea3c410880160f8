"""All texts of a dialogue by stage of its life, and the state of each field in each language.

Keys are stable and the same everywhere, also in the translation sheet: `dialogue.title`, `point.3.text`,
`question.7.label`; the number is the owner's id (of an amendment: its number among the versions).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Select, cast, literal, select, union_all
from sqlalchemy.orm import Session

from portal.domain.commitments import PointKind
from portal.domain.facts import TextFacts
from portal.domain.languages import SOURCE
from portal.domain.refusals import NotFound
from portal.domain.texts import FIELDS, STAGES, Field, Origin, TextStage, TextState, field_state
from portal.models.commitments import CommitmentPoint, CommitmentVersion
from portal.models.dialogues import Dialogue
from portal.models.feedback import FollowUp
from portal.models.groups import AffectedGroup, Measure
from portal.models.meetings import Meeting
from portal.models.questions import Question, QuestionOption
from portal.models.texts import Text, TextSet
from portal.models.themes import Theme

ALL_STAGES = tuple(TextStage)


@dataclass(frozen=True)
class OwnedTexts:
    """One owner's texts; `prefix` is the owner's part of the key. `optional`: nothing in it has to be written."""

    prefix: str
    kind: str
    stage: TextStage
    text_set: TextSet
    optional: bool = False


@dataclass(frozen=True)
class TextRow:
    """One field in one language, for the page of texts and the translation sheet; `text` is None when not written."""

    key: str
    kind: str
    field: Field
    text_set: TextSet
    language: str
    swedish: Text | None
    text: Text | None
    state: TextState


def owned(session: Session, dialogue: Dialogue, stages: Collection[TextStage] = ALL_STAGES) -> list[OwnedTexts]:
    """The text sets of these stages in the order of the pages, in three statements however many there are."""
    place = {
        kind: (stage, number)
        for stage in ALL_STAGES
        if stage in stages
        for number, kinds in enumerate(STAGES[stage])
        for kind in kinds
    }
    rows: list[tuple[str, int | None, int, bool, tuple[int, ...]]] = [
        (kind, None, set_id, False, ())
        for kind, set_id in (
            ("dialogue", dialogue.texts_id),
            ("stop", dialogue.end_texts_id),
            ("result", dialogue.result_texts_id),
            ("answer", dialogue.answer_texts_id),
        )
        if kind in place and set_id is not None
    ]
    parts = [part for kind, part in _parts(dialogue.id).items() if kind in place]
    for kind, owner, set_id, optional, *order in session.execute(union_all(*parts)):
        rows.append((kind, owner, set_id, bool(optional), tuple(order)))
    found = session.scalars(select(TextSet).where(TextSet.id.in_({row[2] for row in rows})))
    sets = {text_set.id: text_set for text_set in found}
    rank = {stage: number for number, stage in enumerate(ALL_STAGES)}
    rows.sort(key=lambda row: (rank[place[row[0]][0]], place[row[0]][1], row[4], row[1] or 0))
    return [
        OwnedTexts(kind if owner is None else f"{kind}.{owner}", kind, place[kind][0], sets[set_id], optional)
        for kind, owner, set_id, optional, _order in rows
    ]


def _part(kind: str, owner: Any, set_id: Any, *order: Any, optional: Any = 0) -> Select[Any]:
    places = [*order, 0, 0, 0, 0][:4]
    numbers = [literal(value) if isinstance(value, int) else value for value in (optional, *places)]
    return select(literal(kind), owner, set_id, *numbers)


def _parts(dialogue_id: int) -> dict[str, Select[Any]]:
    point, group, question, meeting = CommitmentPoint, AffectedGroup, Question, Meeting
    fixed = cast(point.kind == PointKind.FIXED, Integer)
    points = (point.dialogue_id == dialogue_id, point.withdrawn_at.is_(None))
    place = (question.page, question.position, question.id)
    themes = (Theme.dialogue_id == dialogue_id, Theme.merged_into_id.is_(None))
    return {
        "point": _part("point", point.id, point.texts_id, fixed, point.position).where(*points),
        "group": _part("group", group.id, group.texts_id, group.position, group.id).where(
            group.dialogue_id == dialogue_id
        ),
        "measure": _part("measure", Measure.id, Measure.texts_id, group.position, group.id, 1)
        .join(group, group.id == Measure.group_id)
        .where(group.dialogue_id == dialogue_id),
        "question": _part("question", question.id, question.texts_id, *place, -1).where(
            question.dialogue_id == dialogue_id
        ),
        "option": _part("option", QuestionOption.id, QuestionOption.texts_id, *place, QuestionOption.position)
        .join(question, question.id == QuestionOption.question_id)
        .where(question.dialogue_id == dialogue_id),
        "meeting": _part("meeting", meeting.id, meeting.texts_id).where(
            meeting.dialogue_id == dialogue_id, meeting.cancelled_at.is_(None)
        ),
        "amendment": _part("amendment", CommitmentVersion.number, CommitmentVersion.reason_texts_id).where(
            CommitmentVersion.dialogue_id == dialogue_id, CommitmentVersion.reason_texts_id.is_not(None)
        ),
        "theme": _part("theme", Theme.id, Theme.texts_id, Theme.position, Theme.id).where(*themes),
        "theme_result": _part("theme_result", Theme.id, Theme.result_texts_id, Theme.position, Theme.id, 1).where(
            *themes
        ),
        "theme_answer": _part("theme_answer", Theme.id, Theme.answer_texts_id, Theme.position).where(*themes),
        "point_answer": _part(
            "point_answer", point.id, point.answer_texts_id, fixed, point.position, optional=fixed
        ).where(*points),
        "follow_up": _part("follow_up", FollowUp.id, FollowUp.texts_id).where(FollowUp.dialogue_id == dialogue_id),
    }


def rows(
    session: Session,
    dialogue: Dialogue,
    language: str,
    stages: Collection[TextStage] = ALL_STAGES,
    *,
    with_unasked: bool = False,
) -> list[TextRow]:
    """Every field that has to be written in that language, or is, with its state.

    For an editor (`with_unasked`) also those that may be left empty and are: they count as done.
    """
    found = owned(session, dialogue, stages)
    return [row for each in found for row in _rows_of(dialogue, each, language, with_unasked)]


def _rows_of(dialogue: Dialogue, each: OwnedTexts, language: str, with_unasked: bool = False) -> list[TextRow]:
    found = []
    for field in FIELDS[each.kind]:
        swedish, text = each.text_set.get(field.name, SOURCE), each.text_set.get(field.name, language)
        excused = each.optional or (field.name == "decision_weighed" and dialogue.stopped_at is not None)
        rule = Field(field.name, field.limit, field.markdown, required=False) if excused else field
        standing = field_state(
            rule,
            language,
            swedish.source if swedish else "",
            text.source if text else None,
            text.made_from if text else None,
            text.origin if text else Origin.HUMAN,
            text is not None and text.read_by_id is not None,
        )
        if standing is not None or with_unasked:
            key, shown = f"{each.prefix}.{field.name}", standing or TextState.DONE
            found.append(TextRow(key, each.kind, field, each.text_set, language, swedish, text, shown))
    return found


def sheet_rows(session: Session, dialogue: Dialogue, language: str) -> list[TextRow]:
    """What a translator gets: every field with Swedish, with its translation as far as there is one, in page order."""
    return [row for row in rows(session, dialogue, language) if row.swedish is not None]


def row_by_key(session: Session, dialogue: Dialogue, key: str, language: str) -> TextRow:
    """The field with that key, also one that need not be written; raises NotFound."""
    prefix, _dot, name = key.rpartition(".")
    for each in owned(session, dialogue):
        for field in FIELDS[each.kind] if each.prefix == prefix else ():
            if field.name == name:
                swedish, text = each.text_set.get(name, SOURCE), each.text_set.get(name, language)
                known = next((row for row in _rows_of(dialogue, each, language) if row.field.name == name), None)
                standing = known.state if known else TextState.MISSING
                return TextRow(key, each.kind, field, each.text_set, language, swedish, text, standing)
    raise NotFound("NO_SUCH_TEXT")


def facts_for(
    session: Session, dialogue: Dialogue, languages: Collection[str], stages: Collection[TextStage] = ALL_STAGES
) -> dict[TextStage, TextFacts]:
    """For each stage the languages in which something is missing, stale, or unread by a person."""
    return facts_in(dialogue, owned(session, dialogue, stages), languages, stages)


def facts_in(
    dialogue: Dialogue, sets: Collection[OwnedTexts], languages: Collection[str], stages: Collection[TextStage]
) -> dict[TextStage, TextFacts]:
    """The same of text sets that were read already."""
    found: dict[tuple[TextStage, TextState], set[str]] = {}
    for each in sets:
        for language in languages:
            for row in _rows_of(dialogue, each, language):
                found.setdefault((each.stage, row.state), set()).add(language)

    def listed(stage: TextStage, state: TextState) -> tuple[str, ...]:
        return tuple(language for language in languages if language in found.get((stage, state), ()))

    return {
        stage: TextFacts(*(listed(stage, state) for state in (TextState.MISSING, TextState.STALE, TextState.UNREAD)))
        for stage in stages
    }


def states_of(text_set: TextSet, languages: Collection[str]) -> dict[tuple[str, str], TextState]:
    """State of each field in each language for any owner (a body, a matter), by (field, language)."""
    found = {}
    for field in FIELDS[text_set.kind]:
        swedish = text_set.get(field.name, SOURCE)
        for language in languages:
            text = text_set.get(field.name, language)
            made_from, origin = (text.made_from, text.origin) if text else (None, Origin.HUMAN)
            written, read = (text.source, text.read_by_id is not None) if text else (None, False)
            source = swedish.source if swedish else ""
            standing = field_state(field, language, source, written, made_from, origin, read)
            if standing is not None:
                found[field.name, language] = standing
    return found
