"""How the duty to consider dialogue stands in one matter, and the way the matter goes to its decision, in words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from portal.domain.dialogues import Stage
from portal.domain.matters import Considered, MatterDays, considered, days_overdue, due_of
from portal.queries.considered import ConsideredFigures, in_year
from portal.queries.public_dialogues import Public
from portal.queries.public_texts import Words
from portal.web import days, dialogue_words
from portal.web.formats import in_sentence
from portal.web.sessions import settings

Step = dict[str, Any]


def state_of(matter: MatterDays) -> Considered:
    """How the duty stands today."""
    return considered(matter, days.today(), settings().rules())


def state_words(matter: MatterDays) -> str | None:
    """What there is to say of the duty, in one plain sentence; None when it was kept in time or nothing is owed."""
    rules = settings().rules()
    late = days_overdue(matter, days.today(), rules)
    state = state_of(matter)
    if state is Considered.OVERDUE:
        return ngettext("Övervägandet är %(num)s dag försenat.", "Övervägandet är %(num)s dagar försenat.", late)
    if state is Considered.LATE:
        return ngettext("Övervägandet kom %(num)s dag för sent.", "Övervägandet kom %(num)s dagar för sent.", late)
    if state is Considered.WAITING:
        return _("Ska övervägas senast %(date)s.", date=days.long(due_of(matter, rules)))
    if state is Considered.DECIDED_WITHOUT:
        return _("Ärendet avgjordes utan att dialog hade övervägts.")
    return None


def figures_of_body(session: Session, body_id: int) -> str:
    """How a body has considered dialogue in the matters it decided this year; last year's until there are any."""
    year = days.today().year
    rules = settings().rules()
    figures = in_year(session, year, body_id, rules)
    if not figures.decided and (before := in_year(session, year - 1, body_id, rules)).decided:
        return figures_words(before, year - 1)
    return figures_words(figures, year)


def figures_words(figures: ConsideredFigures, year: int) -> str:
    """How many of the matters that were decided in a year were considered in time, too late, and not at all."""
    if not figures.decided:
        return _("Inget ärende har avgjorts %(year)s.", year=year)
    decided = ngettext(
        "%(num)s ärende har avgjorts %(year)s.", "%(num)s ärenden har avgjorts %(year)s.", figures.decided, year=year
    )
    said = _(
        "Dialog övervägdes i tid i %(in_time)s av dem, för sent i %(late)s och inte alls i %(without)s.",
        in_time=len(figures.in_time), late=len(figures.late), without=len(figures.without),
    )  # fmt: skip
    return f"{decided} {said}"


def line_of(matter: Any, matter_days: MatterDays, publics: Sequence[Public], meetings: Any, words: Words) -> list[Step]:
    """The way of a matter from its registration to its decision, with days, as `components/line.html` draws it.

    `matter` is a row of the register, `publics` are its announced dialogues, `meetings` those that deal with it.
    """
    today = days.today()
    found = [(matter.registered_on, _step(_("Ärendet kom in"), days.short(matter.registered_on), "done"))]
    if matter_days.first_considered_on:
        on = matter_days.first_considered_on
        found.append((on, _step(_("Övervägt: ska det bli dialog?"), days.short(on), "done")))
    elif matter_days.withdrawn_on is None and matter_days.decided_on is None:
        due = due_of(matter_days, settings().rules())
        by = _("senast %(date)s", date=days.short(due))
        found.append((max(due, today), _step(_("Ska övervägas: behövs en dialog?"), by, "now")))
    for public in publics:
        found += _of_dialogue(public)
    told = {matter_days.decided_on, matter.planned_decision_on if not matter.planned_period else None}
    for row in meetings:
        if row.held_on not in told:
            label = _("Sammanträde i %(body)s", body=in_sentence(words.plain(row.body_texts_id, "name")))
            state = "done" if row.held_on < today else "now" if row.held_on == today else "next"
            found.append((row.held_on, _step(label, days.short(row.held_on), state)))
    sits = matter.planned_decision_on in {row.held_on for row in meetings}
    found += _decision(matter, matter_days, in_sentence(words.plain(matter.body_texts_id, "name")), sits)
    return [step for _day, step in sorted(found, key=lambda one: one[0])]


def _of_dialogue(public: Public) -> list[tuple[date, Step]]:
    dialogue = public.dialogue
    if not (dialogue.opens_at and dialogue.closes_at):
        return []
    opens, closes = days.local(dialogue.opens_at), days.last(dialogue.closes_at)
    state = {Stage.ANNOUNCED: "next", Stage.OPEN: "now"}.get(public.stage, "done")
    label = _("Dialogen ställdes in") if public.stage is Stage.CANCELLED else _("Dialog")
    href = dialogue_words.address(public)
    found = [(opens, _step(label, days.between(opens, closes), state, href))]
    if dialogue.answered_at:
        on = days.local(dialogue.answered_at)
        found.append((on, _step(_("Svar till alla som har deltagit"), days.short(on), "done", href + "feedback")))
    elif dialogue.answer_by and public.stage is not Stage.CANCELLED:
        by = _("senast %(date)s", date=days.short(dialogue.answer_by))
        found.append((dialogue.answer_by, _step(_("Svar till alla som har deltagit"), by, "next")))
    return found


def _decision(matter: Any, matter_days: MatterDays, body: str, sits: bool) -> list[tuple[date, Step]]:
    if matter_days.withdrawn_on:
        on = matter_days.withdrawn_on
        return [(on, _step(_("Ärendet återtogs"), days.short(on), "done"))]
    if matter_days.decided_on:
        on = matter_days.decided_on
        when = days.short(on) + (f", § {matter.decided_section}" if matter.decided_section else "")
        return [(on, _step(_("Beslut i %(body)s", body=body), when, "done"))]
    if matter.planned_decision_on is None:
        return [(date.max, _step(_("Beslut i %(body)s", body=body), None, "next"))]
    when = matter.planned_period or days.short(matter.planned_decision_on)
    sits = sits and not matter.planned_period
    label = _("Sammanträde och beslut i %(body)s", body=body) if sits else _("Beslut i %(body)s", body=body)
    return [(matter.planned_decision_on, _step(label, when, "next"))]


def _step(label: str, when: str | None, state: str, href: str | None = None) -> Step:
    return {"label": label, "date": when, "state": state, "href": href}
