"""Words looked for in the register of matters: in titles, summaries and registry numbers, whatever the case.

Neither database folds å, ä, ö and other scripts alike, so the database finds what may match, with a wildcard for every
letter beyond a–z, and the letters themselves are compared here.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from portal.domain.agenda_rows import same_number
from portal.models.matters import Matter
from portal.models.texts import Text

MOST_FOUND = 2000
_MOST_WORDS = 8
_FIELDS = ("title", "summary")


@dataclass(frozen=True)
class Found:
    """Ids of matters: those whose registry number is what was written, and all that match, those among them."""

    exact: tuple[int, ...]
    all: tuple[int, ...]


def find(session: Session, written: str) -> Found:
    """The matters (the newest MOST_FOUND at most) that have every word in their title, summary or registry number."""
    folded = _folded(written)
    words = folded.split()[:_MOST_WORDS]
    candidates = (
        select(Matter.id, Matter.texts_id, Matter.registry_number)
        .where(or_(and_(*(_may_hold(word) for word in words)), _may_be_numbered(same_number(folded))))
        .order_by(Matter.registered_on.desc(), Matter.id.desc())
        .limit(MOST_FOUND)
    )
    rows = session.execute(candidates).all()
    said = _texts(session, [row.texts_id for row in rows])
    exact = tuple(row.id for row in rows if same_number(row.registry_number) == same_number(folded))
    every = tuple(
        row.id for row in rows
        if all(word in f"{_folded(row.registry_number)}\n{said.get(row.texts_id, '')}" for word in words)
    )  # fmt: skip
    return Found(exact, tuple(dict.fromkeys((*exact, *every))))


def _folded(words: str) -> str:
    return unicodedata.normalize("NFC", words).casefold()


def _may_hold(word: str) -> ColumnElement[bool]:
    pattern = f"%{_pattern(word)}%"
    texts = select(Text.id).where(Text.set_id == Matter.texts_id, Text.field.in_(_FIELDS), Text.source.ilike(pattern))
    return or_(Matter.registry_number.ilike(pattern), texts.exists())


def _may_be_numbered(number: str) -> ColumnElement[bool]:
    return func.replace(Matter.registry_number, " ", "").ilike(_pattern(number)) if number else false()


def _pattern(word: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in word)


def _texts(session: Session, set_ids: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    chosen = select(Text.set_id, Text.source).where(Text.set_id.in_(set_ids), Text.field.in_(_FIELDS))
    for set_id, source in session.execute(chosen):
        found[set_id] = f"{found.get(set_id, '')}\n{_folded(source)}"
    return found
