"""A changed promise in words: what each part of it was and is, with the difference of longer texts marked."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from flask_babel import gettext as _

from portal.domain.dialogues import ShowMode
from portal.queries.public_texts import of_frozen
from portal.web import days, labels, ladder_words
from portal.web.formats import reader_language

LONG = 60
"""Characters from which the words that differ are marked, instead of showing both texts whole."""


def part_name(part: str) -> str:
    """What a part of the promise is called."""
    return {
        "purpose": _("Syftet"),
        "level": _("Hur mycket du kan påverka"),
        "points": _("Det du kan påverka"),
        "fixed": _("Det som redan är bestämt"),
        "use": _("Så används det du skriver"),
        "deciding_body": _("Vem som beslutar"),
        "planned_decision": _("När det beslutas"),
        "opens_on": _("När dialogen öppnar"),
        "closes_on": _("Sista dag"),
        "show_mode": _("Hur texterna visas"),
        "quotes_allowed": _("Om texter får citeras"),
        "result_by": _("När resultatet kommer"),
        "answer_by": _("När svaret kommer"),
    }.get(part, part)


def _text(value: Any) -> str:
    found = of_frozen(value, reader_language())
    return found.words if found else ""


def value_words(part: str, value: Any, ladder_id: int | None = None) -> str:
    """A frozen value of that part as it is read aloud; a list as one line per point."""
    if value is None:
        return ""
    if part in ("purpose", "use"):
        return _text(value)
    if part in ("points", "fixed"):
        return "\n".join(f"– {_text(point['text'])}" for point in value)
    if part == "level":
        return ladder_words.label(value, ladder_id)
    if part == "deciding_body":
        return _text(value["name"])
    if part == "planned_decision":
        return value["period"] or (days.long(date.fromisoformat(value["on"])) if value["on"] else "")
    if part == "show_mode":
        return str(labels.SHOW_MODES[ShowMode(value)])
    if part == "quotes_allowed":
        return _("Texter får citeras utan namn.") if value else _("Texter citeras inte.")
    return days.long(date.fromisoformat(value))


def difference(old: str, new: str) -> list[tuple[str, str]]:
    """The words of two texts in reading order, each run marked `same`, `old` or `new`."""
    before, after = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    parts: list[tuple[str, str]] = []
    for tag, start, end, to_start, to_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("same", "".join(before[start:end])))
            continue
        parts += [("old", "".join(before[start:end]))] if end > start else []
        parts += [("new", "".join(after[to_start:to_end]))] if to_end > to_start else []
    return parts


def changes_in(content: Mapping[str, Any], ladder_id: int | None) -> list[dict[str, Any]]:
    """What an amended version changed: [{name, old, new, parts}]; `parts` only where the words are worth marking."""
    changes: Sequence[Mapping[str, Any]] = content.get("changes", ())
    found = []
    for change in changes:
        old, new = (value_words(change["part"], change[side], ladder_id) for side in ("old", "new"))
        both_long = min(len(old), len(new)) > LONG
        parts = difference(old, new) if both_long else None
        found.append({"name": part_name(change["part"]), "old": old, "new": new, "parts": parts})
    return found
