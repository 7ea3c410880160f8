"""What a handover consists of: its files, the languages it can be made in, and what is new since the one before."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LIST_ON_PAPER = 500
"""So many submissions stand in the list of a PDF or a Word file; a longer list stands in the HTML document alone."""
LARGEST_THEMES = 5
_TEXTS = ("title", "overview", "who_took_part", "who_is_missing", "done_about_it", "open_questions", "asked_of_body")
_SENTENCE_END = re.compile(r"[.!?…](?=\s)")
Content = Mapping[str, Any]


class DocumentFormat(StrEnum):
    """The kinds of files that a handover is sealed in."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


@dataclass(frozen=True)
class Document:
    """One file of a handover, in one language."""

    format: DocumentFormat
    language: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Its hash, in hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()


def lacks(content: Content, language: str) -> int:
    """How many texts of the result stand in Swedish but not in that language: 0 means it can be handed over in it."""
    return sum(bool(texts) and language not in texts for texts in _texts_of(content))


def _texts_of(content: Content) -> Iterator[Mapping[str, Any]]:
    yield from (content.get(field, {}) for field in _TEXTS)
    for theme in content["themes"]:
        yield from (theme[field] for field in ("name", "summary", "minority"))
    for question in content["closed"]:
        yield question["label"]
        yield from (row["label"] for row in question["rows"])
    for group in content["groups"]:
        yield group["name"]
        yield from (measure["what"] for measure in group["measures"])


def in_short(text: str, limit: int) -> str:
    """The text if it has at most `limit` characters, else its first sentences that do, or its first words and an …"""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text) if limit // 2 <= found.end() <= limit - 2]
    kept = text[: ends[-1]] if ends else text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-.")
    return f"{kept} …" if ends else f"{kept}…"


@dataclass(frozen=True)
class ThemeChange:
    """A theme whose count or words are others than before; `before` or `after` is None where there was, or is, none."""

    name: Content
    before: int | None
    after: int | None
    rewritten: bool = False


def new_since(before: Content, after: Content) -> dict[str, Any]:
    """What is another now: `figures` {name: [before, after]}, names of `texts`, `themes`, and new `commitments`."""
    old, new = before["figures"], after["figures"]
    figures = {key: [old[key], new[key]] for key in ("received", "counted", "heads") if old.get(key) != new.get(key)}
    return {
        "figures": figures,
        "texts": [field for field in _TEXTS if before.get(field, {}) != after.get(field, {})],
        "themes": _changed_themes(before["themes"], after["themes"]),
        "commitments": len(after["commitments"]) - len(before["commitments"]),
    }


def _changed_themes(before: list[Content], after: list[Content]) -> list[ThemeChange]:
    known = {theme["id"]: theme for theme in before}
    left = {theme["id"] for theme in after}
    found = []
    for theme in after:
        old = known.get(theme["id"])
        if old is None:
            found.append(ThemeChange(theme["name"], None, theme["count"]))
            continue
        rewritten = any(old[field] != theme[field] for field in ("name", "summary", "minority", "quotes"))
        if rewritten or old["count"] != theme["count"] or old["stance"] != theme["stance"]:
            found.append(ThemeChange(theme["name"], old["count"], theme["count"], rewritten))
    return [*found, *(ThemeChange(gone["name"], gone["count"], None) for gone in before if gone["id"] not in left)]


def is_new(change: Mapping[str, Any]) -> bool:
    """Whether anything is another than in the handover before; views that came in late are sent as a list instead."""
    return any(set(value) - {"received"} if name == "figures" else value for name, value in change.items())
