"""Texts for public pages: those of many owners in one statement, each in the reader's language or marked as Swedish."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.domain.languages import SOURCE
from portal.domain.texts import Origin
from portal.models.texts import Text


@dataclass(frozen=True, slots=True)
class Said:
    """One text for one reader: its words, `html` if it is Markdown, and how it stands to the language of the page."""

    words: str
    lang: str
    html: str | None = None
    machine: bool = False
    foreign: bool = False


_TEXTS = select(Text.set_id, Text.field, Text.language, Text.source, Text.html, Text.origin, Text.read_by_id).where(
    Text.set_id.in_(bindparam("sets", expanding=True)), Text.language.in_(bindparam("languages", expanding=True))
)


class Words:
    """The texts of some text sets. `get` asks for one language and falls back to Swedish."""

    def __init__(self, rows: Iterable[Any], page_language: str) -> None:
        self._page_language = page_language
        self._rows = {(row.set_id, row.field, row.language): row for row in rows}

    def get(self, set_id: int | None, field: str, language: str | None = None) -> Said | None:
        """The text in that language (the page's when none is given), else in Swedish; None when nothing is written."""
        for code in (language or self._page_language, SOURCE):
            row = self._rows.get((set_id, field, code))
            if row is not None and row.source.strip():
                machine = row.origin is Origin.MACHINE and row.read_by_id is None
                return Said(row.source, code, row.html, machine, code != self._page_language)
        return None

    def plain(self, set_id: int | None, field: str, language: str | None = None) -> str:
        """Only the words of `get`; an empty text when there are none."""
        found = self.get(set_id, field, language)
        return found.words if found else ""


def load(session: Session, set_ids: Collection[int | None], language: str) -> Words:
    """All texts of these sets in the page's language and in Swedish; one statement."""
    wanted = {one for one in set_ids if one is not None}
    rows = session.execute(_TEXTS, {"sets": wanted, "languages": {language, SOURCE}})
    return Words(rows, language)


def of_frozen(texts: Mapping[str, Mapping[str, Any]] | None, language: str) -> Said | None:
    """A text of a frozen document (`frozen_texts.frozen`) in that language, else in Swedish; None without any."""
    for code in (language, SOURCE):
        if texts and code in texts:
            entry = texts[code]
            return Said(entry["text"], code, entry.get("html"), entry.get("machine", False), code != language)
    return None
