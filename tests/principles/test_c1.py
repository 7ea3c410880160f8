"""C1: dialogue is the elected representatives' responsibility and tool; the result is their material; they decide."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select
from support import factories as make
from support.handing_over import NOW, decided, documents_of, hand_over, make_ready, rewrite

from portal.domain.bodies import BodyKind
from portal.domain.decisions import DecisionKind
from portal.domain.dialogues import Level, Stage, stage_of
from portal.domain.moderation import ReviewState
from portal.domain.permissions import Role
from portal.domain.refusals import Conflict, GateClosed, Invalid, NotAllowed
from portal.models.decisions import Decision
from portal.models.handovers import Handover, HandoverFile
from portal.queries import answers, checks, handovers, lifecycle
from portal.services import amendments, decisions
from portal.services import handovers as handing_over
from portal.services.amendments import Amended

LATER = NOW.date() + timedelta(days=30)


@pytest.fixture
def dialogue(session):
    return make_ready(session)


@pytest.fixture
def handed(session, dialogue):
    hand_over(session, dialogue)
    return dialogue


@pytest.fixture
def registrar(session, dialogue):
    return make.actor(make.make_user(session, "Rita Registrator", roles=(Role.REGISTRAR,), body=dialogue.body))


def codes(refused):
    return [one.code for one in refused.value.refusals]


def record(session, registrar, dialogue, **given):
    return decisions.record(session, registrar, make.RULES, dialogue, decided(dialogue, **given), NOW)


def test_the_result_is_handed_over_as_numbered_dated_and_hashed_documents(session, dialogue):
    sealed = hand_over(session, dialogue)
    assert (sealed.number, sealed.made_at) == (1, NOW)
    files = {(one.format, one.language) for one in handovers.files_of(session, sealed.id)}
    assert files == {("docx", "sv"), ("html", "fi")}
    assert stage_of(dialogue.stage_facts(), NOW) is Stage.HANDED_OVER
    assert not [one for one in checks.handovers(session, NOW) if not one.warning]


def test_a_sealed_file_that_was_changed_is_found(session, handed):
    file = session.scalar(select(HandoverFile).where(HandoverFile.language == "fi"))
    file.data = b"something else"
    session.flush()
    assert [one.code for one in checks.handovers(session, NOW)] == ["HANDOVER_FILE_CHANGED"]


def test_what_was_not_read_and_summed_up_is_not_handed_over(session, dialogue):
    make.make_submission(session, dialogue, "Ingen har läst mig.")
    with pytest.raises(GateClosed) as refused:
        hand_over(session, dialogue)
    assert {"REVIEW_WAITING", "ANSWER_WITHOUT_THEME"} <= set(codes(refused))
    assert session.scalar(select(Handover.id)) is None


def test_nothing_is_sealed_that_is_not_what_was_read(session, dialogue):
    content, documents = documents_of(session, dialogue)
    rewrite(session, dialogue)
    actor = make.lead(session, body=dialogue.body)
    with pytest.raises(Conflict, match="CHANGED_MEANWHILE"):
        handing_over.hand_over(session, actor, make.RULES, dialogue, content, documents, NOW)


def test_only_who_leads_the_dialogue_hands_it_over(session, dialogue, registrar):
    content, documents = documents_of(session, dialogue)
    with pytest.raises(NotAllowed):
        handing_over.hand_over(session, registrar, make.RULES, dialogue, content, documents, NOW)


def test_a_further_handover_says_why_and_what_is_new_and_the_first_one_stays(session, handed):
    first = dict(handovers.newest(session, handed.id).content)
    with pytest.raises(Invalid, match="NOTHING_NEW_TO_HAND_OVER"):
        hand_over(session, handed, reason="Bara för säkerhets skull.")
    rewrite(session, handed)
    with pytest.raises(Invalid, match="NOT_SAID_WHY_AGAIN"):
        hand_over(session, handed)
    since = handed.handed_over_at
    second = hand_over(session, handed, NOW + timedelta(days=1), reason="En siffra var fel.")
    assert (second.number, second.reason, handed.handed_over_at) == (2, "En siffra var fel.", since)
    assert handovers.numbered(session, handed.id, 1).content == first


def test_after_the_final_decision_nothing_new_is_put_under_it(session, handed, registrar):
    record(session, registrar, handed)
    rewrite(session, handed)
    with pytest.raises(GateClosed, match="HANDOVER_AFTER_DECISION"):
        hand_over(session, handed, reason="Det här borde de ha vetat.")


def test_proposal_referral_and_decision_make_a_chain_of_which_one_is_final(session, handed, registrar):
    board = make.make_body(session, kind=BodyKind.SUB_COMMITTEE, name="Arbetsutskottet")
    proposed = {"final": False, "kind": DecisionKind.PROPOSED, "body_id": board.id}
    record(session, registrar, handed, **proposed, section="12", next_body_id=handed.deciding_body_id)
    record(session, registrar, handed, final=False, kind=DecisionKind.REFERRED_BACK, new_planned_on=LATER, section="40")
    record(session, registrar, handed)
    chain = answers.decisions(session, handed.id)
    assert [one.kind.value for one in chain] == ["proposed", "referred_back", "decided"]
    assert [one.final for one in chain] == [False, False, True]
    assert chain[0].next_body_id == handed.deciding_body_id


def test_a_second_final_decision_is_refused(session, handed, registrar):
    record(session, registrar, handed)
    with pytest.raises(Invalid, match="ALREADY_A_FINAL_DECISION"):
        record(session, registrar, handed, section="42")


def test_a_decision_dated_before_the_dialogue_closed_is_refused_unless_it_was_stopped(session, handed, registrar):
    early = NOW.date() - timedelta(days=30)
    with pytest.raises(Invalid, match="DECIDED_BEFORE_CLOSING"):
        record(session, registrar, handed, decided_on=early)
    handed.stopped_at = NOW - timedelta(days=29)
    session.flush()
    assert record(session, registrar, handed, decided_on=early).final


def test_a_final_decision_of_another_body_is_recorded_only_by_who_has_checked_it(session, handed, registrar):
    other = make.make_body(session, name="Kultur- och fritidsnämnden")
    with pytest.raises(Invalid) as refused:
        record(session, registrar, handed, body_id=other.id)
    assert codes(refused) == ["FINAL_BY_ANOTHER_BODY", "SAY_THAT_YOU_ARE_SURE"]
    assert record(session, registrar, handed, body_id=other.id, sure=True).final


def test_a_delegates_decision_names_the_delegation(session, handed, registrar):
    with pytest.raises(Invalid, match="NO_DELEGATION"):
        record(session, registrar, handed, delegate="Parkchefen")
    made = record(session, registrar, handed, delegate="Parkchefen", delegation="Delegationsordningen 4.2")
    assert (made.delegate, made.delegation) == ("Parkchefen", "Delegationsordningen 4.2")


def test_a_wrong_record_is_corrected_in_the_open_and_both_stay(session, handed, registrar):
    wrong = record(session, registrar, handed, section="14")
    right = decided(handed, section="41")
    new = decisions.correct(session, registrar, make.RULES, handed, wrong, right, "Fel paragraf.", NOW)
    assert [one.id for one in answers.decisions(session, handed.id)] == [new.id]
    assert session.get(Decision, wrong.id).corrected_by_id == new.id
    with pytest.raises(Conflict, match="CHANGED_MEANWHILE"):
        decisions.correct(session, registrar, make.RULES, handed, wrong, right, "En gång till.", NOW)


def test_a_decision_that_was_never_made_is_struck_out_with_a_reason(session, handed, registrar):
    wrong = record(session, registrar, handed)
    with pytest.raises(Invalid, match="NOT_SAID_WHY_CORRECTED"):
        decisions.correct(session, registrar, make.RULES, handed, wrong, None, " ", NOW)
    decisions.correct(session, registrar, make.RULES, handed, wrong, None, "Hör till en annan dialog.", NOW)
    assert not lifecycle.facts_of(session, handed, make.RULES, NOW).final_decision


def test_the_decision_that_an_answer_rests_on_is_never_struck_out(session, handed, registrar):
    final = record(session, registrar, handed)
    handed.answered_at = NOW
    session.flush()
    with pytest.raises(Invalid, match="FINAL_IS_ANSWERED"):
        decisions.correct(session, registrar, make.RULES, handed, final, None, "Den var fel.", NOW)


def test_the_last_day_to_appeal_follows_from_the_notice_and_can_be_another(session, handed, registrar):
    final = record(session, registrar, handed)
    on = NOW.date()
    decisions.approve_minutes(session, registrar, handed, final, on, NOW, noticed_on=on)
    assert final.appeal_until == on + timedelta(days=21)
    decisions.approve_minutes(session, registrar, handed, final, on, NOW, appeal_until=LATER)
    assert final.appeal_until == LATER
    with pytest.raises(Invalid, match="NOTICED_BEFORE_APPROVED"):
        decisions.approve_minutes(session, registrar, handed, final, on, NOW, noticed_on=on - timedelta(days=1))


def test_an_elected_reader_reads_the_material_and_records_no_decision(session, handed):
    elected = make.actor(make.make_user(session, "Eva", roles=(Role.ELECTED_READER,), body=handed.body))
    with pytest.raises(NotAllowed):
        record(session, elected, handed)


@pytest.mark.parametrize("lacking", [0, 1, 2])
def test_people_decide_only_where_body_day_and_section_have_given_them_the_decision(session, lacking):
    dialogue = make.make_open_dialogue(session)
    parts = ["Kommunfullmäktige", date(2026, 2, 2), "§ 8"]
    parts[lacking] = None if lacking == 1 else ""
    actor, why = make.lead(session, body=dialogue.body), make.in_languages("Ni ska välja.")
    amended = Amended(level=Level.SHARED_DECISION, delegation=tuple(parts))
    with pytest.raises(Invalid, match="NO_DELEGATING_DECISION"):
        amendments.amend(session, actor, make.RULES, dialogue, amended, why, "Nämnden", dialogue.version, NOW)


def test_the_participants_read_the_final_decision_the_day_it_is_recorded(page, changes):
    with changes() as session:
        dialogue = make_ready(session)
        make.make_submission(session, dialogue, "Mer skugga.", key="min", state=ReviewState.SHOWN)
        dialogue.answer_by = LATER
        dialogue.handed_over_at = NOW - timedelta(hours=1)
        who = make.actor(make.make_user(session, "Rita", roles=(Role.REGISTRAR,), body=dialogue.body))
        decisions.record(session, who, make.RULES, dialogue, decided(dialogue, link="https://x.example/41"), NOW)
        slug = dialogue.slug
    with time_machine.travel(NOW, tick=False):
        for address in (f"/sv/receipt/{make.code_of('min')}", f"/sv/dialogues/{slug}/"):
            words = page.get(address).words
            assert "§ 41" in words and "Protokollet är inte justerat ännu." in words, address
            assert "https://x.example/41" in page.get(address).links()


def test_views_that_come_too_late_are_sent_to_the_body_and_that_is_noted(session, handed, registrar):
    with pytest.raises(GateClosed, match="NO_LATE_VIEWS_TO_SEND"):
        handing_over.send_late_views(session, registrar, handed, 99, NOW)
    late = make.make_submission(session, handed, "Glöm inte oss.", after_handover=True)
    sent = handing_over.send_late_views(session, registrar, handed, late.number, NOW)
    assert (sent.views, sent.last_number) == (1, late.number)
    with pytest.raises(GateClosed, match="NO_LATE_VIEWS_TO_SEND"):
        handing_over.send_late_views(session, registrar, handed, late.number, NOW)
