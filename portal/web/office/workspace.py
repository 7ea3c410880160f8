"""The frame around every page about one dialogue: its parts in the order of its life, and the next gate's checklist."""

from collections.abc import Mapping
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from portal.adapters.locale_format import date_long
from portal.domain.dialogues import Stage, stage_of
from portal.domain.drafts import DraftSubject
from portal.domain.lifecycle import NEXT_GATE, Check, Gate, Weight, checks
from portal.domain.permissions import Act, may, require
from portal.domain.refusals import Refusal
from portal.domain.themes import CodingState
from portal.models.dialogues import Dialogue
from portal.queries import dialogues, drafts, figures, lifecycle
from portal.web import sessions
from portal.web.dialogue_words import stage_words
from portal.web.formats import reader_language
from portal.web.messages import words
from portal.web.words.gates import MET

SECTION_OF = {
    "NO_REGISTRY_NUMBER": "matter",
    "NOT_FOUND_SUITABLE": "matter",
    "MATTER_WITHDRAWN": "matter",
    "COMMITMENT_TEXT_MISSING": "texts",
    "COMMITMENT_TEXT_STALE": "texts",
    "COMMITMENT_TEXT_UNREAD": "texts",
    "NO_AFFECTED_GROUP": "groups",
    "GROUP_WITHOUT_MEASURE": "groups",
    "DIALOGUE_GROUP_INCOMPLETE": "groups",
    "MEASURE_UNSETTLED": "groups",
    "NO_QUESTION_OR_MEETING": "questions",
    "METHOD_DOES_NOT_FIT_LEVEL": "commitment/plan",
    "MEETING_WITHOUT_NOTES": "meetings",
    "REVIEW_WAITING": "reading",
    "APPEAL_UNSETTLED": "reading",
    "ANSWER_WITHOUT_THEME": "reading",
    "THEME_NOT_SUMMARISED": "result",
    "MINORITY_VIEW_LEFT_OUT": "result",
    "NOT_SAID_WHO_TOOK_PART": "result",
    "NOT_SAID_WHO_IS_MISSING": "result",
    "NOT_SAID_WHAT_WAS_DONE": "result",
    "RESULT_TEXT_MISSING": "result",
    "RESULT_TEXT_STALE": "result",
    "NOT_HANDED_OVER": "handover",
    "NO_FINAL_DECISION": "decisions",
    "DECISION_NOT_WEIGHED": "answer",
    "THEME_WITHOUT_OUTCOME": "answer",
    "POINT_WITHOUT_OUTCOME": "answer",
    "NO_FOLLOW_UP": "answer",
    "NOT_SAID_HOW_IT_INFLUENCED": "answer",
    "NO_NEXT_STEP": "answer",
    "ANSWER_NOT_APPROVED": "answer",
    "JOINT_BODY_NOT_APPROVED": "commitment/bodies",
    "ANSWER_TEXT_MISSING": "answer",
    "ANSWER_TEXT_STALE": "answer",
    "LANGUAGE_WITHOUT_ANSWER": "answer",
    "ANSWER_NOT_DELIVERED": "editions",
    "NOT_EVALUATED": "evaluation",
    "NO_LESSON": "evaluation",
    "NOT_EVALUATED_BY_ELECTED": "evaluation",
    "NOT_REPORTED_TO_BODY": "evaluation",
}
"""Where in the workspace what a gate asks for is filled in; everything else is part of the commitment."""


def open_dialogue(session: Session, slug: str, act: Act) -> Dialogue:
    """The dialogue with that address. Raises NotFound, and NotAllowed for whoever may not do `act` for its body."""
    dialogue = dialogues.by_slug(session, slug)
    require(sessions.current_actor(), act, dialogue.body_id)
    return dialogue


def page(template: str, dialogue: Dialogue, section: str, **context: Any) -> str:
    """A page of the dialogue's workspace."""
    frame = workspace(sessions.reading(), dialogue, section)
    return render_template(template, dialogue=dialogue, workspace=frame, **context)


def gate_title(gate: Gate) -> str:
    """What the checklist of a gate is called."""
    return {
        Gate.HOLD: _("Innan det kan bli en dialog"),
        Gate.ANNOUNCE: _("Innan dialogen kan tillkännages"),
        Gate.HAND_OVER: _("Innan resultatet kan lämnas över"),
        Gate.RESULT: _("Innan resultatet kan publiceras"),
        Gate.ANSWER: _("Innan svaret kan publiceras"),
        Gate.CONCLUDE: _("Innan dialogen kan avslutas"),
        Gate.ABANDON: _("Innan dialogen kan läggas ned"),
        Gate.CANCEL: _("Innan dialogen kan ställas in"),
        Gate.STOP: _("Innan dialogen kan avbrytas"),
    }[gate]


def stage_name(dialogue: Dialogue) -> str:
    """The stage in the office's words, with how long it is open or since when."""
    stage = stage_of(dialogue.stage_facts(), sessions.now())
    if stage is Stage.OPEN and dialogue.closes_at:
        left = max((dialogue.closes_at - sessions.now()).days, 0)
        return ngettext("Öppen, %(num)s dag kvar", "Öppen, %(num)s dagar kvar", left)
    here = dialogue.deciding_body or dialogue.body if stage is Stage.HANDED_OVER else None
    body = here.texts.plain("name", "sv") if here else ""
    return stage_words(stage, body, stopped=dialogue.stopped_at is not None)


def section_href(dialogue: Dialogue, section: str) -> str:
    """Address of one part of a dialogue's workspace; the matter has a page of its own."""
    if section == "matter":
        return f"/office/matters/{dialogue.matter.slug}/"
    return f"/office/dialogues/{dialogue.slug}/" + (f"{section}/" if section else "")


def checklist_of(dialogue: Dialogue, gate: Gate, asked: tuple[Check, ...]) -> dict[str, Any]:
    """The checklist of a gate as `components/checklist.html` draws it."""
    items = [
        {
            "words": MET[check.code] if check.met else words(Refusal(check.code, params=check.params)),
            "principle": check.principle.value,
            "met": check.met,
            "weight": check.weight.value,
            "href": section_href(dialogue, SECTION_OF.get(check.code, "commitment")),
            "reason": check.passed_because,
            "reason_href": f"{section_href(dialogue, 'stages')}{gate.value}/{check.code}"
            if check.weight is Weight.SHOULD
            else None,
        }
        for check in asked
    ]
    done = sum(not check.blocks for check in asked)
    return {"title": gate_title(gate), "done": done, "total": len(asked), "items": items}


def workspace(session: Session, dialogue: Dialogue, current: str) -> dict[str, Any]:
    """What `layout/workspace.html` needs; `current` names the part that is on the screen."""
    facts = lifecycle.facts_of(session, dialogue, sessions.settings().rules(), sessions.now())
    gate = NEXT_GATE[stage_of(dialogue.stage_facts(), sessions.now())]
    intake = figures.intake(session, dialogue.id)
    waiting = facts.waiting_review
    coded = intake.counted - intake.by_coding.get(CodingState.WAITING, 0)
    percent = f"{100 * coded // intake.counted} %" if intake.counted else ""
    counts = {
        "questions": facts.questions or "",
        "meetings": len(facts.meetings) or "",
        "reading": waiting or "",
        "themes": percent,
    }
    return {
        "title": dialogue.texts.plain("title", reader_language()),
        "slug": dialogue.slug,
        "href": section_href(dialogue, ""),
        "stage_text": stage_name(dialogue),
        "late": late_words(dialogue),
        "public_href": f"/sv/dialogues/{dialogue.slug}/" if dialogue.announced_at else None,
        "sections": sections_of(dialogue, current, counts),
        "gate": checklist_of(dialogue, gate, checks(gate, facts)) if gate else None,
        "draft": _draft_beside(session, dialogue, current),
    }


def _draft_beside(session: Session, dialogue: Dialogue, current: str) -> dict[str, Any] | None:
    """Beside the editor of a draft: who has read which version, and what they said that waits for a reply."""
    if current not in set(DraftSubject):
        return None
    draft = drafts.standing(session, dialogue, sessions.settings().rules(), sessions.now())
    if draft is None or draft.subject != current:
        return None
    said = drafts.comments(session, dialogue.id, draft.subject)
    return {
        "section": current,
        "readers": drafts.readers(session, draft),
        "waiting": [one for one in said if one.row.resolved_at is None],
        "resolved": sum(one.row.resolved_at is not None for one in said),
        "href": section_href(dialogue, "drafts"),
        "may_reply": may(sessions.current_actor(), Act.EDIT_TEXTS, dialogue.body_id),
    }


def sections_of(dialogue: Dialogue, current: str, counts: Mapping[str, object]) -> list[dict[str, Any]]:
    """The parts of the workspace in the order of the dialogue's life; `counts` stand beside their names."""
    parts: list[tuple[str, str]] = [
        ("", _("Översikt")),
        ("matter", _("Ärende och prövning")),
        ("commitment", _("Åtagande")),
        ("groups", _("Berörda grupper")),
        ("outreach", _("Nå ut")),
        ("questions", _("Frågor")),
        ("meetings", _("Möten")),
        ("texts", _("Texter och språk")),
        ("register", _("Registrera synpunkt")),
        ("reading", _("Granskning och kodning")),
        ("themes", _("Teman")),
        ("result", _("Resultat")),
        ("handover", _("Överlämning")),
        ("decisions", _("Beslut")),
        ("answer", _("Svar")),
        ("editions", _("Återkoppling")),
        ("follow-ups", _("Det vi lovade göra")),
        ("evaluation", _("Utvärdering")),
        ("drafts", _("Utkast för förtroendevalda")),
        ("stages", _("Ändra eller avsluta")),
        ("log", _("Logg")),
    ]
    return [
        {
            "label": label,
            "href": section_href(dialogue, section),
            "count": str(counts.get(section, "")),
            "current": section == current,
            "alert": section == "reading" and bool(counts.get(section)),
        }
        for section, label in parts
    ]


def late_words(dialogue: Dialogue) -> str | None:
    """That the promised day of the answer has passed, or None."""
    zone = sessions.settings().zone
    today = sessions.now().astimezone(zone).date()
    if dialogue.announced_at is None or dialogue.answered_at or dialogue.cancelled_at or not dialogue.answer_by:
        return None
    if today <= dialogue.answer_by:
        return None
    return _("Svaret skulle ha kommit %(date)s", date=date_long(dialogue.answer_by, reader_language(), zone))
