"""Yearly plans of dialogues, and what became of each of their lines (A2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload, selectinload

from portal.domain.calendar import local_day
from portal.domain.dialogues import Stage, stage_of
from portal.domain.plans import Became, became, quarter_ends
from portal.domain.refusals import NotFound
from portal.domain.rules import Rules
from portal.models.dialogues import Dialogue
from portal.models.matters import Matter
from portal.models.plans import PlannedDialogue, YearlyPlan


@dataclass(frozen=True)
class FollowedLine:
    """A line of a plan with what became of it; `dialogue` is None while there is none that the reader may know of."""

    line: PlannedDialogue
    became: Became
    dialogue: Dialogue | None
    stage: Stage | None

    @property
    def title(self) -> Mapping[str, str]:
        """What the dialogue was planned to be about, by language."""
        return {language: text.source for (_field, language), text in self.line.texts.texts.items()}


@dataclass(frozen=True)
class FollowedPlan:
    """A plan with its lines, by quarter."""

    plan: YearlyPlan
    lines: tuple[FollowedLine, ...]

    def count(self, *outcomes: Became) -> int:
        """How many lines became one of these."""
        return sum(one.became in outcomes for one in self.lines)


def of_body(session: Session, body_id: int) -> list[YearlyPlan]:
    """Every plan of a body, drafts too, the latest year first."""
    return list(
        session.scalars(select(YearlyPlan).where(YearlyPlan.body_id == body_id).order_by(YearlyPlan.year.desc()))
    )


def adopted_years(session: Session, body_id: int) -> list[int]:
    """The years for which the body has adopted a plan, the latest first."""
    chosen = select(YearlyPlan.year).where(YearlyPlan.body_id == body_id, YearlyPlan.adopted_on.is_not(None))
    return list(session.scalars(chosen.order_by(YearlyPlan.year.desc())))


def of_year(session: Session, body_id: int, year: int) -> YearlyPlan | None:
    """The body's plan of that year, draft or adopted."""
    return session.scalar(
        select(YearlyPlan)
        .where(YearlyPlan.body_id == body_id, YearlyPlan.year == year)
        .options(
            selectinload(YearlyPlan.lines).selectinload(PlannedDialogue.texts),
            selectinload(YearlyPlan.lines).selectinload(PlannedDialogue.matter).selectinload(Matter.texts),
        )
    )


def by_year(session: Session, body_id: int, year: int) -> YearlyPlan:
    """The body's plan of that year; raises NotFound."""
    plan = of_year(session, body_id, year)
    if plan is None:
        raise NotFound("NO_SUCH_PLAN")
    return plan


def line(session: Session, plan: YearlyPlan, line_id: int) -> PlannedDialogue:
    """A line of that plan; raises NotFound."""
    found = session.get(PlannedDialogue, line_id)
    if found is None or found.plan_id != plan.id:
        raise NotFound("NO_SUCH_PLANNED_DIALOGUE")
    return found


def followed_up(
    session: Session, body_id: int, year: int, rules: Rules, now: datetime, *, adopted_only: bool = True
) -> FollowedPlan | None:
    """The body's plan of that year with what became of each line; None when it has adopted none.

    A line without a dialogue of its own is followed to the latest one under its matter. With `adopted_only` (the
    public's and the annual report's reading) a dialogue that nobody has announced is not told of, only its stage.
    """
    plan = of_year(session, body_id, year)
    if plan is None or (adopted_only and plan.adopted_on is None):
        return None
    dialogues = _dialogues(session, plan.lines)
    today = local_day(now, rules.zone)
    return FollowedPlan(
        plan, tuple(_followed(one, plan.year, dialogues, today, now, adopted_only) for one in plan.lines)
    )


def _followed(
    row: PlannedDialogue,
    year: int,
    dialogues: Mapping[tuple[str, int | None], Dialogue],
    today: date,
    now: datetime,
    public: bool,
) -> FollowedLine:
    dialogue = dialogues.get(("dialogue", row.dialogue_id)) or dialogues.get(("matter", row.matter_id))
    stage = stage_of(dialogue.stage_facts(), now) if dialogue else None
    outcome = became(stage, row.dropped_on is not None, quarter_ends(year, row.quarter), today)
    told = dialogue if dialogue and (not public or dialogue.announced_at is not None) else None
    return FollowedLine(row, outcome, told, stage)


def _dialogues(session: Session, lines: Collection[PlannedDialogue]) -> dict[tuple[str, int | None], Dialogue]:
    own = {one.dialogue_id for one in lines if one.dialogue_id is not None}
    matters = {one.matter_id for one in lines if one.dialogue_id is None and one.matter_id is not None}
    if not own and not matters:
        return {}
    found = session.scalars(
        select(Dialogue)
        .where(
            Dialogue.id.in_(own)
            | (Dialogue.matter_id.in_(matters) & Dialogue.abandoned_at.is_(None) & Dialogue.cancelled_at.is_(None))
        )
        .order_by(Dialogue.id)
        .options(lazyload("*"), selectinload(Dialogue.texts))
    )
    by_key: dict[tuple[str, int | None], Dialogue] = {}
    for dialogue in found:
        by_key["dialogue", dialogue.id] = dialogue
        by_key["matter", dialogue.matter_id] = dialogue
    return by_key
