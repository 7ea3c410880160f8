"""What may change after the announcement without changing the promise: each a logged correction (life.md)."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.bodies import refuse_move
from portal.domain.languages import SOURCE
from portal.domain.permissions import Act, Actor, require
from portal.domain.public_log import LogKind
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.domain.rules import Rules
from portal.domain.texts import STAGES, TextStage, TextState, source_hash
from portal.effects import audit, public_log
from portal.effects.locking import lock
from portal.effects.publication import SITE, dialogue_scope, raise_version
from portal.effects.texts import write
from portal.models.bodies import Body
from portal.models.dialogues import Dialogue, DialogueLanguage
from portal.models.users import User
from portal.queries import texts, users
from portal.queries.dialogues import shown_languages

_PUBLIC_KINDS = frozenset(kind for kinds in STAGES[TextStage.COMMITMENT] for kind in kinds)


def correct_contact(
    session: Session, actor: Actor, dialogue: Dialogue, contact: User, version: int, now: datetime
) -> None:
    """Name another contact person of an announced dialogue. Invalid with CONTACT_NOT_ACTIVE or NOTHING_CHANGED."""
    require(actor, Act.AMEND, dialogue.body_id)
    lock(session, dialogue, version)
    _require_announced(dialogue)
    if not contact.active:
        raise Invalid(Refusal("CONTACT_NOT_ACTIVE", "contact"))
    if contact.id == dialogue.contact_id:
        raise Invalid(Refusal("NOTHING_CHANGED", "contact"))
    old = users.by_id(session, dialogue.contact_id).name if dialogue.contact_id else ""
    dialogue.contact_id = contact.id
    dialogue.version += 1
    details = {"what": "contact", "old": old, "new": contact.name}
    public_log.note(session, dialogue.id, LogKind.CORRECTED, now, "dialogue_lead", **details)
    audit.record(
        session, actor, "corrections.correct_contact", "dialogue", dialogue.id, old, contact.name, now, dialogue.id
    )
    raise_version(session, dialogue_scope(dialogue.id))


def move_body(
    session: Session, actor: Actor, dialogue: Dialogue, to: Body, reason: str, version: int, now: datetime
) -> None:
    """Hand an announced dialogue over to another body, which keeps its promise. Who gave it still stands there.

    Which body decides, and when, is part of the promise and changes by amendment only. Raises GateClosed with
    NOT_ANNOUNCED or DIALOGUE_ENDED, Conflict, or Invalid with MOVED_TO_THE_SAME_BODY or MOVE_WITHOUT_REASON.
    """
    require(actor, Act.AMEND, dialogue.body_id)
    refuse_move(dialogue.body_id, to.id, reason)
    lock(session, dialogue, version)
    _require_announced(dialogue)
    if dialogue.concluded_at is not None:
        raise GateClosed(Refusal("DIALOGUE_ENDED"))
    old, new = dialogue.body.texts.plain("name"), to.texts.plain("name")
    dialogue.body = to
    dialogue.version += 1
    details = {"what": "body", "old": old, "new": new, "reason": reason.strip()}
    public_log.note(session, dialogue.id, LogKind.CORRECTED, now, "dialogue_lead", **details)
    after = {"body": to.id, "reason": reason.strip()}
    audit.record(session, actor, "corrections.move_body", "dialogue", dialogue.id, old, after, now, dialogue.id)
    raise_version(session, SITE, dialogue_scope(dialogue.id))


def correct_typing_error(
    session: Session, actor: Actor, dialogue: Dialogue, key: str, source: str, version: int, now: datetime
) -> None:
    """Correct a typing error in the Swedish of a public text; `version` is the text's. Old and new are in the log.

    It changes no meaning, so translations that were good stay good. Raises GateClosed with NOT_ANNOUNCED, Conflict,
    Invalid with TEXT_MISSING or NOTHING_CHANGED.
    """
    require(actor, Act.AMEND, dialogue.body_id)
    _require_announced(dialogue)
    lock(session, texts.row_by_key(session, dialogue, key, SOURCE).text_set)
    row = texts.row_by_key(session, dialogue, key, SOURCE)
    if row.text is None or row.kind not in _PUBLIC_KINDS:
        raise Invalid(Refusal("NO_SUCH_TEXT", "key"))
    lock(session, row.text, version)
    if not source.strip():
        raise Invalid(Refusal("TEXT_MISSING", "source"))
    old = row.text.source
    if old == source.strip():
        raise Invalid(Refusal("NOTHING_CHANGED", "source"))
    good = [text for text in row.text_set.texts.values() if text.made_from == source_hash(old)]
    write(session, row.text_set, row.field.name, SOURCE, source, read_by_id=actor.user_id, now=now)
    new = row.text.source
    for text in good:
        if text.field == row.field.name:
            text.made_from = source_hash(new)
    session.flush()
    public_log.note(
        session, dialogue.id, LogKind.CORRECTED, now, "dialogue_lead", what="text", key=key, old=old, new=new
    )
    before, after = {"key": key, "source": old}, {"key": key, "source": new}
    audit.record(
        session, actor, "corrections.correct_typing_error", "text", row.text.id, before, after, now, dialogue.id
    )
    raise_version(session, SITE, dialogue_scope(dialogue.id))


def add_language(
    session: Session, actor: Actor, rules: Rules, dialogue: Dialogue, language: str, now: datetime
) -> None:
    """Begin a translation of an announced dialogue; nothing of it is shown until `show_language`.

    Raises GateClosed with NOT_ANNOUNCED (before that a language is planned), Invalid with DIALOGUE_LANGUAGE_UNKNOWN or
    LANGUAGE_ALREADY_THERE.
    """
    require(actor, Act.EDIT_TEXTS, dialogue.body_id)
    lock(session, dialogue)
    _require_announced(dialogue)
    if language not in rules.languages:
        raise Invalid(Refusal("DIALOGUE_LANGUAGE_UNKNOWN", "language", {"languages": (language,)}))
    if any(entry.language == language for entry in dialogue.languages):
        raise Invalid(Refusal("LANGUAGE_ALREADY_THERE", "language"))
    place = max(entry.position for entry in dialogue.languages) + 1
    dialogue.languages.append(DialogueLanguage(language=language, position=place))
    session.flush()
    after = {"language": language}
    audit.record(session, actor, "corrections.add_language", "dialogue", dialogue.id, None, after, now, dialogue.id)


def show_language(session: Session, actor: Actor, dialogue: Dialogue, language: str, now: datetime) -> None:
    """Show an added language once it is complete and read by a person: a translation of the promise, no amendment.

    Raises Invalid with LANGUAGE_NOT_OF_DIALOGUE or LANGUAGE_ALREADY_THERE, GateClosed with LANGUAGE_INCOMPLETE (`texts`
    is how many fields are missing, stale or unread).
    """
    require(actor, Act.ANNOUNCE, dialogue.body_id)
    lock(session, dialogue)
    _require_announced(dialogue)
    entry = next((each for each in dialogue.languages if each.language == language), None)
    if entry is None:
        raise Invalid(Refusal("LANGUAGE_NOT_OF_DIALOGUE", "language", {"language": language}))
    if entry.shown_at is not None:
        raise Invalid(Refusal("LANGUAGE_ALREADY_THERE", "language"))
    rows = texts.rows(session, dialogue, language, (TextStage.COMMITMENT,))
    if unready := sum(row.state is not TextState.DONE for row in rows):
        raise GateClosed(Refusal("LANGUAGE_INCOMPLETE", params={"texts": unready}))
    entry.shown_at = now
    session.flush()
    public_log.note(session, dialogue.id, LogKind.LANGUAGE_ADDED, now, "dialogue_support", language=language)
    after = {"language": language, "shown": list(shown_languages(dialogue))}
    audit.record(session, actor, "corrections.show_language", "dialogue", dialogue.id, None, after, now, dialogue.id)
    raise_version(session, SITE, dialogue_scope(dialogue.id))


def _require_announced(dialogue: Dialogue) -> None:
    if dialogue.announced_at is None:
        raise GateClosed(Refusal("NOT_ANNOUNCED"))
    if dialogue.cancelled_at is not None:
        raise GateClosed(Refusal("DIALOGUE_ENDED"))
