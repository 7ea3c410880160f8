"""The bodies with their matters and dialogues: each committee its own field, KS the whole (C2)."""

from collections import Counter

from flask import Blueprint, render_template

from portal.domain.dialogues import LIVING_STAGES, Stage, stage_of
from portal.domain.permissions import Act, may
from portal.queries import bodies, dialogues, matters
from portal.web import sessions
from portal.web.access import staff
from portal.web.office.lateness import late_words
from portal.web.staff import name_of
from portal.web.staff_labels import BODY_KINDS, PRINCIPLES

blueprint = Blueprint("office_bodies", __name__, url_prefix="/office/bodies")


@blueprint.get("/")
@staff(Act.ENTER_OFFICE)
def index() -> str:
    """Per body: matters that wait for a consideration, dialogues in preparation and under way, what is late."""
    session, now = sessions.reading(), sessions.now()
    unconsidered = Counter(one.body_id for one in matters.unconsidered(session))
    found = [(stage_of(one.stage_facts(), now), one) for one in dialogues.in_stages(session, tuple(Stage), now)]
    counts = {
        "preparing": Counter(one.body_id for stage, one in found if stage is Stage.PREPARING),
        "living": Counter(one.body_id for stage, one in found if stage in LIVING_STAGES),
        "answered": Counter(one.body_id for stage, one in found if stage in (Stage.ANSWERED, Stage.CONCLUDED)),
        "late": Counter(one.body_id for _stage, one in found if late_words(one)),
    }
    return render_template(
        "office/bodies/index.html",
        bodies=bodies.everyone(session),
        counts=counts,
        unconsidered=unconsidered,
        kinds=BODY_KINDS,
        name_of=name_of,
        principles=PRINCIPLES,
        may_manage=may(sessions.current_actor(), Act.MANAGE_BODIES),
    )
