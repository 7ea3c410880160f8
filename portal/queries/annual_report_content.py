"""What the annual report of a body and a year says: plain JSON in all languages, previewed, frozen and exported (D2).

The figures are those of the dialogue pages: they come from the same functions, nothing is counted here.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from portal.domain.annual_reports import known_at
from portal.domain.calendar import last_day, local_day, start_of
from portal.domain.commitments import content_hash
from portal.domain.dialogues import Stage, stage_of
from portal.domain.extensive import Extensive, as_rows
from portal.domain.matters import ConsiderationOutcome
from portal.domain.rules import Rules
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.matters import Consideration, Matter
from portal.queries import answers, considered, evaluations, extensive, feedback, plans, results
from portal.queries.dialogues import passed_shoulds
from portal.queries.frozen_texts import frozen

FEWEST = 5
"""How many participants must have answered the evaluation before its figures are told."""

Content = dict[str, Any]
Part = Callable[[Session, Body, int, Rules, datetime], Content]


def content_of(session: Session, body: Body, year: int, rules: Rules, now: datetime) -> Content:
    """The whole report as it stands at `now`. A year in which nothing happened gives empty lists."""
    head: Content = {
        "as_of": now.isoformat(),
        "year": year,
        "body": {"id": body.id, "slug": body.slug, "name": frozen(body.texts, "name", rules.languages)},
    }
    for part in PARTS:
        head |= part(session, body, year, rules, now)
    return head


def basis_of(content: Content) -> str:
    """Hash of what the report says, whenever it was made: two previews of the same facts have the same."""
    return content_hash({key: value for key, value in content.items() if key not in ("as_of", "comment")})


def accounted_for(content: Content) -> list[int]:
    """Ids of the extensive dialogues answered in the year that this content tells as such."""
    return [one["id"] for one in content["dialogues"] if one["extensive"]["holds"] and one["answered_in_year"]]


def dialogues_of_the_year(session: Session, body: Body, year: int, rules: Rules, now: datetime) -> Content:
    """Every announced dialogue that lived some day of the year, the earliest first."""
    begin, end = _bounds(year, rules)
    chosen = (
        select(Dialogue)
        .where(
            Dialogue.body_id == body.id,
            Dialogue.announced_at < end,
            or_(Dialogue.concluded_at.is_(None), Dialogue.concluded_at >= begin),
            or_(Dialogue.cancelled_at.is_(None), Dialogue.cancelled_at >= begin),
        )
        .options(selectinload(Dialogue.texts), selectinload(Dialogue.matter), selectinload(Dialogue.held_by))
        .order_by(Dialogue.announced_at, Dialogue.id)
    )
    found = session.scalars(chosen).all()
    counts = extensive.of_many(session, found, rules)
    return {"dialogues": [_dialogue(session, one, counts[one.id], year, rules, now) for one in found]}


def considered_in_the_year(session: Session, body: Body, year: int, rules: Rules, now: datetime) -> Content:
    """What the body considered during the year, and the outcomes that became no dialogue, with their grounds."""
    chosen = (
        select(Consideration)
        .where(
            Consideration.body_id == body.id,
            Consideration.decided_on >= date(year, 1, 1),
            Consideration.decided_on <= date(year, 12, 31),
        )
        .options(
            selectinload(Consideration.matter).selectinload(Matter.texts),
            selectinload(Consideration.matter).selectinload(Matter.considerations),
        )
        .order_by(Consideration.decided_on, Consideration.id)
    )
    rows = session.scalars(chosen).all()
    outcomes = [row.outcome.value for row in rows]
    return {
        "considered": {each.value: outcomes.count(each.value) for each in ConsiderationOutcome if each in outcomes},
        "not_held": [
            {
                "matter": row.matter.slug,
                "title": frozen(row.matter.texts, "title", rules.languages),
                "registry_number": row.matter.registry_number,
                "outcome": row.outcome.value,
                "grounds": row.grounds,
                "decided_on": row.decided_on.isoformat(),
                "decided_by": row.decided_by,
                "section": row.section,
                "reconsidered": row.matter.considerations[-1].id != row.id,
            }
            for row in rows
            if row.outcome is not ConsiderationOutcome.DIALOGUE
        ],
    }


def duty_of_the_year(session: Session, body: Body, year: int, rules: Rules, now: datetime) -> Content:
    """How the duty to consider dialogue was kept in the matters that the body decided during the year (A1)."""
    found = considered.in_year(session, year, body.id, rules)
    numbers = {"decided": found.decided, "in_time": len(found.in_time), "late": len(found.late)}
    return {"duty": numbers | {"without": [row.registry_number or row.slug for row in found.without]}}


def plan_of_the_year(session: Session, body: Body, year: int, rules: Rules, now: datetime) -> Content:
    """What became of each line of the adopted yearly plan, as it stood at the end of the year (A2); None: no plan."""
    moment = min(now, _bounds(year, rules)[1])
    followed = plans.followed_up(session, body.id, year, rules, moment)
    if followed is None or followed.plan.adopted_on is None:
        return {"plan": None}
    return {
        "plan": {
            "adopted_on": followed.plan.adopted_on.isoformat(),
            "section": followed.plan.section,
            "lines": [
                {
                    "title": frozen(one.line.texts, "title", rules.languages),
                    "quarter": one.line.quarter,
                    "level": one.line.level,
                    "became": one.became.value,
                    "because": one.line.because,
                    "dialogue": one.dialogue.slug if one.dialogue else None,
                }
                for one in followed.lines
            ],
        }
    }


PARTS: Sequence[Part] = (dialogues_of_the_year, considered_in_the_year, duty_of_the_year, plan_of_the_year)
"""The sections of the content; one more is one more function here and its words in `reports/annual_reports.py`."""


def _bounds(year: int, rules: Rules) -> tuple[datetime, datetime]:
    return start_of(date(year, 1, 1), rules.zone), start_of(date(year + 1, 1, 1), rules.zone)


def _dialogue(session: Session, one: Dialogue, found: Extensive, year: int, rules: Rules, now: datetime) -> Content:
    moment = min(now, _bounds(year, rules)[1])
    stage = stage_of(known_at(one.stage_facts(), moment), moment)
    live = results.content_of(session, one, now)
    answered = local_day(one.answered_at, rules.zone) if one.answered_at and stage in _ANSWERED else None
    closed = _closed_on(one, rules)
    return {
        "id": one.id,
        "slug": one.slug,
        "title": live["title"],
        "registry_number": one.matter.registry_number,
        "level": one.level,
        "stage": stage.value,
        "languages": live["languages"],
        "extensive": {
            "holds": found.holds and stage is not Stage.CANCELLED,
            "criteria": as_rows(found.criteria),
            "stated": found.stated,
            "overrides": found.overrides and stage is not Stage.CANCELLED,
            "reason": found.reason,
        },
        "opens_on": _day(one.opens_at, rules),
        "closes_on": closed.isoformat() if closed else None,
        "answered_on": answered.isoformat() if answered else None,
        "answered_in_year": answered is not None and answered.year == year,
        "answer_by": one.answer_by.isoformat() if one.answer_by else None,
        "first_answer_by": one.first_answer_by.isoformat() if one.first_answer_by else None,
        "days_to_answer": (answered - closed).days if answered and closed else None,
        "in_time": answered <= one.first_answer_by if answered and one.first_answer_by else None,
        "stopped": one.stopped_at is not None and one.stopped_at < moment,
        "ended_because": frozen(one.end_texts, "reason", rules.languages) if one.end_texts else {},
        "figures": live["figures"],
        "groups": live["groups"],
        "decisions": [
            answers.decision_content(row, rules.languages)
            for row in answers.decisions(session, one.id)
            if row.decided_on.year <= year
        ],
        "shoulds": [
            {"gate": row.gate, "code": row.code, "reason": row.reason} for row in passed_shoulds(session, one.id)
        ],
        "cost": {"planned": one.planned_cost, "actual": one.actual_cost},
        "reported": {"on": one.body_report_on.isoformat(), "section": one.body_report_section}
        if one.body_report_on
        else None,
        **_published(session, one, answered is not None),
        **_evaluated(session, one),
    }


def _published(session: Session, one: Dialogue, answered: bool) -> Content:
    """Themes, points and texts as the newest edition has them: before that, and in a draft, they are working papers."""
    edition = feedback.newest_with_content(session, one.id)
    said = edition.content if edition else {}
    return {
        "who_is_missing": said.get("who_is_missing", {}),
        "influence": said.get("influence", {}) if answered else {},
        "themes": [_became(theme, "name", answered) for theme in said.get("themes", ())],
        "points": [_became(point, "text", answered) for point in said.get("points", ())],
    }


_ANSWERED = (Stage.ANSWERED, Stage.CONCLUDED)


def _closed_on(one: Dialogue, rules: Rules) -> date | None:
    if one.closes_at is None:
        return None
    planned = last_day(one.closes_at, rules.zone)
    return min(planned, local_day(one.stopped_at, rules.zone)) if one.stopped_at else planned


def _day(moment: datetime | None, rules: Rules) -> str | None:
    return local_day(moment, rules.zone).isoformat() if moment else None


def _became(task: Content, name: str, answered: bool) -> Content:
    said = {
        "name": task[name],
        "outcome": task.get("outcome") if answered else None,
        "became": task.get("became", {}) if answered else {},
    }
    return said | ({"count": task["count"]} if "count" in task else {"kind": task["kind"]})


def _evaluated(session: Session, one: Dialogue) -> Content:
    figures = evaluations.by_participants(session, one.id)
    counted = {name: {str(n): many for n, many in values.items()} for name, values in figures.by_question.items()}
    return {
        "participants": {
            "answered": figures.answered,
            "by_question": counted if figures.answered >= FEWEST else {},
        },
        "evaluations": [
            {
                "kind": row.kind.value,
                "purpose_met": row.purpose_met,
                "form": row.form,
                "method": row.method,
                "by": row.evaluated_by,
                "on": row.evaluated_on.isoformat(),
            }
            for row in evaluations.of_group(session, one.id)
        ],
        "lessons": [row.text for row in evaluations.lessons(session, one.id)],
    }
