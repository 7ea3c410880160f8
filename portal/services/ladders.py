"""Wording the participation ladder anew. Dialogues that are announced keep the words they were given with."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain import ladders as rules_of
from portal.domain.dialogues import Level
from portal.domain.permissions import Act, Actor, require_everywhere
from portal.domain.refusals import Conflict, Invalid
from portal.domain.rules import Rules
from portal.effects import audit
from portal.effects.publication import SITE, raise_version
from portal.effects.texts import made_set
from portal.models.ladders import Ladder, LadderStep
from portal.queries import ladders


def adopt(
    session: Session,
    actor: Actor,
    rules: Rules,
    steps: Mapping[Level, rules_of.Step],
    hidden: Level | None,
    seen_id: int | None,
    now: datetime,
) -> Ladder:
    """Put a new wording in force for dialogues announced from now on; `seen_id` is the ladder the form was filled from.

    Raises Conflict with CHANGED_MEANWHILE, Invalid with the faults of `domain.ladders`.
    """
    require_everywhere(actor, Act.MANAGE_BODIES)
    before = ladders.newest_id(session)
    if before != seen_id:
        raise Conflict("CHANGED_MEANWHILE")
    if found := rules_of.faults(steps, hidden, rules.languages):
        raise Invalid(*found)
    ladder = Ladder(hidden_level=hidden.value if hidden else None, made_at=now, made_by_id=actor.user_id)
    session.add(ladder)
    session.flush()
    for level, step in steps.items():
        texts = made_set(session, "ladder_step", now, actor.user_id, **step)
        session.add(LadderStep(ladder_id=ladder.id, level=level.value, texts_id=texts.id))
    session.flush()
    after = {"ladder": ladder.id, "hidden": hidden}
    audit.record(session, actor, "ladders.adopt", "ladder", ladder.id, {"ladder": before}, after, now)
    raise_version(session, SITE)
    return ladder
