"""Keeping the search index: one row per submission with the words and stems of all its free-text answers."""

from collections.abc import Collection

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from portal.adapters.stems import words_and_stems
from portal.models.search import SEARCH_TABLE, dialogue_word
from portal.models.submissions import NOT_INDEXED, Submission

_WRITE = {
    "sqlite": (
        f"DELETE FROM {SEARCH_TABLE} WHERE rowid = :id",  # noqa: S608
        f"INSERT INTO {SEARCH_TABLE} (rowid, words) VALUES (:id, :words)",  # noqa: S608
    ),
    "postgresql": (
        f"INSERT INTO {SEARCH_TABLE} (submission_id, words) VALUES (:id, to_tsvector('simple', :words))"  # noqa: S608
        " ON CONFLICT (submission_id) DO UPDATE SET words = excluded.words",
    ),
}
_ADD = {dialect: text(statements[-1]) for dialect, statements in _WRITE.items()}
_KEY = {"sqlite": "rowid", "postgresql": "submission_id"}


def index(session: Session, submission: Submission) -> None:
    """Write what the submission says now, stemmed by its language; call when its answers were added or changed."""
    submission.indexed = True
    session.flush()
    said = "\n".join(answer.text for answer in submission.answers if answer.text)
    row = {"id": submission.id, "words": _words(submission.dialogue_id, said, submission.language)}
    for statement in _WRITE[session.get_bind().dialect.name]:
        session.execute(text(statement), row)


def index_waiting(session: Session, at_most: int) -> int:
    """Index up to `at_most` submissions that wait for it; return how many these were.

    Their rows are held meanwhile, so that nobody erases a text between its reading and its line in the index; one that
    somebody else holds now waits for the next time.
    """
    waiting = select(Submission).where(NOT_INDEXED).order_by(Submission.id).limit(at_most)
    found = session.scalars(waiting.with_for_update(skip_locked=True, of=Submission)).all()
    for submission in found:
        index(session, submission)
    return len(found)


def index_many(session: Session, rows: Collection[tuple[int, int, str, str]]) -> None:
    """Index *new* submissions at once, given as (submission id, dialogue id, language, all its text); for imports."""
    if not rows:
        return
    said = [{"id": key, "words": _words(dialogue, words, language)} for key, dialogue, language, words in rows]
    connection = session.connection()
    connection.execute(_ADD[connection.dialect.name], said)


def remove(session: Session, submission_ids: Collection[int]) -> None:
    """Take erased submissions out, so that no word of theirs is left in the index."""
    dialect = session.get_bind().dialect.name
    statement = text(f"DELETE FROM {SEARCH_TABLE} WHERE {_KEY[dialect]} = :id")  # noqa: S608
    if submission_ids:
        session.execute(statement, [{"id": key} for key in submission_ids])
        if dialect == "sqlite":
            session.execute(text(f"INSERT INTO {SEARCH_TABLE} ({SEARCH_TABLE}) VALUES ('optimize')"))  # noqa: S608


def _words(dialogue_id: int, said: str, language: str) -> str:
    return " ".join([dialogue_word(dialogue_id), *words_and_stems(said, language)])
