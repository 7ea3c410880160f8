"""What every change of coding leaves: the codings themselves, the states kept beside them, and what was before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.domain.permissions import Actor
from portal.domain.themes import CodingState, Stance, together
from portal.effects import audit
from portal.models.submissions import Submission
from portal.models.themes import Coding, CodingChange

Wanted = Mapping[int, tuple[CodingState, Sequence[tuple[int, int, Stance | None]]]]
"""Per answer id: its state, and (theme, theme first chosen, stance) of each coding."""


def coded_now(submission: Submission, codings: Iterable[Coding]) -> dict[int, tuple[CodingState, list[Any]]]:
    """How the free-text answers of a submission are coded now, in the shape of `Wanted`; `codings` are theirs."""
    answers = {answer.id: answer for answer in submission.answers if answer.coding is not None}
    found: dict[int, tuple[CodingState, list[Any]]] = {}
    for key, answer in answers.items():
        found[key] = (answer.coding or CodingState.WAITING, [])
    for coding in codings:
        found[coding.answer_id][1].append((coding.theme_id, coding.first_theme_id, coding.stance))
    return found


def write(
    session: Session,
    actor: Actor,
    submission: Submission,
    codings: Sequence[Coding],
    wanted: Wanted,
    now: datetime,
    *,
    verb: str = "themes.code",
    in_bulk: bool = False,
) -> CodingChange | None:
    """Make the codings of these answers what is wanted; None when they already are. `codings` are those that stand.

    In bulk nothing is flushed, and the caller writes one audit entry for all.
    """
    before = coded_now(submission, codings)
    changed = {key: target for key, target in wanted.items() if _plain(target) != _plain(before[key])}
    if not changed:
        return None
    standing = {(coding.answer_id, coding.theme_id): coding for coding in codings if coding.answer_id in changed}
    answers = {answer.id: answer for answer in submission.answers}
    for answer_id, (state, chosen) in changed.items():
        answers[answer_id].coding = state
        for theme_id, first_theme_id, stance in chosen:
            coding = standing.pop((answer_id, theme_id), None)
            if coding is None:
                coding = Coding(answer_id=answer_id, theme_id=theme_id, first_theme_id=first_theme_id)
                coding.coded_by_id, coding.coded_at = actor.user_id, now
                session.add(coding)
            coding.stance = stance
    for gone in standing.values():
        session.delete(gone)
    submission.coding = together(answer.coding for answer in submission.answers)
    submission.version += 1
    change = CodingChange(
        submission_id=submission.id,
        before=_as_json(before, changed),
        after=_as_json(changed, changed),
        in_bulk=in_bulk,
        changed_by_id=actor.user_id,
        changed_at=now,
    )
    session.add(change)
    if not in_bulk:
        session.flush()
        audit.record(
            session, actor, verb, "submission", submission.id, change.before, change.after, now, submission.dialogue_id
        )
    return change


def from_json(kept: Mapping[str, Any]) -> dict[int, tuple[CodingState, list[tuple[int, int, Stance | None]]]]:
    """What a `CodingChange` keeps, in the shape of `Wanted`."""
    return {
        int(key): (
            CodingState(state),
            [(one, first, Stance(how) if how else None) for one, first, how in chosen],
        )
        for key, (state, chosen) in kept.items()
    }


def _plain(coded: tuple[CodingState, Sequence[tuple[int, int, Stance | None]]]) -> tuple[CodingState, set[Any]]:
    return coded[0], {(theme_id, stance) for theme_id, _first, stance in coded[1]}


def _as_json(coded: Wanted, keys: Mapping[int, object]) -> dict[str, Any]:
    return {
        str(key): [
            coded[key][0].value,
            [[theme_id, first, stance.value if stance else None] for theme_id, first, stance in coded[key][1]],
        ]
        for key in keys
    }
