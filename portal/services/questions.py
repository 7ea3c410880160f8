"""The questions of a dialogue: added, ordered, copied; from the announcement on they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.languages import SOURCE
from portal.domain.permissions import Act, Actor, require
from portal.domain.questions import DEFAULT_TEXT_LIMIT, MAX_OPTIONS, MAX_TEXT_LIMIT, QuestionKind
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.effects import audit
from portal.effects.locking import lock
from portal.effects.texts import made_set
from portal.models.dialogues import Dialogue
from portal.models.questions import Question, QuestionOption
from portal.queries import questions

CHOICES = (QuestionKind.ONE_CHOICE, QuestionKind.SEVERAL_CHOICES)


@dataclass(frozen=True)
class QuestionFacts:
    """How a question is asked: its kind, its page of the form, the longest answer, the ends of a scale."""

    kind: QuestionKind
    page: int = 1
    required: bool = False
    max_length: int = DEFAULT_TEXT_LIMIT
    lowest: int = 1
    highest: int = 5


def add(
    session: Session,
    actor: Actor,
    dialogue: Dialogue,
    facts: QuestionFacts,
    label: Mapping[str, str],
    now: datetime,
    *,
    help_text: Mapping[str, str] | None = None,
    options: Sequence[Mapping[str, str]] = (),
    scale_low: Mapping[str, str] | None = None,
    scale_high: Mapping[str, str] | None = None,
) -> Question:
    """Add a question as the last of the form, its words and options by language.

    Raises GateClosed with ALREADY_ANNOUNCED, Invalid with NO_LABEL, TOO_FEW_OPTIONS, TOO_MANY_OPTIONS,
    OPTIONS_NOT_ASKED, OPTION_WITHOUT_TEXT, TEXT_LIMIT_OUT_OF_RANGE, PAGE_OUT_OF_RANGE or SCALE_UPSIDE_DOWN.
    """
    _require_preparing(session, actor, dialogue)
    _refuse_facts(facts)
    _refuse_words(facts, label, options)
    words = {"label": label, "help": help_text or {}, "scale_low": scale_low or {}, "scale_high": scale_high or {}}
    question = Question(
        dialogue_id=dialogue.id,
        position=_last(session, dialogue) + 1,
        texts=made_set(session, "question", now, actor.user_id, **words),
        options=[
            QuestionOption(position=place, texts=made_set(session, "option", now, actor.user_id, label=words))
            for place, words in enumerate(options, 1)
        ],
    )
    _take(question, facts)
    session.add(question)
    session.flush()
    after = _said(question)
    audit.record(session, actor, "questions.add", "question", question.id, None, after, now, dialogue.id)
    return question


def change(
    session: Session, actor: Actor, dialogue: Dialogue, question: Question, facts: QuestionFacts, now: datetime
) -> None:
    """Change how a question is asked; its words are texts (`question.{id}.label`). A choice keeps being a choice."""
    _require_preparing(session, actor, dialogue)
    _refuse_facts(facts)
    if (facts.kind in CHOICES) != (question.kind in CHOICES):
        raise Invalid(Refusal("KIND_WITH_OTHER_OPTIONS", "kind"))
    before = _said(question)
    _take(question, facts)
    session.flush()
    audit.record(session, actor, "questions.change", "question", question.id, before, _said(question), now, dialogue.id)


def add_option(
    session: Session, actor: Actor, dialogue: Dialogue, question: Question, label: Mapping[str, str], now: datetime
) -> QuestionOption:
    """Add an option to a choice, as the last."""
    _require_preparing(session, actor, dialogue)
    if question.kind not in CHOICES:
        raise Invalid(Refusal("OPTIONS_NOT_ASKED"))
    if len(question.options) >= MAX_OPTIONS:
        raise Invalid(Refusal("TOO_MANY_OPTIONS", params={"most": MAX_OPTIONS}))
    if not label.get(SOURCE, "").strip():
        raise Invalid(Refusal("OPTION_WITHOUT_TEXT", f"label-{SOURCE}"))
    place = max((option.position for option in question.options), default=0) + 1
    option = QuestionOption(position=place, texts=made_set(session, "option", now, actor.user_id, label=label))
    question.options.append(option)
    session.flush()
    after = {"question": question.id, "label": dict(label)}
    audit.record(session, actor, "questions.add_option", "option", option.id, None, after, now, dialogue.id)
    return option


def remove_option(
    session: Session, actor: Actor, dialogue: Dialogue, question: Question, option: QuestionOption, now: datetime
) -> None:
    """Take an option away; a choice keeps at least two. Raises Invalid with TOO_FEW_OPTIONS."""
    _require_preparing(session, actor, dialogue)
    if len(question.options) <= 2:
        raise Invalid(Refusal("TOO_FEW_OPTIONS"))
    before, text_set = {"question": question.id, "label": option.texts.plain("label")}, option.texts
    question.options.remove(option)
    session.flush()
    session.delete(text_set)
    session.flush()
    audit.record(session, actor, "questions.remove_option", "option", option.id, before, None, now, dialogue.id)


def remove(session: Session, actor: Actor, dialogue: Dialogue, question: Question, now: datetime) -> None:
    """Take a question away with its options."""
    _require_preparing(session, actor, dialogue)
    before = _said(question)
    sets = [question.texts, *(option.texts for option in question.options)]
    session.delete(question)
    session.flush()
    for text_set in sets:
        session.delete(text_set)
    session.flush()
    audit.record(session, actor, "questions.remove", "question", question.id, before, None, now, dialogue.id)


def order(session: Session, actor: Actor, dialogue: Dialogue, question_ids: Sequence[int], now: datetime) -> None:
    """Put all questions in this order. Raises Invalid with ORDER_INCOMPLETE."""
    _require_preparing(session, actor, dialogue)
    known = {question.id: question for question in questions.of_dialogue(session, dialogue.id)}
    if sorted(known) != sorted(question_ids):
        raise Invalid(Refusal("ORDER_INCOMPLETE"))
    before = list(known)
    for position, question_id in enumerate(question_ids, 1):
        known[question_id].position = position
    session.flush()
    after = list(question_ids)
    audit.record(session, actor, "questions.order", "dialogue", dialogue.id, before, after, now, dialogue.id)


def copy(session: Session, actor: Actor, dialogue: Dialogue, question: Question, now: datetime) -> Question:
    """Add a copy of a question (also of another dialogue) as the last, with its words, translations and options."""
    facts = QuestionFacts(
        question.kind, question.page, question.required, question.max_length, question.lowest, question.highest
    )
    said = {
        field: {language: text.source for (name, language), text in question.texts.texts.items() if name == field}
        for field in ("label", "help", "scale_low", "scale_high")
    }
    options = [
        {language: text.source for (_field, language), text in option.texts.texts.items()}
        for option in question.options
    ]
    return add(
        session,
        actor,
        dialogue,
        facts,
        said["label"],
        now,
        help_text=said["help"],
        options=options,
        scale_low=said["scale_low"],
        scale_high=said["scale_high"],
    )


def _require_preparing(session: Session, actor: Actor, dialogue: Dialogue) -> None:
    require(actor, Act.EDIT_TEXTS, dialogue.body_id)
    lock(session, dialogue)
    if dialogue.announced_at is not None:
        raise GateClosed(Refusal("ALREADY_ANNOUNCED"))


def _refuse_facts(facts: QuestionFacts) -> None:
    found = []
    if not 1 <= facts.max_length <= MAX_TEXT_LIMIT:
        found.append(Refusal("TEXT_LIMIT_OUT_OF_RANGE", "max_length", {"most": MAX_TEXT_LIMIT}))
    if facts.kind is QuestionKind.SCALE and not 0 <= facts.lowest < facts.highest <= 10:
        found.append(Refusal("SCALE_UPSIDE_DOWN", "highest"))
    if not 1 <= facts.page <= 20:
        found.append(Refusal("PAGE_OUT_OF_RANGE", "page"))
    if found:
        raise Invalid(*found)


def _refuse_words(facts: QuestionFacts, label: Mapping[str, str], options: Sequence[Mapping[str, str]]) -> None:
    found = []
    if not label.get(SOURCE, "").strip():
        found.append(Refusal("NO_LABEL", f"label-{SOURCE}"))
    if facts.kind in CHOICES and len(options) < 2:
        found.append(Refusal("TOO_FEW_OPTIONS", "options"))
    if facts.kind not in CHOICES and options:
        found.append(Refusal("OPTIONS_NOT_ASKED", "options"))
    if len(options) > MAX_OPTIONS:
        found.append(Refusal("TOO_MANY_OPTIONS", "options", {"most": MAX_OPTIONS}))
    if any(not words.get(SOURCE, "").strip() for words in options):
        found.append(Refusal("OPTION_WITHOUT_TEXT", "options"))
    if found:
        raise Invalid(*found)


def _take(question: Question, facts: QuestionFacts) -> None:
    question.kind, question.page, question.required = facts.kind, facts.page, facts.required
    question.max_length, question.lowest, question.highest = facts.max_length, facts.lowest, facts.highest


def _last(session: Session, dialogue: Dialogue) -> int:
    return max((question.position for question in questions.of_dialogue(session, dialogue.id)), default=0)


def _said(question: Question) -> dict[str, object]:
    options = [option.texts.plain("label") for option in question.options]
    asked = {"kind": question.kind, "page": question.page, "required": question.required, "options": options}
    return asked | {"label": question.texts.plain("label"), "most": question.max_length}
