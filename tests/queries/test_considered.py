"""How many of a year's decided matters were considered in time (A1), and what is overdue."""

from datetime import date, timedelta

from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES

from portal.domain.decisions import DecisionKind
from portal.domain.matters import ConsiderationOutcome
from portal.models.bodies import Body
from portal.models.decisions import Decision
from portal.models.matters import Consideration, Matter
from portal.queries import considered, matters

TODAY = NOW.date()
YES = ConsiderationOutcome.NO_DIALOGUE


def decided(session: Session, body: Body, on: date | None, first: date | None, title: str = "Ny park") -> Matter:
    matter = factories.make_matter(session, title=title, body=body, considered=YES if first else None, suitable=False)
    matter.registered_on, matter.decided_on = date(2025, 6, 1), on
    matter.planned_decision_on = date(2025, 12, 1)
    if first:
        matter.considerations[0].decided_on = first
    session.flush()
    return matter


def test_the_year_s_decided_matters_are_sorted_by_how_the_duty_was_kept(session: Session) -> None:
    body, other = factories.make_body(session), factories.make_body(session, "Kulturnämnden")
    on = date(2025, 12, 1)
    in_time = decided(session, body, on, date(2025, 7, 1))
    late = decided(session, body, on, date(2025, 7, 2))
    without = decided(session, body, on, None)
    after = decided(session, body, on, on + timedelta(days=1))
    decided(session, body, date(2024, 12, 31), date(2025, 7, 1))
    decided(session, body, None, date(2025, 7, 1))
    decided(session, other, on, date(2025, 7, 1))
    figures = considered.in_year(session, 2025, body.id, RULES)
    assert [one.id for one in figures.in_time] == [in_time.id]
    assert [one.id for one in figures.late] == [late.id]
    assert [one.id for one in figures.without] == [without.id, after.id]
    assert (figures.decided, figures.late[0].due) == (4, date(2025, 7, 1))
    assert considered.in_year(session, 2025, None, RULES).decided == 5
    assert considered.in_year(session, 2023, None, RULES).decided == 0


def test_a_second_consideration_does_not_make_a_late_first_one_early(session: Session) -> None:
    matter = decided(session, factories.make_body(session), date(2025, 12, 1), date(2025, 9, 1))
    session.add(
        Consideration(
            matter=matter, outcome=YES, grounds="Omprövat", body=matter.body, decided_by="Olle",
            decided_on=date(2025, 6, 2), recorded_at=NOW,
        )
    )  # fmt: skip
    session.flush()
    assert len(considered.in_year(session, 2025, None, RULES).late) == 1


def test_a_dialogue_s_final_decision_decides_its_matter(session: Session) -> None:
    dialogue = factories.make_handed_over_dialogue(session)
    for kind, final, on in (
        (DecisionKind.REFERRED_BACK, False, date(2026, 2, 1)),
        (DecisionKind.DECIDED, True, date(2026, 2, 20)),
    ):
        session.add(
            Decision(
                dialogue_id=dialogue.id, body_id=dialogue.body_id, decided_on=on, section="1", kind=kind, final=final,
                recorded_at=NOW,
            )
        )  # fmt: skip
    session.flush()
    days = considered.days_of(session, [dialogue.matter_id])[dialogue.matter_id]
    assert days.decided_on == date(2026, 2, 20)
    assert considered.in_year(session, 2026, None, RULES).decided == 1


def test_overdue_are_those_past_their_day_and_no_others(session: Session) -> None:
    body = factories.make_body(session)

    def waiting(registered: int, planned: int | None, title: str) -> Matter:
        matter = factories.make_matter(session, title=title, body=body, considered=None, suitable=False)
        matter.registered_on = TODAY - timedelta(days=registered)
        matter.planned_decision_on = None if planned is None else TODAY + timedelta(days=planned)
        return matter

    old, soon = waiting(31, None, "Gammalt"), waiting(5, 55, "Snart beslut")
    waiting(30, None, "Sista dagen")
    waiting(5, 56, "Åtta veckor kvar")
    waiting(0, 3, "Kom i dag")
    gone, done = waiting(50, None, "Återtaget"), waiting(50, None, "Avgjort")
    gone.withdrawn_on, done.decided_on = TODAY, TODAY
    session.flush()
    assert matters.overdue(session, None, TODAY, RULES) == [old, soon]
    assert matters.overdue(session, factories.make_body(session, "Kulturnämnden").id, TODAY, RULES) == []
    assert matters.decided_without(session, body.id) == [done]
