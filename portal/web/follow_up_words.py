"""What an answer promised, in words: what, who, when, and how it went; and how an edition reached people."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.feedback import DeliveryActKind, FollowUpState, days_late
from portal.domain.mailing import AddressKind
from portal.queries.deliveries import Reached
from portal.queries.follow_ups import Promised
from portal.queries.public_texts import Words
from portal.web import days
from portal.web.foreign import sentence, swedish

ACTS: Mapping[DeliveryActKind, LazyString] = {
    DeliveryActKind.MEETING: _l("Möte"),
    DeliveryActKind.POSTER: _l("Affischer"),
    DeliveryActKind.LETTER: _l("Utskick till alla"),
    DeliveryActKind.MEDIA: _l("Tidning, radio eller sociala medier"),
    DeliveryActKind.OTHER: _l("Annat"),
}

CHANNELS: Mapping[str, LazyString] = {
    AddressKind.EMAIL.value: _l("E-post"),
    AddressKind.POST.value: _l("Post"),
    AddressKind.PHONE.value: _l("Telefon"),
}


def state_words(promised: Promised) -> str:
    """How it stands: done or changed with the day, late by so many days, or its day."""
    row, state = promised.row, promised.state
    settled = days.local(promised.settled_at) if promised.settled_at else None
    if state is FollowUpState.DONE and settled:
        late = days_late(row.due_on, settled, days.today())
        if late:
            return ngettext(
                "Klart %(date)s, %(num)s dag senare än vi lovade.",
                "Klart %(date)s, %(num)s dagar senare än vi lovade.",
                late,
                date=days.long(settled),
            )
        return _("Klart %(date)s.", date=days.long(settled))
    if state is FollowUpState.CHANGED and settled:
        return _("Ändrat %(date)s.", date=days.long(settled))
    if state is FollowUpState.LATE:
        over = days_late(row.due_on, None, days.today())
        return ngettext("%(num)s dag försenat.", "%(num)s dagar försenat.", over)
    return _("Senast %(date)s.", date=days.long(row.due_on))


def rows_of(found: Sequence[Promised], words: Words, language: str | None = None) -> list[dict[str, Any]]:
    """Every promise as the pages draw it."""
    return [
        {
            "id": f"promised-{one.row.id}",
            "what": words.get(one.row.texts_id, "what", language),
            "owner": one.row.owner,
            "due_on": one.row.due_on,
            "state": one.state.value,
            "state_words": state_words(one),
            "because": words.get(one.row.texts_id, "because", language) if one.settled_at else None,
        }
        for one in found
    ]


def reached_lines(reached: Reached) -> list[tuple[str, str]]:
    """[(way, in words)] of how the edition reached people; Swedish notes are marked as Swedish."""
    lines = []
    for row in reached.channels:
        parts = [ngettext("%(num)s har fått den.", "%(num)s har fått den.", row.accepted)]
        if row.failed:
            parts.append(ngettext("%(num)s gick inte att nå.", "%(num)s gick inte att nå.", row.failed))
        waiting = row.on_list - row.accepted - row.failed
        if waiting:
            parts.append(ngettext("%(num)s är på väg.", "%(num)s är på väg.", waiting))
        said = " ".join(parts)
        if row.instead:
            said = sentence("%(said)s %(instead)s", said=said, instead=_instead(row.instead))
        lines.append((str(CHANNELS.get(row.channel, row.channel)), said))
    if reached.receipts:
        opened = ngettext(
            "%(num)s kvittens har öppnats sedan den kom.", "%(num)s kvittenser har öppnats sedan den kom.",
            reached.receipts,
        )  # fmt: skip
        lines.append((_("Kvittenser"), opened))
    for act in reached.acts:
        pattern = _("%(date)s, antal: %(number)s. %(note)s") if act.how_many is not None else _("%(date)s. %(note)s")
        day, note = days.short(act.done_on), swedish(act.note)
        lines.append((str(ACTS[act.kind]), sentence(pattern, date=day, number=act.how_many, note=note)))
    return lines


def _instead(words: str) -> Any:
    return sentence(_("I stället: %(what)s"), what=swedish(words))
