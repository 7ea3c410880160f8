"""Late answers on the desks that they have gone on to: the dialogue group, the body, the executive board (C2)."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.domain.escalation import LiesWith
from portal.domain.permissions import Act, Role, holds, may
from portal.models.dialogues import Dialogue
from portal.queries import escalation
from portal.web import days, sessions
from portal.web.office.desk_items import Item
from portal.web.office.lateness import late_words, lies_words, step_of
from portal.web.staff import name_of

_OF_BODY = (Role.REGISTRAR, Role.ELECTED_READER)
_OF_BOARD = (Role.DIALOGUE_LEAD, Role.REGISTRAR, Role.ADMINISTRATOR)


def items(session: Session) -> Iterator[Item]:
    """One line for each late answer that lies with me, unless I already have it as one who works with the dialogue."""
    late, actor = escalation.late_answers(session, days.today()), sessions.current_actor()
    mine = escalation.in_group(session, actor.user_id, [one.id for one in late], days.today()) if late else set()
    for dialogue in late:
        works_with_it = any(may(actor, act, dialogue.body_id) for act in (Act.PUBLISH, Act.RECORD_DECISIONS))
        if works_with_it or not _lies_with_me(session, dialogue, dialogue.id in mine):
            continue
        words = late_words(dialogue)
        if words is None:
            continue
        inside = may(actor, Act.SEE_DRAFTS, dialogue.body_id)
        href = f"/office/dialogues/{dialogue.slug}/" if inside else f"/sv/dialogues/{dialogue.slug}/"
        where = f"{dialogue.texts.plain('title')} · {name_of(dialogue.body)}"
        yield Item(
            words, href, where, lies_words(dialogue) or _("Du är med i dialoggruppen."), late=True, principle="C2"
        )


def _lies_with_me(session: Session, dialogue: Dialogue, in_group: bool) -> bool:
    actor, step = sessions.current_actor(), step_of(dialogue)
    if step is LiesWith.BODY:
        return in_group or any(holds(actor, role, dialogue.body_id) for role in _OF_BODY)
    if step is LiesWith.BOARD:
        board = escalation.board(session)
        return board is not None and any(holds(actor, role, board.id) for role in _OF_BOARD)
    return in_group
