"""B2: people are told early how much influence they will have and how the material will be used."""

from datetime import date, timedelta

import pytest
import time_machine
from support.factories import (
    LANGUAGES,
    NOW,
    RULES,
    actor,
    code_of,
    in_languages,
    lead,
    make_dialogue_ready_to_announce,
    make_handed_over_dialogue,
    make_list_entry,
    make_open_dialogue,
    make_submission,
    make_user,
)
from support.pages import words_of

from portal.domain.approvals import ApprovalKind
from portal.domain.dialogues import Level
from portal.domain.mailing import MailKind
from portal.domain.permissions import Role
from portal.domain.refusals import Conflict, GateClosed, Invalid
from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue
from portal.models.ladders import Ladder
from portal.models.mailing import OutboxMail
from portal.models.submissions import Submission
from portal.queries import commitments
from portal.services import amendments, dialogues, ladders
from portal.services import commitments as approving
from portal.services.amendments import Amended

REASON = in_languages("Skolorna har bett om sammanställningen.")


@pytest.fixture
def then():
    with time_machine.travel(NOW, tick=False):
        yield


def amend(session, dialogue, amended, reason=REASON, by="Olle Ordförande", version=None, now=NOW):
    version = dialogue.version if version is None else version
    return amendments.amend(session, lead(session), RULES, dialogue, amended, reason, by, version, now)


def refused_with(code, kind, call):
    with pytest.raises(kind) as refused:
        call()
    assert code in refused.value.codes


def test_the_promise_is_frozen_at_the_announcement_in_every_language(session):
    dialogue = make_dialogue_ready_to_announce(session)
    version = dialogues.announce(session, lead(session), RULES, dialogue, NOW)
    assert version.number == 1
    assert set(version.content["use"]) == set(LANGUAGES)
    assert version.content_hash == commitments.hash_of(session, dialogue, RULES)


def test_an_amendment_is_shown_with_its_difference_its_reason_and_who_decided_and_the_list_is_told(page, changes, then):
    use = "Dina synpunkter blir underlag för nämndens beslut. Skolorna får också läsa sammanställningen."
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        make_list_entry(session, dialogue)
        amend(session, dialogue, Amended(texts={"dialogue.use": in_languages(use)}))
    shown = page.get("/sv/dialogues/parken/")
    assert "Löftet ändrades måndag 2 mars 2026. Beslutat av Olle Ordförande." in shown.words
    assert "Skolorna har bett om sammanställningen." in shown.words
    old, new = ([words_of(one) for one in shown.all(tag)] for tag in ("del", "ins"))
    assert old == ["Dina synpunkter blir underlag för nämndens beslut."]
    assert new == [use]
    with changes() as session:
        assert [mail.kind for mail in session.query(OutboxMail)] == [MailKind.AMENDMENT]


def test_a_submission_keeps_the_promise_it_was_written_under_and_its_receipt_shows_what_changed_since(
    page, changes, then
):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        make_submission(session, dialogue, "Fler träd.", key="before")
        point = commitments.points_of(session, dialogue.id)[0]
        amend(session, dialogue, Amended(texts={f"point.{point.id}.text": in_languages("Vilka träd parken får")}))
        make_submission(session, dialogue, "Fler bänkar.", key="after")
    with changes() as session:
        versions = [
            session.get_one(CommitmentVersion, one.commitment_version_id).number
            for one in session.query(Submission).order_by(Submission.number)
        ]
    assert versions == [1, 2]
    before, after = (page.get(f"/sv/receipt/{code_of(key)}").words for key in ("before", "after"))
    assert "Vilka växter parken får" in before
    assert "Löftet har ändrats sedan du skrev" in before
    assert "Vilka träd parken får" in after
    assert "Löftet har ändrats sedan du skrev" not in after


def test_the_staircase_and_the_promise_stand_before_the_first_field(page, changes, then):
    with changes() as session:
        make_open_dialogue(session, slug="parken")
    shown = page.get("/sv/dialogues/parken/take-part")
    promise, field = shown.text.index("Du får säga vad du tycker om förslagen"), shown.text.index("<textarea")
    assert shown.text.index("Steg 2 av 5") < field
    assert promise < field


@pytest.mark.parametrize("level", [Level.DIALOGUE, Level.INFLUENCE])
def test_a_level_is_not_changed_after_the_announcement_without_a_reason(session, level):
    dialogue = make_open_dialogue(session)
    nothing = dict.fromkeys(LANGUAGES, " ")
    refused_with("AMENDMENT_WITHOUT_REASON", Invalid, lambda: amend(session, dialogue, Amended(level=level), nothing))
    assert (dialogue.level, commitments.amendments_of(session, dialogue.id)) == (2, [])


def test_a_dialogue_is_never_made_into_information_and_never_amended_after_the_handover(session):
    running, handed = make_open_dialogue(session), make_handed_over_dialogue(session)
    lower, higher = Amended(level=Level.INFORMATION), Amended(level=Level.DIALOGUE)
    refused_with("LEVEL_ONE_IS_NO_DIALOGUE", Invalid, lambda: amend(session, running, lower))
    refused_with("PROMISE_SEALED_BY_HANDOVER", GateClosed, lambda: amend(session, handed, higher))


def test_two_officials_who_amend_the_same_promise_do_not_overwrite_each_other(session):
    dialogue = make_open_dialogue(session)
    seen = dialogue.version
    amend(session, dialogue, Amended(level=Level.DIALOGUE))
    later = Amended(level=Level.INFLUENCE)
    refused_with("CHANGED_MEANWHILE", Conflict, lambda: amend(session, dialogue, later, version=seen))
    assert dialogue.level == 3


def test_nothing_is_announced_unless_exactly_this_promise_is_approved_in_the_bodys_name(session):
    dialogue = make_dialogue_ready_to_announce(session)
    dialogue.answer_by += timedelta(days=1)
    session.flush()
    announce = (session, lead(session), RULES, dialogue, NOW)
    refused_with("COMMITMENT_NOT_APPROVED", GateClosed, lambda: dialogues.announce(*announce))
    given = (session, actor(make_user(session, "Rut", roles=(Role.REGISTRAR,))), RULES, dialogue)
    delegate = {"kind": ApprovalKind.DELEGATE, "delegation": "punkt 4.2 i delegationsordningen"}
    approving.approve(*given, "Lena Chef", "förvaltningschef", NOW.date(), "", NOW, **delegate)
    assert dialogues.announce(*announce).number == 1


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (ApprovalKind.BODY, "APPROVAL_WITHOUT_SECTION"),
        (ApprovalKind.CHAIR, "NO_APPROVER"),
        (ApprovalKind.DELEGATE, "NO_DELEGATION"),
    ],
)
def test_an_approval_says_by_what_right_it_is_given(session, kind, code):
    dialogue = make_dialogue_ready_to_announce(session)
    given = (session, lead(session), RULES, dialogue, "", "", date(2026, 3, 2), "", NOW)
    refused_with(code, Invalid, lambda: approving.approve(*given, kind=kind))


def test_the_promise_tells_by_which_delegation_it_was_approved(page, changes, then):
    with changes() as session:
        dialogue = make_open_dialogue(session, slug="parken")
        approval = commitments.approvals_of(session, dialogue.id)[0]
        approval.kind, approval.delegation = ApprovalKind.DELEGATE, "punkt 4.2"
    for language, words in (("sv", "enligt delegation: punkt 4.2"), ("ar", "punkt 4.2")):
        shown = page.get(f"/{language}/dialogues/parken/")
        assert words in shown.words
    assert [one.get("lang") for one in shown.all("span") if one.text == "punkt 4.2"] == ["sv"]


def test_the_words_of_the_steps_are_the_municipalitys_and_a_dialogue_keeps_those_it_was_given_with(page, changes, then):
    empty = {"label": dict.fromkeys(LANGUAGES, ""), "promise": dict.fromkeys(LANGUAGES, "")}
    own = {"label": in_languages("Tycka till"), "promise": in_languages("Vi frågar, och svarar dig.")}
    steps = {level: own if level is Level.CONSULTATION else empty for level in Level}
    with changes() as session:
        make_open_dialogue(session, slug="fore", title="Före")
        administrator = actor(make_user(session, "Ada", roles=(Role.ADMINISTRATOR,)))
        ladder = ladders.adopt(session, administrator, RULES, steps, Level.INFLUENCE, None, NOW)
        later = make_open_dialogue(session, slug="efter", title="Efter")
        later.ladder_id = ladder.id
    before, after = (page.get(f"/sv/dialogues/{slug}/").words for slug in ("fore", "efter"))
    assert "Steg 2 av 5: Konsultation" in before
    assert "Steg 2 av 4: Tycka till" in after
    assert "Vi frågar, och svarar dig." in after
    with changes() as session:
        assert session.query(Ladder).count() == 1
        assert session.query(Dialogue).filter(Dialogue.ladder_id.is_not(None)).count() == 1
