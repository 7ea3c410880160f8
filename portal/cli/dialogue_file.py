"""A dialogue as a document that a person can write: what it holds, and how it becomes a dialogue again."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from portal.domain.calendar import last_day, local_day
from portal.domain.commitments import PointKind
from portal.domain.dialogues import Level, ShowMode
from portal.domain.files import WrongFile
from portal.domain.permissions import Actor
from portal.domain.questions import QuestionKind
from portal.domain.refusals import Invalid, NotFound, Refusal
from portal.domain.rules import Rules
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue
from portal.models.texts import TextSet
from portal.queries import bodies, commitments, imports, users
from portal.queries import groups as known_groups
from portal.queries import meetings as known_meetings
from portal.queries import submissions as asked
from portal.services import commitments as promises
from portal.services import dialogues, groups, meetings, questions, texts

KIND = "gensvar/dialogue"
_WORDS = ("lede", "background", "purpose", "benefit", "use")
Choice = TypeVar("Choice", bound=Enum)


def document_of(session: Session, dialogue: Dialogue, rules: Rules) -> dict[str, Any]:
    """The dialogue as plain data: no ids, no submissions, no accounts but the contact person's address."""
    zone = rules.zone
    points = commitments.points_of(session, dialogue.id)
    return {
        "kind": KIND,
        "matter": dialogue.matter.registry_number,
        "body": dialogue.body.slug,
        "deciding_body": dialogue.deciding_body.slug if dialogue.deciding_body else None,
        "languages": [entry.language for entry in dialogue.languages],
        "texts": {field: _words(dialogue.texts, field) for field in ("title", *_WORDS)},
        "level": int(dialogue.level),
        "show_mode": dialogue.show_mode.value,
        "quotes_allowed": dialogue.quotes_allowed,
        "opens_on": local_day(dialogue.opens_at, zone) if dialogue.opens_at else None,
        "closes_on": last_day(dialogue.closes_at, zone) if dialogue.closes_at else None,
        "planned_decision_on": dialogue.planned_decision_on,
        "planned_period": dialogue.planned_period,
        "result_by": dialogue.result_by,
        "answer_by": dialogue.answer_by,
        "steering_goal": dialogue.steering_goal,
        "steering_year": dialogue.steering_year,
        "delegation": {
            "body": dialogue.delegating_body,
            "on": dialogue.delegating_date,
            "section": dialogue.delegating_section,
        },
        "contact": users.by_id(session, dialogue.contact_id).email if dialogue.contact_id else None,
        "planned_cost": dialogue.planned_cost,
        "extensive": dialogue.extensive_reason if dialogue.extensive else None,
        "points": {
            kind.value: [_words(point.texts, "text") for point in points if point.kind is kind] for kind in PointKind
        },
        "asks_groups": dialogue.asks_groups,
        "groups": [
            {
                "name": _words(group.texts, "name"),
                "how_affected": group.how_affected,
                "estimated_size": group.estimated_size,
                "size_source": group.size_source,
                "barriers": group.barriers,
                "target": group.target,
                "target_share": group.target_share,
                "measures": [
                    {
                        "what": _words(one.texts, "what"),
                        "place": _words(one.texts, "place"),
                        "owner": one.owner,
                        "due_on": one.due_on,
                    }
                    for one in group.measures
                ],
            }
            for group in known_groups.of_dialogue(session, dialogue.id)
        ],
        "questions": [
            {
                "kind": one.kind.value,
                "page": one.page,
                "required": one.required,
                "max_length": one.max_length,
                "lowest": one.lowest,
                "highest": one.highest,
                **{field: _words(one.texts, field) for field in ("label", "help", "scale_low", "scale_high")},
                "options": [_words(option.texts, "label") for option in one.options],
            }
            for one in asked.questions_with_words(session, dialogue.id)
        ],
        "meetings": [
            {
                **{field: _words(one.texts, field) for field in ("title", "place", "about")},
                "starts_at": one.starts_at.astimezone(zone).isoformat(timespec="minutes"),
                "minutes": round((one.ends_at - one.starts_at) / timedelta(minutes=1)),
                "people_hear_each_other": one.people_hear_each_other,
            }
            for one in known_meetings.of_dialogue(session, dialogue.id)
        ],
    }


def bring(session: Session, actor: Actor, rules: Rules, document: Any, now: datetime) -> Dialogue:
    """Begin the dialogue that the document describes; what a service refuses is refused here.

    Raises WrongFile when it is no such document, Invalid (FILE_FIELD_UNREADABLE with the field's name), NotFound for a
    matter, body or contact that is not known here.
    """
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise WrongFile("file.not-a-dialogue")
    matter = imports.matter_by_registry_number(session, str(document.get("matter") or ""))
    if matter is None:
        raise NotFound("NO_SUCH_MATTER")
    read = _Read(document)
    body = bodies.by_slug(session, read.text("body")) if document.get("body") else matter.body
    dialogue = dialogues.hold(
        session,
        actor,
        rules,
        matter,
        body,
        read.inside("texts").words("title"),
        now,
        steering_goal=read.text("steering_goal"),
        steering_year=read.number("steering_year"),
        planned_decision_on=read.day("planned_decision_on"),
        planned_period=read.text("planned_period") or None,
        languages=tuple(read.names("languages")) or rules.languages,
    )
    dialogues.plan(session, actor, rules, dialogue, _plan(session, read, dialogue, body), dialogue.version, now)
    _bring_texts(session, actor, dialogue, read.inside("texts"), now)
    for kind in PointKind:
        for words in read.inside("points").each_words(kind.value):
            promises.add_point(session, actor, dialogue, kind, words, now)
    for group in read.each("groups"):
        _bring_group(session, actor, dialogue, group, now)
    if bool(read.values.get("asks_groups", False)):
        groups.ask_groups(session, actor, dialogue, True, now)
    for question in read.each("questions"):
        _bring_question(session, actor, dialogue, question, now)
    for meeting in read.each("meetings"):
        starts = meeting.moment("starts_at")
        ends = starts + timedelta(minutes=meeting.number("minutes") or 120)
        title, place, about = (meeting.words(field) for field in ("title", "place", "about"))
        heard = bool(meeting.values.get("people_hear_each_other", True))
        meetings.add(
            session, actor, dialogue, title, place, starts, ends, now, about=about, people_hear_each_other=heard
        )
    return dialogue


def _plan(session: Session, read: "_Read", dialogue: Dialogue, body: Body) -> dialogues.Plan:
    deciding = read.text("deciding_body")
    given = read.inside("delegation")
    contact = users.by_email(session, read.text("contact")) if read.text("contact") else None
    return dialogues.Plan(
        level=Level(read.number("level") or 2),
        show_mode=read.choice("show_mode", ShowMode, ShowMode.AFTER_REVIEW),
        languages=tuple(entry.language for entry in dialogue.languages),
        quotes_allowed=bool(read.values.get("quotes_allowed", True)),
        deciding_body=bodies.by_slug(session, deciding) if deciding else body,
        planned_decision_on=dialogue.planned_decision_on,
        planned_period=dialogue.planned_period,
        opens_on=read.day("opens_on"),
        closes_on=read.day("closes_on"),
        result_by=read.day("result_by"),
        answer_by=read.day("answer_by"),
        steering_goal=dialogue.steering_goal,
        steering_year=dialogue.steering_year,
        delegation=dialogues.Delegation(given.text("body"), given.day("on"), given.text("section")),
        contact=contact,
        planned_cost=read.number("planned_cost"),
        extensive=bool(read.text("extensive")),
        extensive_reason=read.text("extensive"),
    )


def _bring_texts(session: Session, actor: Actor, dialogue: Dialogue, read: "_Read", now: datetime) -> None:
    for field in _WORDS:
        for language, source in read.words(field).items():
            there = dialogue.texts.get(field, language)
            version = there.version if there else 0
            texts.write(session, actor, dialogue, f"dialogue.{field}", language, source, version, now)


def _bring_group(session: Session, actor: Actor, dialogue: Dialogue, read: "_Read", now: datetime) -> None:
    facts = groups.GroupFacts(
        how_affected=read.text("how_affected"),
        estimated_size=read.number("estimated_size"),
        size_source=read.text("size_source"),
        barriers=read.text("barriers"),
        target=read.number("target"),
        target_share=read.number("target_share"),
    )
    made = groups.add_group(session, actor, dialogue, read.words("name"), facts, now)
    for one in read.each("measures"):
        what, place, owner, due = one.words("what"), one.words("place"), one.text("owner"), one.day("due_on")
        groups.add_measure(session, actor, dialogue, made, what, owner, due, now, place=place)


def _bring_question(session: Session, actor: Actor, dialogue: Dialogue, read: "_Read", now: datetime) -> None:
    kind = read.choice("kind", QuestionKind, QuestionKind.FREE_TEXT)
    plain = questions.QuestionFacts(kind)
    facts = questions.QuestionFacts(
        kind=kind,
        page=read.number("page") or 1,
        required=bool(read.values.get("required", False)),
        max_length=read.number("max_length") or plain.max_length,
        lowest=plain.lowest if read.number("lowest") is None else read.number("lowest") or 0,
        highest=read.number("highest") or plain.highest,
    )
    is_scale = kind is QuestionKind.SCALE
    questions.add(
        session,
        actor,
        dialogue,
        facts,
        read.words("label"),
        now,
        help_text=read.words("help"),
        options=read.each_words("options"),
        scale_low=read.words("scale_low") if is_scale else None,
        scale_high=read.words("scale_high") if is_scale else None,
    )


def _words(text_set: TextSet, field: str) -> dict[str, str]:
    return {language: text.source for (name, language), text in sorted(text_set.texts.items()) if name == field}


class _Read:
    """A part of the document, read field by field; what has another shape than it should is named."""

    def __init__(self, values: Any, place: str = "") -> None:
        if not isinstance(values, dict):
            raise Invalid(Refusal("FILE_FIELD_UNREADABLE", params={"name": place or KIND}))
        self.values: Mapping[str, Any] = values
        self._place = place

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return "" if value is None else self._as(name, value, (str, int)).__str__()

    def number(self, name: str) -> int | None:
        value = self.values.get(name)
        return None if value is None else int(self._as(name, value, (int,)))

    def day(self, name: str) -> date | None:
        value = self.values.get(name)
        found: date | None = None if value is None else self._as(name, value, (date,))
        return found

    def moment(self, name: str) -> datetime:
        try:
            moment = datetime.fromisoformat(self.text(name))
        except ValueError:
            raise self._fault(name) from None
        if moment.tzinfo is None:
            raise self._fault(name)
        return moment

    def choice(self, name: str, kind: type[Choice], otherwise: Choice) -> Choice:
        try:
            return kind(self.text(name)) if self.text(name) else otherwise
        except ValueError:
            raise self._fault(name) from None

    def names(self, name: str) -> Sequence[str]:
        return [str(one) for one in self._as(name, self.values.get(name) or [], (list,))]

    def words(self, name: str) -> dict[str, str]:
        value = self._as(name, self.values.get(name) or {}, (dict, str))
        return {"sv": value} if isinstance(value, str) else {str(code): str(source) for code, source in value.items()}

    def inside(self, name: str) -> "_Read":
        return _Read(self.values.get(name) or {}, f"{self._place}{name}.")

    def each(self, name: str) -> list["_Read"]:
        listed = self._as(name, self.values.get(name) or [], (list,))
        return [_Read(one, f"{self._place}{name}.{place}.") for place, one in enumerate(listed, start=1)]

    def each_words(self, name: str) -> list[dict[str, str]]:
        listed = self._as(name, self.values.get(name) or [], (list,))
        return [_Read({"text": one}, f"{self._place}{name}.").words("text") for one in listed]

    def _as(self, name: str, value: Any, kinds: tuple[type, ...]) -> Any:
        if not isinstance(value, kinds) or isinstance(value, bool):
            raise self._fault(name)
        return value

    def _fault(self, name: str) -> Invalid:
        return Invalid(Refusal("FILE_FIELD_UNREADABLE", params={"name": f"{self._place}{name}"}))
