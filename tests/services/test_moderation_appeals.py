"""Appeals go to somebody else, are settled once, and the writer is told."""

import pytest
from sqlalchemy import select
from support import factories as f

from portal.domain.bodies import BodyKind
from portal.domain.mailing import MailKind
from portal.domain.moderation import AppealOutcome, Reason, ReviewState, Verdict
from portal.domain.permissions import Role
from portal.domain.refusals import Conflict, Invalid, NotAllowed
from portal.models.mailing import OutboxMail
from portal.models.moderation import Appeal
from portal.models.users import User
from portal.queries import appeals as queue
from portal.queries import review
from portal.services import appeals, moderation


@pytest.fixture
def dialogue(session):
    return f.make_closed_dialogue(session)


@pytest.fixture
def first(session, dialogue):
    return f.make_user(session, "Fia Först", roles=[Role.MODERATOR], body=dialogue.body)


def appealed(session, dialogue, first):
    submission = f.make_submission(session, dialogue)
    moderation.decide(
        session, f.actor(first), f.RULES, submission,
        version=submission.version, verdict=Verdict.WITHHELD, reason=Reason.OTHER_MATTER, now=f.NOW,
    )  # fmt: skip
    decision = review.standing_decision(session, submission.id)
    appeal = Appeal(submission_id=submission.id, decision_id=decision.id, text="Det gäller visst.", lodged_at=f.NOW)
    session.add(appeal)
    submission.appeal_open = True
    session.flush()
    return submission, appeal


def settle(session, actor, submission, appeal, outcome=AppealOutcome.UPHELD, **given):
    given.setdefault("explanation", "Texten handlar om sophämtningen.")
    given.setdefault("version", submission.version)
    return appeals.settle(session, actor, f.RULES, appeal.id, outcome=outcome, now=f.NOW, **given)


def test_an_appeal_never_goes_to_the_first_decider(session, dialogue, first):
    submission, appeal = appealed(session, dialogue, first)
    other = f.make_user(session, "Alma Annan", roles=[Role.MODERATOR], body=dialogue.body)
    with pytest.raises(NotAllowed) as refused:
        settle(session, f.actor(first), submission, appeal)
    names = refused.value.refusals[0].params["names"]
    assert other.name in names
    assert first.name not in names
    settle(session, f.actor(other), submission, appeal)
    assert (submission.appeal_open, submission.state) == (False, ReviewState.WITHHELD)


def test_without_a_second_reviewer_it_goes_to_the_registrar_and_then_to_the_administrator_of_the_board(
    session, dialogue, first
):
    for user in session.scalars(select(User).where(User.id != first.id)):
        user.active = False
    board = f.make_body(session, "Kommunstyrelsen", kind=BodyKind.EXECUTIVE_BOARD)
    administrator = f.make_user(session, "Ada", roles=[Role.ADMINISTRATOR], body=board)
    submission, appeal = appealed(session, dialogue, first)
    registrar = f.make_user(session, "Rut", roles=[Role.REGISTRAR], body=dialogue.body)
    with pytest.raises(NotAllowed):
        settle(session, f.actor(administrator), submission, appeal)
    registrar.active = False
    session.flush()
    waiting = queue.waiting(session, dialogue.id)
    assert [(one.number, one.decider) for one in waiting] == [(submission.number, first.name)]
    settle(session, f.actor(administrator), submission, appeal)
    assert not submission.appeal_open


def test_a_changed_decision_is_a_new_one_and_the_writer_hears_of_the_appeal_once(session, dialogue, first):
    submission, appeal = appealed(session, dialogue, first)
    f.make_contact(session, submission)
    other = f.lead(session)
    settle(session, other, submission, appeal, AppealOutcome.CHANGED, verdict=Verdict.SHOWN)
    assert (submission.state, appeal.outcome) == (ReviewState.SHOWN, AppealOutcome.CHANGED)
    assert [one.decided_by_id for one in review.decisions_of(session, submission.id)] == [other.user_id, first.id]
    sent = session.scalars(select(OutboxMail.kind)).all()
    assert sent == [MailKind.APPEAL_DECISION]


def test_an_appeal_is_not_settled_without_an_explanation_nor_changed_without_a_decision(session, dialogue, first):
    submission, appeal = appealed(session, dialogue, first)
    other = f.lead(session)
    for outcome, given, code in (
        (AppealOutcome.UPHELD, {"explanation": " "}, "EXPLANATION_REQUIRED"),
        (AppealOutcome.CHANGED, {}, "VERDICT_REQUIRED"),
    ):
        with pytest.raises(Invalid) as refused:
            settle(session, other, submission, appeal, outcome, **given)
        assert refused.value.codes == (code,)
    assert submission.appeal_open


def test_an_appeal_is_settled_once(session, dialogue, first):
    submission, appeal = appealed(session, dialogue, first)
    seen = submission.version
    settle(session, f.lead(session), submission, appeal)
    with pytest.raises(Conflict) as refused:
        settle(session, f.lead(session), submission, appeal, version=seen)
    assert refused.value.codes == ("APPEAL_SETTLED_MEANWHILE",)


def test_an_appealed_decision_is_not_undone(session, dialogue, first):
    submission, _appeal = appealed(session, dialogue, first)
    with pytest.raises(Invalid) as refused:
        moderation.undo(session, f.actor(first), f.RULES, submission, now=f.NOW)
    assert refused.value.codes == ("APPEALED_MEANWHILE",)
