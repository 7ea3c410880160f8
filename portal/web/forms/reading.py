"""What the reading pages are sent: the filter in the address, and the form beside one text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.domain.moderation import REVIEWER_REASONS, MaskedPart, Reason, ReviewState, places_of
from portal.domain.refusals import Invalid, Refusal
from portal.domain.submissions import Channel
from portal.domain.themes import AnswerCoding, Chosen, CodingState, Stance
from portal.queries.moderation import Filter, Place
from portal.web.input import clean

VIEWS: Mapping[str, Filter] = {
    "left": Filter(left=True),
    "waiting": Filter(state=ReviewState.WAITING),
    "uncoded": Filter(coding=CodingState.WAITING),
    "flagged": Filter(flagged=True),
    "reported": Filter(reported=True),
    "appealed": Filter(appealed=True),
    "unread": Filter(unread=True),
    "mine": Filter(left=True),
    "shown": Filter(state=ReviewState.SHOWN),
    "masked": Filter(state=ReviewState.MASKED),
    "withheld": Filter(state=ReviewState.WITHHELD),
    "all": Filter(),
}
"""What `show` in the address means; the first is where one begins."""

NAMES = ("show", "language", "channel", "question", "theme", "words")
_PLACE = re.compile(r"([01])-(\d{1,9})")
_SPAN = re.compile(r"(\d{1,9}):(\d{1,6}):(\d{1,6}):(\w{1,30})")


def arguments(args: Mapping[str, str]) -> dict[str, Any]:
    """The part of an address that says what is shown, cleaned; None where it says nothing."""
    found = {name: clean(args.get(name, ""))[:200] for name in NAMES}
    if found["show"] not in VIEWS:
        found["show"] = ""
    return {name: value or None for name, value in found.items()}


def filter_of(args: Mapping[str, Any], actor_id: int | None) -> Filter:
    """The filter that an address means. What cannot be read is left out, so that an old link still opens the list."""
    show = args.get("show") or "left"
    chosen = VIEWS.get(show, VIEWS["left"])
    channel = args.get("channel") or ""
    return replace(
        chosen,
        assigned_to_id=(actor_id or 0) if show == "mine" else None,
        language=args.get("language") or None,
        channel=Channel(channel) if channel in list(Channel) else None,
        question_id=_whole(args.get("question")),
        theme_id=_whole(args.get("theme")),
        words=args.get("words") or "",
    )


def place_of(value: str | None) -> Place | None:
    """A place in the list as addresses carry it: `1-12` is number 12 among the urgent ones."""
    match = _PLACE.fullmatch(value or "")
    return Place(match[1] == "1", int(match[2])) if match else None


def place_in_address(place: Place) -> str:
    """The opposite of `place_of`."""
    return f"{int(place.urgent)}-{place.number}"


def packed(numbers: list[int]) -> str:
    """Numbers as ranges, so that thousands fit in one hidden field: `1-398,400`."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(f"{first}-{last}" if last > first else str(first) for first, last in runs)


def unpacked(value: str, most: int) -> list[int]:
    """The numbers of `packed`; raises Invalid when it holds none, or more than `most`."""
    numbers: set[int] = set()
    for part in value.split(","):
        match = re.fullmatch(r"(\d{1,9})(?:-(\d{1,9}))?", part.strip())
        if match is None:
            continue
        first, last = int(match[1]), int(match[2] or match[1])
        if last - first > most or len(numbers) > most:
            raise Invalid(Refusal("TOO_MANY_AT_ONCE", params={"limit": most}))
        numbers.update(range(first, last + 1))
    if not numbers:
        raise Invalid("NOTHING_SELECTED")
    return sorted(numbers)


@dataclass(frozen=True)
class ItemForm:
    """The form beside one text: what to hide and which themes, as it was sent or as it stands."""

    version: int
    parts: tuple[MaskedPart, ...] = ()
    words: Mapping[int, str] = field(default_factory=dict)
    reason: Reason = Reason.PERSONAL_DATA
    note: str = ""
    explanation: str = ""
    themes: Mapping[int, frozenset[int]] = field(default_factory=dict)
    stances: Mapping[tuple[int, int], Stance] = field(default_factory=dict)
    none: frozenset[int] = frozenset()
    new: Mapping[int, str] = field(default_factory=dict)

    def masks(self, texts: Mapping[int, str]) -> tuple[MaskedPart, ...]:
        """Everything to hide: the ticked places, and every place where the written words stand. Raises Invalid."""
        found = list(self.parts)
        for answer_id, lines in self.words.items():
            for line in filter(None, map(str.strip, lines.splitlines())):
                places = places_of(texts.get(answer_id, ""), line)
                if not places:
                    raise Invalid(Refusal("MASK_NOT_FOUND", "masks", {"words": line}))
                found += [MaskedPart(answer_id, place.start, place.end, self.reason) for place in places]
        return tuple(dict.fromkeys(found))

    def codings(self, answer_ids: tuple[int, ...]) -> list[AnswerCoding]:
        """The coding that is wanted for these answers."""
        return [
            AnswerCoding(
                key,
                tuple(Chosen(theme, self.stances.get((key, theme))) for theme in sorted(self.themes.get(key, ()))),
                key in self.none,
            )
            for key in answer_ids
        ]


def item_form(sent: MultiDict[str, str]) -> ItemForm:
    """Read the form as it was sent. What is not among the choices of the page is left out."""
    values: dict[str, Any] = {"themes": {}, "stances": {}, "words": {}, "new": {}}
    for name, value in sent.items(multi=True):
        kind, _dash, rest = name.partition("-")
        keys = [int(one) for one in rest.split("-") if one.isdecimal() and len(one) < 10]
        if kind == "theme" and len(keys) == 1 and _whole(value):
            values["themes"].setdefault(keys[0], set()).add(int(value))
        elif kind == "stance" and len(keys) == 2 and value in list(Stance):
            values["stances"][keys[0], keys[1]] = Stance(value)
        elif kind in ("words", "new") and len(keys) == 1 and clean(value):
            values[kind][keys[0]] = clean(value)
    reason = sent.get("mask-reason", "")
    return ItemForm(
        version=_whole(sent.get("version")) or 0,
        parts=tuple(_parts(sent.getlist("span"))),
        words=values["words"],
        reason=Reason(reason) if reason in REVIEWER_REASONS else Reason.PERSONAL_DATA,
        note=clean(sent.get("note", ""))[:2000],
        explanation=clean(sent.get("explanation", "")),
        themes={key: frozenset(chosen) for key, chosen in values["themes"].items()},
        stances=values["stances"],
        none=frozenset(int(one) for one in sent.getlist("none") if _whole(one)),
        new=values["new"],
    )


def _parts(values: list[str]) -> list[MaskedPart]:
    found = []
    for value in values[:500]:
        match = _SPAN.fullmatch(value)
        if match and match[4] in REVIEWER_REASONS:
            found.append(MaskedPart(int(match[1]), int(match[2]), int(match[3]), Reason(match[4])))
    return found


def _whole(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() and len(value) < 10 else None
