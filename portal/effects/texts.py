"""Writing one field of one owner in one language: limit, rendering, and what the translation was made from."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from portal.adapters import html
from portal.domain.languages import SOURCE
from portal.domain.refusals import Invalid, Refusal
from portal.domain.texts import FIELDS, Origin, field_of, source_hash
from portal.models.texts import Text, TextSet


def new_set(session: Session, kind: str) -> TextSet:
    """An empty text set for an owner of that kind (a key of `domain.texts.FIELDS`), with its id."""
    if kind not in FIELDS:
        raise ValueError(f"no owner of texts is called {kind!r}")
    text_set = TextSet(kind=kind)
    session.add(text_set)
    session.flush()
    return text_set


def write(
    session: Session,
    text_set: TextSet,
    field: str,
    language: str,
    source: str,
    *,
    origin: Origin = Origin.HUMAN,
    read_by_id: int | None = None,
    now: datetime,
) -> Text | None:
    """Write the field in that language and return its row; an empty text takes the row away and returns None.

    A translation remembers the Swedish it was made from. Writing the same again changes nothing. Raises Invalid with
    NO_SUCH_FIELD or TEXT_TOO_LONG.
    """
    rule = next((known for known in FIELDS[text_set.kind] if known.name == field), None)
    if rule is None:
        raise Invalid(Refusal("NO_SUCH_FIELD", field, {"field": field}))
    clean = source.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(clean) > rule.limit:
        raise Invalid(
            Refusal("TEXT_TOO_LONG", field, {"limit": rule.limit, "length": len(clean), "language": language})
        )
    text = text_set.get(field, language)
    if not clean:
        if text is not None:
            del text_set.texts[text.key]
            session.flush()
        return None
    made_from = None if language == SOURCE else source_hash(text_set_source(text_set, field))
    if text is None:
        text = Text(field=field, language=language, version=0)
        text_set.texts[text.key] = text
    elif (text.source, text.origin, text.made_from) == (clean, origin, made_from) and read_by_id is None:
        return text
    text.source = clean
    text.html = html.render_markdown(clean) if field_of(text_set.kind, field).markdown else None
    text.origin = origin
    text.made_from = made_from
    text.read_by_id = read_by_id
    text.read_at = now if read_by_id is not None else None
    text.version += 1
    session.flush()
    return text


def write_all(
    session: Session,
    text_set: TextSet,
    field: str,
    words: Mapping[str, str],
    *,
    read_by_id: int | None = None,
    now: datetime,
) -> None:
    """Write a field in several languages, Swedish first; languages that `words` leaves out keep what they have."""
    for language in sorted(words, key=lambda code: (code != SOURCE, code)):
        write(session, text_set, field, language, words[language], read_by_id=read_by_id, now=now)


def made_set(
    session: Session, kind: str, now: datetime, read_by_id: int | None, **fields: Mapping[str, str]
) -> TextSet:
    """A new text set with these fields by language, written by a person."""
    text_set = new_set(session, kind)
    for field, words in fields.items():
        write_all(session, text_set, field, words, read_by_id=read_by_id, now=now)
    return text_set


def text_set_source(text_set: TextSet, field: str) -> str:
    """The Swedish of a field, empty when it is not written yet."""
    swedish = text_set.get(field, SOURCE)
    return swedish.source if swedish else ""


def copy(
    session: Session,
    origin: TextSet,
    target: TextSet,
    now: datetime,
    only: Collection[tuple[str, str]] | None = None,
) -> None:
    """Write every text of one set (or those of these fields and languages) into another, with who made it.

    A machine's text that was read stays read, and a stale translation stale.
    """
    keys = sorted(origin.texts if only is None else only, key=lambda key: (key[1] != SOURCE, key))
    for field, language in keys:
        text = origin.texts[field, language]
        copied = write(
            session, target, field, language, text.source, origin=text.origin, read_by_id=text.read_by_id, now=now
        )
        if copied is not None:
            copied.made_from = text.made_from
