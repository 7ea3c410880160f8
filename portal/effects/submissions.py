"""The rows that one sending leaves: its number, its answers, what is pointed out in it, its line in the search.

Written with plain inserts: in the last minutes of a dialogue thousands come in, and the dialogue's counter is held from
`insert` until the commit.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, select, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import Executable

from portal.adapters import language_guess, personal_data
from portal.domain.moderation import FlagKind
from portal.domain.questions import Asked, Given, QuestionKind
from portal.domain.submissions import LanguageSource
from portal.domain.themes import CodingState
from portal.effects import search_index
from portal.effects.ignoring import insert_new
from portal.models.base import Base
from portal.models.moderation import Flag
from portal.models.prepared import Prepared, plain_defaults
from portal.models.submissions import Answer, AnswerOption, Submission, SubmissionCounter

UNKNOWN_LANGUAGE = "und"
SURE_ENOUGH = 0.5
FLAGS = {
    personal_data.Kind.IDENTITY_NUMBER: FlagKind.IDENTITY_NUMBER,
    personal_data.Kind.COORDINATION_NUMBER: FlagKind.IDENTITY_NUMBER,
    personal_data.Kind.PHONE: FlagKind.PHONE,
    personal_data.Kind.EMAIL: FlagKind.EMAIL,
}


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


_COUNTERS, _SUBMISSIONS, _ANSWERS = _table(SubmissionCounter), _table(Submission), _table(Answer)
_NOT_GIVEN, _NO_ANSWER = plain_defaults(_SUBMISSIONS), plain_defaults(_ANSWERS)
_DIALOGUE_ID = bindparam("dialogue_id", type_=_COUNTERS.c.dialogue_id.type)
_OF_DIALOGUE = _COUNTERS.update().where(_COUNTERS.c.dialogue_id == _DIALOGUE_ID)
_RAISED = _OF_DIALOGUE.values(last_number=_COUNTERS.c.last_number + 1)
_RAISED_TO = _RAISED.returning(_COUNTERS.c.last_number.label("number")).cte("given")
_RAISE = Prepared(_RAISED, ["dialogue_id"])
_GIVE_BACK = Prepared(_OF_DIALOGUE.values(last_number=_COUNTERS.c.last_number - 1), ["dialogue_id"])
_ADD_ANSWER = Prepared(_ANSWERS.insert().returning(_ANSWERS.c.id), list(_NO_ANSWER))


def _with_next_number(dialect: str) -> Executable:
    """INSERT of a submission with its dialogue's next number: gives number and id.

    PostgreSQL raises the counter in the same statement, and so holds it from others; there is no id when the key is
    known, and no row when there is no counter. On SQLite, where there is one writer, it is raised afterwards.
    """
    is_sqlite = dialect == "sqlite"
    if is_sqlite:
        number = select((_COUNTERS.c.last_number + 1).label("number")).where(_COUNTERS.c.dialogue_id == _DIALOGUE_ID)
        given = number.cte("given")
    else:
        given = _RAISED_TO
    others = [name for name in _NOT_GIVEN if name != "number"]
    values = [bindparam(name, type_=_SUBMISSIONS.c[name].type).label(name) for name in others]
    row = select(given.c.number, *values).where(true())
    made: Any = (sqlite if is_sqlite else postgresql).insert(_SUBMISSIONS)
    made = made.from_select(["number", *others], row, include_defaults=False)
    made = made.on_conflict_do_nothing(index_elements=["key_hash"]).returning(_SUBMISSIONS.c.number, _SUBMISSIONS.c.id)
    if is_sqlite:
        return made  # type: ignore[no-any-return]
    inserted = made.cte("made")
    return select(given.c.number, inserted.c.id).select_from(given.outerjoin(inserted, true()))


_INSERT = Prepared(_with_next_number, list(_NOT_GIVEN))


@dataclass(frozen=True)
class Seen:
    """What a first look at the answers found: their language, and per question id where personal data stands."""

    language: str = UNKNOWN_LANGUAGE
    source: LanguageSource = LanguageSource.UNKNOWN
    found: Mapping[int, tuple[personal_data.Found, ...]] = field(default_factory=dict)


def look_through(given: Collection[Given], stated: str = "") -> Seen:
    """Look at the texts before anything is written: no database, some milliseconds. `stated` wins over the guess."""
    texts = {answer.question_id: answer.text for answer in given if answer.text.strip()}
    found = {question_id: tuple(personal_data.find(text)) for question_id, text in texts.items()}
    found = {question_id: parts for question_id, parts in found.items() if parts}
    if stated:
        return Seen(stated, LanguageSource.STATED, found)
    guess = language_guess.guess("\n".join(texts.values()))
    if guess.language is None or guess.confidence < SURE_ENOUGH:
        return Seen(found=found)
    return Seen(guess.language, LanguageSource.RECOGNISED, found)


def insert(session: Session, values: Mapping[str, Any]) -> tuple[int, int] | None:
    """Insert the submission: its id and number; None when one with the same key was first.

    The number is the dialogue's next; it is given back if the transaction does not commit, or nothing was inserted.
    """
    connection, row = session.connection(), {**_NOT_GIVEN, **values}
    made = _INSERT.run(connection, row)
    if not made:
        insert_new(session, SubmissionCounter, [{"dialogue_id": row["dialogue_id"], "last_number": 0}])
        made = _INSERT.run(connection, row)
    number, new_id = made[0] if made else (None, None)
    if new_id is None:
        if number is not None:
            _GIVE_BACK.run(connection, row)
        return None
    if connection.dialect.name == "sqlite":
        _RAISE.run(connection, row)
    return new_id, number


def add_answers(
    session: Session,
    submission_id: int,
    asked: Collection[Asked],
    given: Collection[Given],
    addition: int = 0,
    added_at: datetime | None = None,
) -> dict[int, int]:
    """Insert every answer that is not empty, and its options; return the answers' ids by question id."""
    by_id = {question.id: question for question in asked}
    filled = [answer for answer in given if not answer.is_empty]
    rows = [_answer_row(submission_id, by_id[a.question_id], a, addition, added_at) for a in filled]
    connection = session.connection()
    ids = {row["question_id"]: _ADD_ANSWER.run(connection, row)[0][0] for row in rows}
    chosen = [
        {"answer_id": ids[answer.question_id], "option_id": option_id}
        for answer in filled
        for option_id in dict.fromkeys(answer.options)
    ]
    if chosen:
        session.execute(_table(AnswerOption).insert(), chosen)
    return ids


def _answer_row(
    submission_id: int, question: Asked, answer: Given, addition: int, added_at: datetime | None
) -> dict[str, Any]:
    is_text = question.kind is QuestionKind.FREE_TEXT
    return _NO_ANSWER | {
        "submission_id": submission_id,
        "question_id": question.id,
        "addition": addition,
        "position": question.page * 1000 + question.position,
        "text": answer.text if is_text else None,
        "scale": answer.scale,
        "coding": CodingState.WAITING if is_text else None,
        "added_at": added_at,
    }


def point_out(session: Session, submission_id: int, answer_ids: Mapping[int, int], seen: Seen, *whole: FlagKind) -> int:
    """Flag what was seen in the answers, and `whole` for the submission as such; return how many flags that is."""
    rows: list[dict[str, Any]] = [
        {
            "submission_id": submission_id,
            "answer_id": answer_ids[question_id],
            "kind": FLAGS[part.kind],
            "start": part.start,
            "end": part.end,
        }
        for question_id, parts in seen.found.items()
        if question_id in answer_ids
        for part in parts
    ]
    rows += [
        {"submission_id": submission_id, "answer_id": None, "kind": kind, "start": None, "end": None} for kind in whole
    ]
    if rows:
        session.execute(_table(Flag).insert(), rows)
    return len(rows)


def index_new(session: Session, submission_id: int, dialogue_id: int, language: str, given: Collection[Given]) -> None:
    """Let the new submission be found by its words; one without free text is found by none."""
    said = "\n".join(answer.text for answer in given if answer.text.strip())
    search_index.index_many(session, [(submission_id, dialogue_id, language, said)])


def same_answers(session: Session, submission_id: int, given: Collection[Given]) -> bool:
    """Whether these are the very answers that the submission was sent with."""
    stored = session.scalars(select(Answer).where(Answer.submission_id == submission_id, Answer.addition == 0))
    kept = {a.question_id: (a.text or "", frozenset(o.option_id for o in a.options), a.scale) for a in stored}
    return kept == {a.question_id: (a.text, frozenset(a.options), a.scale) for a in given if not a.is_empty}
