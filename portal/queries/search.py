"""Full-text search with word stems; hides FTS5 and tsvector. Which texts a reader may see is the caller's condition."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Integer, Select, TextualSelect, false, func, literal_column, select, text
from sqlalchemy.orm import Session

from portal.adapters.stems import fts5, query_terms, tsquery
from portal.models.search import SEARCH_TABLE, dialogue_word
from portal.models.submissions import NOT_INDEXED, Submission

_FOUND = {
    "sqlite": (f"SELECT rowid AS id FROM {SEARCH_TABLE}"  # noqa: S608
               f" WHERE {SEARCH_TABLE} MATCH :search"),
    "postgresql": (f"SELECT submission_id AS id FROM {SEARCH_TABLE}"  # noqa: S608
                   " WHERE words @@ to_tsquery('simple', :search)"),
}  # fmt: skip


def matches(session: Session, dialogue_id: int, words: str, languages: Collection[str]) -> ColumnElement[bool]:
    """The condition on `Submission` that it holds all of these words, or other forms of them.

    Each word is stemmed by the rules of each of `languages`; the index was stemmed by each text's own. Nothing matches
    when there is no word in `words`.
    """
    terms = _terms(words, languages)
    if not terms:
        return false()
    dialect = session.get_bind().dialect.name
    inside = [(dialogue_word(dialogue_id),), *terms]
    asked = fts5(inside) if dialect == "sqlite" else tsquery(inside)
    return among(session, text(_FOUND[dialect]).bindparams(search=asked).columns(id=Integer), "hits")


def among(session: Session, ids: Select[int] | TextualSelect, name: str) -> ColumnElement[bool]:
    """The condition that a submission is among these ids (one column, `id`), for a list that is read in its own order.

    SQLite finds the ids once, and the plus keeps it from fetching every one of them to sort it: it walks the list and
    looks each row up. PostgreSQL knows how common a word is and chooses by itself.
    """
    if session.get_bind().dialect.name == "sqlite":
        return literal_column("+submissions.id", Integer).in_(select(ids.cte(name).c.id))
    return Submission.id.in_(select(ids.subquery(name).c.id))


def waiting(session: Session, dialogue_id: int) -> int:
    """How many texts of the dialogue no search finds yet, because the worker has not indexed them."""
    counted = select(func.count()).select_from(Submission).where(Submission.dialogue_id == dialogue_id, NOT_INDEXED)
    return session.scalar(counted) or 0


def found(session: Session, dialogue_id: int, words: str, languages: Collection[str]) -> list[int]:
    """Public numbers of every submission that matches, in order; for tests and small dialogues."""
    condition = matches(session, dialogue_id, words, languages)
    return list(
        session.scalars(
            select(Submission.number)
            .where(Submission.dialogue_id == dialogue_id, condition)
            .order_by(Submission.number)
        )
    )


def languages_of(session: Session, dialogue_id: int) -> list[str]:
    """The languages that the dialogue's submissions are written in, by code; one index probe per language."""
    first = select(Submission.language).where(Submission.dialogue_id == dialogue_id)
    steps = (
        first.order_by(Submission.language).limit(1).subquery().select().cte("languages_of_dialogue", recursive=True)
    )
    following = (
        first.where(Submission.language > steps.c.language)
        .order_by(Submission.language)
        .limit(1)
        .correlate(steps)
        .scalar_subquery()
    )
    walked = steps.union_all(select(following).where(steps.c.language.is_not(None)))
    return list(session.scalars(select(walked.c.language).where(walked.c.language.is_not(None))))


def _terms(words: str, languages: Collection[str]) -> Sequence[tuple[str, ...]]:
    plain = query_terms(words, None)
    forms = [query_terms(words, language) for language in sorted(set(languages))]
    return [
        tuple(dict.fromkeys((*term, *(word for form in forms for word in form[at])))) for at, term in enumerate(plain)
    ]
