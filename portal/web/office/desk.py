"""The desk: what waits for me, what is late, what is due soon."""

from flask import Blueprint, render_template
from sqlalchemy.orm import Session

from portal.domain.dialogues import LIVING_STAGES, Stage
from portal.domain.permissions import Act, may
from portal.models.dialogues import Dialogue
from portal.queries import dialogues
from portal.web import sessions
from portal.web.access import staff
from portal.web.office import desk_groups, desk_items, desk_matters, draft_items, escalated
from portal.web.office.desk_items import Item
from portal.web.office.desk_reports import of_reports
from portal.web.office.lateness import late_words
from portal.web.office.workspace import stage_name
from portal.web.staff import my_body_ids, name_of, standings

blueprint = Blueprint("office_desk", __name__, url_prefix="/office")
ON_THE_DESK = (Stage.PREPARING, *LIVING_STAGES, Stage.ANSWERED)


@blueprint.get("/")
@staff(Act.ENTER_OFFICE)
def show() -> str:
    """Late first, then what waits, then what is due within a fortnight, then my dialogues."""
    session, actor = sessions.reading(), sessions.current_actor()
    mine = my_body_ids(session)
    listed = dialogues.in_stages(session, ON_THE_DESK, sessions.now(), mine)
    own = [one for one in listed if may(actor, Act.SEE_DRAFTS, one.body_id)]
    others = [one for one in listed if one not in own]
    joint = [(one, stands) for one, stands in standings(session, others) if may(stands, Act.SEE_DRAFTS, one.body_id)]
    items = [*draft_items.to_read(session), *desk_matters.of_matters(session, mine), *_waiting(session, own)]
    for one, stands in joint:
        with sessions.standing_as(stands):
            items += _waiting(session, [one])
    items += [*escalated.items(session), *of_reports(session, mine), *desk_items.of_follow_ups(session, mine)]
    found = [*own, *(one for one, _stands in joint)]
    return render_template(
        "office/desk/show.html",
        late=[item for item in items if item.late],
        waiting_items=[item for item in items if not item.late and not item.soon],
        soon=[item for item in items if item.soon],
        dialogues=[(one, stage_name(one), late_words(one)) for one in found],
        name_of=name_of,
        may_see=may(actor, Act.SEE_DRAFTS),
    )


def _waiting(session: Session, found: list[Dialogue]) -> list[Item]:
    """What waits in these dialogues: comments, promises to amend, the work of each stage, measures, silent groups."""
    return [
        *draft_items.to_answer(session, found),
        *desk_matters.of_promises(session, found),
        *desk_items.of_dialogues(session, found),
        *desk_groups.of_dialogues(session, found),
    ]
