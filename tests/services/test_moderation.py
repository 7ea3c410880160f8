"""Review of one submission: what is decided, what the public sees, who may, and two officials on one text."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from support import factories as f

from portal.domain.mailing import MailKind
from portal.domain.moderation import FlagKind, MaskedPart, Reason, ReportOutcome, ReviewState, Verdict
from portal.domain.permissions import Role
from portal.domain.refusals import Conflict, Invalid, NotAllowed, NotFound
from portal.effects.publication import dialogue_scope, raise_waiting
from portal.models.audit import AuditEntry, PublicVersion
from portal.models.mailing import OutboxMail
from portal.models.moderation import Flag, Report, ReviewDecision
from portal.queries import review
from portal.services import appeals, moderation, replies

PHONE = "Ring mig på 070-174 06 51 om trottoaren."
SPAN = (12, 25)


@pytest.fixture
def dialogue(session):
    return f.make_closed_dialogue(session)


@pytest.fixture
def reviewer(session):
    return f.actor(f.make_user(session, "Rita Granskare", roles=[Role.MODERATOR]))


def flagged(session, dialogue):
    submission = f.make_submission(session, dialogue, PHONE)
    answer = submission.answers[0]
    flag = Flag(submission_id=submission.id, answer_id=answer.id, kind=FlagKind.PHONE, start=SPAN[0], end=SPAN[1])
    session.add(flag)
    submission.flags_standing = 1
    session.flush()
    return submission, answer, flag


def decide(session, actor, submission, verdict, now=f.NOW, **given):
    given.setdefault("version", submission.version)
    return moderation.decide(session, actor, f.RULES, submission, verdict=verdict, now=now, **given)


def public_version(session, dialogue):
    raise_waiting(session)
    session.expire_all()
    return session.scalar(select(PublicVersion.version).where(PublicVersion.scope == dialogue_scope(dialogue.id))) or 0


def mails(session, kind):
    return session.scalars(select(OutboxMail).where(OutboxMail.kind == kind)).all()


def test_a_text_that_is_shown_is_shown_and_the_public_pages_are_made_anew(session, dialogue, reviewer):
    submission = f.make_submission(session, dialogue)
    before = public_version(session, dialogue)
    decision = decide(session, reviewer, submission, Verdict.SHOWN)
    assert (submission.state, submission.counted, decision.decided_by_id) == (
        ReviewState.SHOWN, True, reviewer.user_id)  # fmt: skip
    assert public_version(session, dialogue) == before + 1


def test_a_decision_leaves_an_audit_entry_without_a_word_of_the_text(session, dialogue, reviewer):
    submission = f.make_submission(session, dialogue)
    decide(session, reviewer, submission, Verdict.WITHHELD, reason=Reason.OTHER_MATTER)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "moderation.decide")).one()
    assert (entry.before["state"], entry.after["state"], entry.after["reason"]) == (
        "waiting",
        "withheld",
        "other_matter",
    )
    assert "träd" not in f"{entry.before}{entry.after}"


def test_a_text_is_not_withheld_without_a_reason(session, dialogue, reviewer):
    submission = f.make_submission(session, dialogue)
    with pytest.raises(Invalid) as refused:
        decide(session, reviewer, submission, Verdict.WITHHELD)
    assert refused.value.codes == ("REASON_REQUIRED",)
    assert submission.state is ReviewState.WAITING


def test_a_withheld_text_is_counted_unless_it_is_advertising_or_a_test(session, dialogue, reviewer):
    hateful, test = f.make_submission(session, dialogue), f.make_submission(session, dialogue)
    decide(session, reviewer, hateful, Verdict.WITHHELD, reason=Reason.THREAT_OR_HATE)
    decide(session, reviewer, test, Verdict.WITHHELD, reason=Reason.ADVERTISING_OR_TEST)
    assert (hateful.counted, test.counted) == (True, False)


def test_a_phone_number_that_nobody_masked_is_never_shown(session, dialogue, reviewer):
    submission, answer, _flag = flagged(session, dialogue)
    for parts in ((), (MaskedPart(answer.id, 12, 20),)):
        verdict = Verdict.MASKED if parts else Verdict.SHOWN
        with pytest.raises(Invalid) as refused:
            decide(session, reviewer, submission, verdict, parts=parts)
        assert refused.value.codes == ("PERSONAL_DATA_UNMASKED",)
    decide(session, reviewer, submission, Verdict.MASKED, parts=[MaskedPart(answer.id, 10, 26)])
    assert submission.state is ReviewState.MASKED


def test_what_is_no_phone_number_is_dismissed_and_the_text_shown_as_it_is(session, dialogue, reviewer):
    submission, _answer, flag = flagged(session, dialogue)
    moderation.dismiss_flag(session, reviewer, submission, flag.id, version=submission.version, now=f.NOW)
    assert submission.flags_standing == 0
    decide(session, reviewer, submission, Verdict.SHOWN)
    assert submission.state is ReviewState.SHOWN


def test_a_flag_of_another_text_cannot_be_dismissed_here(session, dialogue, reviewer):
    _submission, _answer, flag = flagged(session, dialogue)
    other = f.make_submission(session, dialogue)
    with pytest.raises(NotFound):
        moderation.dismiss_flag(session, reviewer, other, flag.id, version=other.version, now=f.NOW)


@pytest.mark.parametrize("place", [(5, 5), (-1, 4), (0, 4000)])
def test_a_mask_lies_within_the_text(session, dialogue, reviewer, place):
    submission = f.make_submission(session, dialogue)
    part = MaskedPart(submission.answers[0].id, *place)
    with pytest.raises(Invalid) as refused:
        decide(session, reviewer, submission, Verdict.MASKED, parts=[part])
    assert refused.value.codes == ("MASK_OUTSIDE_TEXT",)


def test_of_two_officials_on_one_text_the_second_is_told_and_overwrites_nothing(session, dialogue, reviewer):
    submission = f.make_submission(session, dialogue)
    seen = submission.version
    decide(session, reviewer, submission, Verdict.SHOWN, version=seen)
    with pytest.raises(Conflict) as refused:
        decide(session, f.lead(session), submission, Verdict.WITHHELD, reason=Reason.OTHER_MATTER, version=seen)
    assert refused.value.codes == ("READ_BY_ANOTHER_MEANWHILE",)
    assert submission.state is ReviewState.SHOWN
    assert len(review.decisions_of(session, submission.id)) == 1


def test_a_new_decision_replaces_the_old_and_both_stay(session, dialogue, reviewer):
    submission = f.make_submission(session, dialogue)
    decide(session, reviewer, submission, Verdict.SHOWN)
    decide(session, reviewer, submission, Verdict.WITHHELD, reason=Reason.OTHERS_RIGHTS)
    assert [one.verdict for one in review.decisions_of(session, submission.id)] == [Verdict.WITHHELD, Verdict.SHOWN]
    assert submission.state is ReviewState.WITHHELD


def test_the_writer_who_asked_is_told_when_the_text_is_not_shown_as_written(session, dialogue, reviewer):
    shown, masked = f.make_submission(session, dialogue), f.make_submission(session, dialogue)
    for submission in (shown, masked):
        f.make_contact(session, submission)
    decide(session, reviewer, shown, Verdict.SHOWN)
    assert not mails(session, MailKind.REVIEW_DECISION)
    decide(session, reviewer, masked, Verdict.MASKED, parts=[MaskedPart(masked.answers[0].id, 0, 8)])
    assert len(mails(session, MailKind.REVIEW_DECISION)) == 1
    decide(session, reviewer, masked, Verdict.SHOWN)
    assert len(mails(session, MailKind.REVIEW_DECISION)) == 2, "a replaced decision is told too"


def test_undoing_lets_the_text_wait_again_and_hides_it_at_once(session, dialogue, reviewer):
    submission = f.make_submission(session, dialogue)
    decide(session, reviewer, submission, Verdict.SHOWN)
    before = public_version(session, dialogue)
    moderation.undo(session, reviewer, f.RULES, submission, now=f.NOW + timedelta(minutes=1))
    assert submission.state is ReviewState.WAITING
    assert public_version(session, dialogue) == before + 1
    decide(session, reviewer, submission, Verdict.WITHHELD, reason=Reason.OTHER_MATTER)
    assert submission.state is ReviewState.WITHHELD


def test_undoing_the_second_decision_brings_the_first_back(session, dialogue, reviewer):
    submission = f.make_submission(session, dialogue)
    decide(session, reviewer, submission, Verdict.WITHHELD, reason=Reason.ADVERTISING_OR_TEST)
    decide(session, reviewer, submission, Verdict.SHOWN)
    moderation.undo(session, reviewer, f.RULES, submission, now=f.NOW)
    assert (submission.state, submission.reason, submission.counted) == (
        ReviewState.WITHHELD, Reason.ADVERTISING_OR_TEST, False)  # fmt: skip


def test_nobody_undoes_a_colleagues_decision(session, dialogue, reviewer):
    submission = f.make_submission(session, dialogue)
    decide(session, f.lead(session), submission, Verdict.SHOWN)
    with pytest.raises(Invalid) as refused:
        moderation.undo(session, reviewer, f.RULES, submission, now=f.NOW)
    assert refused.value.codes == ("NOT_YOURS_TO_UNDO",)


def test_a_text_that_was_taken_back_has_nothing_left_to_decide(session, dialogue, reviewer):
    submission = f.make_submission(session, dialogue, state=ReviewState.TAKEN_BACK, reason=Reason.TAKEN_BACK)
    with pytest.raises(Invalid) as refused:
        decide(session, reviewer, submission, Verdict.SHOWN)
    assert refused.value.codes == ("NOTHING_LEFT_TO_DECIDE",)


@pytest.mark.parametrize("role", [Role.DIALOGUE_SUPPORT, Role.REGISTRAR, Role.ADMINISTRATOR, Role.ELECTED_READER])
def test_only_those_who_review_for_the_body_decide(session, dialogue, role):
    submission = f.make_submission(session, dialogue)
    elsewhere = f.make_body(session, "Kulturnämnden")
    for person in (f.make_user(session, roles=[role]), f.make_user(session, roles=[Role.MODERATOR], body=elsewhere)):
        with pytest.raises(NotAllowed):
            decide(session, f.actor(person), submission, Verdict.SHOWN)


def test_a_text_is_read_by_the_first_who_had_it_on_the_screen_and_a_decision_alone_reads_nothing(
    session, dialogue, reviewer
):
    submission = f.make_submission(session, dialogue)
    decide(session, reviewer, submission, Verdict.SHOWN)
    assert submission.read_by_id is None
    assert moderation.mark_read(session, reviewer, submission, f.NOW)
    assert not moderation.mark_read(session, f.lead(session), submission, f.NOW)
    assert submission.read_by_id == reviewer.user_id


def reported(session, dialogue):
    submission = f.make_submission(session, dialogue, state=ReviewState.SHOWN)
    session.add(Report(submission_id=submission.id, reason=Reason.THREAT_OR_HATE, reported_on=f.NOW.date()))
    submission.reports_open = 1
    session.flush()
    return submission


def test_a_report_is_settled_by_the_decision_and_waits_again_when_that_is_undone(session, dialogue, reviewer):
    submission = reported(session, dialogue)
    decide(session, reviewer, submission, Verdict.WITHHELD, reason=Reason.THREAT_OR_HATE)
    report = review.reports_of(session, submission.id)[0]
    assert (report.outcome, submission.reports_open) == (ReportOutcome.CHANGED, 0)
    moderation.undo(session, reviewer, f.RULES, submission, now=f.NOW)
    assert (report.outcome, submission.reports_open, submission.state) == (None, 1, ReviewState.SHOWN)


def test_a_reported_text_that_may_stand_stays_shown(session, dialogue, reviewer):
    submission = reported(session, dialogue)
    assert appeals.keep_reported(session, reviewer, submission, version=submission.version, now=f.NOW) == 1
    report = review.reports_of(session, submission.id)[0]
    assert (report.outcome, submission.reports_open, submission.state) == (ReportOutcome.KEPT, 0, ReviewState.SHOWN)
    assert session.scalars(select(ReviewDecision.id)).all() == [review.decisions_of(session, submission.id)[0].id]


def test_passing_on_a_reply_and_a_working_translation_change_nothing_of_the_text(session, dialogue):
    submission, lead = f.make_submission(session, dialogue, language="so"), f.lead(session)
    replies.pass_on(session, lead, submission, to="Trafikverket", passed_on=f.NOW.date(), now=f.NOW)
    replies.reply(session, lead, submission, text="Tack, vi tar det med oss.", language="sv", now=f.NOW)
    answer = submission.answers[0]
    for words in ("Plant more trees.", "Plantera fler träd."):
        made = replies.translate(session, lead, submission, answer.id, language="sv", text=words, now=f.NOW)
    assert (made.text, made.made_by) == ("Plantera fler träd.", lead.name)
    assert (submission.counted, submission.state) == (True, ReviewState.WAITING)
    assert review.passings_of(session, submission.id)[0].to == "Trafikverket"
    with pytest.raises(Invalid):
        replies.reply(session, lead, submission, text=" ", language="sv", now=f.NOW)
