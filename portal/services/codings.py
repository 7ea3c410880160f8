"""Coding (kodning): putting free-text answers in themes, with a stance where the theme has one, or in no theme."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.moderation import ReviewState
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import Invalid, NotFound, Refusal
from portal.domain.themes import AnswerCoding, Chosen, CodingState, Stance
from portal.effects import audit, coding
from portal.models.dialogues import Dialogue
from portal.models.submissions import Submission
from portal.models.themes import Coding, CodingChange
from portal.queries import review, themes


@dataclass(frozen=True)
class BulkCoding:
    """What a bulk coding did: every selected number is in exactly one of the two."""

    coded: tuple[int, ...]
    left_out: tuple[tuple[int, str], ...]


def code(
    session: Session,
    actor: Actor,
    submission: Submission,
    *,
    version: int,
    answers: Sequence[AnswerCoding],
    now: datetime,
) -> CodingChange | None:
    """Make the codings of these answers exactly what is given; None when nothing differs.

    A theme that a colleague has merged meanwhile stands for the one it went into. A stance is kept only where the theme
    uses stances. Refuses answers without free text, themes of other dialogues, and *no theme* beside a theme.
    """
    dialogue = session.get_one(Dialogue, submission.dialogue_id)
    require(actor, Act.CODE, dialogue.body_id)
    submission = review.locked(session, submission.id, version)
    if submission.state is ReviewState.ERASED:
        raise Invalid(Refusal("NOTHING_LEFT_TO_DECIDE", params={"state": submission.state.value}))
    open_to_coding = {answer.id for answer in submission.answers if answer.coding is not None}
    leads_to = themes.living(session, dialogue.id)
    with_stance = {one.id for one in themes.options(session, dialogue.id)[0] if one.with_stance}
    codings = themes.codings_of(session, sorted(open_to_coding))
    before = coding.coded_now(submission, codings)
    wanted = {}
    for one in answers:
        if one.answer_id not in open_to_coding:
            raise NotFound("NO_SUCH_ANSWER")
        if one.no_theme and one.themes:
            raise Invalid(Refusal("NO_THEME_BESIDE_THEME", f"theme-{one.answer_id}"))
        first = {theme_id: first_id for theme_id, first_id, _stance in before[one.answer_id][1]}
        chosen: dict[int, tuple[int, int, Stance | None]] = {}
        for choice in one.themes:
            if choice.theme_id not in leads_to:
                raise NotFound("NO_SUCH_THEME")
            target = leads_to[choice.theme_id]
            stance = choice.stance if target in with_stance else None
            chosen.setdefault(target, (target, first.get(target, choice.theme_id), stance))
        wanted[one.answer_id] = (one.state, list(chosen.values()))
    return coding.write(session, actor, submission, codings, wanted, now)


def undo(session: Session, actor: Actor, submission: Submission, *, now: datetime) -> CodingChange:
    """Take back one's own latest change of the coding; refuses when somebody else has changed it since."""
    require(actor, Act.CODE, session.get_one(Dialogue, submission.dialogue_id).body_id)
    submission = review.locked(session, submission.id, None)
    changes = [one for one in themes.changes_of(session, submission.id) if one.undone_at is None]
    if not changes or changes[0].changed_by_id != actor.user_id:
        raise Invalid("NOT_YOURS_TO_UNDO")
    change = changes[0]
    leads_to = themes.living(session, submission.dialogue_id)
    earlier = {
        answer_id: (state, [(leads_to.get(theme_id, theme_id), first, stance) for theme_id, first, stance in chosen])
        for answer_id, (state, chosen) in coding.from_json(change.before).items()
    }
    codings = themes.codings_of(session, [answer.id for answer in submission.answers if answer.coding is not None])
    made = coding.write(session, actor, submission, codings, earlier, now, verb="themes.undo")
    change.undone_at = now
    if made is not None:
        made.undone_at = now
    session.flush()
    return change


def code_in_bulk(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    *,
    numbers: Collection[int],
    theme_id: int | None,
    now: datetime,
    stance: Stance | None = None,
    question_id: int | None = None,
) -> BulkCoding:
    """Add a theme (None: *no theme*) to the answers of all these submissions, to one question or to all.

    What a colleague has already put in a theme, or in none, is never taken away: with a theme it is added beside the
    others, *no theme* is given to waiting answers only. Every number is either coded or listed with its reason.
    """
    require(actor, Act.CODE, dialogue.body_id)
    target = None
    if theme_id is not None:
        target = themes.living(session, dialogue.id).get(theme_id)
        if target is None:
            raise NotFound("NO_SUCH_THEME")
        stance = stance if themes.by_id(session, dialogue.id, target).with_stance else None
    coded, left = [], dict.fromkeys(numbers, "NO_SUCH_SUBMISSION")
    choice = Chosen(theme_id, stance) if theme_id is not None else None
    selected = review.locked_many(session, dialogue.id, numbers, with_answers=True)
    standing = _codings_by_submission(session, selected)
    for submission in selected:
        codings = standing.get(submission.id, [])
        wanted, why = _added(submission, coding.coded_now(submission, codings), target, choice, question_id)
        if why:
            left[submission.number] = why
        else:
            coding.write(session, actor, submission, codings, wanted, now, in_bulk=True)
            coded.append(submission.number)
            del left[submission.number]
    session.flush()
    after = {"theme_id": target, "stance": stance.value if stance else None, "numbers": coded}
    audit.record(session, actor, "themes.code_in_bulk", "dialogue", dialogue.id, None, after, now, dialogue.id)
    return BulkCoding(tuple(coded), tuple(sorted(left.items())))


def _added(
    submission: Submission,
    now_coded: coding.Wanted,
    target: int | None,
    choice: Chosen | None,
    question_id: int | None,
) -> tuple[coding.Wanted, str]:
    """How the submission is coded with the theme added, or the code of why it is left out."""
    if submission.state is ReviewState.ERASED:
        return {}, "ERASED"
    asked = {answer.id for answer in submission.answers if question_id in (None, answer.question_id)} & set(now_coded)
    if not asked:
        return {}, "NO_FREE_TEXT"
    wanted: dict[int, tuple[CodingState, Sequence[tuple[int, int, Stance | None]]]] = {}
    for answer_id in asked:
        state, chosen = now_coded[answer_id]
        if target is None or choice is None:
            if state is CodingState.THEMED:
                return {}, "ALREADY_IN_A_THEME"
            wanted[answer_id] = (CodingState.NONE, [])
        elif state is CodingState.NONE:
            return {}, "ALREADY_NO_THEME"
        elif target not in {theme_id for theme_id, _first, _stance in chosen}:
            wanted[answer_id] = (CodingState.THEMED, [*chosen, (target, choice.theme_id, choice.stance)])
    return wanted, ""


def _codings_by_submission(session: Session, selected: Sequence[Submission]) -> dict[int, list[Coding]]:
    owner = {answer.id: submission.id for submission in selected for answer in submission.answers}
    found: dict[int, list[Coding]] = {}
    keys = list(owner)
    for at in range(0, len(keys), 500):
        for one in themes.codings_of(session, keys[at : at + 500]):
            found.setdefault(owner[one.answer_id], []).append(one)
    return found
