"""D3: process, methods and competence are evaluated, and what was learnt is there when the next dialogue is planned."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.answered import make_answered_dialogue
from support.factories import NOW, RULES, lead, make_dialogue, make_open_dialogue, make_submission, make_user
from support.traces import log, refused, verbs

from portal.domain.evaluations import EvaluationKind, PurposeMet
from portal.domain.groups import MemberRole
from portal.domain.lifecycle import Gate, checks
from portal.domain.permissions import SYSTEM, Role
from portal.domain.refusals import Conflict, GateClosed, Invalid, NotAllowed
from portal.models.dialogues import Dialogue, DialogueMethod
from portal.models.evaluations import ParticipantEvaluation
from portal.models.groups import GroupMember
from portal.queries import evaluations as known
from portal.queries import lessons, lifecycle, methods, users
from portal.services import evaluations as services
from portal.services import methods as library
from portal.services.evaluations import GroupView, ParticipantView, Use
from portal.services.methods import MethodFacts

VIEW = GroupView("Ja, vi vet nu var det behövs skugga.", "Bra.", "Bra.", "Gruppen", NOW.date(), PurposeMet.MET)
PICNIC = MethodFacts("-mp--", True, {"sv": "Picknick i parken"})


def elected_in(session: Session, dialogue: Dialogue) -> object:
    user = make_user(session, "Olof Ledamot", roles=(Role.ELECTED_READER,), body=dialogue.body)
    role, since = MemberRole.POLITICIAN, NOW.date() - timedelta(days=90)
    session.add(GroupMember(dialogue_id=dialogue.id, user_id=user.id, name=user.name, role=role, from_on=since))
    session.flush()
    return users.actor_of(user)


def answer(session: Session, dialogue: Dialogue, times: int, value: int = 5, by_receipt: bool = True) -> None:
    for _number in range(times):
        writer = make_submission(session, dialogue) if by_receipt else None
        services.take_part_in_evaluation(session, dialogue, ParticipantView(value, value, value), writer, NOW)


def use(session: Session, dialogue: Dialogue, key: str) -> int:
    method = methods.by_key(session, key)
    dialogue.methods.append(DialogueMethod(method_id=method.id))
    session.flush()
    return method.id


# how it is kept


def test_the_group_evaluates_and_changes_its_view_until_the_end(session: Session) -> None:
    dialogue = make_answered_dialogue(session).dialogue
    row = services.evaluate(session, SYSTEM, dialogue, VIEW, NOW)
    partly = GroupView("Delvis.", "Bra.", "Bra.", "Gruppen", NOW.date(), PurposeMet.PARTLY)
    services.evaluate(session, SYSTEM, dialogue, partly, NOW, version=row.version)
    assert [(one.met, one.purpose_met) for one in known.of_group(session, dialogue.id)] == [
        (PurposeMet.PARTLY, "Delvis.")
    ]
    assert [kind for kind, _data in log(session, dialogue.id)].count("evaluated") == 1
    assert verbs(session)[-1] == "evaluations.evaluate"


def test_the_elected_write_their_own_beside_the_groups(session: Session) -> None:
    dialogue = make_answered_dialogue(session).dialogue
    olof = elected_in(session, dialogue)
    services.evaluate(session, SYSTEM, dialogue, VIEW, NOW)
    services.evaluate(session, olof, dialogue, VIEW, NOW, EvaluationKind.ELECTED)
    assert [row.kind for row in known.of_group(session, dialogue.id)] == ["group", "elected"]


def test_the_conclusion_asks_for_the_electeds_view_when_they_were_in_the_group(session: Session) -> None:
    dialogue = make_answered_dialogue(session).dialogue

    def missing() -> bool:
        asked = checks(Gate.CONCLUDE, lifecycle.facts_of(session, dialogue, RULES, NOW))
        return "NOT_EVALUATED_BY_ELECTED" in {check.code for check in asked if check.blocks}

    assert not missing()
    olof = elected_in(session, dialogue)
    assert missing()
    services.evaluate(session, olof, dialogue, VIEW, NOW, EvaluationKind.ELECTED)
    assert not missing()


def test_the_three_views_stand_side_by_side_and_readers_are_counted_apart(page, changes) -> None:
    with time_machine.travel(NOW, tick=True):
        with changes() as session:
            dialogue = make_answered_dialogue(session).dialogue
            slug = dialogue.slug
            answer(session, dialogue, 7)
            answer(session, dialogue, 3, value=1, by_receipt=False)
            services.evaluate(session, SYSTEM, dialogue, VIEW, NOW)
            services.learn(session, SYSTEM, dialogue, "Gå två gånger.", None, NOW.date(), NOW)
        shown = page.get(f"/sv/dialogues/{slug}/evaluation/results")
        assert "7 personer har svarat." in shown.words
        assert "Färre än fem har svarat. Därför visar vi inga siffror." in shown.words
        assert "Ja, syftet nåddes" in shown.words
        assert "Utvärderingen är inte skriven än." in shown.words
        assert "Gå två gånger." in shown.words
        assert "Stämmer 7" in shown.words.replace("Stämmer7", "Stämmer 7")


def test_what_was_learnt_stands_beside_the_next_plan_the_likest_first(session: Session) -> None:
    library.fill(session, SYSTEM, NOW)
    earlier, other = make_answered_dialogue(session).dialogue, make_answered_dialogue(session).dialogue
    walk = use(session, earlier, "walk")
    services.learn(session, SYSTEM, other, "Fråga i god tid.", None, NOW.date(), NOW)
    services.learn(session, SYSTEM, earlier, "Gå två gånger.", walk, NOW.date(), NOW)
    services.learn(session, SYSTEM, make_open_dialogue(session), "Inte besvarad än.", walk, NOW.date(), NOW)
    planned = make_dialogue(session, level=earlier.level)
    like = lessons.Likeness(planned.body_id, planned.level, frozenset({walk}), (), planned.id)
    found = lessons.like(session, like)
    assert [(one.text, one.method, one.alike) for one in found] == [
        ("Gå två gånger.", "Gåtur", ("method", "level")),
        ("Fråga i god tid.", "", ("level",)),
    ]
    assert lessons.like(session, lessons.Likeness(level=5)) == []


def test_the_library_shows_a_method_with_its_lessons_its_dialogues_and_its_years(page, changes) -> None:
    with time_machine.travel(NOW, tick=True):
        with changes() as session:
            library.fill(session, SYSTEM, NOW)
            dialogue = make_answered_dialogue(session).dialogue
            walk = use(session, dialogue, "walk")
            answer(session, dialogue, 6)
            services.record_uses(session, SYSTEM, dialogue, {walk: Use(38, 26)}, NOW)
            services.learn(session, SYSTEM, dialogue, "Gå två gånger.", walk, NOW.date(), NOW)
        listed = page.get("/sv/methods/")
        assert "Gåtur" in listed.words
        assert "Har använts i 1 dialog. 1 lärdom." in listed.words
        assert "Enkät" not in page.get("/sv/methods/?step=4").words
        page.get("/sv/methods/?step=9", 404)
        page.get("/sv/methods/finns-inte", 404)
        shown = page.get("/sv/methods/walk")
        for words in ("Gå två gånger.", "Hur ska parken vid Hamngatan bli?", "26", "38", "6 av 6", "1 av 1"):
            assert words in shown.words, words


def test_the_year_is_told_in_figures_for_all_bodies_and_for_one(session: Session) -> None:
    dialogue = make_answered_dialogue(session).dialogue
    services.evaluate(session, SYSTEM, dialogue, VIEW, NOW)
    services.learn(session, SYSTEM, dialogue, "Gå två gånger.", None, NOW.date(), NOW)
    answer(session, dialogue, 2, value=4)
    answer(session, dialogue, 1, by_receipt=False)
    assert dialogue.answered_at is not None
    year = known.of_year(session, dialogue.answered_at.year)
    assert (year.dialogues, year.by_group, year.by_elected, year.lessons) == (1, 1, 0, 1)
    assert (year.participants, year.readers, year.met[PurposeMet.MET]) == (2, 1, 1)
    assert year.by_question["could_say"] == {1: 0, 2: 0, 3: 0, 4: 2, 5: 0}
    assert known.of_year(session, dialogue.answered_at.year, dialogue.body_id) == year
    assert known.of_year(session, 2001).dialogues == 0


def test_the_municipality_adds_a_method_of_its_own(session: Session) -> None:
    method = library.add(session, lead(session), PICNIC, NOW)
    assert (method.key, method.lowest_level, method.highest_level) == ("picknick-i-parken", 2, 3)
    assert verbs(session)[-1] == "methods.add"


# how the portal refuses


def test_a_receipt_and_a_form_each_count_once(session: Session) -> None:
    dialogue, view = make_answered_dialogue(session).dialogue, ParticipantView(5, 5, 5)
    writer, key = make_submission(session, dialogue), "ab" * 16
    services.take_part_in_evaluation(session, dialogue, view, writer, NOW)
    session.flush()
    with refused(session, "ALREADY_EVALUATED", kind=Invalid):
        services.take_part_in_evaluation(session, dialogue, view, writer, NOW)
    services.take_part_in_evaluation(session, dialogue, view, None, NOW, key)
    with refused(session, "ALREADY_EVALUATED", kind=Invalid):
        services.take_part_in_evaluation(session, dialogue, view, None, NOW, key)


def test_a_reader_who_sends_the_form_twice_is_thanked_and_counted_once(page, changes, reading) -> None:
    with time_machine.travel(NOW, tick=True):
        with changes() as session:
            slug = make_answered_dialogue(session).dialogue.slug
        form = page.get(f"/sv/dialogues/{slug}/evaluation")
        page.submit(form, 303, understood="4")
        again = page.submit(form, 422, understood="4")
        assert "Du har redan svarat på de här frågorna. Tack!" in again.words
        with reading() as session:
            assert len(session.scalars(select(ParticipantEvaluation)).all()) == 1


@pytest.mark.parametrize("value", [0, 6, 99])
def test_an_answer_outside_the_scale_is_refused(session: Session, value: int) -> None:
    dialogue = make_answered_dialogue(session).dialogue
    with refused(session, "SCALE_OUT_OF_RANGE", kind=Invalid):
        services.take_part_in_evaluation(session, dialogue, ParticipantView(value, None, None), None, NOW)


def test_two_people_writing_one_evaluation_never_overwrite_each_other(session: Session) -> None:
    dialogue = make_answered_dialogue(session).dialogue
    services.evaluate(session, SYSTEM, dialogue, VIEW, NOW)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        services.evaluate(session, SYSTEM, dialogue, VIEW, NOW, version=0)


def test_an_evaluation_is_not_changed_after_the_end_nor_written_before_the_answer(session: Session) -> None:
    dialogue, still_open = make_answered_dialogue(session).dialogue, make_open_dialogue(session)
    dialogue.concluded_at = NOW
    with refused(session, "ALREADY_CONCLUDED", kind=GateClosed):
        services.evaluate(session, SYSTEM, dialogue, VIEW, NOW)
    with refused(session, "NOT_ANSWERED", kind=GateClosed):
        services.evaluate(session, SYSTEM, still_open, VIEW, NOW)


def test_an_elected_reader_writes_for_the_elected_only_and_only_in_an_own_group(session: Session) -> None:
    dialogue, other = make_answered_dialogue(session).dialogue, make_answered_dialogue(session).dialogue
    olof = elected_in(session, dialogue)
    with refused(session, "NOT_OF_THE_DIALOGUE_GROUP", kind=NotAllowed):
        services.evaluate(session, olof, dialogue, VIEW, NOW)
    stranger = users.actor_of(make_user(session, "Eva", roles=(Role.ELECTED_READER,)))
    with refused(session, "NOT_OF_THE_DIALOGUE_GROUP", kind=NotAllowed):
        services.evaluate(session, stranger, other, VIEW, NOW, EvaluationKind.ELECTED)


def test_a_method_in_use_is_retired_not_removed(session: Session) -> None:
    dialogue = make_dialogue(session)
    method = library.add(session, SYSTEM, PICNIC, NOW)
    use(session, dialogue, method.key)
    with refused(session, "METHOD_IN_USE", kind=GateClosed):
        library.remove(session, SYSTEM, method, NOW)
    library.retire(session, SYSTEM, method, True, NOW)
    assert method not in methods.offered(session)
    assert method in methods.offered(session, also={method.id})
    assert methods.of_dialogue(session, dialogue.id) == [method]


def test_a_method_nobody_used_is_removed_but_a_standard_one_stays(session: Session) -> None:
    library.fill(session, SYSTEM, NOW)
    library.remove(session, SYSTEM, library.add(session, SYSTEM, PICNIC, NOW), NOW)
    with refused(session, "METHOD_IS_STANDARD", kind=GateClosed):
        library.remove(session, SYSTEM, methods.by_key(session, "walk"), NOW)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (MethodFacts("-m---", True, {"sv": " "}), "METHOD_WITHOUT_NAME"),
        (MethodFacts("-p---", True, {"sv": "Picknick"}), "METHOD_WITHOUT_STEP"),
    ],
)
def test_a_method_has_a_name_and_a_step_that_it_is_made_for(session: Session, facts: MethodFacts, code: str) -> None:
    with refused(session, code, kind=Invalid):
        library.add(session, SYSTEM, facts, NOW)


def test_cost_and_reach_are_whole_numbers_from_zero_of_methods_that_were_used(session: Session) -> None:
    library.fill(session, SYSTEM, NOW)
    dialogue = make_answered_dialogue(session).dialogue
    walk = use(session, dialogue, "walk")
    with refused(session, "NUMBER_OUT_OF_RANGE", kind=Invalid):
        services.record_uses(session, SYSTEM, dialogue, {walk: Use(-1, 4)}, NOW)
    with refused(session, "METHOD_NOT_CHOSEN", kind=Invalid):
        services.record_uses(session, SYSTEM, dialogue, {walk + 1: Use(1, 4)}, NOW)


def test_two_people_changing_a_method_never_overwrite_each_other(session: Session) -> None:
    method = library.add(session, SYSTEM, PICNIC, NOW)
    library.change(session, SYSTEM, method, PICNIC, 1, NOW)
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        library.change(session, SYSTEM, method, PICNIC, 1, NOW)
