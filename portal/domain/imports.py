"""Rows of a file that become submissions: which column is what, and when a row cannot be taken in.

A row has an id of its own (so that bringing the file again does nothing twice), words, and the time it reached the
municipality with its zone. Title and text are one answer.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from portal.domain.files import BadRow, Row
from portal.domain.questions import MAX_TEXT_LIMIT, is_text
from portal.domain.refusals import Invalid, Refusal
from portal.domain.submissions import MAX_PRESENT, Channel, is_language_code, minute

MAX_ID = 120
MAX_THEME = 120
AT_ONCE = 500
"""Rows that are taken in together: a stopped import loses at most so many, and nobody else waits long to write."""
ID, TITLE, TEXT, RECEIVED, CHANNEL, LANGUAGE, PRESENT = FIELDS = (
    "id", "title", "text", "received", "channel", "language", "present",
)  # fmt: skip
GUESSES: Mapping[str, tuple[str, ...]] = {
    ID: ("id", "external_id", "nr", "nummer", "löpnummer"),
    TITLE: ("title", "titel", "rubrik"),
    TEXT: ("text", "synpunkt", "kommentar", "comment", "body"),
    RECEIVED: ("received", "received_at", "inkom", "inkommen", "mottagen", "created_at", "datum"),
    CHANNEL: ("channel", "kanal"),
    LANGUAGE: ("language", "lang", "språk"),
    PRESENT: ("present", "närvarande"),
}
CHANNELS: Mapping[str, Channel] = {channel.value: channel for channel in Channel} | {
    "webb": Channel.WEB, "papper": Channel.PAPER, "telefon": Channel.PHONE, "e-post": Channel.EMAIL,
    "mejl": Channel.EMAIL, "brev": Channel.LETTER,
}  # fmt: skip
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which heading each field is read from, and the one whose words become themes, "" for none."""

    of: Mapping[str, str]
    themes: str = ""


@dataclass(frozen=True, slots=True)
class How:
    """How rows are read. `zone` is what a time without zone is meant in; None: such a row is rejected."""

    columns: Columns
    channel: Channel = Channel.WEB
    zone: ZoneInfo | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row that can be taken in, and the line of the file it stands on."""

    line: int
    external_id: str
    text: str
    received_at: datetime
    channel: Channel
    language: str = ""
    present: int = 1
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows in the order of the file, and those among them that were rejected."""

    lines: tuple[Line, ...]
    rejected: tuple[BadRow, ...] = field(default=())


def columns_of(headings: Collection[str], chosen: Mapping[str, str], themes: str = "") -> Columns:
    """The columns as chosen (a field by its name or a usual one), the others by their usual names.

    Raises Invalid with IMPORT_FIELD_UNKNOWN, IMPORT_NO_SUCH_COLUMN, IMPORT_NO_ID_COLUMN, IMPORT_NO_TEXT_COLUMN or
    IMPORT_NO_RECEIVED_COLUMN.
    """
    by_name = {heading.casefold(): heading for heading in headings}
    known = {usual: name for name, names in GUESSES.items() for usual in (name, *names)}
    chosen = {known.get(name.casefold(), name): heading for name, heading in chosen.items()}
    found = []
    if unknown := sorted(set(chosen) - set(FIELDS)):
        found.append(Refusal("IMPORT_FIELD_UNKNOWN", params={"fields": unknown, "known": FIELDS}))
    wanted = {
        **{name: heading for name, heading in chosen.items() if name in FIELDS},
        **({"": themes} if themes else {}),
    }
    lacking = sorted({heading for heading in wanted.values() if heading.casefold() not in by_name})
    if lacking:
        found.append(Refusal("IMPORT_NO_SUCH_COLUMN", params={"columns": lacking, "there": sorted(headings)}))
    of = {name: by_name[heading.casefold()] for name, heading in wanted.items() if heading.casefold() in by_name}
    taken = set(of.values())
    for name, usual in GUESSES.items():
        guess = next((by_name[one] for one in usual if one in by_name and by_name[one] not in taken), None)
        if name not in chosen and guess:
            of[name] = guess
            taken.add(guess)
    for code, needed in (
        ("IMPORT_NO_ID_COLUMN", {ID}),
        ("IMPORT_NO_TEXT_COLUMN", {TEXT, TITLE}),
        ("IMPORT_NO_RECEIVED_COLUMN", {RECEIVED}),
    ):
        if not needed & (set(of) | set(chosen)):
            found.append(Refusal(code, params={"there": sorted(headings)}))
    if found:
        raise Invalid(*found)
    return Columns({name: heading for name, heading in of.items() if name}, of.get("", ""))


def chunks(rows: Iterable[Row | BadRow], how: How, now: datetime, at_once: int = AT_ONCE) -> Iterator[Chunk]:
    """The rows in pieces of `at_once`, the unreadable ones and ids that stand twice as rejected; nothing stops it."""
    lines: list[Line] = []
    rejected: list[BadRow] = []
    seen: set[str] = set()
    for row in rows:
        read = row if isinstance(row, BadRow) else line_of(row, how, now)
        if isinstance(read, Line) and read.external_id in seen:
            read = BadRow(read.line, "row.id-twice")
        if isinstance(read, Line):
            seen.add(read.external_id)
            lines.append(read)
        else:
            rejected.append(read)
        if len(lines) + len(rejected) >= at_once:
            yield Chunk(tuple(lines), tuple(rejected))
            lines, rejected = [], []
    if lines or rejected:
        yield Chunk(tuple(lines), tuple(rejected))


def line_of(row: Row, how: How, now: datetime) -> Line | BadRow:
    """What a row says, or the first reason why it cannot be taken in."""
    of, values = how.columns.of, row.values

    def value(name: str) -> str:
        return values.get(of.get(name, ""), "").strip()

    external_id = value(ID)
    text = "\n\n".join(part for part in (value(TITLE), value(TEXT)) if part)
    received = time_of(value(RECEIVED), how.zone)
    language = value(LANGUAGE).lower() or how.language
    present = value(PRESENT) or "1"
    channel = CHANNELS.get(value(CHANNEL).casefold()) if value(CHANNEL) else how.channel
    themes = _themes(values.get(how.columns.themes, ""))
    if not external_id:
        return BadRow(row.line, "row.no-id")
    if len(external_id) > MAX_ID:
        return BadRow(row.line, "row.id-too-long")
    if not text:
        return BadRow(row.line, "row.no-text")
    if len(text) > MAX_TEXT_LIMIT:
        return BadRow(row.line, "row.text-too-long")
    if not is_text(text) or not is_text(external_id):
        return BadRow(row.line, "row.encoding")
    if isinstance(received, str):
        return BadRow(row.line, received)
    if received > now:
        return BadRow(row.line, "row.time-in-future")
    if channel is None or channel is Channel.MEETING:
        return BadRow(row.line, "row.channel-unknown")
    if language and not is_language_code(language):
        return BadRow(row.line, "row.language-unknown")
    if not present.isdecimal() or not 1 <= int(present) <= MAX_PRESENT:
        return BadRow(row.line, "row.present-unknown")
    if any(len(theme) > MAX_THEME for theme in themes):
        return BadRow(row.line, "row.theme-too-long")
    return Line(row.line, external_id, text, minute(received), channel, language, int(present), themes)


def time_of(written: str, zone: ZoneInfo | None) -> datetime | str:
    """The moment (ISO 8601), or the code of what is wrong with it: missing, unreadable, or a time without zone.

    With `zone` a time without one is meant there; a day alone is then its first moment.
    """
    if not written:
        return "row.time-missing"
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return "row.time-unreadable"
    if moment.tzinfo is None:
        if zone is None:
            return "row.day-without-time" if _DAY.fullmatch(written) else "row.time-without-zone"
        moment = moment.replace(tzinfo=zone)
    return moment


def _themes(written: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in re.split("[;|]", written) if (name := " ".join(part.split()))))
