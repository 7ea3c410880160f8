"""The worker beside mail: audit seals and the words of new texts at every turn, and the nightly jobs of the list."""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.domain.calendar import local_day
from portal.mail.deliver import deliver_due
from portal.queries import dialogues
from portal.queries import extensive as known
from portal.queries import mailing as lists
from portal.services import audit, extensive, jobs, mailing, outbox, submissions
from portal.settings import Settings
from portal.transaction import changes, reading

NIGHT = timedelta(hours=2)
"""A nightly job is due from two o'clock, local time."""
SEALED_AT_ONCE = 1000
INDEXED_AT_ONCE = 100
MIXED_EVERY = timedelta(minutes=10)
Mixed = dict[int, tuple[int, datetime | None]]
"""Dialogue id to how many had joined its list today when it was last mixed, and when that was."""

log = logging.getLogger(__name__)
Job = Callable[[Engine, Settings, datetime], None]


def turn(engine: Engine, settings: Settings, now: datetime, mixed: Mixed | None = None) -> None:
    """Do everything that is due now. What fails is logged, and keeps nothing else from being done.

    `mixed` is what one worker remembers between its turns.
    """
    remembered: Mixed = {} if mixed is None else mixed
    steps: Sequence[Job] = (
        seal_audit,
        index_words,
        partial(mix_new_rows, mixed=remembered),
        shuffle_closed_lists,
        send_mail,
        *(_nightly(name, job) for name, job in NIGHTLY),
    )
    for step in steps:
        try:
            step(engine, settings, now)
        except Exception:
            log.exception("A job of the worker failed")


def send_mail(engine: Engine, settings: Settings, now: datetime) -> None:
    """One pass over the outbox."""
    done = deliver_due(engine, settings, now)
    if done.sent or done.failed or done.later:
        log.info("Mail: %s sent, %s again later, %s given up", done.sent, done.later, done.failed)


def seal_audit(engine: Engine, settings: Settings, now: datetime) -> None:
    """Seal every entry that has no seal yet."""
    while True:
        with changes(engine) as session:
            if audit.seal(session, now, SEALED_AT_ONCE) < SEALED_AT_ONCE:
                return


def index_words(engine: Engine, settings: Settings, now: datetime) -> None:
    """Put the words of new submissions into the search, a few at a time, so that nobody who sends waits for long."""
    while True:
        with changes(engine) as session:
            if submissions.index_waiting(session, INDEXED_AT_ONCE) < INDEXED_AT_ONCE:
                return


def mix_new_rows(engine: Engine, settings: Settings, now: datetime, mixed: Mixed) -> None:
    """On PostgreSQL, shuffle a list that somebody joined since it was mixed, at most every MIXED_EVERY.

    There a new row lies in order of time, with the number of the transaction that also wrote the submission, and would
    do so until the night. SQLite has neither: rows lie in the order of their random keys.
    """
    if engine.dialect.name != "postgresql":
        return
    with reading(engine) as session:
        joined = lists.joined_on(session, now.astimezone(UTC).date())
    for dialogue_id, count in joined.items():
        before, at = mixed.get(dialogue_id, (0, None))
        if count != before and (at is None or now - at >= MIXED_EVERY):
            with changes(engine) as session:
                mailing.shuffle(session, dialogue_id)
            mixed[dialogue_id] = (count, now)


def shuffle_closed_lists(engine: Engine, settings: Settings, now: datetime) -> None:
    """Shuffle each list once when its dialogue has closed, without waiting for the night."""
    today = local_day(now, settings.zone)
    with reading(engine) as session:
        closed = [n for n in lists.closed_with_lists(session, now) if jobs.is_due(session, _closing(n), today.min)]
    for dialogue_id in closed:
        with changes(engine) as session:
            mailing.shuffle(session, dialogue_id)
            jobs.done(session, _closing(dialogue_id), today)


def shuffle_lists(engine: Engine, settings: Settings, now: datetime) -> None:
    """Write every list anew in random order."""
    _each_dialogue(engine, lists.with_lists, mailing.shuffle)


def take_off_the_silent(engine: Engine, settings: Settings, now: datetime) -> None:
    """Take off the lists whoever did not ask to hear when it is done, 60 days (a setting) after the answer."""
    after = timedelta(days=settings.followup_list_days)
    _each_dialogue(
        engine,
        lambda session: lists.answered_before(session, now - after),
        lambda session, dialogue_id: mailing.take_off_the_silent(session, dialogue_id, now, after),
    )


def forget_contacts(engine: Engine, settings: Settings, now: datetime) -> None:
    """Remove the contacts of answered dialogues, under the municipality's retention decision."""
    decision = settings.mail_retention_decision
    if decision:
        _each_dialogue(
            engine,
            lambda session: lists.answered_with_contacts(session, now),
            lambda session, dialogue_id: mailing.forget_contacts(session, dialogue_id, decision, now),
        )


def rewrite_outbox(engine: Engine, settings: Settings, now: datetime) -> None:
    """Write the settled rows of the outbox anew in random order."""
    with changes(engine) as session:
        outbox.rewrite(session, local_day(now, settings.zone))


def tell_extensive(engine: Engine, settings: Settings, now: datetime) -> None:
    """Write a line in the log of each dialogue that has become extensive since yesterday, or no longer is (C3)."""
    rules = settings.rules()

    def tell(session: Session, dialogue_id: int) -> None:
        extensive.tell(session, dialogues.by_id(session, dialogue_id), rules, now)

    _each_dialogue(engine, lambda session: tuple(known.untold(session, rules)), tell)


NIGHTLY: Sequence[tuple[str, Job]] = (
    ("take_off_the_silent", take_off_the_silent),
    ("forget_contacts", forget_contacts),
    ("shuffle_lists", shuffle_lists),
    ("rewrite_outbox", rewrite_outbox),
    ("tell_extensive", tell_extensive),
)


def _nightly(name: str, job: Job) -> Job:
    def run(engine: Engine, settings: Settings, now: datetime) -> None:
        night = local_day(now - NIGHT, settings.zone)
        with reading(engine) as session:
            if not jobs.is_due(session, name, night):
                return
        job(engine, settings, now)
        with changes(engine) as session:
            jobs.done(session, name, night)

    return run


def _each_dialogue(
    engine: Engine, ids: Callable[[Session], Sequence[int]], change: Callable[[Session, int], object]
) -> None:
    """One short transaction a dialogue, so that nobody who sends a text waits for long."""
    with reading(engine) as session:
        found = list(ids(session))
    for dialogue_id in found:
        with changes(engine) as session:
            change(session, dialogue_id)


def _closing(dialogue_id: int) -> str:
    return f"shuffle_closed:{dialogue_id}"
