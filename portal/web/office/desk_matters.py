"""What stands on a desk about matters: considerations owed, agendas with gaps, promises that a meeting broke."""

from collections import Counter
from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from portal.domain.agendas import BreakKind, breaks
from portal.domain.bodies import BodyKind
from portal.domain.dialogues import Stage, stage_of
from portal.domain.matters import Considered
from portal.domain.permissions import Act, may
from portal.models.agendas import BodyMeeting
from portal.models.dialogues import Dialogue
from portal.models.matters import Matter
from portal.queries import agendas, bodies, considered, matters
from portal.web import agenda_words, days, matter_words, sessions
from portal.web.office.desk_items import Item
from portal.web.office.workspace import section_href
from portal.web.staff import name_of


def of_matters(session: Session, body_ids: set[int]) -> Iterator[Item]:
    """Matters of my bodies that nobody has considered, the agendas they stand on, and for KS what others owe."""
    waiting = matters.unconsidered(session)
    states = considered.days_of(session, [one.id for one in waiting])
    mine = [one for one in waiting if one.body_id in body_ids and _may(Act.CONSIDER, one.body_id)]
    for matter in mine:
        of_matter = states[matter.id]
        age = (days.today() - matter.registered_on).days
        registered = ngettext("Upplagt för %(num)s dag sedan", "Upplagt för %(num)s dagar sedan", age)
        yield Item(
            _("Överväg dialog: %(title)s", title=matter.texts.plain("title")),
            f"/office/matters/{matter.slug}/",
            f"{name_of(matter.body)} · {matter.registry_number}".rstrip(" ·"),
            f"{registered}. {matter_words.state_words(of_matter) or ''}".strip(),
            late=matter_words.state_of(of_matter) is Considered.OVERDUE,
            principle="A1",
        )
    yield from _agendas(session, body_ids)
    overdue = [one for one in waiting if matter_words.state_of(states[one.id]) is Considered.OVERDUE]
    yield from _for_the_board(session, overdue, {one.id for one in mine})


def of_promises(session: Session, found: Sequence[Dialogue]) -> Iterator[Item]:
    """Promises whose decision day a meeting has left, and dialogues that stayed behind when their matter moved."""
    living = [one for one in found if _promises(one) and _may(Act.AMEND, one.body_id)]
    away = agendas.moved_away(session, living)
    behind = matters.left_behind(session, living)
    for dialogue in living:
        where = f"{dialogue.texts.plain('title')} · {name_of(dialogue.body)}"
        if (meeting := away.get(dialogue.id)) is not None:
            sealed = dialogue.handed_over_at is not None
            words = _("Skriv in att beslutet är uppskjutet") if sealed else _("Löftet måste ändras: ny beslutsdag")
            href = section_href(dialogue, "decisions" if sealed else "stages/amend").rstrip("/")
            note = _what_broke(session, dialogue, meeting)
            yield Item(words, href + ("/" if sealed else ""), where, note, late=True, principle="A2")
        if dialogue.id in behind:
            words = _("Flytta dialogen till %(body)s", body=name_of(dialogue.matter.body))
            href = f"/office/matters/{dialogue.matter.slug}/move/{dialogue.slug}"
            yield Item(words, href, where, _("Ärendet har flyttats dit."), principle="C2")


def _what_broke(session: Session, dialogue: Dialogue, meeting: BodyMeeting) -> str:
    """Where the meeting went, and everything in the promise that does not fit with that day."""
    if meeting.cancelled_on:
        return _("Sammanträdet %(day)s är inställt.", day=days.short(meeting.held_on))
    said = [_("Sammanträdet är flyttat till %(day)s.", day=days.long(meeting.held_on))]
    rules = sessions.settings().rules()
    items = agendas.item_days(session, meeting, rules, sessions.now())
    old = meeting.moves[-1].from_on
    for one in breaks(items, old, meeting.held_on, days.today(), rules):
        if one.dialogue == dialogue.slug and one.kind is not BreakKind.ANOTHER_DAY_PROMISED:
            said.append(agenda_words.broken(one))
    return " ".join(said)


def _agendas(session: Session, body_ids: set[int]) -> Iterator[Item]:
    for meeting in agendas.coming(session, days.today(), body_ids):
        if meeting.cancelled_on or not _may(Act.CONSIDER, meeting.body_id):
            continue
        lacking = [one.matter for one in meeting.items if _lacks(one.matter)]
        if lacking:
            words = ngettext(
                "%(num)s ärende på sammanträdet %(day)s saknar övervägande",
                "%(num)s ärenden på sammanträdet %(day)s saknar övervägande",
                len(lacking),
                day=days.short(meeting.held_on),
            )
            yield Item(words, f"/office/agendas/{meeting.id}/", name_of(meeting.body), principle="A1")


def _for_the_board(session: Session, overdue: Sequence[Matter], told: set[int]) -> Iterator[Item]:
    """What every other body is late with: KS has the overall responsibility."""
    board = next((one for one in bodies.everyone(session) if one.kind is BodyKind.EXECUTIVE_BOARD), None)
    if board is None or not _may(Act.CONSIDER, board.id):
        return
    by_body = Counter(one.body_id for one in overdue if one.id not in told)
    names = {one.body_id: name_of(one.body) for one in overdue}
    for body_id, number in sorted(by_body.items(), key=lambda one: names[one[0]]):
        words = ngettext(
            "%(body)s: %(num)s övervägande är försenat", "%(body)s: %(num)s överväganden är försenade",
            number, body=names[body_id],
        )  # fmt: skip
        href = f"/office/matters/?state=overdue&body={body_id}"
        yield Item(
            words, href, name_of(board), _("Kommunstyrelsen har det övergripande ansvaret."), late=True, principle="C2"
        )


def _lacks(matter: Matter) -> bool:
    return not matter.considerations and matter.withdrawn_on is None and matter.decided_on is None


def _promises(dialogue: Dialogue) -> bool:
    stage = stage_of(dialogue.stage_facts(), sessions.now())
    return stage in (Stage.ANNOUNCED, Stage.OPEN, Stage.ANALYSING, Stage.HANDED_OVER) and not dialogue.stopped_at


def _may(act: Act, body_id: int) -> bool:
    return may(sessions.current_actor(), act, body_id)
