"""All that was done in a dialogue: what the public can read, and the office's own record."""

from flask import Blueprint, request

from portal.domain.permissions import Act
from portal.models.audit import AuditEntry
from portal.queries import audit, public_log
from portal.web import audit_words, days, log_words, sessions
from portal.web.access import staff
from portal.web.office.workspace import open_dialogue, page

blueprint = Blueprint("office_log", __name__, url_prefix="/office/dialogues/<slug>/log")
AT_ONCE = 100


@blueprint.get("/")
@staff(Act.SEE_LOG)
def show(slug: str) -> str:
    """The record, newest first, a hundred entries a page; above it the public log."""
    session = sessions.reading()
    dialogue = open_dialogue(session, slug, Act.SEE_LOG)
    before = request.args.get("before", "")
    before_id = int(before) if before.isdecimal() and len(before) < 16 else None
    found = audit.of_dialogue(session, dialogue.id, before_id, AT_ONCE + 1)
    shown = found[:AT_ONCE]
    told = public_log.entries(session, dialogue.id) if before_id is None else []
    return page(
        "office/log/show.html",
        dialogue,
        "log",
        entries=[_entry(one) for one in shown],
        told=[log_words.entry(row.kind, row.at, row.role, row.data) for row in reversed(told)],
        older=f"/office/dialogues/{slug}/log/?before={shown[-1].id}" if len(found) > AT_ONCE else None,
        newest=before_id is None,
    )


def _entry(entry: AuditEntry) -> dict[str, object]:
    old, new = audit_words.old_and_new(entry.before, entry.after)
    return {
        "when": days.with_time(entry.at),
        "machine": entry.at.isoformat(timespec="minutes"),
        "who": audit_words.who(entry.actor),
        "words": audit_words.sentence(entry.verb),
        "old": old,
        "new": new,
    }
