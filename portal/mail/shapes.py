"""The shape of a mail before it is words on a wire, and what its words can lean on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.queries.mail_facts import DialogueFacts


@dataclass(frozen=True)
class Link:
    """What to press, and where it leads."""

    words: str
    address: str


@dataclass(frozen=True)
class Mail:
    """A mail in words: paragraphs, then the code, then the links; at the end why it came and how to leave."""

    subject: str
    paragraphs: tuple[str, ...]
    why: str
    links: tuple[Link, ...] = ()
    code: str | None = None
    after: tuple[str, ...] = ()
    after_links: tuple[Link, ...] = ()
    leave: Link | None = None
    narrow: Link | None = None


@dataclass(frozen=True)
class About:
    """What a mail can lean on. `base` is the portal's address; `leave` the reader's own leaving page, if any."""

    base: str
    municipality: str
    payload: Mapping[str, Any]
    leave: str | None = None
    dialogue: DialogueFacts | None = None
    following: DialogueFacts | None = None
    note: str = ""
    new_answer_by: date | None = None
    appeal_days: int = 21
    silent_days: int = 60
