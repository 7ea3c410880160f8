"""The bodies: each committee its own field, KS the whole (C2)."""

from collections import Counter
from typing import Any

from flask import Blueprint, render_template

from portal.domain.dialogues import LIVING_STAGES, Stage, stage_of
from portal.domain.permissions import Act, may
from portal.models.bodies import Body
from portal.queries import bodies, dialogues, matters, portfolios
from portal.web import days, sessions
from portal.web.access import staff
from portal.web.office import portfolio
from portal.web.office.lateness import late_words, step_of
from portal.web.staff import name_of
from portal.web.staff_labels import BODY_KINDS, PRINCIPLES

blueprint = Blueprint("office_bodies", __name__, url_prefix="/office/bodies")


@blueprint.get("/")
@staff(Act.ENTER_OFFICE)
def index() -> str:
    """All bodies in one table: what waits, what is late, and who holds no dialogue. No score, no ranking."""
    session, now = sessions.reading(), sessions.now()
    waiting = matters.unconsidered(session)
    overdue = matters.overdue(session, None, days.today(), sessions.settings().rules())
    found = [(stage_of(one.stage_facts(), now), one) for one in dialogues.in_stages(session, tuple(Stage), now)]
    years = portfolios.held_in(session, sessions.settings().zone, now)
    counts = {
        "waiting": Counter(one.body_id for one in waiting),
        "overdue": Counter(one.body_id for one in overdue),
        "preparing": Counter(one.body_id for stage, one in found if stage is Stage.PREPARING),
        "open": Counter(one.body_id for stage, one in found if stage is Stage.OPEN),
        "living": Counter(one.body_id for stage, one in found if stage in LIVING_STAGES),
        "handed_over": Counter(one.body_id for stage, one in found if stage is Stage.HANDED_OVER),
        "answered": Counter(one.body_id for stage, one in found if stage in (Stage.ANSWERED, Stage.CONCLUDED)),
        "late": Counter(one.body_id for _stage, one in found if step_of(one)),
        "late_at_all": Counter(one.body_id for _stage, one in found if late_words(one)),
    }
    everyone = bodies.everyone(session)
    this_year = days.today().year
    living = [body for body in everyone if body.abolished_on is None]
    return render_template(
        "office/bodies/index.html",
        bodies=living,
        abolished=[body for body in everyone if body.abolished_on is not None],
        counts=counts,
        years=years,
        this_year=this_year,
        silent=[body for body in living if not _holds_any(years.get(body.id, {}), this_year)],
        kinds=BODY_KINDS,
        name_of=name_of,
        by_id={body.id: body for body in everyone},
        principles=PRINCIPLES,
        may_manage=may(sessions.current_actor(), Act.MANAGE_BODIES),
    )


@blueprint.get("/<slug>/")
@staff(Act.ENTER_OFFICE)
def show(slug: str) -> str:
    """One body's portfolio: matters, dialogues with their next gate, promises, the plan of the year."""
    session = sessions.reading()
    body = bodies.by_slug(session, slug)
    return render_template("office/bodies/show.html", **portfolio.of(session, body), **_rights(body), name_of=name_of)


def _holds_any(years: dict[int, int], this_year: int) -> bool:
    return bool(years.get(this_year) or years.get(this_year - 1))


def _rights(body: Body) -> dict[str, Any]:
    actor = sessions.current_actor()
    return {
        "may_seat": may(actor, Act.KEEP_SEATS, body.id),
        "may_steer": may(actor, Act.STEER, body.id),
        "may_manage": may(actor, Act.MANAGE_BODIES, body.id),
    }
