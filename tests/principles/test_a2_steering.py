"""A2: a dialogue is tied to the steering process: a goal, plan or budget, and the body's plan of the year."""

from datetime import date, timedelta

from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES
from support.traces import log, refused

from portal.domain.lifecycle import Gate
from portal.domain.plans import Became
from portal.domain.refusals import Conflict
from portal.domain.steering import SteeringKind
from portal.queries import plans as known
from portal.queries.annual_report_content import content_of
from portal.services import dialogues, plans, steering
from portal.services.plans import LineFacts
from portal.services.steering import SteeringFacts

TODAY = NOW.date()
LINE = LineFacts({"sv": "Skolvägar"}, quarter=2, level=3)


def test_no_dialogue_begins_without_a_goal_plan_or_budget_and_its_year(session: Session) -> None:
    matter = factories.make_matter(session)
    lead = factories.lead(session, body=matter.body)
    with refused(session, "NO_STEERING_GOAL", "NO_STEERING_YEAR"):
        dialogues.hold(
            session, lead, RULES, matter, matter.body, {"sv": "X"}, NOW, steering_goal="", steering_year=None
        )
    item = steering.add(session, lead, matter.body, SteeringFacts(SteeringKind.GOAL, "Mål 3", 2026), NOW)
    made = dialogues.hold(
        session, lead, RULES, matter, matter.body, {"sv": "X"}, NOW, steering_goal="", steering_year=None,
        steering_item=item,
    )  # fmt: skip
    assert (made.steering_goal, made.steering_year) == ("Mål 3", 2026)


def test_a_dialogue_that_closes_after_the_budget_goes_on_only_with_a_reason_that_everybody_sees(
    session: Session,
) -> None:
    dialogue = factories.make_dialogue_ready_to_announce(session)
    lead = factories.lead(session, body=dialogue.body)
    facts = SteeringFacts(SteeringKind.BUDGET, "Budget 2027", 2027, decided_on=TODAY + timedelta(days=30))
    dialogue.steering_item_id = steering.add(session, lead, dialogue.body, facts, NOW).id
    session.flush()
    with refused(session, "CLOSES_AFTER_STEERING"):
        dialogues.announce(session, lead, RULES, dialogue, NOW)
    reason = "Nämnden kan ändra budgeten i augusti."
    dialogues.pass_should(session, lead, RULES, dialogue, Gate.ANNOUNCE, "CLOSES_AFTER_STEERING", reason, NOW)
    dialogues.announce(session, lead, RULES, dialogue, NOW)
    passed = [data for kind, data in log(session, dialogue.id) if kind == "should_passed"]
    assert [(one["code"], one["reason"]) for one in passed] == [("CLOSES_AFTER_STEERING", reason)]


def test_the_year_is_planned_adopted_with_a_section_and_followed_up(session: Session) -> None:
    body = factories.make_body(session)
    lead = factories.lead(session, body=body)
    plan = plans.begin(session, lead, RULES, body, 2026, NOW)
    kept = plans.add_line(session, lead, RULES, plan, LINE, plan.version, NOW)
    dropped = plans.add_line(session, lead, RULES, plan, LINE, plan.version, NOW)
    with refused(session, "PLAN_WITHOUT_SECTION"):
        plans.adopt(session, lead, RULES, plan, TODAY, "", plan.version, NOW)
    assert known.followed_up(session, body.id, 2026, RULES, NOW) is None
    plans.adopt(session, lead, RULES, plan, TODAY, "§ 7", plan.version, NOW)
    with refused(session, "DROPPED_WITHOUT_REASON"):
        plans.drop_line(session, lead, RULES, dropped, "", plan.version, NOW)
    plans.drop_line(session, lead, RULES, dropped, "Staten bestämmer i stället.", plan.version, NOW)
    followed = known.followed_up(session, body.id, 2026, RULES, NOW + timedelta(days=150))
    assert followed is not None
    assert {one.line.id: one.became for one in followed.lines} == {kept.id: Became.BEHIND, dropped.id: Became.DROPPED}


def test_nobody_adopts_another_plan_than_the_one_on_the_page(session: Session) -> None:
    body = factories.make_body(session)
    lead = factories.lead(session, body=body)
    plan = plans.begin(session, lead, RULES, body, 2026, NOW)
    read = plan.version
    plans.add_line(session, lead, RULES, plan, LINE, read, NOW)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        plans.adopt(session, lead, RULES, plan, TODAY, "§ 7", read, NOW)


def test_a_plan_is_for_a_year_that_can_be_planned(session: Session) -> None:
    body = factories.make_body(session)
    lead = factories.lead(session, body=body)
    with refused(session, "YEAR_OUT_OF_RANGE"):
        plans.begin(session, lead, RULES, body, date.min.year, NOW)


def test_the_annual_report_follows_up_what_was_planned_and_how_matters_were_considered(session: Session) -> None:
    matter = factories.make_matter(session)
    body, lead = matter.body, factories.lead(session, body=matter.body)
    plan = plans.begin(session, lead, RULES, body, TODAY.year, NOW)
    plans.add_line(session, lead, RULES, plan, LINE, plan.version, NOW)
    assert content_of(session, body, TODAY.year, RULES, NOW)["plan"] is None, "a draft is nobody's promise"
    plans.adopt(session, lead, RULES, plan, TODAY, "§ 4", plan.version, NOW)
    unconsidered = factories.make_matter(session, body=body, registry_number="TN 2026/42", considered=None)
    matter.decided_on = unconsidered.decided_on = TODAY
    session.flush()
    content = content_of(session, body, TODAY.year, RULES, NOW)
    (line,) = content["plan"]["lines"]
    assert (line["title"]["sv"]["text"], line["quarter"], line["dialogue"]) == ("Skolvägar", 2, None)
    assert (content["duty"]["decided"], content["duty"]["without"]) == (2, ["TN 2026/42"])
