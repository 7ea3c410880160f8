"""Who is told: the list of a dialogue, or the one writer who asked to hear about a text. The two never meet.

Nothing here puts an address beside a submission: the list row has no key to one, a contact is read by the mail worker.
"""

import secrets
from collections import Counter
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.mailing import WISH_COVERS, AddressKind, MailKind, normal_address
from portal.domain.rules import Rules
from portal.effects.ignoring import insert_for, insert_new
from portal.effects.outbox import enqueue, enqueue_all
from portal.models.dialogues import Dialogue
from portal.models.feedback import Delivery
from portal.models.mailing import ListDayCount, ListEntry
from portal.models.submissions import Submission, SubmissionContact
from portal.queries.submissions import Door


def join_list(
    session: Session, dialogue: Dialogue | Door, address_kind: AddressKind, address: str, language: str, now: datetime
) -> bool:
    """Put an address on the dialogue's list, once; True when it was not there before.

    The row tells the month only; that somebody joined on a day (cut in UTC) is counted apart.
    """
    entry = {
        "key": secrets.token_hex(16),
        "dialogue_id": dialogue.id,
        "kind": address_kind,
        "address": normal_address(address_kind, address),
        "language": language,
        "joined_on": now.astimezone(UTC).date().replace(day=1),
    }
    if not insert_new(session, ListEntry, [entry]):
        return False
    count(session, dialogue.id, now, joined=1)
    return True


def count(session: Session, dialogue_id: int, now: datetime, joined: int = 0, left: int = 0) -> None:
    """Add to the list's audit of the day: how many came and went, never who."""
    table = ListDayCount.__table__.c
    values = {"dialogue_id": dialogue_id, "day": now.astimezone(UTC).date(), "joined": joined, "left": left}
    added = {"joined": table.joined + joined, "left": table.left + left}
    session.execute(
        insert_for(session, ListDayCount)
        .values(**values)
        .on_conflict_do_update(index_elements=["dialogue_id", "day"], set_=added)
    )


def tell_list(
    session: Session,
    rules: Rules,
    dialogue: Dialogue,
    kind: MailKind,
    now: datetime,
    edition_id: int | None = None,
    about: str | None = None,
) -> int:
    """Queue a mail to everybody on the list whose wish covers `kind`; return how many new mails there are.

    `about` names what is told when it is no edition (an amendment's id, say), so that telling it twice queues it once.
    For an edition the people on the list are counted per channel; those reached by post or phone wait for the office.
    """
    if (
        edition_id is not None
        and session.execute(select(Delivery.channel).where(Delivery.edition_id == edition_id)).first()
    ):
        return 0
    wishes = [wish for wish, covered in WISH_COVERS.items() if kind in covered]
    told = session.execute(
        select(ListEntry.key, ListEntry.kind, ListEntry.language).where(
            ListEntry.dialogue_id == dialogue.id, ListEntry.wish.in_(wishes)
        )
    ).all()
    subject = f"edition {edition_id}" if edition_id is not None else about
    mails = [
        (language, {"entry": key, "about": about}, f"{subject} {key}" if subject else None)
        for key, address_kind, language in told
        if address_kind is AddressKind.EMAIL
    ]
    queued = enqueue_all(session, rules, kind, mails, now, dialogue_id=dialogue.id, edition_id=edition_id)
    if edition_id is not None:
        channels = Counter(address_kind.value for _key, address_kind, _language in told)
        rows = [{"edition_id": edition_id, "channel": channel, "on_list": n} for channel, n in sorted(channels.items())]
        insert_new(session, Delivery, rows)
    return queued


def tell_contact(
    session: Session, rules: Rules, submission: Submission, kind: MailKind, now: datetime, **payload: object
) -> bool:
    """Queue a mail to the writer of this text, if that was asked for by e-mail; False when nobody asked.

    The address is not read here: the sealed row names the submission, and the worker looks when it sends. `payload`
    is what the mail says: `verdict` and `reason` of a review decision, `outcome` of an appeal, `note` in words;
    `dedupe` names the decision, so that it is told once.
    """
    asked = select(SubmissionContact.language).where(
        SubmissionContact.submission_id == submission.id, SubmissionContact.kind == AddressKind.EMAIL
    )
    language = session.execute(asked).scalar()
    if language is None:
        return False
    dedupe = payload.pop("dedupe", None)
    return enqueue(
        session,
        rules,
        kind,
        language,
        {**payload, "submission": submission.id},
        now,
        dialogue_id=submission.dialogue_id,
        dedupe=None if dedupe is None else f"{submission.id} {dedupe}",
    )
