"""Review of submissions (granskning): what a decision may be, the seven reasons, and who may settle an appeal.

Review decides what is shown, never what is counted (submissions.md, *Review*).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

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
    """What became of an appeal; it lapses when the writer takes the text back, and nobody settles it so."""

    CHANGED = "changed"
    UPHELD = "upheld"
    LAPSED = "lapsed"


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


@dataclass(frozen=True)
class MaskedPart:
    """A part [start, end) of one answer that a reviewer hides, in characters, and why."""

    answer_id: int
    start: int
    end: int
    reason: Reason = Reason.PERSONAL_DATA

    @property
    def span(self) -> Span:
        """The part without its answer and reason."""
        return Span(self.start, self.end)

    def covers(self, answer_id: int | None, start: int, end: int) -> bool:
        """Whether all of [start, end) of that answer is hidden by this part alone."""
        return self.answer_id == answer_id and self.start <= start and end <= self.end


@dataclass(frozen=True)
class Standing:
    """What follows from the decision that stands: the state, the reason when not shown, whether it is in figures."""

    state: ReviewState
    reason: Reason | None
    counted: bool


def standing(verdict: Verdict | None, reason: Reason | None, all_seen: bool) -> Standing:
    """What a submission is with this decision (None: no decision stands).

    What was added after the decision (`all_seen` false) waits for a decision of its own, and what was decided not to
    count still does not until then.
    """
    why = reason if verdict is Verdict.WITHHELD else None
    if verdict is None or not all_seen:
        return Standing(ReviewState.WAITING, None, is_counted(why))
    return Standing(ReviewState(verdict.value), why, is_counted(why))


def segments(text: str, spans: Collection[Span]) -> list[tuple[str, int | None]]:
    """The text in pieces, each with the index of the span it lies in (the first of several), or None."""
    cuts = sorted({0, len(text), *(at for span in spans for at in (span.start, span.end) if 0 <= at <= len(text))})
    ordered = list(spans)
    pieces: list[tuple[str, int | None]] = []
    for start, end in pairwise(cuts):
        inside = next((i for i, span in enumerate(ordered) if span.start <= start and end <= span.end), None)
        pieces.append((text[start:end], inside))
    return pieces


def places_of(text: str, words: str) -> list[Span]:
    """Every place where exactly these words stand in the text (case counts); none for empty words."""
    found, at = [], 0
    while words.strip() and (start := text.find(words, at)) >= 0:
        found.append(Span(start, start + len(words)))
        at = start + len(words)
    return found
