"""What one press of a button beside a text does: decision, themes and reading in one transaction."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.moderation import REVIEWER_REASONS, AppealOutcome, Reason, Verdict
from portal.domain.permissions import Act, Actor, may
from portal.domain.refusals import Invalid, Refusal
from portal.domain.rules import Rules
from portal.domain.themes import same_name
from portal.models.dialogues import Dialogue
from portal.models.submissions import Submission
from portal.queries import review
from portal.queries import themes as theme_questions
from portal.services import appeals, codings, moderation, reading, themes
from portal.web.forms.reading import ItemForm

VERDICTS: dict[str, Verdict] = {"show": Verdict.SHOWN, "mask": Verdict.MASKED, "withhold": Verdict.WITHHELD}
MOVES_ON = frozenset({*VERDICTS, "uphold", "next", "previous"})
"""Presses after which another text is on the screen: the one that was there has been read."""


def press(
    session: Session,
    actor: Actor,
    rules: Rules,
    dialogue_id: int,
    number: int,
    form: ItemForm,
    act: str,
    detail: str,
    then: int | None,
    now: datetime,
) -> None:
    """Do what the button says, keep the themes that are chosen, and note what was read and what comes on the screen.

    `then` is the number that is shown next. Raises whatever the services refuse; nothing is kept then.
    """
    submission = review.by_number(session, dialogue_id, number)
    form = replace(form, version=_decide(session, actor, rules, submission, form, act, detail, now))
    dialogue = session.get_one(Dialogue, dialogue_id)
    if may(actor, Act.CODE, dialogue.body_id):
        _code(session, actor, dialogue, submission, form, now)
    if act in MOVES_ON:
        moderation.mark_read(session, actor, submission, now)
    shown = submission if then is None else review.by_number(session, dialogue_id, then)
    reading.look_at(session, actor, shown, now)


def undo(session: Session, actor: Actor, rules: Rules, dialogue_id: int, now: datetime) -> int:
    """Take back what the actor did last in the dialogue, decision and themes together; returns the number."""
    last = review.last_act(session, dialogue_id, actor.user_id)
    if last is None:
        raise Invalid("NOT_YOURS_TO_UNDO")
    submission = session.get_one(Submission, last.submission_id)
    if last.decided:
        moderation.undo(session, actor, rules, submission, now=now)
    if last.coded:
        codings.undo(session, actor, submission, now=now)
    return last.number


def _decide(
    session: Session,
    actor: Actor,
    rules: Rules,
    submission: Submission,
    form: ItemForm,
    act: str,
    detail: str,
    now: datetime,
) -> int:
    """The version that the themes are kept over."""
    appeal = next((one.id for one in review.appeals_of(session, submission.id) if one.outcome is None), None)
    if appeal is not None and act in (*VERDICTS, "uphold"):
        _settle(session, actor, rules, submission, appeal, form, act, detail, now)
    elif act in VERDICTS:
        reason = Reason(detail) if detail in REVIEWER_REASONS else None
        texts = {answer.id: answer.text or "" for answer in submission.answers}
        moderation.decide(
            session,
            actor,
            rules,
            submission,
            version=form.version,
            verdict=VERDICTS[act],
            reason=reason,
            parts=form.masks(texts) if act == "mask" else (),
            note=form.note,
            now=now,
        )
    elif act == "dismiss" and detail.isdecimal():
        moderation.dismiss_flag(session, actor, submission, int(detail), version=form.version, now=now)
    elif act == "keep":
        appeals.keep_reported(session, actor, submission, version=form.version, now=now)
    else:
        return form.version
    return submission.version


def _settle(
    session: Session,
    actor: Actor,
    rules: Rules,
    submission: Submission,
    appeal_id: int,
    form: ItemForm,
    act: str,
    detail: str,
    now: datetime,
) -> None:
    """A decision about an appealed text settles the appeal; *uphold* lets the decision stand."""
    texts = {answer.id: answer.text or "" for answer in submission.answers}
    appeals.settle(
        session,
        actor,
        rules,
        appeal_id,
        version=form.version,
        outcome=AppealOutcome.CHANGED if act in VERDICTS else AppealOutcome.UPHELD,
        explanation=form.explanation,
        verdict=VERDICTS.get(act),
        reason=Reason(detail) if detail in REVIEWER_REASONS else None,
        parts=form.masks(texts) if act == "mask" else (),
        now=now,
    )


def _code(
    session: Session, actor: Actor, dialogue: Dialogue, submission: Submission, form: ItemForm, now: datetime
) -> None:
    keys = tuple(answer.id for answer in submission.answers if answer.coding is not None)
    wanted = {key: set(form.themes.get(key, ())) for key in keys}
    for key, name in form.new.items():
        if key not in wanted:
            raise Invalid(Refusal("NO_SUCH_ANSWER"))
        named = theme_questions.options(session, dialogue.id)[0]
        there = next((theme.id for theme in named if same_name(theme.name, name)), None)
        wanted[key].add(there or themes.create(session, actor, dialogue, name=name, now=now).id)
    with_new = replace(form, themes={key: frozenset(chosen) for key, chosen in wanted.items()})
    codings.code(session, actor, submission, version=form.version, answers=with_new.codings(keys), now=now)
