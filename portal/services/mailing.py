"""The list: leaving, narrowing, staying until it is done; the nightly shuffle; those reached by post or phone."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.orm import Session

from portal.domain.mailing import TAKEN_OFF_AFTER, AddressKind, ListWish
from portal.domain.permissions import SYSTEM, Act, Actor, require
from portal.domain.refusals import Invalid, NotFound, Refusal
from portal.domain.rules import Rules
from portal.effects import audit, notify
from portal.models.dialogues import Dialogue
from portal.models.feedback import Delivery, Edition
from portal.models.mailing import ListEntry
from portal.models.submissions import Submission, SubmissionContact
from portal.queries import mailing


def leave(session: Session, rules: Rules, token: str, now: datetime) -> mailing.Asked:
    """Stop what the token stands for: the mails of a list, or those about one text; never the one for the other.

    Doing it twice is doing it once. Raises NotFound for a token that is none of ours.
    """
    asked = _asked(session, rules, token)
    if asked.contact:
        session.execute(delete(SubmissionContact).where(SubmissionContact.submission_id == asked.submission_id))
    else:
        _remove(session, asked.dialogue.id, [asked.key or ""], now)
    return asked


def choose(session: Session, rules: Rules, token: str, wish: ListWish) -> mailing.Asked:
    """Hear everything, only the answer (*Bara svaret*), or also when it is done (*när det är genomfört*).

    Raises NotFound for a token that is none of ours, and Invalid when its address is on no list (any more).
    """
    asked = _asked(session, rules, token)
    if asked.contact or not asked.stands:
        raise Invalid("NOT_ON_LIST")
    session.execute(update(ListEntry).where(ListEntry.key == asked.key).values(wish=wish))
    return asked


def join_next(session: Session, rules: Rules, token: str, now: datetime) -> Dialogue:
    """Put the same address on the list of the dialogue that follows, and return that dialogue.

    Raises NotFound for a token that is none of ours, Invalid when the address has left or nothing follows.
    """
    asked = _asked(session, rules, token)
    entry = session.get(ListEntry, asked.key) if asked.key else None
    following = mailing.next_of(session, asked.dialogue.id)
    if entry is None or following is None:
        raise Invalid("NOT_ON_LIST" if entry is None else "NO_NEXT_DIALOGUE")
    notify.join_list(session, following, entry.kind, entry.address, entry.language, now)
    return following


def shuffle(session: Session, dialogue_id: int) -> int:
    """Write a list's rows anew in random order, in one transaction; return how many.

    What the database itself remembers of a row (on PostgreSQL: where it lies, which transaction wrote it) then tells
    nothing. Rows are updated, not replaced, so that somebody who leaves meanwhile does not come back.
    """
    table = ListEntry.__table__
    assert isinstance(table, Table)
    keys = list(session.scalars(select(ListEntry.key).where(ListEntry.dialogue_id == dialogue_id)))
    secrets.SystemRandom().shuffle(keys)
    rewritten = update(table).where(table.c.key == bindparam("one")).values(joined_on=table.c.joined_on)
    if keys:
        session.execute(rewritten, [{"one": key} for key in keys])
    return len(keys)


def take_off_the_silent(session: Session, dialogue_id: int, now: datetime, after: timedelta = TAKEN_OFF_AFTER) -> int:
    """Take off the list, `after` the answer, whoever did not ask to hear when it is done; return how many.

    The others go when the dialogue is concluded, no follow-up is planned, and the last edition is as old as that.
    """
    answered = session.get_one(Dialogue, dialogue_id).answered_at
    if answered is None or now < answered + after:
        return 0
    leaving = select(ListEntry.key).where(ListEntry.dialogue_id == dialogue_id)
    if not mailing.nothing_left_to_tell(session, dialogue_id, now, after):
        leaving = leaving.where(ListEntry.wish != ListWish.UNTIL_DONE)
    removed = _remove(session, dialogue_id, list(session.scalars(leaving)), now)
    if removed:
        audit.record(session, SYSTEM, "taken_off_list", "list", dialogue_id, None, {"rows": removed}, now, dialogue_id)
    return removed


def forget_contacts(session: Session, dialogue_id: int, decision: str, now: datetime) -> int:
    """Remove the contacts of an answered dialogue's texts (*tills svaret är klart*), but for those with an open appeal.

    `decision` is the reference of the retention decision; the audit entry names it with the number removed.
    """
    over = select(Submission.id).where(Submission.dialogue_id == dialogue_id, ~Submission.appeal_open)
    gone = session.execute(delete(SubmissionContact).where(SubmissionContact.submission_id.in_(over)))
    removed: int = gone.rowcount  # type: ignore[attr-defined]
    if removed:
        after = {"rows": removed, "decision": decision}
        audit.record(session, SYSTEM, "contacts_removed", "dialogue", dialogue_id, None, after, now, dialogue_id)
    return removed


def read_addresses(
    session: Session, actor: Actor, edition: Edition, channel: AddressKind, now: datetime
) -> list[tuple[str, str]]:
    """(address, language) of those to be reached by post or phone; that it was read, and how many, is recorded.

    Refuses e-mail addresses: the portal itself writes to them, and nobody needs to see them.
    """
    _may_reach(session, actor, edition)
    if channel is AddressKind.EMAIL:
        raise Invalid("EMAIL_LIST_IS_NOT_SHOWN")
    found = mailing.reached_by_hand(session, edition, channel)
    after = {"channel": channel, "rows": len(found)}
    audit.record(session, actor, "read_addresses", "edition", edition.id, None, after, now, edition.dialogue_id)
    return found


def settle_by_hand(
    session: Session,
    actor: Actor,
    edition: Edition,
    channel: AddressKind,
    reached: int | None,
    instead: str,
    now: datetime,
) -> Delivery:
    """Record how many were reached by post or phone (the rest count as failed), and what was done instead.

    For e-mail only `instead` is taken; the figures are the mail worker's. Refuses more than are on the list.
    """
    _may_reach(session, actor, edition)
    row = session.get(Delivery, (edition.id, channel.value))
    if row is None:
        raise NotFound("NOBODY_IN_CHANNEL")
    before = {"accepted": row.accepted, "failed": row.failed, "instead": row.instead}
    if channel is not AddressKind.EMAIL and reached is not None:
        if not 0 <= reached <= row.on_list:
            raise Invalid(Refusal("REACHED_MORE_THAN_LISTED", "reached", {"on_list": row.on_list}))
        row.accepted, row.failed = reached, row.on_list - reached
    row.instead = instead.strip()
    after = {"accepted": row.accepted, "failed": row.failed, "instead": row.instead, "channel": channel}
    audit.record(session, actor, "settle_delivery", "edition", edition.id, before, after, now, edition.dialogue_id)
    return row


def _may_reach(session: Session, actor: Actor, edition: Edition) -> None:
    require(actor, Act.REACH_BY_HAND, session.get_one(Dialogue, edition.dialogue_id).body_id)


def _asked(session: Session, rules: Rules, token: str) -> mailing.Asked:
    asked = mailing.behind(session, rules, token)
    if asked is None:
        raise NotFound("NO_SUCH_MAIL_LINK")
    return asked


def _remove(session: Session, dialogue_id: int, keys: list[str], now: datetime) -> int:
    removed = 0
    for at in range(0, len(keys), 500):
        gone = session.execute(delete(ListEntry).where(ListEntry.key.in_(keys[at : at + 500])))
        removed += gone.rowcount  # type: ignore[attr-defined]
    if removed:
        notify.count(session, dialogue_id, now, left=removed)
    return removed
