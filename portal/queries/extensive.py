"""Which dialogues are extensive, by which criteria, and what staff stated otherwise (C3). One answer for every page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from portal.domain.extensive import Extensive, Size, as_rows, in_force
from portal.domain.rules import Rules
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup
from portal.queries import figures
from portal.queries.public_dialogues import Public


@dataclass(frozen=True)
class ReportedInBody:
    """Answered extensive dialogues: how many there are, and how many of them were reported in their body (C3)."""

    reported: int
    answered: int


def of_dialogue(session: Session, dialogue: Dialogue, rules: Rules, received: int | None = None) -> Extensive:
    """What is in force for the dialogue; `received` for a caller who has counted already."""
    counted = {dialogue.id: received} if received is not None else None
    return of_many(session, [dialogue], rules, counted)[dialogue.id]


def of_many(
    session: Session, dialogues: Collection[Dialogue], rules: Rules, received: Mapping[int, int] | None = None
) -> dict[int, Extensive]:
    """What is in force for each of the dialogues, by id, in two statements however many there are."""
    ids = [dialogue.id for dialogue in dialogues]
    sizes = select(AffectedGroup.dialogue_id, func.sum(AffectedGroup.estimated_size))
    rows = (
        session.execute(sizes.where(AffectedGroup.dialogue_id.in_(ids)).group_by(AffectedGroup.dialogue_id))
        if ids
        else ()
    )
    affected = {row[0]: int(row[1] or 0) for row in rows}
    came = figures.received_in(session, ids) if received is None else received
    return {
        one.id: in_force(
            Size(affected.get(one.id, 0), came.get(one.id, 0), cost_of(one), one.held_by.kind),
            rules.extensive,
            one.extensive,
            one.extensive_reason,
            one.extensive_told if _has_ended(one) else None,
        )
        for one in dialogues
    }


def of_public(public: Public, rules: Rules) -> Extensive:
    """The same for the public page of one dialogue, which has read everything in its own statement."""
    dialogue, more = public.dialogue, public.more
    assert more is not None
    size = Size(int(more.affected), public.received, cost_of(dialogue), more.held_by_kind)
    frozen = dialogue.extensive_told if _has_ended(dialogue) else None
    return in_force(size, rules.extensive, dialogue.extensive, dialogue.extensive_reason, frozen)


def cost_of(dialogue: Dialogue) -> int | None:
    """What the dialogue cost in kronor, or is planned to cost as long as that is not known."""
    return dialogue.planned_cost if dialogue.actual_cost is None else dialogue.actual_cost


def untold(session: Session, rules: Rules) -> dict[int, Extensive]:
    """Living announced dialogues, by id, whose criteria are no longer those that the log last told."""
    living = _announced(session, Dialogue.concluded_at.is_(None), Dialogue.cancelled_at.is_(None))
    found = of_many(session, living, rules)
    return {one.id: found[one.id] for one in living if differs(one, found[one.id])}


def differs(dialogue: Dialogue, found: Extensive) -> bool:
    """Whether other criteria hold than the log last told. Another figure alone is no news."""
    return {row["criterion"] for row in dialogue.extensive_told or ()} != {
        row["criterion"] for row in as_rows(found.criteria)
    }


def overrides(session: Session, rules: Rules) -> list[tuple[Dialogue, Extensive]]:
    """Announced dialogues for which staff said otherwise than the criteria, with the reason; the latest first."""
    stated = _announced(session, Dialogue.extensive_reason != "")
    found = of_many(session, stated, rules)
    return [(one, found[one.id]) for one in stated if found[one.id].overrides]


def reported(session: Session, rules: Rules) -> ReportedInBody:
    """How many of the answered extensive dialogues were reported in their body: *n of n* on the page of principles."""
    answered = _announced(session, Dialogue.answered_at.is_not(None))
    found = of_many(session, answered, rules)
    owed = [one for one in answered if found[one.id].holds]
    return ReportedInBody(sum(one.body_report_on is not None for one in owed), len(owed))


def _has_ended(dialogue: Dialogue) -> bool:
    return dialogue.concluded_at is not None or dialogue.cancelled_at is not None


def _announced(session: Session, *conditions: object) -> list[Dialogue]:
    chosen = (
        select(Dialogue)
        .where(Dialogue.announced_at.is_not(None), *conditions)  # type: ignore[arg-type]
        .options(selectinload(Dialogue.held_by), selectinload(Dialogue.texts), selectinload(Dialogue.body))
        .order_by(Dialogue.id.desc())
    )
    return list(session.scalars(chosen))
