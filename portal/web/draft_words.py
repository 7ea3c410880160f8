"""A draft in words: what each part is called, how it reads, and what is new in it since somebody read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain import drafts
from portal.domain.commitments import PARTS
from portal.domain.drafts import DraftSubject
from portal.domain.feedback import Outcome
from portal.reports.feedback import said
from portal.web import ladder_words
from portal.web.amendment_words import LONG, difference, part_name, value_words
from portal.web.formats import reader_language
from portal.web.labels import OUTCOMES

SUBJECTS: Mapping[DraftSubject, LazyString] = {
    DraftSubject.COMMITMENT: _l("Åtagandet: det här lovar vi"),
    DraftSubject.RESULT: _l("Resultatet: det här sa ni"),
    DraftSubject.ANSWER: _l("Svaret: vad det blev, och varför"),
}

_NAMES: Mapping[str, LazyString] = {
    "title": _l("Rubrik"),
    "lede": _l("Ingress"),
    "overview": _l("Det här sa ni, i stora drag"),
    "who_took_part": _l("Vilka som deltog"),
    "who_is_missing": _l("Vilka vi inte nådde"),
    "done_about_it": _l("Vad vi gjorde åt det"),
    "open_questions": _l("Frågor som är öppna"),
    "influence": _l("Så påverkade ni"),
    "decision_weighed": _l("Så vägdes resultatet in i beslutet"),
    "next_step": _l("Det här händer nu"),
    "summary": _l("Det här sa ni"),
    "minority": _l("De som tyckte något annat"),
    "outcome": _l("Vad det blev"),
    "became": _l("Det här gör vi"),
    "reason": _l("Därför"),
    "what": _l("Uppföljning"),
    "name": _l("Namn"),
}


@dataclass(frozen=True)
class Shown:
    """One part for its reader: `lang` is None where the words are in the reader's language; `diff` where it is new."""

    key: str
    name: str
    words: str
    lang: str | None
    old: str = ""
    diff: list[tuple[str, str]] | None = None


def name_of(key: str, parts: drafts.Parts) -> str:
    """What a part is called, with the theme or point it belongs to."""
    if key in PARTS:
        return part_name(key)
    owner, _colon, rest = key.rpartition(":")
    if not owner or owner.startswith("follow_up"):
        return str(_NAMES[rest])
    named = said(parts.get(f"{owner}:name", {}), reader_language())
    return f"{named['words'] if named else ''}: {str(_NAMES[rest]).lower()}"


def words_of(key: str, value: Any) -> tuple[str, str | None]:
    """A part as it is read, and the language that stands in for the reader's own, if any."""
    if value is None:
        return "", None
    if key in PARTS and key not in ("purpose", "use"):
        return value_words(key, value, ladder_words.in_force()), None
    if key.endswith(":outcome"):
        return str(OUTCOMES[Outcome(value)]), None
    found = said(value, reader_language())
    return (str(found["words"]), found["lang"] if found["foreign"] else None) if found else ("", None)


def shown(parts: drafts.Parts) -> list[Shown]:
    """Every part in the order of the draft; the names of themes and points stand in the names of their parts."""
    return [
        Shown(key, name_of(key, parts), *words_of(key, value))
        for key, value in parts.items()
        if not key.endswith(":name")
    ]


def news(old: drafts.Parts, new: drafts.Parts) -> list[Shown]:
    """What has changed since the old version was read, with the words that differ marked where texts are long."""
    found = []
    for change in drafts.differences(old, new):
        (was, _lang), (words, lang) = words_of(change.key, change.old), words_of(change.key, change.new)
        if was == words:
            continue
        marked = difference(was, words) if min(len(was), len(words)) > LONG else None
        name = name_of(change.key, new if change.new is not None else old)
        found.append(Shown(change.key, name, words, lang, was, marked))
    return found


def choices(parts: drafts.Parts) -> list[tuple[str, str]]:
    """What a comment can be about: the whole draft, or one of its parts."""
    return [("", _("Hela utkastet")), *((one.key, one.name) for one in shown(parts))]
