"""The questions of the suitability test in words: shipped ones from the catalogues, the municipality's as written.

A test is shown with the words of the version that it answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.domain.languages import SOURCE
from portal.domain.suitability import FIRST_OWN, QUESTION_SETS, AnswerKind, QuestionSet
from portal.queries import suitability
from portal.services.suitability_questions import QuestionWords
from portal.web.formats import reader_language
from portal.web.staff_labels import SUITABILITY_ANSWERS, SUITABILITY_QUESTIONS


@dataclass(frozen=True)
class Asked:
    """A question as its reader sees it; `lang` is set when its words are in another language than the page's."""

    key: str
    words: str
    hint: str
    kind: AnswerKind
    decisive: bool
    lang: str | None = None

    @property
    def in_words(self) -> bool:
        """Whether it is answered in words, not with yes or no."""
        return self.kind is AnswerKind.TEXT


def name_of(version: int) -> str:
    """What a version of the questions is called."""
    if version >= FIRST_OWN:
        return _("Kommunens frågor, version %(number)s", number=version - FIRST_OWN + 1)
    return _("Portalens frågor, version %(number)s", number=version)


def asked(session: Session, questions: QuestionSet) -> list[Asked]:
    """The questions of a version in the reader's language."""
    if not questions.own:
        said_of = SUITABILITY_QUESTIONS
        return [
            Asked(q.key, str(said_of[q.key][0]), str(said_of[q.key][1]), q.kind, q.decisive)
            for q in questions.questions
        ]
    row, language = suitability.own(session, questions.version), reader_language()
    texts = {question.key: question.texts for question in row.questions} if row else {}
    found = []
    for q in questions.questions:
        own = texts[q.key].best("question", language)
        foreign = own.language if own and own.language != language else None
        words, hint = texts[q.key].plain("question", language), texts[q.key].plain("hint", language)
        found.append(Asked(q.key, words, hint, q.kind, q.decisive, foreign))
    return found


def said(replies: Iterable[Any], questions: Iterable[Asked]) -> list[tuple[Asked, str, str]]:
    """What a test answers: each question, its answer in words, and the note; what is not answered is left out.

    `replies` are rows with `question_key`, `answer` and `note`.
    """
    given = {reply.question_key: reply for reply in replies}
    found = []
    for question in questions:
        reply = given.get(question.key)
        if reply is None:
            continue
        answer = str(SUITABILITY_ANSWERS[reply.answer]) if reply.answer else ""
        found.append((question, answer, reply.note))
    return found


def shipped_words(languages: Iterable[str]) -> dict[str, QuestionWords]:
    """The shipped questions by key, in these languages: the municipality's first version copies them."""
    keys = {question.key for questions in QUESTION_SETS.values() for question in questions}
    found: dict[str, tuple[dict[str, str], dict[str, str]]] = {key: ({}, {}) for key in keys}
    for language in sorted(languages, key=lambda code: code != SOURCE):
        with force_locale(language.replace("-", "_")):
            for key, (questions, hints) in found.items():
                question, hint = SUITABILITY_QUESTIONS[key]
                questions[language], hints[language] = str(question), str(hint)
    return {key: QuestionWords(questions, hints) for key, (questions, hints) in found.items()}
