"""The view of one text under review: what is marked, what can be hidden, themes at hand, and what others will see."""

from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _

from portal.domain.moderation import (
    REVIEWER_REASONS,
    STOPS_SHOWING,
    MaskedPart,
    Reason,
    ReviewState,
    Verdict,
    masked,
    segments,
    who_settles,
)
from portal.domain.permissions import Act, may
from portal.domain.themes import CodingState, Stance
from portal.models.dialogues import Dialogue
from portal.queries import appeals, themes
from portal.queries.reading import Item, Read
from portal.queries.themes import Named
from portal.web.forms.reading import ItemForm
from portal.web.reading_labels import REASONS_TO_REVIEWER
from portal.web.sessions import current_actor, reading


@dataclass(frozen=True)
class Place:
    """A part of a text that can be hidden: a tick box."""

    part: MaskedPart
    text: str
    flag_id: int | None
    flag_kind: str
    ticked: bool

    @property
    def value(self) -> str:
        """What the box sends."""
        return f"{self.part.answer_id}:{self.part.start}:{self.part.end}:{self.part.reason.value}"


@dataclass(frozen=True)
class Pick:
    """A theme that can be chosen for an answer; `key` is its number key while it is among the last used."""

    theme: Named
    chosen: bool
    stance: str
    key: str = ""


@dataclass(frozen=True)
class Shown:
    """One answer on the screen."""

    read: Read
    pieces: list[tuple[str, int | None]]
    places: list[Place]
    public: str
    near: list[Pick]
    rest: list[Pick]
    no_theme: bool
    needs_theme: bool
    new_theme: str
    words: str

    def near_chosen(self) -> bool:
        """Whether a theme, or none, is chosen already."""
        return self.no_theme or any(pick.chosen for pick in self.near)


def standing_form(item: Item) -> ItemForm:
    """The form as the page is opened: what is hidden now (else what is pointed out), and the themes that are chosen."""
    decision = item.standing
    hidden = decision is not None and decision.verdict is Verdict.MASKED and item.submission.state is ReviewState.MASKED
    parts = []
    chosen: dict[int, frozenset[int]] = {}
    stances: dict[tuple[int, int], Stance] = {}
    none = set()
    for one in item.answers:
        parts += [MaskedPart(one.answer.id, mask.start, mask.end, mask.reason) for mask in one.masks]
        if not hidden:
            parts += [part for part, _flag in _flagged(one)]
        chosen[one.answer.id] = frozenset(coding.theme_id for coding in one.codings)
        stances |= {(one.answer.id, coding.theme_id): coding.stance for coding in one.codings if coding.stance}
        if one.answer.coding is CodingState.NONE:
            none.add(one.answer.id)
    return ItemForm(item.submission.version, tuple(parts), themes=chosen, stances=stances, none=frozenset(none))


def view(item: Item, form: ItemForm) -> dict[str, Any]:
    """What the template needs to show this text with this form."""
    dialogue_id = item.submission.dialogue_id
    named, _questions = themes.options(reading(), dialogue_id)
    quick = themes.last_used(reading(), dialogue_id, current_actor().user_id)
    shown = [_shown(one, form, named, quick) for one in item.answers]
    active = next((one.read.answer.id for one in shown if one.needs_theme and not one.near_chosen()), None) or next(
        (one.read.answer.id for one in shown if one.read.answer.coding is not None), None
    )
    standing = [place for one in shown for place in one.places if place.flag_id is not None]
    return {
        "item": item,
        "submission": item.submission,
        "held": form,
        "shown": shown,
        "active": active,
        "flags": standing,
        "differs": any(one.public != (one.read.answer.text or "") for one in shown),
        "reasons": [reason for reason in Reason if reason is not Reason.TAKEN_BACK],
        "has_text": any(one.read.answer.text for one in shown),
        "theme_names": {theme.id: theme.name for theme in named},
    }


def entitled(dialogue: Dialogue, item: Item) -> dict[str, Any]:
    """Whether the actor may decide about this text: an appealed one goes to somebody other than the first decider."""
    actor = current_actor()
    appeal = next((one for one in item.appeals if one.outcome is None), None)
    context: dict[str, Any] = {
        "appeal": appeal,
        "appeal_decider": "",
        "settlers": [],
        "may_decide": may(actor, Act.REVIEW, dialogue.body_id),
        "may_reply": may(actor, Act.REPLY, dialogue.body_id),
    }
    if appeal is not None:
        decider = next((one.decided_by_id for one in item.decisions if one.id == appeal.decision_id), None)
        staff, board = appeals.staff(reading()), appeals.board_id(reading())
        people = who_settles(decider, staff, dialogue.body_id, board)
        context["appeal_decider"] = item.names.get(decider or 0, "")
        context["settlers"] = [person.name for person in people]
        context["may_decide"] = actor.user_id in {person.user_id for person in people}
    return context


def in_words(wanted: tuple[str, str]) -> str:
    """What somebody pressed, for the page that says that a colleague was first."""
    act, detail = wanted
    names = {"show": _("visas"), "mask": _("visas med en del dold"), "withhold": _("visas inte")}
    if act == "withhold" and detail in REVIEWER_REASONS:
        return f"{names[act]} ({REASONS_TO_REVIEWER[Reason(detail)]})"
    return names.get(act, _("de teman som är valda"))


def kept(form: ItemForm, item: Item) -> ItemForm:
    """What was sent, over the version that stands now: sending it again is then a choice made with both in sight."""
    return replace(form, version=item.submission.version)


def _shown(read: Read, form: ItemForm, named: list[Named], quick: list[int]) -> Shown:
    answer, text = read.answer, read.answer.text or ""
    places = _places(read, form)
    chosen = form.themes.get(answer.id, frozenset())
    keys = {theme_id: str(place) for place, theme_id in enumerate(quick, 1)}
    picks = [
        Pick(
            theme,
            theme.id in chosen,
            form.stances[answer.id, theme.id].value if (answer.id, theme.id) in form.stances else "",
            keys.get(theme.id, ""),
        )
        for theme in named
    ]
    few = len(named) <= 9
    return Shown(
        read,
        segments(text, [place.part.span for place in places]),
        places,
        masked(text, [place.part.span for place in places if place.ticked]),
        [pick for pick in picks if pick.chosen or pick.key or few],
        [pick for pick in picks if not (pick.chosen or pick.key or few)],
        answer.id in form.none,
        answer.coding is CodingState.WAITING,
        form.new.get(answer.id, ""),
        form.words.get(answer.id, ""),
    )


def _places(read: Read, form: ItemForm) -> list[Place]:
    text, ticked = read.answer.text or "", {(one.answer_id, one.start, one.end): one for one in form.parts}
    found: dict[tuple[int, int, int], Place] = {}
    for part, flag in _flagged(read):
        key = (part.answer_id, part.start, part.end)
        found[key] = Place(part, text[part.start : part.end], flag.id, flag.kind.value, key in ticked)
    others = [MaskedPart(read.answer.id, mask.start, mask.end, mask.reason) for mask in read.masks]
    for part in (*others, *(one for one in form.parts if one.answer_id == read.answer.id)):
        key = (part.answer_id, part.start, part.end)
        if key not in found and 0 <= part.start < part.end <= len(text):
            found[key] = Place(part, text[part.start : part.end], None, "", key in ticked)
    return [found[key] for key in sorted(found)]


def _flagged(read: Read) -> list[tuple[MaskedPart, Any]]:
    return [
        (MaskedPart(read.answer.id, flag.start, flag.end), flag)
        for flag in read.flags
        if flag.kind in STOPS_SHOWING and flag.dismissed_by_id is None and flag.start is not None and flag.end
    ]
