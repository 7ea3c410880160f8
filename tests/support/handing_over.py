"""A closed dialogue of which everything is said that a handover asks for, and handing it over as the office does."""

from datetime import datetime

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.decisions import DecisionDetails, DecisionKind
from portal.domain.handovers import Document, DocumentFormat
from portal.domain.moderation import ReviewState
from portal.domain.permissions import Role
from portal.domain.themes import Stance
from portal.effects.texts import write
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup
from portal.models.handovers import Handover
from portal.queries import handovers as handover_queries
from portal.services import handovers
from portal.web import handover_document
from support import factories as make
from support.answered import fill

NOW = make.NOW


def make_ready(session: Session, languages: tuple[str, ...] = ("sv", "fi", "en"), themes: int = 1) -> Dialogue:
    """Closed, read, coded and summed up in all its languages: the gate *hand over* is open."""
    dialogue = make.make_closed_dialogue(session, languages=languages)
    for group in session.scalars(select(AffectedGroup).where(AffectedGroup.dialogue_id == dialogue.id)):
        for measure in group.measures:
            measure.status = "done"
    reviewer = make.make_user(session, "Rut Granskare", roles=(Role.MODERATOR,), body=dialogue.body)
    for place in range(themes):
        theme = make.make_theme(session, dialogue, f"Fler träd {place + 1}", with_stance=True)
        for words, stance in (("Plantera fler träd.", Stance.FOR), ("Träd skymmer sikten.", Stance.AGAINST)):
            one = make.make_submission(session, dialogue, words, state=ReviewState.SHOWN, reviewer=reviewer)
            make.make_coding(session, one, theme, stance=stance)
        fill(session, theme.result_texts, languages, summary="Många vill ha skugga.", minority="Några vill se vattnet.")
    fill(
        session,
        dialogue.result_texts,
        languages,
        overview="Ni skrev om **skugga**.",
        who_took_part="De som bor nära.",
        who_is_missing="Unga.",
        done_about_it="Vi gick till skolan.",
    )
    session.flush()
    return dialogue


def documents_of(session: Session, dialogue: Dialogue, now: datetime = NOW) -> tuple[dict, list[Document]]:
    """The content, and a document of a few words in the place of the written ones: for tests of the rules."""
    content = handover_queries.content_of(session, dialogue, now)
    kinds = [(DocumentFormat.HTML, "sv"), (DocumentFormat.DOCX, "sv"), (DocumentFormat.HTML, "fi")]
    return content, [Document(kind, code, f"{kind} {code} {now}".encode()) for kind, code in kinds]


def hand_over(session: Session, dialogue: Dialogue, now: datetime = NOW, reason: str = "") -> Handover:
    """Hand it over through the service, as its lead."""
    content, documents = documents_of(session, dialogue, now)
    actor = make.lead(session, body=dialogue.body)
    return handovers.hand_over(session, actor, make.RULES, dialogue, content, documents, now, reason)


def drafted(
    app: Flask, session: Session, dialogue: Dialogue, now: datetime = NOW, reason: str = ""
) -> handover_document.Drafted:
    """The real files, as the office would seal them."""
    with app.test_request_context("/sv/"):
        return handover_document.draft(app.jinja_env, "Åsby kommun", session, dialogue, now, reason)


def rewrite(session: Session, dialogue: Dialogue, words: str = "Omskrivet.", field: str = "overview") -> None:
    """Another Swedish text of the result."""
    write(session, dialogue.result_texts, field, "sv", words, now=NOW)
    session.flush()


def decided(dialogue: Dialogue, **given: object) -> DecisionDetails:
    """The final decision of the deciding body, today; `given` changes it."""
    values = {
        "body_id": dialogue.deciding_body_id,
        "decided_on": NOW.date(),
        "section": "41",
        "kind": DecisionKind.DECIDED,
        "final": True,
    }
    return DecisionDetails(**{**values, **given})  # type: ignore[arg-type]
