"""The desk: what waits for me, what is late, what is due soon."""

from flask import Blueprint, render_template

from portal.domain.dialogues import LIVING_STAGES, Stage
from portal.domain.permissions import Act, may
from portal.queries import dialogues
from portal.web import sessions
from portal.web.access import staff
from portal.web.office import desk_items, draft_items
from portal.web.office.lateness import late_words
from portal.web.office.workspace import stage_name
from portal.web.staff import my_body_ids, name_of

blueprint = Blueprint("office_desk", __name__, url_prefix="/office")
ON_THE_DESK = (Stage.PREPARING, *LIVING_STAGES, Stage.ANSWERED)


@blueprint.get("/")
@staff(Act.ENTER_OFFICE)
def show() -> str:
    """Late first, then what waits, then what is due within a fortnight, then my dialogues."""
    session, actor = sessions.reading(), sessions.current_actor()
    mine = my_body_ids(session)
    found = [
        one for one in dialogues.in_stages(session, ON_THE_DESK, sessions.now(), mine)
        if may(actor, Act.SEE_DRAFTS, one.body_id)
    ]  # fmt: skip
    items = [
        *draft_items.to_read(session), *draft_items.to_answer(session, found),
        *desk_items.of_matters(session, mine), *desk_items.of_dialogues(session, found),
        *desk_items.of_follow_ups(session, mine),
    ]  # fmt: skip
    return render_template(
        "office/desk/show.html",
        late=[item for item in items if item.late],
        waiting_items=[item for item in items if not item.late and not item.soon],
        soon=[item for item in items if item.soon],
        dialogues=[(one, stage_name(one), late_words(one)) for one in found],
        name_of=name_of,
        may_see=may(actor, Act.SEE_DRAFTS),
    )
