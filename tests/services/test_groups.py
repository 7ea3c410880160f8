"""Affected groups and the measures that let them take part (B1); the dialogue group (C4)."""

from datetime import date

from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW, RULES
from support.traces import refused

from portal.domain.groups import MeasureStatus, MemberRole
from portal.domain.permissions import SYSTEM, Role
from portal.domain.refusals import GateClosed, Invalid, NotAllowed
from portal.queries import groups as known
from portal.queries import lifecycle
from portal.services import groups
from portal.services.groups import GroupFacts


def test_a_group_is_described_and_gets_measures(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    support = factories.actor(factories.make_user(session, roles=[Role.DIALOGUE_SUPPORT]))
    facts = GroupFacts("Leker i parken", 340, "SCB 2025", "Läser inte brev")
    group = groups.add_group(session, support, dialogue, {"sv": "Barn"}, facts, NOW)
    groups.add_measure(session, support, dialogue, group, {"sv": "Möte i skolan"}, "Lena", date(2026, 4, 1), NOW)
    [found] = known.of_dialogue(session, dialogue.id)
    assert (found.texts.plain("name"), found.estimated_size) == ("Barn", 340)
    assert [measure.owner for measure in found.measures] == ["Lena"]


def test_a_group_has_a_name_and_a_measure_an_owner(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    with refused(session, "NO_NAME", kind=Invalid):
        groups.add_group(session, SYSTEM, dialogue, {"fi": "Lapset"}, GroupFacts(), NOW)
    with refused(session, "SIZE_NEGATIVE", kind=Invalid):
        groups.add_group(session, SYSTEM, dialogue, {"sv": "Barn"}, GroupFacts(estimated_size=-1), NOW)
    group = factories.make_group(session, dialogue)
    with refused(session, "NO_OWNER", kind=Invalid):
        groups.add_measure(session, SYSTEM, dialogue, group, {"sv": "Möte"}, " ", None, NOW)


def test_a_measure_is_done_or_not_done_because(session: Session) -> None:
    dialogue = factories.make_closed_dialogue(session)
    [group] = known.of_dialogue(session, dialogue.id)
    [measure] = group.measures
    with refused(session, "NOT_DONE_WITHOUT_BECAUSE", kind=Invalid):
        groups.settle_measure(session, SYSTEM, dialogue, measure, MeasureStatus.NOT_DONE, " ", NOW)
    groups.settle_measure(session, SYSTEM, dialogue, measure, MeasureStatus.NOT_DONE, "Skolan var stängd.", NOW)
    [facts] = lifecycle.facts_of(session, dialogue, RULES, NOW).groups
    assert [(each.status, each.because) for each in facts.measures] == [(MeasureStatus.NOT_DONE, True)]


def test_groups_are_taken_away_before_the_announcement_only(session: Session) -> None:
    announced = factories.make_announced_dialogue(session)
    [public] = known.of_dialogue(session, announced.id)
    with refused(session, "ALREADY_ANNOUNCED", kind=GateClosed):
        groups.remove_group(session, SYSTEM, announced, public, NOW)
    preparing = factories.make_dialogue(session)
    group = factories.make_group(session, preparing)
    groups.remove_group(session, SYSTEM, preparing, group, NOW)
    assert known.of_dialogue(session, preparing.id) == []


def test_nothing_of_the_groups_changes_after_the_handover(session: Session) -> None:
    dialogue = factories.make_handed_over_dialogue(session)
    with refused(session, "ALREADY_HANDED_OVER", kind=GateClosed):
        groups.add_group(session, SYSTEM, dialogue, {"sv": "Äldre"}, GroupFacts(), NOW)


def test_a_dialogue_group_has_members_from_a_day_until_another(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    first = groups.add_member(session, SYSTEM, dialogue, "Per", MemberRole.POLITICIAN, date(2026, 1, 1), NOW)
    groups.add_member(session, SYSTEM, dialogue, "Eva", MemberRole.INVESTIGATOR, date(2026, 1, 1), NOW)
    with refused(session, "ENDS_BEFORE_IT_BEGINS", kind=Invalid):
        groups.end_member(session, SYSTEM, dialogue, first, date(2025, 12, 31), NOW)
    groups.end_member(session, SYSTEM, dialogue, first, date(2026, 2, 1), NOW)
    assert [member.name for member in known.members_of(session, dialogue.id, NOW.date())] == ["Eva"]
    assert lifecycle.facts_of(session, dialogue, RULES, NOW).member_roles == {MemberRole.INVESTIGATOR}


def test_a_moderator_does_not_edit_groups(session: Session) -> None:
    dialogue = factories.make_dialogue(session)
    moderator = factories.actor(factories.make_user(session, roles=[Role.MODERATOR]))
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        groups.add_group(session, moderator, dialogue, {"sv": "Barn"}, GroupFacts(), NOW)
