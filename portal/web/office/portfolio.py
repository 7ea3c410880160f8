"""What the portfolio of one body shows: its matters, dialogues by stage, promises by day, and the plan of the year."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from portal.domain.dialogues import LIVING_STAGES, Stage, stage_of
from portal.domain.lifecycle import NEXT_GATE, checks
from portal.domain.permissions import Act, Actor, may
from portal.domain.promised_dates import Promised
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.queries import bodies, dialogues, lifecycle, matters, plans, portfolios, seats
from portal.queries.plans import FollowedPlan
from portal.web import days, sessions
from portal.web.body_labels import BECAME, SEAT_ROLES
from portal.web.office.lateness import late_words, lies_words, owed
from portal.web.office.workspace import gate_title, stage_name
from portal.web.staff import standings

LATEST = 8
_GATED = (Stage.PREPARING, Stage.ANALYSING, Stage.HANDED_OVER, Stage.ANSWERED)


def of(session: Session, body: Body) -> dict[str, Any]:
    """The context of `office/bodies/show.html`."""
    now, zone = sessions.now(), sessions.settings().zone
    found = standings(session, dialogues.run_by(session, body.id))
    seen = [(one, stage_of(one.stage_facts(), now), _may_see(one, stands)) for one, stands in found]
    everybody = bodies.everyone(session)
    waiting = matters.unconsidered(session, body.id)
    overdue = matters.overdue(session, body.id, days.today(), sessions.settings().rules())
    living = [one for one, stage, _seen in seen if stage in (Stage.PREPARING, *LIVING_STAGES)]
    year = days.today().year
    years = portfolios.held_in(session, zone, now).get(body.id, {})
    chair = seats.chair_on(session, body.id, days.today())
    return {
        "body": body,
        "parent": next((one for one in everybody if one.id == body.parent_id), None),
        "successor": next((one for one in everybody if one.id == body.successor_id), None),
        "under": [one for one in everybody if one.parent_id == body.id and one.abolished_on is None],
        "chair": f"{chair.name}, {str(SEAT_ROLES[chair.role]).lower()}" if chair else None,
        "waiting": [(one, one in overdue) for one in waiting],
        "matters": [one for one in matters.everyone(session, body.id) if one not in waiting][:LATEST],
        "stages": _stages(session, seen),
        "hidden": sum(not may_see and stage is Stage.PREPARING for _one, stage, may_see in seen),
        "promises": _promises([one for one, _stage, _seen in seen]),
        "missed": portfolios.missed(session, living, zone),
        "titles": {one.id: one.texts.plain("title") for one in living},
        "plan": _plan(session, body, year),
        "year": year,
        "figures": [
            _opened(years.get(year, 0), year),
            _opened(years.get(year - 1, 0), year - 1),
            ngettext(
                "%(num)s synpunkt", "%(num)s synpunkter", portfolios.received(session, [one.id for one, *_rest in seen])
            ),
        ],
    }


def _opened(number: int, year: int) -> str:
    return ngettext("%(num)s dialog öppnade %(year)s", "%(num)s dialoger öppnade %(year)s", number, year=year)


def _may_see(dialogue: Dialogue, stands: Actor) -> bool:
    return dialogue.announced_at is not None or may(stands, Act.SEE_DRAFTS, dialogue.body_id)


def _stages(session: Session, seen: list[tuple[Dialogue, Stage, bool]]) -> list[tuple[str, list[dict[str, Any]]]]:
    parts = (
        (_("Förbereds"), (Stage.PREPARING,)),
        (_("Öppnar snart"), (Stage.ANNOUNCED,)),
        (_("Öppna"), (Stage.OPEN,)),
        (_("Sammanställs"), (Stage.ANALYSING,)),
        (_("Överlämnade"), (Stage.HANDED_OVER,)),
        (_("Besvarade"), (Stage.ANSWERED,)),
        (_("Avslutade och inställda"), (Stage.CONCLUDED, Stage.CANCELLED)),
    )
    groups = [
        (title, [_row(session, one, stage) for one, stage, may_see in seen if may_see and stage in stages])
        for title, stages in parts
    ]
    return [group for group in groups if group[1]]


def _row(session: Session, dialogue: Dialogue, stage: Stage) -> dict[str, Any]:
    inside = any(may(stands, Act.SEE_DRAFTS, one.body_id) for one, stands in standings(session, [dialogue]))
    return {
        "title": dialogue.texts.plain("title"),
        "href": f"/office/dialogues/{dialogue.slug}/" if inside else f"/sv/dialogues/{dialogue.slug}/",
        "stage": stage.value,
        "label": stage_name(dialogue),
        "number": dialogue.matter.registry_number,
        "gate": _gate(session, dialogue, stage) if inside else None,
        "late": " ".join(one for one in (late_words(dialogue), lies_words(dialogue)) if one),
    }


def _gate(session: Session, dialogue: Dialogue, stage: Stage) -> str | None:
    gate = NEXT_GATE[stage]
    if gate is None or stage not in _GATED:
        return None
    facts = lifecycle.facts_of(session, dialogue, sessions.settings().rules(), sessions.now())
    missing = sum(check.blocks for check in checks(gate, facts))
    if not missing:
        return _("%(title)s: allt är klart", title=gate_title(gate))
    return ngettext("%(title)s: %(num)s sak saknas", "%(title)s: %(num)s saker saknas", missing, title=gate_title(gate))


def _promises(found: list[Dialogue]) -> list[dict[str, Any]]:
    rows = [
        {
            "title": dialogue.texts.plain("title"),
            "href": f"/sv/dialogues/{dialogue.slug}/",
            "what": _("Svar") if what is Promised.ANSWER else _("Resultat"),
            "by": by,
            "late": by < days.today(),
        }
        for dialogue in found
        for what, by in owed(dialogue)
    ]
    return sorted(rows, key=lambda row: row["by"])


def _plan(session: Session, body: Body, year: int) -> dict[str, Any] | None:
    rules, now = sessions.settings().rules(), sessions.now()
    followed: FollowedPlan | None = plans.followed_up(session, body.id, year, rules, now, adopted_only=False)
    if followed is None:
        return None
    counts = [(BECAME[one], number) for one in BECAME if (number := followed.count(one))]
    return {"adopted_on": followed.plan.adopted_on, "lines": len(followed.lines), "counts": counts}
