"""Is what the database says true? Each function compares what is kept twice, and yields what does not fit.

Promise 7 of quality.md: counts add up everywhere, and the audit chain verifies.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Integer, String, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session, aliased

from portal.domain.checks import Finding
from portal.domain.commitments import content_hash
from portal.domain.dialogues import ShowMode
from portal.domain.moderation import NOT_COUNTED, STOPS_SHOWING, ReviewState
from portal.domain.themes import CodingState
from portal.models.annual_reports import AnnualReport
from portal.models.bodies import Body
from portal.models.commitments import CommitmentVersion
from portal.models.dialogues import Dialogue
from portal.models.feedback import Edition
from portal.models.handovers import Handover
from portal.models.moderation import Appeal, Flag, Report, ReviewDecision
from portal.models.submissions import Answer, ImportBatch, Submission, SubmissionCounter
from portal.models.themes import Coding, Theme
from portal.queries import audit, figures
from portal.queries.handovers import data_of
from portal.queries.handovers import files_of as handover_files

MOST_NAMED = 10
"""How many of the same fault are named one by one; their number is told anyway."""


def everything(session: Session, now: datetime) -> Iterator[Finding]:
    """All checks of the database, in the order a person would ask."""
    every = (
        counts, numbers, review_states, coding_states, marks, imports, commitments, handovers, editions, annual_reports,
        record,
    )  # fmt: skip
    for check in every:
        yield from check(session, now)


def counts(session: Session, _now: datetime) -> Iterator[Finding]:
    """Received = shown + masked + withheld + taken back + waiting + erased; themes speak of what is counted."""
    for dialogue in session.scalars(select(Dialogue).where(Dialogue.announced_at.is_not(None))):
        intake = figures.intake(session, dialogue.id)
        received = figures.received(session, dialogue.id)
        if not intake.adds_up or intake.received != received:
            yield Finding("COUNTS_DO_NOT_ADD_UP", dialogue.slug, {"received": received, "states": intake.received})
        coded = sum(intake.by_coding.values()) + intake.without_text
        if coded != intake.counted:
            yield Finding("COUNTS_DO_NOT_ADD_UP", dialogue.slug, {"received": intake.counted, "states": coded})


def numbers(session: Session, _now: datetime) -> Iterator[Finding]:
    """Public numbers run from 1 without a gap to the counter's."""
    rows = session.execute(
        select(Dialogue.slug, func.count(Submission.id), func.max(Submission.number), SubmissionCounter.last_number)
        .join(Submission, Submission.dialogue_id == Dialogue.id)
        .outerjoin(SubmissionCounter, SubmissionCounter.dialogue_id == Dialogue.id)
        .group_by(Dialogue.slug, SubmissionCounter.last_number)
    )
    for slug, count, highest, counter in rows:
        if not count == highest == counter:
            yield Finding("NUMBERS_WITH_GAPS", slug, {"count": count, "highest": highest, "counter": counter})


def review_states(session: Session, _now: datetime) -> Iterator[Finding]:
    """State, reason and *counted* beside the decision they follow from (the newest that was not undone)."""
    newest = (
        select(func.max(ReviewDecision.id))
        .where(ReviewDecision.submission_id == Submission.id, ReviewDecision.undone_at.is_(None))
        .correlate(Submission)
        .scalar_subquery()
    )
    decision = aliased(ReviewDecision)
    decided = (ReviewState.SHOWN, ReviewState.MASKED, ReviewState.WITHHELD)
    verdict_is_state = or_(*(and_(Submission.state == state, decision.verdict == state.value) for state in decided))
    has_text = select(Answer.id).where(Answer.submission_id == Submission.id, Answer.text.is_not(None)).exists()
    promised_at_once = (
        select(CommitmentVersion.id)
        .where(
            CommitmentVersion.dialogue_id == Submission.dialogue_id,
            cast(CommitmentVersion.content, String).like(f'%"{ShowMode.AT_ONCE.value}"%'),
        )
        .exists()
    )
    shown_unread = and_(Submission.state == ReviewState.SHOWN, decision.id.is_(None))
    rightly = or_(
        Submission.state.in_((ReviewState.TAKEN_BACK, ReviewState.ERASED)),
        and_(
            Submission.state.in_(decided),
            verdict_is_state,
            decision.additions_seen >= Submission.additions,
            or_(Submission.state != ReviewState.WITHHELD, Submission.reason == decision.reason),
        ),
        and_(
            Submission.state == ReviewState.WAITING,
            has_text,
            or_(decision.id.is_(None), decision.additions_seen < Submission.additions),
        ),
        and_(shown_unread, or_(~has_text, promised_at_once)),
    )
    wrong = (
        select(Dialogue.slug, Submission.number)
        .join(Dialogue, Dialogue.id == Submission.dialogue_id)
        .outerjoin(decision, decision.id == newest)
        .where(~func.coalesce(cast(case((rightly, 1), else_=0), Integer) == 1, False))
    )
    yield from _named(session, "STATE_DIFFERS_FROM_DECISION", wrong)
    not_counted = and_(
        Submission.state.in_((ReviewState.WITHHELD, ReviewState.TAKEN_BACK)),
        Submission.reason.in_(tuple(NOT_COUNTED)),
        Submission.counted,
        ~Submission.after_handover,
        Dialogue.handed_over_at.is_(None),
    )
    shown_uncounted = and_(Submission.state.in_((ReviewState.SHOWN, ReviewState.MASKED)), ~Submission.counted)
    wrong = (
        select(Dialogue.slug, Submission.number)
        .join(Dialogue, Dialogue.id == Submission.dialogue_id)
        .where(or_(not_counted, shown_uncounted))
    )
    yield from _named(session, "COUNTED_DIFFERS_FROM_REASON", wrong)


def coding_states(session: Session, _now: datetime) -> Iterator[Finding]:
    """Coding beside the codings: of each answer, and of each submission together."""
    has_coding = select(Coding.id).where(Coding.answer_id == Answer.id).exists()
    answers = (
        select(Dialogue.slug, Submission.number)
        .join(Submission, Submission.dialogue_id == Dialogue.id)
        .join(Answer, Answer.submission_id == Submission.id)
        .where(
            Submission.state != ReviewState.ERASED,
            or_(
                and_(Answer.coding == CodingState.THEMED, ~has_coding),
                and_(Answer.coding.in_((CodingState.WAITING, CodingState.NONE)), has_coding),
                and_(Answer.coding.is_(None), has_coding),
            ),
        )
    )
    yield from _named(session, "CODING_DIFFERS_FROM_THEMES", answers)

    def some(state: CodingState) -> object:
        return select(Answer.id).where(Answer.submission_id == Submission.id, Answer.coding == state).exists()

    together = case(
        (some(CodingState.WAITING), CodingState.WAITING.value),  # type: ignore[arg-type]
        (some(CodingState.THEMED), CodingState.THEMED.value),  # type: ignore[arg-type]
        else_=CodingState.NONE.value,
    )
    yield from _named(
        session,
        "CODING_DIFFERS_FROM_ANSWERS",
        select(Dialogue.slug, Submission.number)
        .join(Submission, Submission.dialogue_id == Dialogue.id)
        .where(Submission.state != ReviewState.ERASED, Submission.coding != together),
    )
    other = aliased(Theme)
    yield from _named(
        session,
        "CODED_TO_OTHER_DIALOGUE",
        select(Dialogue.slug, Submission.number)
        .join(Submission, Submission.dialogue_id == Dialogue.id)
        .join(Answer, Answer.submission_id == Submission.id)
        .join(Coding, Coding.answer_id == Answer.id)
        .join(other, other.id == Coding.theme_id)
        .where(other.dialogue_id != Dialogue.id),
    )


def marks(session: Session, _now: datetime) -> Iterator[Finding]:
    """What is counted on a submission for the lists: standing flags, open reports, an open appeal."""
    flags = _count(Flag, Flag.dismissed_by_id.is_(None), Flag.kind.in_(tuple(STOPS_SHOWING)))
    reports = _count(Report, Report.outcome.is_(None))
    appeals = _count(Appeal, Appeal.outcome.is_(None))
    yield from _named(
        session,
        "MARKS_DIFFER",
        select(Dialogue.slug, Submission.number)
        .join(Submission, Submission.dialogue_id == Dialogue.id)
        .where(
            Submission.state != ReviewState.ERASED,
            or_(
                Submission.flags_standing != flags,
                Submission.reports_open != reports,
                cast(case((Submission.appeal_open, 1), else_=0), Integer) != appeals,
            ),
        ),
    )


def imports(session: Session, _now: datetime) -> Iterator[Finding]:
    """Each import has as many submissions as it says; one that was stopped half-way is told, not blamed."""
    counted = select(func.count()).where(Submission.batch_id == ImportBatch.id).scalar_subquery()
    rows = session.execute(
        select(Dialogue.slug, ImportBatch, counted).join(Dialogue, Dialogue.id == ImportBatch.dialogue_id)
    )
    for slug, batch, there in rows:
        if batch.taken_in != there:
            yield Finding("IMPORT_DIFFERS", slug, {"batch": batch.id, "said": batch.taken_in, "there": there})
        if batch.finished_at is None:
            yield Finding("IMPORT_UNFINISHED", slug, {"batch": batch.id, "file": batch.file_name}, warning=True)


def commitments(session: Session, _now: datetime) -> Iterator[Finding]:
    """Each frozen promise still has the hash that was approved."""
    rows = session.execute(
        select(Dialogue.slug, CommitmentVersion).join(Dialogue, Dialogue.id == CommitmentVersion.dialogue_id)
    )
    for slug, version in rows:
        if content_hash(version.content) != version.content_hash:
            yield Finding("COMMITMENT_CHANGED", slug, {"number": version.number})


def handovers(session: Session, _now: datetime) -> Iterator[Finding]:
    """Each sealed document is what was handed over; a dialogue that says so has one."""
    for slug, made in session.execute(
        select(Dialogue.slug, Handover).join(Dialogue, Dialogue.id == Handover.dialogue_id)
    ):
        if hashlib.sha256(made.html.encode()).hexdigest() != made.html_hash:
            yield Finding("HANDOVER_CHANGED", slug, {"number": made.number})
        yield from _sealed_files(session, slug, made)
        if made.content["figures"]["received"] != len(made.content["submissions"]):
            yield Finding("HANDOVER_FIGURES", slug, {"number": made.number})
    lacking = select(Dialogue.slug).where(
        Dialogue.handed_over_at.is_not(None), ~select(Handover.id).where(Handover.dialogue_id == Dialogue.id).exists()
    )
    for slug in session.scalars(lacking):
        yield Finding("NO_HANDOVER_DOCUMENT", slug)


def _sealed_files(session: Session, slug: str, made: Handover) -> Iterator[Finding]:
    """Each file beside the Swedish HTML still has the hash it was sealed with; one file is held at a time."""
    for one in handover_files(session, made.id):
        data, digest = data_of(session, made.id, one.format, one.language)
        if hashlib.sha256(data).hexdigest() != digest or len(data) != one.size:
            where = {"number": made.number, "file": f"{one.language}.{one.format.value}"}
            yield Finding("HANDOVER_FILE_CHANGED", slug, where)


def editions(session: Session, _now: datetime) -> Iterator[Finding]:
    """Each edition is as it was published, and its figures those of its own date.

    What was registered in the very minute of an edition may be in it or not: nothing finer is kept.
    """
    rows = session.execute(
        select(Dialogue, Edition)
        .join(Dialogue, Dialogue.id == Edition.dialogue_id)
        .order_by(Edition.dialogue_id, Edition.number)
    )
    for dialogue, edition in rows:
        if content_hash(edition.content) != edition.content_hash:
            yield Finding("EDITION_CHANGED", dialogue.slug, {"number": edition.number})
            continue
        said = edition.content.get("figures")
        if not said:
            continue
        adds_up = said["received"] == sum(said["by_state"].values())
        received = figures.received_until(session, dialogue.id, edition.as_of)
        minute = edition.as_of.replace(second=0, microsecond=0) - timedelta(microseconds=1)
        surely = figures.received_until(session, dialogue.id, minute)
        if not adds_up or not surely <= said["received"] <= received:
            told = {"number": edition.number, "said": said["received"], "there": received}
            yield Finding("EDITION_FIGURES", dialogue.slug, told)


def annual_reports(session: Session, _now: datetime) -> Iterator[Finding]:
    """Each adopted annual report is as it was adopted, content and document."""
    for slug, made in session.execute(
        select(Body.slug, AnnualReport).join(Body, Body.id == AnnualReport.body_id).order_by(AnnualReport.id)
    ):
        whole = content_hash(made.content) == made.content_hash
        if not whole or hashlib.sha256(made.html.encode()).hexdigest() != made.html_hash:
            yield Finding("REPORT_CHANGED", slug, {"year": made.year, "number": made.number})


def record(session: Session, now: datetime) -> Iterator[Finding]:
    """The audit record: no entry was changed, none is gone, and the seals follow on one another."""
    found = audit.verify(session)
    for entry_id in found.broken_entries[:MOST_NAMED]:
        yield Finding("AUDIT_ENTRY_CHANGED", str(entry_id))
    for seal_id in found.broken_seals[:MOST_NAMED]:
        yield Finding("AUDIT_SEAL_BROKEN", str(seal_id))
    if found.unsealed:
        yield Finding("AUDIT_UNSEALED", "", {"entries": found.unsealed}, warning=True)


def _count(model: type[Flag] | type[Report] | type[Appeal], *conditions: object) -> object:
    asked = select(func.count()).where(model.submission_id == Submission.id, *conditions)  # type: ignore[arg-type]
    return asked.correlate(Submission).scalar_subquery()


def _named(session: Session, code: str, asked: object) -> Iterator[Finding]:
    """A finding for each of the first rows (slug, number), and one that tells how many there are."""
    rows = session.execute(asked.distinct().order_by(Dialogue.slug, Submission.number)).all()  # type: ignore[attr-defined]
    for slug, number in rows[:MOST_NAMED]:
        yield Finding(code, f"{slug} {number}", {"number": number})
    if len(rows) > MOST_NAMED:
        yield Finding("AND_MORE", code, {"count": len(rows) - MOST_NAMED})
