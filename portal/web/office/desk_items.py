"""What stands on a desk: one line for each thing that waits, late or soon, after my roles and bodies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from portal.adapters.locale_format import comma
from portal.domain.dialogues import Stage, stage_of
from portal.domain.facts import DialogueFacts, TextFacts
from portal.domain.lifecycle import NEXT_GATE, Gate, checks
from portal.domain.matters import ConsiderationOutcome
from portal.domain.moderation import who_settles
from portal.domain.permissions import Act, may
from portal.models.dialogues import Dialogue
from portal.queries import appeals, decisions, desk, lifecycle, matters
from portal.web import days, sessions
from portal.web.formats import reader_language
from portal.web.office.lateness import SOON, late_words, lies_words, soon_words
from portal.web.office.workspace import gate_title, section_href, stage_name
from portal.web.staff import name_of

_GATED = (Stage.PREPARING, Stage.ANALYSING, Stage.HANDED_OVER, Stage.ANSWERED)


@dataclass(frozen=True)
class Item:
    """One line: what to do, where, why now."""

    words: str
    href: str
    where: str = ""
    note: str = ""
    late: bool = False
    soon: bool = False
    principle: str = ""


def of_dialogues(session: Session, found: list[Dialogue]) -> Iterator[Item]:
    """Everything that waits in these dialogues for somebody with my roles."""
    ids = [one.id for one in found]
    counts = desk.waiting(session, ids)
    planned = decisions.planned(session, found)
    for dialogue in found:
        came = counts.get(dialogue.id, desk.Waiting())
        yield from _must_be_stopped(session, dialogue)
        yield from _promised(dialogue, planned[dialogue.id].on)
        yield from _submissions(dialogue, came)
        if came.appeals:
            yield from _appeals(session, dialogue)
        yield from _next_gate(session, dialogue)


def of_follow_ups(session: Session, body_ids: set[int]) -> Iterator[Item]:
    """What answers promised: late, or due soon; on the desk of whoever owns it by name before all others."""
    due = desk.follow_ups_due(session, body_ids, days.today() + timedelta(days=SOON))
    me = sessions.current_actor().name
    for follow_up, dialogue in sorted(due, key=lambda pair: pair[0].owner != me):
        if not _may(Act.SEE_DRAFTS, dialogue.body_id):
            continue
        over = follow_up.due_on < days.today()
        said = _("Vi lovade: %(what)s", what=follow_up.texts.plain("what"))
        yield Item(
            said, section_href(dialogue, "follow-ups"), _where(dialogue),
            _("Uppföljning senast %(date)s, %(owner)s", date=days.long(follow_up.due_on), owner=follow_up.owner),
            late=over, soon=not over, principle="D1",
        )  # fmt: skip


def _may(act: Act, body_id: int) -> bool:
    return may(sessions.current_actor(), act, body_id)


def _where(dialogue: Dialogue) -> str:
    return f"{dialogue.texts.plain('title')} · {name_of(dialogue.body)}"


def _must_be_stopped(session: Session, dialogue: Dialogue) -> Iterator[Item]:
    stage = stage_of(dialogue.stage_facts(), sessions.now())
    if stage is Stage.ANSWERED or dialogue.stopped_at or not _may(Act.END_EARLY, dialogue.body_id):
        return
    standing = matters.standing_consideration(session, dialogue.matter_id)
    reversed_ = standing is not None and standing.outcome is not ConsiderationOutcome.DIALOGUE
    if dialogue.matter.withdrawn_on is None and not reversed_:
        return
    why = _("Ärendet är återtaget.") if dialogue.matter.withdrawn_on else _("Övervägandet säger inte längre dialog.")
    note = why + " " + _("Dialogen upphör inte av sig själv.")
    words = _("Dialogen måste läggas ned") if stage is Stage.PREPARING else _("Dialogen måste avbrytas")
    yield Item(words, section_href(dialogue, "stages"), _where(dialogue), note, late=True, principle="A1")


def _promised(dialogue: Dialogue, planned: date | None) -> Iterator[Item]:
    if not (_may(Act.PUBLISH, dialogue.body_id) or _may(Act.RECORD_DECISIONS, dialogue.body_id)):
        return
    stage = stage_of(dialogue.stage_facts(), sessions.now())
    part = "answer" if stage is Stage.HANDED_OVER else "result"
    if late := late_words(dialogue):
        note = lies_words(dialogue) or stage_name(dialogue)
        yield Item(late, section_href(dialogue, part), _where(dialogue), note, late=True, principle="D1")
    elif soon := soon_words(dialogue):
        yield Item(
            soon, section_href(dialogue, part), _where(dialogue), stage_name(dialogue), soon=True, principle="D1"
        )
    if stage is Stage.HANDED_OVER and planned and planned < days.today():
        words = _("Skriv in beslutet, eller när det kommer")
        note = _("Beslutet var planerat till %(date)s", date=days.long(planned))
        yield Item(words, section_href(dialogue, "decisions"), _where(dialogue), note, late=True, principle="C1")


def _submissions(dialogue: Dialogue, came: desk.Waiting) -> Iterator[Item]:
    href, where = section_href(dialogue, "reading"), _where(dialogue)
    if came.reports and _may(Act.REVIEW, dialogue.body_id):
        words = ngettext("%(num)s text är anmäld", "%(num)s texter är anmälda", came.reports)
        yield Item(words, href, where, principle="V")
    if came.review and _may(Act.REVIEW, dialogue.body_id):
        words = ngettext("%(num)s synpunkt att granska", "%(num)s synpunkter att granska", came.review)
        yield Item(words, href, where, principle="V")
    stage = stage_of(dialogue.stage_facts(), sessions.now())
    if came.coding and stage in (Stage.OPEN, Stage.ANALYSING) and _may(Act.CODE, dialogue.body_id):
        words = ngettext("%(num)s synpunkt saknar tema", "%(num)s synpunkter saknar tema", came.coding)
        yield Item(words, href, where, principle="D1")


def _appeals(session: Session, dialogue: Dialogue) -> Iterator[Item]:
    """Those that go to me, and for all who may settle any: those that are late."""
    if not _may(Act.SETTLE_APPEALS, dialogue.body_id):
        return
    limit, me = sessions.settings().appeal_late_days, sessions.current_actor().user_id
    staff, board_id = appeals.staff(session), appeals.board_id(session)
    ages = []
    for one in appeals.waiting(session, dialogue.id):
        age = (days.today() - days.local(one.appeal.lodged_at)).days
        goes_to = who_settles(one.decider_id, staff, dialogue.body_id, board_id)
        if age > limit or me in {person.user_id for person in goes_to}:
            ages.append(age)
    if not ages:
        return
    age = max(ages)
    words = ngettext("%(num)s beslut ska prövas igen", "%(num)s beslut ska prövas igen", len(ages))
    waited = ngettext("Den äldsta har väntat i %(num)s dag", "Den äldsta har väntat i %(num)s dagar", age)
    note = waited if age else _("Kom in i dag")
    href = section_href(dialogue, "reading") + "?show=appealed"
    yield Item(words, href, _where(dialogue), note, late=age > limit, principle="V")


def _next_gate(session: Session, dialogue: Dialogue) -> Iterator[Item]:
    stage = stage_of(dialogue.stage_facts(), sessions.now())
    if stage not in _GATED:
        return
    facts = lifecycle.facts_of(session, dialogue, sessions.settings().rules(), sessions.now())
    yield from _texts(dialogue, stage, facts)
    gate = NEXT_GATE[stage]
    acts = {
        Gate.ANNOUNCE: Act.ANNOUNCE,
        Gate.HAND_OVER: Act.HAND_OVER,
        Gate.ANSWER: Act.PUBLISH,
        Gate.CONCLUDE: Act.CONCLUDE,
    }
    if gate is None or not _may(acts[gate], dialogue.body_id):
        return
    missing = sum(check.blocks for check in checks(gate, facts))
    if not missing:
        words, href = _ready(gate)
        yield Item(words, section_href(dialogue, "") + href, _where(dialogue))
        return
    title = gate_title(gate)
    words = ngettext("%(title)s: %(num)s sak saknas", "%(title)s: %(num)s saker saknas", missing, title=title)
    yield Item(words, section_href(dialogue, ""), _where(dialogue))


def _ready(gate: Gate) -> tuple[str, str]:
    """What can be done now that nothing is missing, and where in the workspace."""
    return {
        Gate.ANNOUNCE: (_("Allt är klart: tillkännage dialogen"), "stages/announce"),
        Gate.HAND_OVER: (_("Allt är klart: lämna över resultatet"), "handover/"),
        Gate.ANSWER: (_("Allt är klart: publicera svaret"), "answer/"),
        Gate.CONCLUDE: (_("Allt är klart: avsluta dialogen"), "evaluation/"),
    }[gate]


def _texts(dialogue: Dialogue, stage: Stage, facts: DialogueFacts) -> Iterator[Item]:
    if not _may(Act.EDIT_TEXTS, dialogue.body_id):
        return
    lacking: TextFacts = {
        Stage.PREPARING: facts.commitment_texts,
        Stage.ANALYSING: facts.result_texts,
        Stage.HANDED_OVER: facts.answer_texts,
    }.get(stage, TextFacts())
    parts = [
        ngettext("saknas på %(num)s språk", "saknas på %(num)s språk", len(lacking.missing)) if lacking.missing else "",
        ngettext("inaktuella på %(num)s språk", "inaktuella på %(num)s språk", len(lacking.stale))
        if lacking.stale
        else "",
        ngettext("olästa på %(num)s språk", "olästa på %(num)s språk", len(lacking.unread)) if lacking.unread else "",
    ]
    said = comma(reader_language()).join(part for part in parts if part)
    if said:
        words = _("Texter att skriva eller gå igenom")
        yield Item(
            words, section_href(dialogue, "texts"), _where(dialogue), said[:1].upper() + said[1:], principle="B2"
        )
