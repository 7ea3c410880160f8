"""Review of submissions (granskning): what a decision may be, the seven reasons, and who may settle an appeal.

Review decides what is shown, never what is counted (submissions.md, *Review*).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.domain.permissions import Act, Actor, Role, holds, may


class ReviewState(StrEnum):
    """Where a submission stands. Received = the sum of all six, always (quality.md, promise 7)."""

    WAITING = "waiting"
    SHOWN = "shown"
    MASKED = "masked"
    WITHHELD = "withheld"
    TAKEN_BACK = "taken_back"
    ERASED = "erased"


class Verdict(StrEnum):
    """What a reviewer decides."""

    SHOWN = "shown"
    MASKED = "masked"
    WITHHELD = "withheld"


class Reason(StrEnum):
    """Why a text, or a part of it, is not shown; the same seven in every dialogue. None is about opinion or tone."""

    PERSONAL_DATA = "personal_data"
    THREAT_OR_HATE = "threat_or_hate"
    MAY_BE_ILLEGAL = "may_be_illegal"
    OTHERS_RIGHTS = "others_rights"
    OTHER_MATTER = "other_matter"
    ADVERTISING_OR_TEST = "advertising_or_test"
    TAKEN_BACK = "taken_back"


NOT_COUNTED = frozenset({Reason.ADVERTISING_OR_TEST, Reason.TAKEN_BACK})
REVIEWER_REASONS = tuple(r for r in Reason if r is not Reason.TAKEN_BACK)
VISIBLE = frozenset({ReviewState.SHOWN, ReviewState.MASKED})


class FlagKind(StrEnum):
    """What the portal points out to the reviewer."""

    IDENTITY_NUMBER = "identity_number"
    PHONE = "phone"
    EMAIL = "email"
    NEAR_COPY = "near_copy"
    LATE_WITHIN_GRACE = "late_within_grace"
    OUTSIDE_OPEN_TIME = "outside_open_time"


STOPS_SHOWING = frozenset({FlagKind.IDENTITY_NUMBER, FlagKind.PHONE, FlagKind.EMAIL})


class AppealOutcome(StrEnum):
    """What became of an appeal."""

    CHANGED = "changed"
    UPHELD = "upheld"


class ReportOutcome(StrEnum):
    """What became of a report about a shown text."""

    KEPT = "kept"
    CHANGED = "changed"


@dataclass(frozen=True)
class Span:
    """A part [start, end) of an answer's text, in characters."""

    start: int
    end: int


def is_counted(reason: Reason | None) -> bool:
    """Whether a submission with this standing reason is in the figures: all but advertising/test and taken back."""
    return reason not in NOT_COUNTED


def faults(verdict: Verdict, reason: Reason | None, masks: Collection[Span], unmasked_flags: int) -> tuple[str, ...]:
    """Codes of what makes a review decision incomplete.

    `unmasked_flags` is the number of standing flags for identity number, phone or e-mail that no mask covers.
    """
    found = []
    if verdict is Verdict.WITHHELD and reason is None:
        found.append("REASON_REQUIRED")
    if verdict is Verdict.WITHHELD and reason is Reason.TAKEN_BACK:
        found.append("REASON_IS_THE_WRITERS")
    if verdict is Verdict.MASKED and not masks:
        found.append("NOTHING_MASKED")
    if verdict is not Verdict.WITHHELD and unmasked_flags:
        found.append("PERSONAL_DATA_UNMASKED")
    return tuple(found)


def masked(text: str, masks: Collection[Span], block: str = "█") -> str:
    """The text with every masked part replaced by the same short block, so that its length tells nothing."""
    out, at = [], 0
    for span in sorted(masks, key=lambda s: (s.start, s.end)):
        if span.end <= at:
            continue
        out += [text[at : max(span.start, at)], block * 3]
        at = min(span.end, len(text))
    return "".join([*out, text[at:]])


def may_still_appeal(decided_at: datetime, appeal_days: int, now: datetime) -> bool:
    """An appeal can be made for `appeal_days` (21 unless set) from the decision."""
    return now <= decided_at + timedelta(days=appeal_days)


APPEAL_LATE_DAYS = 14


def who_settles(decider_id: int | None, staff: Iterable[Actor], body_id: int, board_id: int) -> tuple[Actor, ...]:
    """The people an appeal goes to: others who may review for the body, else its registrar, else KS's administrator.

    Never the first decider. `staff` are all active users, `board_id` is KS. Empty when there is nobody at all.
    """
    others = [person for person in staff if person.user_id != decider_id]
    circles = (
        [p for p in others if may(p, Act.REVIEW, body_id)],
        [p for p in others if holds(p, Role.REGISTRAR, body_id)],
        [p for p in others if holds(p, Role.ADMINISTRATOR, board_id)],
    )
    return next((tuple(circle) for circle in circles if circle), ())


def appeal_is_late(lodged_at: datetime, now: datetime, late_days: int = APPEAL_LATE_DAYS) -> bool:
    """Whether an appeal that is still undecided is late on the body's desk: after 14 days (a setting)."""
    return now > lodged_at + timedelta(days=late_days)
