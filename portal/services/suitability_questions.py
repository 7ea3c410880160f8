"""The municipality's own questions of the suitability test: the next version is drafted, then put in force (A3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.languages import SOURCE
from portal.domain.permissions import Act, Actor, require_everywhere
from portal.domain.refusals import Conflict, GateClosed, Invalid, NotFound, Refusal
from portal.domain.slugs import slug_of
from portal.domain.suitability import AnswerKind, SuitabilityQuestion, set_faults
from portal.effects import audit
from portal.effects.locking import lock
from portal.effects.texts import made_set, new_set, write_all
from portal.models.suitability import SuitabilityQuestionSet, SuitabilitySetQuestion
from portal.queries import suitability

Words = Mapping[str, str]
_KEY_LIMIT = 36
_FIELDS = ("question", "hint")


@dataclass(frozen=True)
class QuestionWords:
    """A question and the line under it, each by language; Swedish is required of the question."""

    question: Words
    hint: Words = field(default_factory=dict)


def begin(
    session: Session, actor: Actor, shipped: Mapping[str, QuestionWords], now: datetime
) -> SuitabilityQuestionSet:
    """Begin the next version as a copy of the one in force. `shipped` has the words of a shipped one's questions.

    Raises Conflict with QUESTIONS_BEING_MADE when a colleague has begun one.
    """
    require_everywhere(actor, Act.MANAGE_BODIES)
    if suitability.draft(session) is not None:
        raise Conflict(Refusal("QUESTIONS_BEING_MADE"))
    made = SuitabilityQuestionSet(number=suitability.next_number(session), made_at=now, made_by_id=actor.user_id)
    session.add(made)
    before = suitability.newest_own(session)
    if before is not None:
        made.questions = [_copied(session, question, now) for question in before.questions]
    else:
        asked = suitability.newest(session).questions
        made.questions = [
            _made(session, question, shipped[question.key], place, now) for place, question in enumerate(asked, 1)
        ]
    session.flush()
    _record(session, actor, "suitability_questions.begin", made, None, {"number": made.number}, now)
    return made


def add(
    session: Session, actor: Actor, words: QuestionWords, kind: AnswerKind, decisive: bool, version: int, now: datetime
) -> SuitabilitySetQuestion:
    """Add a question to the draft, last. Its key follows from its Swedish words and never changes."""
    draft = _draft(session, actor, version)
    _refuse_words(words)
    _refuse_faults([*_asked(draft), SuitabilityQuestion("", decisive, kind)], "decisive")
    taken = {"new", *(question.key for question in draft.questions)}
    key = slug_of(words.question[SOURCE][:_KEY_LIMIT], taken, otherwise="fraga")
    row = _made(session, SuitabilityQuestion(key, decisive, kind), words, len(draft.questions) + 1, now)
    draft.questions.append(row)
    _changed(session, draft)
    _record(session, actor, "suitability_questions.add", draft, None, _said(row), now)
    return row


def change(
    session: Session, actor: Actor, key: str, words: QuestionWords, decisive: bool, version: int, now: datetime
) -> None:
    """Change the words of a question of the draft, and whether it is decisive. What it expects stays.

    Raises Invalid with OPEN_TO_INFLUENCE_NEEDED or DECISIVE_NEEDS_YES_OR_NO.
    """
    draft = _draft(session, actor, version)
    row = _question(draft, key)
    _refuse_words(words)
    others = [question for question in _asked(draft) if question.key != key]
    _refuse_faults([*others, SuitabilityQuestion(key, decisive, row.kind)], "decisive")
    before = _said(row)
    row.decisive = decisive
    _write(session, row, words, now)
    _changed(session, draft)
    _record(session, actor, "suitability_questions.change", draft, before, _said(row), now)


def retire(session: Session, actor: Actor, key: str, retired: bool, version: int, now: datetime) -> None:
    """Ask a question no longer from the draft on, or ask it again. Raises Invalid with OPEN_TO_INFLUENCE_NEEDED."""
    draft = _draft(session, actor, version)
    row = _question(draft, key)
    if retired:
        _refuse_faults([question for question in _asked(draft) if question.key != key])
    row.retired = retired
    _changed(session, draft)
    _record(session, actor, "suitability_questions.retire", draft, None, {"key": key, "retired": retired}, now)


def move_up(session: Session, actor: Actor, key: str, version: int, now: datetime) -> None:
    """Ask a question of the draft before the one above it; the first stays."""
    draft = _draft(session, actor, version)
    row = _question(draft, key)
    above = [question for question in draft.questions if question.position < row.position and not question.retired]
    if above:
        row.position, above[-1].position = above[-1].position, row.position
    _changed(session, draft)
    session.expire(draft, ["questions"])
    _record(session, actor, "suitability_questions.move_up", draft, None, {"key": key}, now)


def put_in_force(session: Session, actor: Actor, version: int, now: datetime) -> SuitabilityQuestionSet:
    """Put the draft in force: every test begun from now on answers it; one that has begun keeps its own version."""
    draft = _draft(session, actor, version)
    _refuse_faults(_asked(draft))
    draft.in_force_at = now
    _changed(session, draft)
    after = {"number": draft.number, "questions": [question.key for question in _asked(draft)]}
    _record(session, actor, "suitability_questions.put_in_force", draft, None, after, now)
    return draft


def drop(session: Session, actor: Actor, version: int, now: datetime) -> None:
    """Throw the draft away; what is in force stays in force."""
    draft = _draft(session, actor, version)
    _record(session, actor, "suitability_questions.drop", draft, {"number": draft.number}, None, now)
    session.delete(draft)
    session.flush()


def _draft(session: Session, actor: Actor, version: int) -> SuitabilityQuestionSet:
    require_everywhere(actor, Act.MANAGE_BODIES)
    draft = suitability.draft(session)
    if draft is None:
        raise GateClosed(Refusal("NO_QUESTIONS_BEING_MADE"))
    lock(session, draft, version)
    return draft


def _question(draft: SuitabilityQuestionSet, key: str) -> SuitabilitySetQuestion:
    found = next((question for question in draft.questions if question.key == key), None)
    if found is None:
        raise NotFound("TEST_QUESTION_UNKNOWN")
    return found


def _asked(draft: SuitabilityQuestionSet) -> list[SuitabilityQuestion]:
    return list(suitability.as_set(draft).questions)


def _refuse_words(words: QuestionWords) -> None:
    if not words.question.get(SOURCE, "").strip():
        raise Invalid(Refusal("QUESTION_WITHOUT_WORDS", f"question-{SOURCE}"))


def _refuse_faults(asked: list[SuitabilityQuestion], field: str | None = None) -> None:
    if found := set_faults(asked):
        raise Invalid(*(Refusal(code, field) for code in found))


def _made(
    session: Session, question: SuitabilityQuestion, words: QuestionWords, place: int, now: datetime
) -> SuitabilitySetQuestion:
    texts = made_set(session, "suitability_question", now, None, question=words.question, hint=words.hint)
    return SuitabilitySetQuestion(
        key=question.key, kind=question.kind, decisive=question.decisive, position=place, texts=texts
    )


def _copied(session: Session, row: SuitabilitySetQuestion, now: datetime) -> SuitabilitySetQuestion:
    texts = new_set(session, "suitability_question")
    copied = SuitabilitySetQuestion(
        key=row.key, kind=row.kind, decisive=row.decisive, retired=row.retired, position=row.position, texts=texts
    )
    words = {
        name: {code: text.source for (of, code), text in row.texts.texts.items() if of == name} for name in _FIELDS
    }
    _write(session, copied, QuestionWords(words["question"], words["hint"]), now)
    return copied


def _write(session: Session, row: SuitabilitySetQuestion, words: QuestionWords, now: datetime) -> None:
    write_all(session, row.texts, "question", words.question, now=now)
    write_all(session, row.texts, "hint", words.hint, now=now)


def _changed(session: Session, draft: SuitabilityQuestionSet) -> None:
    draft.version += 1
    session.flush()


def _said(row: SuitabilitySetQuestion) -> dict[str, object]:
    words = {f"{name}.{code}": text.source for (name, code), text in sorted(row.texts.texts.items())}
    return {"key": row.key, "kind": row.kind, "decisive": row.decisive, **words}


def _record(
    session: Session,
    actor: Actor,
    verb: str,
    draft: SuitabilityQuestionSet,
    before: object,
    after: object,
    now: datetime,
) -> None:
    audit.record(session, actor, verb, "suitability_questions", draft.id, before, after, now)
