"""Drafts on a desk: what the elected have to read, and comments that wait for whoever writes."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from portal.domain.dialogues import Stage
from portal.domain.permissions import Act, Role, may
from portal.models.dialogues import Dialogue
from portal.models.drafts import DraftReading
from portal.queries import dialogues, drafts
from portal.web import days, draft_words, sessions
from portal.web.office.desk_items import Item
from portal.web.office.workspace import section_href
from portal.web.staff import my_body_ids, name_of

DRAFTED = (Stage.PREPARING, Stage.ANALYSING, Stage.HANDED_OVER)


@dataclass(frozen=True)
class Mine:
    """A draft that I may read, and the version of it that I read last."""

    draft: drafts.Draft
    read: DraftReading | None

    @property
    def is_new(self) -> bool:
        """Whether I have not read it as it stands."""
        return self.read is None or self.read.content_hash != self.draft.content_hash

    @property
    def href(self) -> str:
        """Where it is read."""
        return section_href(self.draft.dialogue, "drafts")

    @property
    def words(self) -> str:
        """What is drafted."""
        return str(draft_words.SUBJECTS[self.draft.subject])

    @property
    def note(self) -> str:
        """How my reading stands to it."""
        if self.read is None:
            return _("Du har inte läst det än.")
        day = days.long(self.read.read_at)
        if self.is_new:
            return _("Ändrat sedan du läste det %(date)s.", date=day)
        return _("Du läste det så som det är nu, %(date)s.", date=day)


def mine(session: Session) -> list[Mine]:
    """Every draft with something in it that I may read, those that are new to me first."""
    actor, rules, today = sessions.current_actor(), sessions.settings().rules(), days.today()
    found = {one.id: one for one in dialogues.in_stages(session, DRAFTED, sessions.now(), my_body_ids(session))}
    also = drafts.member_of(session, actor, today) - found.keys()
    if also:
        found |= {one.id: one for one in dialogues.in_stages(session, DRAFTED, sessions.now()) if one.id in also}
    listed = []
    for dialogue in found.values():
        if not drafts.may_follow(session, actor, dialogue, today):
            continue
        draft = drafts.standing(session, dialogue, rules, sessions.now())
        if draft is not None and draft.parts:
            listed.append(Mine(draft, drafts.last_reading(session, dialogue.id, draft.subject, actor.user_id)))
    return sorted(listed, key=lambda one: not one.is_new)


def to_read(session: Session) -> Iterator[Item]:
    """What an elected reader has to read: nothing for others, who write the drafts themselves."""
    if not any(grant.role is Role.ELECTED_READER for grant in sessions.current_actor().grants):
        return
    for one in mine(session):
        if one.is_new:
            words = _("Nytt att läsa: %(what)s", what=one.words)
            yield Item(words, one.href, _where(one.draft.dialogue), one.note, principle="B2")


def to_answer(session: Session, found: list[Dialogue]) -> Iterator[Item]:
    """Comments in these dialogues that wait for somebody who writes the texts."""
    by_id = {one.id: one for one in found}
    for (dialogue_id, subject), number in drafts.waiting(session, by_id.keys()).items():
        dialogue = by_id[dialogue_id]
        if not may(sessions.current_actor(), Act.EDIT_TEXTS, dialogue.body_id):
            continue
        words = ngettext(
            "%(num)s kommentar om utkastet väntar på svar", "%(num)s kommentarer om utkastet väntar på svar", number
        )
        yield Item(words, section_href(dialogue, subject.value), _where(dialogue), principle="B2")


def _where(dialogue: Dialogue) -> str:
    return f"{dialogue.texts.plain('title')} · {name_of(dialogue.body)}"
