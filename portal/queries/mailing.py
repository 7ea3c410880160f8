"""Questions about the list, the outbox and deliveries. Nothing here joins an address to a submission."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.adapters.seals import BrokenSeal, seal, unseal
from portal.domain.facts import DeliveryFacts
from portal.domain.feedback import FollowUpStatus
from portal.domain.mailing import (
    WISH_COVERS,
    AddressKind,
    ListWish,
    MailKind,
    OutboxStatus,
    key_of,
    leaving_token,
    normal_address,
)
from portal.domain.rules import Rules
from portal.models.dialogues import Dialogue
from portal.models.feedback import Delivery, Edition, FollowUp
from portal.models.mailing import ListDayCount, ListEntry, OutboxMail
from portal.models.submissions import Submission, SubmissionContact

_CONTACT = "c-"


@dataclass(frozen=True)
class Delivered:
    """How one edition reached people through one channel. `waiting` = on the list − accepted − failed."""

    channel: str
    on_list: int
    accepted: int
    failed: int
    instead: str

    @property
    def waiting(self) -> int:
        """Those whom nobody has tried to the end to reach."""
        return self.on_list - self.accepted - self.failed

    def facts(self) -> DeliveryFacts:
        """The same for the gate of the conclusion."""
        return DeliveryFacts(self.channel, self.waiting, self.failed, bool(self.instead.strip()))


@dataclass(frozen=True)
class Asked:
    """What is behind a token: a dialogue's list (`wish`; None when the address has left) or the contact of a text."""

    dialogue: Dialogue
    contact: bool
    stands: bool
    wish: ListWish | None = None
    key: str | None = None
    submission_id: int | None = None


def delivery_of(session: Session, edition_id: int) -> tuple[Delivered, ...]:
    """How the edition was delivered, one per channel in which somebody asked to be reached."""
    rows = session.scalars(select(Delivery).where(Delivery.edition_id == edition_id).order_by(Delivery.channel))
    return tuple(Delivered(r.channel, r.on_list, r.accepted, r.failed, r.instead) for r in rows)


def list_sizes(session: Session, dialogue_id: int) -> dict[AddressKind, int]:
    """How many are on a dialogue's list now, per way of reaching them."""
    rows = session.execute(
        select(ListEntry.kind, func.count()).where(ListEntry.dialogue_id == dialogue_id).group_by(ListEntry.kind)
    )
    return {row[0]: row[1] for row in rows}


def list_audit(session: Session, dialogue_id: int) -> Sequence[ListDayCount]:
    """The list's audit: how many joined and left on each day."""
    rows = select(ListDayCount).where(ListDayCount.dialogue_id == dialogue_id).order_by(ListDayCount.day)
    return session.scalars(rows).all()


def joined_on(session: Session, day: date) -> dict[int, int]:
    """How many joined each dialogue's list on that day (in UTC)."""
    rows = select(ListDayCount.dialogue_id, ListDayCount.joined).where(ListDayCount.day == day, ListDayCount.joined > 0)
    return {row[0]: row[1] for row in session.execute(rows)}


def unsent(session: Session, dialogue_id: int | None = None) -> Sequence[tuple[MailKind, OutboxStatus, str, int]]:
    """What waits or was given up, of one dialogue or of all: (kind, status, reason, how many), for staff."""
    of_dialogue = () if dialogue_id is None else (OutboxMail.dialogue_id == dialogue_id,)
    rows = session.execute(
        select(OutboxMail.kind, OutboxMail.status, OutboxMail.last_error, func.count())
        .where(OutboxMail.status != OutboxStatus.SENT, *of_dialogue)
        .group_by(OutboxMail.kind, OutboxMail.status, OutboxMail.last_error)
        .order_by(OutboxMail.status, OutboxMail.kind)
    )
    return [(kind, status, reason, n) for kind, status, reason, n in rows]


def reached_by_hand(session: Session, edition: Edition, channel: AddressKind) -> list[tuple[str, str]]:
    """(address, language) of those who asked to be told of such an edition by post or phone, in order."""
    rows = session.execute(
        select(ListEntry.address, ListEntry.language).where(
            ListEntry.dialogue_id == edition.dialogue_id,
            ListEntry.kind == channel,
            ListEntry.wish.in_(_wishes(MailKind(edition.kind.value))),
        )
    )
    return sorted((address, language) for address, language in rows)


def recipient(session: Session, key: str, kind: MailKind) -> tuple[str, str] | None:
    """(address, language) of a list row that still wants this kind of mail, else None."""
    row = session.execute(
        select(ListEntry.address, ListEntry.language).where(
            ListEntry.key == key, ListEntry.kind == AddressKind.EMAIL, ListEntry.wish.in_(_wishes(kind))
        )
    ).first()
    return None if row is None else (row[0], row[1])


def key_for(session: Session, dialogue_id: int, address: str) -> str | None:
    """The key of the list row of an e-mail address, for the leaving link of the mail that brings the code."""
    return session.execute(
        select(ListEntry.key).where(
            ListEntry.dialogue_id == dialogue_id,
            ListEntry.kind == AddressKind.EMAIL,
            ListEntry.address == normal_address(AddressKind.EMAIL, address),
        )
    ).scalar()


def contact_of(session: Session, submission_id: int) -> tuple[str, str] | None:
    """(address, language) of the writer who asked to hear about this very text. For the mail worker only."""
    row = session.execute(
        select(SubmissionContact.address, SubmissionContact.language).where(
            SubmissionContact.submission_id == submission_id, SubmissionContact.kind == AddressKind.EMAIL
        )
    ).first()
    return None if row is None else (row[0], row[1])


def list_token(rules: Rules, dialogue_id: int, key: str) -> str:
    """The token of the leaving page of a list row. Nothing is stored for it; it outlives the row."""
    return leaving_token(rules.keys.leaving, f"{dialogue_id}-{key}")


def contact_token(rules: Rules, submission_id: int) -> str:
    """The token of the leaving page of a contact. The submission's id is sealed in it: no request log has it."""
    sealed = seal(rules.keys.leaving, str(submission_id).encode(), b"contact")
    return _CONTACT + base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def behind(session: Session, rules: Rules, token: str) -> Asked | None:
    """What a leaving token is about; None when it is none of ours, or of a dialogue that is gone."""
    submission_id = _submission_of(rules, token)
    if submission_id is not None:
        dialogue = session.scalar(
            select(Dialogue)
            .join(Submission, Submission.dialogue_id == Dialogue.id)
            .where(Submission.id == submission_id)
        )
        asked = select(SubmissionContact.kind).where(SubmissionContact.submission_id == submission_id)
        stands = session.execute(asked).first() is not None
        return None if dialogue is None else Asked(dialogue, True, stands, submission_id=submission_id)
    dialogue_id, _, key = (key_of(rules.keys.leaving, token) or "").partition("-")
    listed = session.get(Dialogue, int(dialogue_id)) if dialogue_id.isdigit() else None
    if listed is None:
        return None
    wish = session.execute(select(ListEntry.wish).where(ListEntry.key == key)).scalar()
    return Asked(listed, False, wish is not None, wish=wish, key=key)


def next_of(session: Session, dialogue_id: int) -> Dialogue | None:
    """The dialogue that follows this one under the same matter, announced and not yet answered; else None."""
    following = select(Dialogue).where(
        Dialogue.follows_id == dialogue_id,
        Dialogue.announced_at.is_not(None),
        Dialogue.cancelled_at.is_(None),
        Dialogue.answered_at.is_(None),
    )
    return session.scalars(following.order_by(Dialogue.announced_at.desc()).limit(1)).first()


def answered_before(session: Session, moment: datetime) -> Sequence[int]:
    """Ids of dialogues that were answered before that moment and still have a list."""
    on_lists = select(ListEntry.dialogue_id).distinct()
    rows = select(Dialogue.id).where(Dialogue.answered_at <= moment, Dialogue.id.in_(on_lists)).order_by(Dialogue.id)
    return session.scalars(rows).all()


def answered_with_contacts(session: Session, now: datetime) -> Sequence[int]:
    """Ids of answered dialogues of which some text still has a contact."""
    kept = select(Submission.dialogue_id).join(SubmissionContact, SubmissionContact.submission_id == Submission.id)
    rows = select(Dialogue.id).where(Dialogue.answered_at <= now, Dialogue.id.in_(kept.distinct()))
    return session.scalars(rows.order_by(Dialogue.id)).all()


def nothing_left_to_tell(session: Session, dialogue_id: int, now: datetime, after: timedelta) -> bool:
    """Whether the dialogue is concluded, no follow-up is planned, and its last edition is older than `after`."""
    dialogue = session.get_one(Dialogue, dialogue_id)
    planned = select(FollowUp.id).where(FollowUp.dialogue_id == dialogue_id, FollowUp.status == FollowUpStatus.PLANNED)
    last = session.scalar(select(func.max(Edition.published_at)).where(Edition.dialogue_id == dialogue_id))
    quiet = last is None or last <= now - after
    return dialogue.concluded_at is not None and quiet and session.scalars(planned.limit(1)).first() is None


def with_lists(session: Session) -> Sequence[int]:
    """Ids of dialogues that have a list."""
    return session.scalars(select(ListEntry.dialogue_id).distinct().order_by(ListEntry.dialogue_id)).all()


def closed_with_lists(session: Session, now: datetime) -> Sequence[int]:
    """Ids of dialogues that are closed or stopped by now and have a list."""
    ended = (Dialogue.closes_at <= now) | Dialogue.stopped_at.is_not(None)
    on_lists = select(ListEntry.dialogue_id).distinct()
    return session.scalars(select(Dialogue.id).where(ended, Dialogue.id.in_(on_lists)).order_by(Dialogue.id)).all()


def _wishes(kind: MailKind) -> list[ListWish]:
    return [wish for wish, covered in WISH_COVERS.items() if kind in covered]


def _submission_of(rules: Rules, token: str) -> int | None:
    if not token.startswith(_CONTACT):
        return None
    sealed = token.removeprefix(_CONTACT)
    try:
        raw = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
        return int(unseal(rules.keys.leaving, raw, b"contact"))
    except (BrokenSeal, binascii.Error, ValueError):
        return None
