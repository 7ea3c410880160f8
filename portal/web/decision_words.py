"""The chain of decisions on the pages of a dialogue: what has happened, and what comes."""

from typing import Any

from flask_babel import gettext as _

from portal.domain.decisions import DecisionKind, minutes_pending, planned_in_force
from portal.domain.dialogues import Stage
from portal.queries.public_details import Details
from portal.queries.public_dialogues import Public
from portal.queries.public_texts import Words
from portal.reports.decisions import decision_name, happened, reference
from portal.web import days, dialogue_words


def step_of(row: Any, words: Words) -> dict[str, Any]:
    """One decision as `components/decisions.html` draws it."""
    going_to = dialogue_words.in_sentence(words.plain(row.next_texts_id, "name")) if row.next_texts_id else ""
    return {
        "kind": decision_name(row.kind),
        "words": happened(row.kind, row.final, going_to),
        "body": row.delegate or words.plain(row.body_texts_id, "name"),
        "delegation": row.delegation,
        "on": row.decided_on,
        "reference": reference(row.section, row.delegate),
        "final": row.final,
        "link": row.link,
        "minutes_pending": minutes_pending(row.delegate, row.minutes_approved_on),
        "appeal_until": row.appeal_until,
        "new_planned_on": row.new_planned_on,
    }


def comes(public: Public, details: Details, words: Words) -> list[str]:
    """What comes after the last decision: where a proposal is treated, the planned decision, the answer."""
    dialogue, rows = public.dialogue, details.decisions
    found = []
    if not any(row.final for row in rows) and not dialogue.stopped_at:
        last = rows[-1] if rows else None
        if last is not None and last.kind is DecisionKind.PROPOSED and last.next_texts_id:
            body = dialogue_words.in_sentence(words.plain(last.next_texts_id, "name"))
            found.append(_("Förslaget behandlas i %(body)s.", body=body))
        planned = planned_in_force(
            dialogue.planned_decision_on, dialogue.planned_period, [row.new_planned_on for row in rows]
        )
        body = dialogue_words.in_sentence(dialogue_words.deciding_name(public, words))
        if when := dialogue_words.planned_words(planned):
            found.append(_("Beslut i %(body)s är planerat: %(when)s.", body=body, when=when))
    if public.stage is Stage.HANDED_OVER and dialogue.answer_by:
        found.append(_("Svaret till er kommer senast %(date)s.", date=days.long(dialogue.answer_by)))
    return found
