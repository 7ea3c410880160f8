"""Bringing in submissions from a file, some hundred rows a transaction; whatever stops it, bringing it again goes on.

A caller opens the file (`rows_of`), begins, takes in each of `domain.imports.chunks` in a transaction of its own after
having looked through it outside of any, and finishes.
"""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any, BinaryIO

from sqlalchemy import Table, insert, update
from sqlalchemy.orm import Session

from portal.adapters import csv_files, jsonl_files, xlsx_files
from portal.domain.files import BadRow, Row, WrongFile
from portal.domain.imports import Line
from portal.domain.languages import SOURCE
from portal.domain.moderation import STOPS_SHOWING, FlagKind, ReviewState
from portal.domain.permissions import Act, Actor, require
from portal.domain.questions import Given
from portal.domain.receipts import code_for, hashed, key_hash
from portal.domain.refusals import GateClosed, Invalid, NotFound
from portal.domain.rules import Rules
from portal.domain.submissions import OUTSIDE, Channel, timing
from portal.domain.themes import CodingState, same_name
from portal.effects import audit, search_index
from portal.effects.ignoring import insert_new
from portal.effects.locking import lock
from portal.effects.publication import dialogue_scope, raise_version
from portal.effects.submissions import FLAGS, Seen, look_through
from portal.effects.texts import new_set, write
from portal.models.base import Base
from portal.models.dialogues import Dialogue
from portal.models.moderation import Flag
from portal.models.questions import Question
from portal.models.submissions import Answer, ImportBatch, Submission, SubmissionCounter
from portal.models.themes import Coding, Theme
from portal.queries import imports, submissions, themes

_READERS = {
    ".csv": csv_files.rows, ".tsv": csv_files.rows, ".txt": csv_files.rows, ".xlsx": xlsx_files.rows,
    ".jsonl": jsonl_files.rows, ".ndjson": jsonl_files.rows,
}  # fmt: skip


@dataclass(frozen=True)
class Taken:
    """What became of a chunk: how many were new, how many were there already, and which rows were rejected."""

    new: int
    already: int
    rejected: tuple[BadRow, ...] = ()
    first_number: int | None = None
    last_number: int | None = None


def rows_of(file: BinaryIO, name: str) -> Generator[Row | BadRow]:
    """The rows of a seekable file, read as the ending of its name says; raises WrongFile before any row.

    Close it (`contextlib.closing`) before the file.
    """
    reader = _READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise WrongFile("file.kind-unknown")
    return (row for row in reader(file))


def key_of(external_id: str) -> str:
    """The idempotency key of an imported row; its receipt code follows from it as from a form's key."""
    return f"import:{external_id}"


def begin(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    *,
    file_name: str,
    file_hash: str,
    channel: Channel,
    outside_reason: str,
    now: datetime,
) -> ImportBatch:
    """Begin an import, or go on with one of the same file that was stopped. `outside_reason` holds for all its rows.

    Raises GateClosed (NOT_OPEN_YET, NO_SUBMISSIONS_TAKEN, IMPORT_AFTER_HANDOVER), Invalid
    (IMPORT_NO_FREE_TEXT_QUESTION).
    """
    _may_take_in(session, actor, dialogue)
    batch = imports.unfinished(session, dialogue.id, file_hash)
    if batch is None:
        batch = ImportBatch(dialogue_id=dialogue.id, file_name=file_name[:200], file_hash=file_hash, started_at=now)
        batch.taken_in = batch.rejected = 0
        batch.started_by_id = actor.user_id
        session.add(batch)
    batch.channel, batch.outside_reason = channel, outside_reason.strip()
    session.flush()
    after = {"file": batch.file_name, "sha256": file_hash, "channel": channel, "outside_reason": batch.outside_reason}
    audit.record(session, actor, "imports.begin", "import", batch.id, None, after, now, dialogue.id)
    return batch


def look_at(lines: Sequence[Line]) -> list[Seen]:
    """A first look at each text (language, personal data): takes its time, so outside of any transaction."""
    return [look_through([Given(0, line.text)], line.language) for line in lines]


def take_in(
    session: Session,
    actor: Actor,
    rules: Rules,
    batch_id: int,
    lines: Sequence[Line],
    seen: Sequence[Seen],
    now: datetime,
) -> Taken:
    """Take in a chunk: numbers in the order of the file, all waiting for review, marked when outside the open time.

    Rows that are there already are left as they are; one audit entry names the rows of the chunk. Words in the column
    of themes become themes and codings.
    """
    batch = session.get(ImportBatch, batch_id)
    if batch is None:
        raise NotFound("IMPORT_NO_SUCH_BATCH")
    dialogue = session.get_one(Dialogue, batch.dialogue_id)
    lock(session, dialogue)
    question = _may_take_in(session, actor, dialogue)
    known = imports.texts_by_external_id(session, dialogue.id, [line.external_id for line in lines])
    rejected: list[BadRow] = []
    new: list[tuple[Line, Seen]] = []
    for line, what in zip(lines, seen, strict=True):
        if line.external_id in known:
            if known[line.external_id] != line.text:
                rejected.append(BadRow(line.line, "row.id-other-text"))
        elif _is_outside(dialogue, line.received_at) and not batch.outside_reason:
            rejected.append(BadRow(line.line, "row.outside-without-reason"))
        else:
            new.append((line, what))
    already = len(lines) - len(new) - len(rejected)
    if not new:
        return Taken(0, already, tuple(rejected))
    first = _numbers(session, dialogue.id, len(new))
    ids = _insert(session, actor, rules, dialogue, batch, question, new, first, now)
    batch.taken_in += len(new)
    last = first + len(new) - 1
    after = {"numbers": [first, last], "submissions": [ids[0], ids[-1]], "rows": len(new), "file": batch.file_name}
    audit.record(session, actor, "imports.take_in", "import", batch.id, None, after, now, dialogue.id)
    return Taken(len(new), already, tuple(rejected), first, last)


def finish(session: Session, actor: Actor, batch_id: int, rejected: int, now: datetime) -> ImportBatch:
    """Say that the file was read to its end, and how many of its rows were rejected."""
    batch = session.get(ImportBatch, batch_id)
    if batch is None:
        raise NotFound("IMPORT_NO_SUCH_BATCH")
    require(actor, Act.IMPORT_SUBMISSIONS, session.get_one(Dialogue, batch.dialogue_id).body_id)
    batch.rejected, batch.finished_at = rejected, now
    after = {"taken_in": batch.taken_in, "rejected": rejected}
    audit.record(session, actor, "imports.finish", "import", batch.id, None, after, now, batch.dialogue_id)
    raise_version(session, dialogue_scope(batch.dialogue_id))
    return batch


def _may_take_in(session: Session, actor: Actor, dialogue: Dialogue) -> Question:
    require(actor, Act.IMPORT_SUBMISSIONS, dialogue.body_id)
    if dialogue.announced_at is None or dialogue.opens_at is None or dialogue.closes_at is None:
        raise GateClosed("NOT_OPEN_YET")
    if dialogue.level < 2:
        raise GateClosed("NO_SUBMISSIONS_TAKEN")
    if dialogue.handed_over_at is not None:
        raise GateClosed("IMPORT_AFTER_HANDOVER")
    question = imports.text_question(session, dialogue.id)
    if question is None:
        raise Invalid("IMPORT_NO_FREE_TEXT_QUESTION")
    return question


def _is_outside(dialogue: Dialogue, received_at: datetime) -> bool:
    assert dialogue.opens_at is not None
    assert dialogue.closes_at is not None
    closed_at = dialogue.closes_at if dialogue.stopped_at is None else min(dialogue.closes_at, dialogue.stopped_at)
    return timing(received_at, dialogue.opens_at, closed_at, timedelta()) in OUTSIDE


def _numbers(session: Session, dialogue_id: int, count: int) -> int:
    """Take `count` public numbers; return the first."""
    counter = SubmissionCounter
    raised = update(counter).where(counter.dialogue_id == dialogue_id).values(last_number=counter.last_number + count)
    statement = raised.returning(counter.last_number).execution_options(synchronize_session=False)
    last = session.execute(statement).scalar()
    if last is None:
        insert_new(session, counter, [{"dialogue_id": dialogue_id, "last_number": 0}])
        last = session.execute(statement).scalar_one()
    return int(last) - count + 1


def _insert(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue: Dialogue,
    batch: ImportBatch,
    question: Question,
    new: Sequence[tuple[Line, Seen]],
    first: int,
    now: datetime,
) -> list[int]:
    """Insert the rows of one chunk in seven statements however many they are; return the ids in order."""
    assert dialogue.opens_at is not None
    assert dialogue.closes_at is not None
    named = _themes(session, actor, dialogue, {name for line, _ in new for name in line.themes}, now)
    version_id = submissions.version_in_force(session, dialogue.id)
    rows: list[dict[str, Any]] = []
    for number, (line, seen) in enumerate(new, start=first):
        key = key_of(line.external_id)
        came = timing(line.received_at, dialogue.opens_at, dialogue.closes_at, timedelta())
        rows.append(
            {
                "dialogue_id": dialogue.id,
                "number": number,
                "receipt_hash": hashed(code_for(rules.keys.receipts, f"{dialogue.id}:{key}")),
                "key_hash": key_hash(dialogue.id, key),
                "channel": line.channel,
                "received_at": line.received_at,
                "registered_at": now.replace(second=0, microsecond=0),
                "recorded_by_id": actor.user_id,
                "language": seen.language,
                "language_source": seen.source,
                "present": line.present,
                "commitment_version_id": version_id,
                "timing": came,
                "outside_reason": batch.outside_reason if _is_outside(dialogue, line.received_at) else "",
                "batch_id": batch.id,
                "external_id": line.external_id,
                "state": ReviewState.WAITING,
                "coding": CodingState.THEMED if line.themes else CodingState.WAITING,
                "flags_standing": sum(
                    FLAGS[part.kind] in STOPS_SHOWING for parts in seen.found.values() for part in parts
                ),
            }
        )
    table = _table(Submission)
    made: dict[int, int] = dict(session.execute(insert(table).returning(table.c.number, table.c.id), rows).all())
    ids = [made[row["number"]] for row in rows]
    answer_ids = _insert_answers(session, question, ids, new)
    _insert_flags(session, dialogue, ids, answer_ids, new)
    codings = [
        {"answer_id": answer_ids[key], "theme_id": theme_id, "first_theme_id": theme_id, "coded_by_id": actor.user_id,
         "coded_at": now}
        for key, (line, _seen) in zip(ids, new, strict=True)
        for theme_id in dict.fromkeys(named[name.casefold()] for name in line.themes)
    ]  # fmt: skip
    if codings:
        session.execute(insert(_table(Coding)), codings)
    indexed = [(key, dialogue.id, seen.language, line.text) for key, (line, seen) in zip(ids, new, strict=True)]
    search_index.index_many(session, indexed)
    return ids


def _insert_answers(
    session: Session, question: Question, ids: Sequence[int], new: Sequence[tuple[Line, Seen]]
) -> dict[int, int]:
    table = _table(Answer)
    rows = [
        {
            "submission_id": key,
            "question_id": question.id,
            "addition": 0,
            "position": question.page * 1000 + question.position,
            "text": line.text,
            "coding": CodingState.THEMED if line.themes else CodingState.WAITING,
        }
        for key, (line, _seen) in zip(ids, new, strict=True)
    ]
    inserted = session.execute(insert(table).returning(table.c.submission_id, table.c.id), rows)
    return {submission_id: key for submission_id, key in inserted}  # noqa: C416


def _insert_flags(
    session: Session,
    dialogue: Dialogue,
    ids: Sequence[int],
    answers: Mapping[int, int],
    new: Sequence[tuple[Line, Seen]],
) -> None:
    rows: list[dict[str, Any]] = []
    for key, (line, seen) in zip(ids, new, strict=True):
        for parts in seen.found.values():
            for part in parts:
                rows.append(
                    {"submission_id": key, "answer_id": answers[key], "kind": FLAGS[part.kind], "start": part.start,
                     "end": part.end}
                )  # fmt: skip
        if _is_outside(dialogue, line.received_at):
            rows.append(
                {
                    "submission_id": key,
                    "answer_id": None,
                    "kind": FlagKind.OUTSIDE_OPEN_TIME,
                    "start": None,
                    "end": None,
                }
            )
    if rows:
        session.execute(insert(_table(Flag)), rows)


def _themes(session: Session, actor: Actor, dialogue: Dialogue, names: set[str], now: datetime) -> dict[str, int]:
    """The ids of these themes by name in small letters; those that are not there are made, in order of their names."""
    if not names:
        return {}
    there = themes.everything(session, dialogue.id)
    leads_to = themes.living(session, dialogue.id)
    found: dict[str, int] = {}
    position = max((theme.position for theme in there), default=0)
    for name in sorted(names):
        theme = next((one for one in there if same_name(one.texts.plain("name"), name)), None)
        if theme is None and name.casefold() not in found:
            position += 1
            theme = Theme(
                dialogue_id=dialogue.id,
                position=position,
                texts=new_set(session, "theme"),
                result_texts=new_set(session, "theme_result"),
                answer_texts=new_set(session, "theme_answer"),
            )
            session.add(theme)
            write(session, theme.texts, "name", SOURCE, name, read_by_id=actor.user_id, now=now)
            session.flush()
            after = {"name": name, "from": "import"}
            audit.record(session, actor, "themes.create", "theme", theme.id, None, after, now, dialogue.id)
            leads_to = {**leads_to, theme.id: theme.id}
        if theme is not None:
            found[name.casefold()] = leads_to[theme.id]
    return found


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table
