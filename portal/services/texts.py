"""Texts of a dialogue in its languages: written, read, and after the announcement corrected in public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.languages import SOURCE
from portal.domain.permissions import Act, Actor, require
from portal.domain.public_log import LogKind
from portal.domain.refusals import Conflict, GateClosed, Invalid, Refusal, Refused
from portal.domain.spreadsheets import inert
from portal.domain.texts import STAGES, Origin, TextStage, TextState, source_hash
from portal.effects import audit, public_log
from portal.effects import texts as writing
from portal.effects.locking import lock
from portal.effects.publication import dialogue_scope, raise_version
from portal.models.dialogues import Dialogue
from portal.models.texts import Text
from portal.queries import texts
from portal.queries.dialogues import shown_languages
from portal.queries.texts import TextRow

_PUBLIC_KINDS = frozenset(kind for kinds in STAGES[TextStage.COMMITMENT] for kind in kinds)


def write(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    key: str,
    language: str,
    source: str,
    version: int,
    now: datetime,
    *,
    origin: Origin = Origin.HUMAN,
) -> Text | None:
    """Write one field in one language; an empty `source` takes it away. `version` is the row's, 0 when there was none.

    Raises Conflict when a colleague wrote meanwhile, Invalid with LANGUAGE_NOT_OF_DIALOGUE, NO_SUCH_FIELD or
    TEXT_TOO_LONG. What the public can read already is not written over: GateClosed with TEXT_IS_PUBLIC.
    """
    row = _row_to_change(session, actor, dialogue, key, language, version)
    if row.text is not None and is_public(dialogue, row):
        raise GateClosed(Refusal("TEXT_IS_PUBLIC", params={"key": key}))
    return _write(session, actor, dialogue, row, source, origin, "texts.write", now)


def mark_read(
    session: Session, actor: Actor, dialogue: Dialogue, key: str, language: str, version: int, now: datetime
) -> None:
    """Record that a person has read the text beside the Swedish as it stands and found it right.

    A translation that was stale is good again, and a machine's is read. Raises Invalid with NO_TEXT_TO_READ.
    """
    row = _row_to_change(session, actor, dialogue, key, language, version)
    if row.text is None or (language == SOURCE and row.text.origin is Origin.HUMAN):
        raise Invalid(Refusal("NO_TEXT_TO_READ", params={"key": key}))
    before = row.state
    row.text.read_by_id, row.text.read_at = actor.user_id, now
    if language != SOURCE:
        row.text.made_from = source_hash(row.swedish.source if row.swedish else "")
    row.text.version += 1
    entry = {"key": key, "language": language, "state": TextState.DONE}
    audit.record(session, actor, "texts.mark_read", "text", row.text.id, before, entry, now, dialogue.id)
    if dialogue.announced_at is not None:
        raise_version(session, dialogue_scope(dialogue.id))


def correct_translation(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    key: str,
    language: str,
    source: str,
    version: int,
    now: datetime,
) -> Text:
    """Correct a faulty translation after the announcement: *rättad översättning*, old and new in the log, no mail.

    Raises GateClosed with NOT_ANNOUNCED or PROMISE_SEALED_BY_ENDING, Invalid with SWEDISH_IS_NO_TRANSLATION,
    NOTHING_CHANGED or TEXT_MISSING. When the meaning people relied on changes, it is an amendment instead.
    """
    row = _row_to_change(session, actor, dialogue, key, language, version)
    if language == SOURCE:
        raise Invalid(Refusal("SWEDISH_IS_NO_TRANSLATION", "language"))
    if dialogue.announced_at is None or not is_public(dialogue, row):
        raise GateClosed(Refusal("NOT_ANNOUNCED"))
    if not source.strip():
        raise Invalid(Refusal("TEXT_MISSING", "source"))
    old = row.text.source if row.text else ""
    if old == source.strip():
        raise Invalid(Refusal("NOTHING_CHANGED", "source"))
    text = _write(session, actor, dialogue, row, source, Origin.HUMAN, "texts.correct_translation", now)
    assert text is not None
    details = {"key": key, "language": language, "old": old, "new": text.source}
    public_log.note(session, dialogue.id, LogKind.TRANSLATION_CORRECTED, now, "dialogue_support", **details)
    return text


def is_public(dialogue: Dialogue, row: TextRow) -> bool:
    """Whether the public can read the field in that language, so that it is corrected and not written over."""
    announced = dialogue.announced_at is not None and row.kind in _PUBLIC_KINDS
    return announced and row.language in shown_languages(dialogue)


def _row_to_change(
    session: Session, actor: Actor, dialogue: Dialogue, key: str, language: str, version: int
) -> TextRow:
    require(actor, Act.EDIT_TEXTS, dialogue.body_id)
    lock(session, dialogue)
    if language not in {entry.language for entry in dialogue.languages}:
        raise Invalid(Refusal("LANGUAGE_NOT_OF_DIALOGUE", "language", {"language": language}))
    lock(session, texts.row_by_key(session, dialogue, key, language).text_set)
    row = texts.row_by_key(session, dialogue, key, language)
    current = row.text.version if row.text else 0
    if current != version:
        theirs = row.text.source if row.text else ""
        raise Conflict(Refusal("CHANGED_MEANWHILE", "source", {"read": version, "now": current, "theirs": theirs}))
    return row


def _write(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    row: TextRow,
    source: str,
    origin: Origin,
    verb: str,
    now: datetime,
) -> Text | None:
    before = row.text.source if row.text else None
    reader = actor.user_id if origin is Origin.HUMAN else None
    text = writing.write(
        session, row.text_set, row.field.name, row.language, source, origin=origin, read_by_id=reader, now=now
    )
    where = {"key": row.key, "language": row.language}
    after = {**where, "source": text.source, "origin": origin} if text else {**where, "source": None}
    audit.record(session, actor, verb, "text", row.text_set.id, {**where, "source": before}, after, now, dialogue.id)
    if is_public(dialogue, row):
        raise_version(session, dialogue_scope(dialogue.id), "site")
    return text


@dataclass(frozen=True)
class SheetRow:
    """One row of a translator's sheet, with its line in the file."""

    line: int
    key: str
    swedish: str
    target: str


@dataclass(frozen=True)
class SheetReport:
    """What came of a sheet: texts written, texts left as they were, rejected rows with their reasons."""

    written: int
    unchanged: int
    rejected: tuple[tuple[int, str, Refusal], ...]


def take_in_sheet(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    language: str,
    sheet: Iterable[SheetRow],
    origin: Origin,
    now: datetime,
) -> SheetReport:
    """Take in a translator's sheet, row by row; a bad row is reported and never stops the rest.

    Rejected are keys that do not exist, come twice, lack a translation or are too long, and rows whose Swedish is not
    the Swedish of today: those were made from an older text. Raises Invalid with SWEDISH_IS_NO_TRANSLATION.
    """
    require(actor, Act.EDIT_TEXTS, dialogue.body_id)
    if language == SOURCE:
        raise Invalid(Refusal("SWEDISH_IS_NO_TRANSLATION", "language"))
    known = {row.key: row for row in texts.sheet_rows(session, dialogue, language)}
    seen: set[str] = set()
    written, unchanged, rejected = 0, 0, list[tuple[int, str, Refusal]]()
    for one in sheet:
        row = known.get(one.key)
        fault = _sheet_fault(row, one, one.key in seen)
        seen.add(one.key)
        if fault or row is None:
            rejected.append((one.line, one.key, fault or Refusal("SHEET_KEY_UNKNOWN")))
        elif row.text and row.text.source == one.target.strip() and row.state is TextState.DONE:
            unchanged += 1
        else:
            try:
                _take_in(session, actor, dialogue, row, one.target, origin, now)
                written += 1
            except Refused as refused:
                rejected.append((one.line, one.key, refused.refusals[0]))
    return SheetReport(written, unchanged, tuple(rejected))


def _sheet_fault(row: TextRow | None, one: SheetRow, twice: bool) -> Refusal | None:
    if row is None or row.swedish is None:
        return Refusal("SHEET_KEY_UNKNOWN")
    if twice:
        return Refusal("SHEET_KEY_TWICE")
    if not one.target.strip():
        return Refusal("SHEET_TARGET_EMPTY")
    if one.swedish.split() not in (row.swedish.source.split(), inert(row.swedish.source).split()):
        return Refusal("SHEET_SWEDISH_CHANGED")
    return None


def _take_in(
    session: Session, actor: Actor, dialogue: Dialogue, row: TextRow, target: str, origin: Origin, now: datetime
) -> None:
    version = row.text.version if row.text else 0
    if row.text and is_public(dialogue, row) and row.text.source != target.strip():
        correct_translation(session, actor, dialogue, row.key, row.language, target, version, now)
    elif row.text and row.text.source == target.strip():
        mark_read(session, actor, dialogue, row.key, row.language, version, now)
    else:
        write(session, actor, dialogue, row.key, row.language, target, version, now, origin=origin)
