"""`gensvar check` finds every fault that is planted, and nothing where nothing is wrong."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from support.factories import (
    NOW,
    make_coding,
    make_handed_over_dialogue,
    make_open_dialogue,
    make_submission,
    make_theme,
    make_user,
)

from portal.domain.commitments import content_hash
from portal.domain.feedback import EditionKind
from portal.domain.moderation import FlagKind, Reason, ReviewState
from portal.domain.permissions import SYSTEM, Role
from portal.domain.submissions import Channel
from portal.domain.themes import CodingState
from portal.effects import audit
from portal.models.audit import AuditEntry
from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue
from portal.models.feedback import Edition
from portal.models.handovers import Handover
from portal.models.moderation import Flag, ReviewDecision
from portal.models.submissions import Answer, ImportBatch, Submission
from portal.models.themes import Coding
from portal.services.audit import seal


@pytest.fixture
def whole(changes):
    """Two dialogues with something of each kind, all of it right."""
    with changes() as session:
        park = make_open_dialogue(session, slug="parken")
        other = make_open_dialogue(session, slug="torget")
        make_theme(session, other, "Torghandel")
        reviewer = make_user(session, "Mats", roles=(Role.MODERATOR,))
        theme = make_theme(session, park, "Grönska")
        make_submission(session, park, "Väntar")
        make_coding(session, make_submission(session, park, state=ReviewState.SHOWN, reviewer=reviewer), theme)
        make_submission(session, park, state=ReviewState.WITHHELD, reason=Reason.OTHER_MATTER, reviewer=reviewer)
        make_submission(session, park, state=ReviewState.WITHHELD, reason=Reason.ADVERTISING_OR_TEST, reviewer=reviewer)
        closed = make_handed_over_dialogue(session, slug="klar")
        make_submission(session, closed, state=ReviewState.SHOWN, now=NOW - timedelta(days=20))
        content = {"figures": {"received": 1, "by_state": {"shown": 1}}, "submissions": [[1]]}
        html = "<p>Överlämnat</p>"
        session.add(
            Handover(
                dialogue_id=closed.id, number=1, content=content, html=html, made_at=NOW,
                html_hash=hashlib.sha256(html.encode()).hexdigest(),
            )
        )  # fmt: skip
        session.add(
            Edition(
                dialogue_id=closed.id, number=1, kind=EditionKind.RESULT, content=content,
                content_hash=content_hash(content), as_of=NOW, published_at=NOW,
            )
        )  # fmt: skip
        session.add(
            ImportBatch(
                dialogue_id=park.id, file_name="a.csv", file_hash="0" * 64, channel=Channel.WEB, started_at=NOW,
                finished_at=NOW,
            )
        )  # fmt: skip
        audit.record(session, SYSTEM, "test", "dialogue", park.id, None, {"a": 1}, NOW, park.id)
        audit.record(session, SYSTEM, "test", "dialogue", park.id, {"a": 1}, {"a": 2}, NOW, park.id)
        session.flush()
        seal(session, NOW)


def a_number_gone(session):
    session.execute(update(Submission).where(Submission.number == 2).values(number=20))


def a_state_nobody_decided(session):
    session.execute(update(Submission).where(Submission.state == ReviewState.WAITING).values(state=ReviewState.SHOWN))


def a_decision_lost(session):
    session.execute(delete(ReviewDecision))


def a_withheld_one_that_counts(session):
    wrong = update(Submission).where(Submission.reason == Reason.ADVERTISING_OR_TEST)
    session.execute(wrong.values(counted=True))


def a_coding_lost(session):
    session.execute(delete(Coding))


def a_submission_coded_otherwise_than_its_answers(session):
    session.execute(update(Submission).where(Submission.coding == CodingState.WAITING).values(coding=CodingState.NONE))


def a_coding_to_another_dialogue(session):
    from portal.models.themes import Theme

    there = session.query(Dialogue).filter_by(slug="torget").one()
    theme = session.query(Theme).filter_by(dialogue_id=there.id).first()
    session.execute(update(Coding).values(theme_id=theme.id))


def a_flag_uncounted(session):
    first = session.query(Submission).first()
    answer = session.query(Answer).filter_by(submission_id=first.id).first()
    session.add(Flag(submission_id=first.id, answer_id=answer.id, kind=FlagKind.PHONE, start=0, end=2))


def an_import_that_lost_rows(session):
    session.execute(update(ImportBatch).values(taken_in=7))


def a_promise_changed(session):
    version = session.query(CommitmentVersion).first()
    version.content = {**version.content, "level": 5}


def a_handover_changed(session):
    session.query(Handover).one().html = "<p>Något annat</p>"


def a_handover_gone(session):
    session.execute(delete(Handover))


def an_edition_changed(session):
    edition = session.query(Edition).one()
    edition.content = {**edition.content, "title": "Något annat"}


def an_edition_of_other_figures(session):
    edition = session.query(Edition).one()
    edition.content = {"figures": {"received": 2, "by_state": {"shown": 2}}}
    edition.content_hash = content_hash(edition.content)


def an_entry_changed(session):
    session.query(AuditEntry).first().after = {"a": 3}


def an_entry_gone(session):
    session.execute(delete(AuditEntry).where(AuditEntry.id == session.query(AuditEntry).first().id))


PLANTED = {
    a_number_gone: "NUMBERS_WITH_GAPS",
    a_state_nobody_decided: "STATE_DIFFERS_FROM_DECISION",
    a_decision_lost: "STATE_DIFFERS_FROM_DECISION",
    a_withheld_one_that_counts: "COUNTED_DIFFERS_FROM_REASON",
    a_coding_lost: "CODING_DIFFERS_FROM_THEMES",
    a_submission_coded_otherwise_than_its_answers: "CODING_DIFFERS_FROM_ANSWERS",
    a_coding_to_another_dialogue: "CODED_TO_OTHER_DIALOGUE",
    a_flag_uncounted: "MARKS_DIFFER",
    an_import_that_lost_rows: "IMPORT_DIFFERS",
    a_promise_changed: "COMMITMENT_CHANGED",
    a_handover_changed: "HANDOVER_CHANGED",
    a_handover_gone: "NO_HANDOVER_DOCUMENT",
    an_edition_changed: "EDITION_CHANGED",
    an_edition_of_other_figures: "EDITION_FIGURES",
    an_entry_changed: "AUDIT_ENTRY_CHANGED",
    an_entry_gone: "AUDIT_SEAL_BROKEN",
}


def test_nothing_is_found_where_nothing_is_wrong(whole, gensvar):
    called = gensvar("check", "--json")
    assert [each["code"] for each in called.json["findings"] if not each["warning"]] == []
    assert (called.status, called.json["right"]) == (0, True)
    assert gensvar("check").out.endswith("Everything adds up.\n")


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_every_planted_fault_is_found(plant, whole, gensvar, changes):
    with changes() as session:
        plant(session)
    called = gensvar("check")
    assert called.status == 1
    assert f"wrong: {PLANTED[plant]} " in called.err


def test_mail_written_to_files_is_a_fault_once_the_portal_is_public(gensvar, monkeypatch):
    monkeypatch.setenv("GENSVAR_PUBLIC_URL", "https://dialog.asby.example")
    assert "wrong: EML_MODE_IN_PUBLIC [GENSVAR_SMTP_URL]" in gensvar("check").err
    monkeypatch.setenv("GENSVAR_SMTP_URL", "smtp://mail.asby.example:25")
    assert gensvar("check").status == 0


def test_wrong_settings_are_all_told_at_once_with_their_names(gensvar, monkeypatch):
    monkeypatch.setenv("GENSVAR_TIMEZONE", "Mars/Olympus")
    monkeypatch.setenv("GENSVAR_ACCENT_COLOR", "white")
    called = gensvar("check")
    assert called.status == 1
    assert {"GENSVAR_TIMEZONE", "GENSVAR_ACCENT_COLOR"} <= set(called.err.replace(":", " ").split())


def test_unsealed_entries_are_a_warning_until_the_worker_has_been(gensvar, changes):
    with changes() as session:
        audit.record(session, SYSTEM, "test", "thing", 1, None, None, NOW)
    assert "AUDIT_UNSEALED" in gensvar("check").out
    assert gensvar("worker", "--once").status == 0
    assert "AUDIT_UNSEALED" not in gensvar("check").out
