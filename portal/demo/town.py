"""The made-up municipality while it is being built: who is who, what has been made, and what happens when.

Everything happens through the services, at moments counted in days from today, in the order of those moments.
"""

import heapq
import itertools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal.demo.content import Words
from portal.domain.calendar import local_day
from portal.domain.handovers import Document
from portal.domain.mailing import OutboxStatus
from portal.domain.permissions import Actor
from portal.domain.rules import Rules
from portal.domain.texts import Origin
from portal.mail.deliver import deliver_due
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.mailing import OutboxMail
from portal.models.steering import SteeringItem
from portal.models.submissions import Submission
from portal.models.themes import Theme
from portal.models.users import User
from portal.queries import review
from portal.queries import texts as text_questions
from portal.queries import users as user_questions
from portal.services import texts as writing
from portal.services.texts import SheetRow
from portal.settings import Settings
from portal.transaction import changes, reading

Event = Callable[[Session, datetime], None]
Draft = Callable[[Session, Dialogue, datetime, str], tuple[dict[str, Any], Sequence[Document]]]
"""Gives the content and the files of a handover with its reason, as the office does."""

_HOLIDAYS = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
LEADS = {
    "milj": "henrik",
    "tn": "henrik",
    "bun": "samira",
    "kfn": "samira",
    "kf": "gunnel",
    "ks": "gunnel",
    "landsbygd": "gunnel",
}


@dataclass
class Town:
    """What has been made so far, by the keys of the content, and the events that are still to come."""

    engine: Engine
    settings: Settings
    now: datetime
    draft: Draft
    shift: int = 0
    rules: Rules = field(init=False)
    bodies: dict[str, int] = field(default_factory=dict)
    users: dict[str, int] = field(default_factory=dict)
    goals: dict[str, int] = field(default_factory=dict)
    dialogues: dict[str, int] = field(default_factory=dict)
    matters: dict[str, int] = field(default_factory=dict)
    sittings: dict[str, int] = field(default_factory=dict)
    questions: dict[tuple[str, str], int] = field(default_factory=dict)
    meetings: dict[tuple[str, str], int] = field(default_factory=dict)
    themes: dict[tuple[str, str], int] = field(default_factory=dict)
    submissions: dict[tuple[str, str], int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    _events: list[tuple[datetime, int, Event]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.rules = self.settings.rules()

    @property
    def today(self) -> date:
        """The local day that everything is counted from."""
        return local_day(self.now, self.rules.zone)

    def day(self, offset: int) -> date:
        """The local day so many days from today; `shift` days from there for what is told of another year."""
        return self.today + timedelta(days=offset + self.shift)

    def workday(self, offset: int) -> date:
        """The first working day from that one on: what is promised or planned falls on working days."""
        day = self.day(offset)
        while _is_free(day):
            day += timedelta(days=1)
        return day

    def office(self, offset: int) -> int:
        """The days to the last working day until then: what staff and bodies did, they did on working days."""
        while _is_free(self.day(offset)):
            offset -= 1
        return offset

    def moment(self, offset: int, hour: int = 9, minute: int = 0) -> datetime:
        """The instant of that local day and clock time."""
        return datetime.combine(self.day(offset), time(hour, minute), self.rules.zone).astimezone(UTC)

    def at(self, offset: int, hour: int, minute: int, event: Event) -> None:
        """Let staff do something on the last working day until that one. Raises ValueError if it has not come."""
        self.at_moment(self.moment(self.office(offset), hour, minute), event)

    def at_moment(self, moment: datetime, event: Event) -> None:
        """Let something happen at an instant before now."""
        if moment >= self.now:
            raise ValueError(f"{moment} has not come yet")
        heapq.heappush(self._events, (moment, next(self._order), event))

    def run(self) -> None:
        """Let everything happen in order, one transaction a day; mail goes out at the end of each day that has any.

        An event may plan later ones.
        """
        while self._events:
            day = local_day(self._events[0][0], self.rules.zone)
            with changes(self.engine) as session:
                while self._events and local_day(self._events[0][0], self.rules.zone) <= day:
                    moment, _, event = heapq.heappop(self._events)
                    event(session, moment)
            self._send_mail(day)

    def _send_mail(self, day: date) -> None:
        with reading(self.engine) as session:
            waits = session.scalar(select(OutboxMail.key).where(OutboxMail.status == OutboxStatus.WAITING).limit(1))
        if waits is not None:
            end = datetime.combine(day, time(23, 30), self.rules.zone).astimezone(UTC)
            deliver_due(self.engine, self.settings, min(self.now, end))

    def actor(self, session: Session, key: str) -> Actor:
        """A member of staff as the one who does something."""
        return user_questions.actor_of(self.user(session, key))

    def lead(self, session: Session, body: str) -> Actor:
        """The dialogue lead of a body."""
        return self.actor(session, LEADS[body])

    def user(self, session: Session, key: str) -> User:
        """A member of staff."""
        return session.get_one(User, self.users[key])

    def body(self, session: Session, key: str) -> Body:
        """A body."""
        return session.get_one(Body, self.bodies[key])

    def dialogue(self, session: Session, key: str) -> Dialogue:
        """A dialogue that has begun."""
        return session.get_one(Dialogue, self.dialogues[key])

    def goal(self, session: Session, name: str) -> SteeringItem | None:
        """The goal, plan or budget of that name on some body's list; None when it stands on none."""
        return session.get_one(SteeringItem, self.goals[name]) if name in self.goals else None

    def theme(self, session: Session, dialogue: str, key: str) -> Theme:
        """A theme of a dialogue."""
        return session.get_one(Theme, self.themes[dialogue, key])

    def submission(self, session: Session, dialogue: str, key: str) -> Submission:
        """A submission that the content has a name for."""
        return session.get_one(Submission, self.submissions[dialogue, key])

    def numbered(self, session: Session, dialogue: str, number: int) -> Submission:
        """A submission by its public number."""
        return review.by_number(session, self.dialogues[dialogue], number)

    def write(self, session: Session, dialogue: str, texts: Mapping[str, Words], now: datetime) -> None:
        """Write texts of a dialogue: the Swedish one by one, each other language as a translator's sheet."""
        row, actor = self.dialogue(session, dialogue), self.actor(session, "tove")
        for key, words in texts.items():
            if "sv" in words:
                known = row.texts.get(key.removeprefix("dialogue."), "sv") if key.startswith("dialogue.") else None
                writing.write(session, actor, row, key, "sv", words["sv"], known.version if known else 0, now)
        swedish = {each.key: each.text.source for each in text_questions.rows(session, row, "sv") if each.text}
        for language in self.rules.languages:
            sheet = [
                SheetRow(line, key, swedish[key], words[language])
                for line, (key, words) in enumerate(texts.items(), 1)
                if language != "sv" and language in words
            ]
            if sheet:
                report = writing.take_in_sheet(session, actor, row, language, sheet, Origin.HUMAN, now)
                if report.rejected:
                    raise ValueError(f"{dialogue} in {language}: {report.rejected}")


def _is_free(day: date) -> bool:
    return day.weekday() >= 5 or (day.month, day.day) in _HOLIDAYS


def chance(key: str) -> random.Random:
    """Chance that falls out the same every time the demonstration is built."""
    return random.Random(f"åsby {key}")  # noqa: S311 - nothing secret depends on it
