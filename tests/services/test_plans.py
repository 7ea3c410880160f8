"""The yearly plan of a body: drafted, adopted, followed up."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES
from support.traces import refused, verbs

from portal.domain.permissions import Actor
from portal.domain.plans import Became
from portal.domain.refusals import Conflict
from portal.models.bodies import Body
from portal.models.plans import YearlyPlan
from portal.queries import plans as known
from portal.services import plans
from portal.services.plans import LineFacts

PARK = LineFacts({"sv": "Parken vid ån"}, quarter=2, level=3, lead="Lena Lindqvist")
TODAY = NOW.date()


@pytest.fixture
def body(session: Session) -> Body:
    return factories.make_body(session)


@pytest.fixture
def lead(session: Session, body: Body) -> Actor:
    return factories.lead(session, body=body)


@pytest.fixture
def plan(session: Session, lead: Actor, body: Body) -> YearlyPlan:
    made = plans.begin(session, lead, RULES, body, 2026, NOW)
    plans.add_line(session, lead, RULES, made, PARK, made.version, NOW)
    return made


def adopt(session: Session, lead: Actor, plan: YearlyPlan) -> None:
    plans.adopt(session, lead, RULES, plan, TODAY, "§ 4", plan.version, NOW)


def test_a_plan_is_for_one_year_of_one_body(session: Session, lead: Actor, body: Body, plan: YearlyPlan) -> None:
    with refused(session, "PLAN_EXISTS"):
        plans.begin(session, lead, RULES, body, 2026, NOW)
    for year in (None, 1926, 2040):
        with refused(session, "YEAR_OUT_OF_RANGE"):
            plans.begin(session, lead, RULES, body, year, NOW)


def test_a_line_needs_a_title_a_quarter_and_a_step_of_the_ladder(
    session: Session, lead: Actor, plan: YearlyPlan
) -> None:
    matter = factories.make_matter(session, body=factories.make_body(session, "Kulturnämnden"))
    wrong = LineFacts({"sv": " "}, quarter=5, level=1, matter=matter)
    with refused(session, "NO_TITLE", "QUARTER_UNKNOWN", "LEVEL_UNKNOWN", "MATTER_OF_OTHER_BODY"):
        plans.add_line(session, lead, RULES, plan, wrong, plan.version, NOW)


def test_a_plan_is_adopted_with_day_and_section(session: Session, lead: Actor, body: Body, plan: YearlyPlan) -> None:
    assert known.followed_up(session, body.id, 2026, RULES, NOW) is None
    with refused(session, "PLAN_WITHOUT_SECTION", "ADOPTED_IN_THE_FUTURE"):
        plans.adopt(session, lead, RULES, plan, date(2026, 3, 3), " ", plan.version, NOW)
    session.info.clear()
    adopt(session, lead, plan)
    assert session.info["public_scopes"] == {"site"}
    assert verbs(session)[-1] == "plans.adopt"
    with refused(session, "PLAN_ADOPTED"):
        adopt(session, lead, plan)


def test_what_is_adopted_is_what_was_on_the_page(session: Session, lead: Actor, plan: YearlyPlan) -> None:
    read = plan.version
    plans.add_line(session, lead, RULES, plan, PARK, read, NOW)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        plans.adopt(session, lead, RULES, plan, TODAY, "§ 4", read, NOW)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        plans.add_line(session, lead, RULES, plan, PARK, read, NOW)


def test_a_draft_is_rewritten_but_an_adopted_plan_only_added_to(
    session: Session, lead: Actor, body: Body, plan: YearlyPlan
) -> None:
    first = plan.lines[0]
    plans.change_line(session, lead, first, replace(PARK, quarter=3), plan.version, NOW)
    second = plans.add_line(session, lead, RULES, plan, PARK, plan.version, NOW)
    plans.drop_line(session, lead, RULES, second, "", plan.version, NOW)
    assert plan.lines == [first]
    adopt(session, lead, plan)
    with refused(session, "PLAN_ADOPTED"):
        plans.change_line(session, lead, first, PARK, plan.version, NOW)
    with refused(session, "DROPPED_WITHOUT_REASON"):
        plans.drop_line(session, lead, RULES, first, " ", plan.version, NOW)
    plans.drop_line(session, lead, RULES, first, "Pengarna räcker inte.", plan.version, NOW)
    with refused(session, "LINE_DROPPED"):
        plans.drop_line(session, lead, RULES, first, "Igen.", plan.version, NOW)
    later = plans.add_line(session, lead, RULES, plan, PARK, plan.version, NOW)
    followed = known.followed_up(session, body.id, 2026, RULES, NOW)
    assert followed is not None
    told = {one.line.id: (one.became, one.line.because, one.line.added_later) for one in followed.lines}
    assert told == {
        first.id: (Became.DROPPED, "Pengarna räcker inte.", False),
        later.id: (Became.NOT_YET, "", True),
    }


def test_a_line_follows_its_dialogue_or_the_latest_under_its_matter(
    session: Session, lead: Actor, body: Body, plan: YearlyPlan
) -> None:
    matter = factories.make_matter(session, body=body, title="Ny skolväg")
    by_matter = plans.add_line(session, lead, RULES, plan, replace(PARK, matter=matter), plan.version, NOW)
    tied = plan.lines[0]
    opened = factories.make_open_dialogue(session, body=body)
    strange = factories.make_open_dialogue(session, body=factories.make_body(session, "Kulturnämnden"))
    with refused(session, "DIALOGUE_OF_OTHER_BODY"):
        plans.tie_line(session, lead, tied, strange, plan.version, NOW)
    plans.tie_line(session, lead, tied, opened, plan.version, NOW)
    factories.make_dialogue(session, matter=matter)
    adopt(session, lead, plan)
    public, office = (
        known.followed_up(session, body.id, 2026, RULES, NOW, adopted_only=only) for only in (True, False)
    )
    assert public is not None
    assert office is not None
    assert {one.line.id: one.became for one in public.lines} == {
        tied.id: Became.UNDER_WAY,
        by_matter.id: Became.PREPARING,
    }
    assert [one.dialogue for one in public.lines if one.line.id == by_matter.id] == [None]
    assert all(one.dialogue for one in office.lines)
