"""Feedback as numbered editions: answer, corrections, interim notices, follow-ups, and how each reached people."""

from datetime import date

from flask import Blueprint, Response, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from portal.domain.dialogues import Stage, stage_of
from portal.domain.feedback import DeliveryActKind, EditionKind
from portal.domain.lifecycle import Gate, checks
from portal.domain.mailing import AddressKind
from portal.domain.permissions import Act
from portal.domain.refusals import Invalid, NotFound, Refusal
from portal.models.dialogues import Dialogue
from portal.queries import deliveries as reached
from portal.queries import feedback as feedback_queries
from portal.queries import lifecycle, mailing
from portal.reports.feedback import edition_name
from portal.services import deliveries, feedback
from portal.services import mailing as mailing_services
from portal.web.access import staff
from portal.web.follow_up_words import ACTS
from portal.web.forms.feedback import NOTE_LIMIT, DeliveryActForm
from portal.web.forms.fields import number_of
from portal.web.forms.saving import saved
from portal.web.office.workspace import checklist_of, open_dialogue, page
from portal.web.office.writing import done
from portal.web.sessions import changes, current_actor, now, reading, settings
from portal.web.staff_labels import choices

blueprint = Blueprint("office_editions", __name__, url_prefix="/office/dialogues/<slug>/editions")


@blueprint.get("/")
@staff(Act.SEE_DRAFTS)
def show(slug: str) -> str:
    """The editions, how each reached people, and what can be published now."""
    return _page(slug)


def _page(slug: str, kept: object = None, act_form: DeliveryActForm | None = None, act_number: int = 0) -> str:
    dialogue = open_dialogue(reading(), slug, Act.SEE_DRAFTS)
    facts = lifecycle.facts_of(reading(), dialogue, settings().rules(), now())
    stage = stage_of(dialogue.stage_facts(), now())
    made = feedback_queries.editions(reading(), dialogue.id)
    return page(
        "office/editions/show.html",
        dialogue,
        "editions",
        made=made,
        delivered={one.id: mailing.delivery_of(reading(), one.id) for one in made},
        edition_name=edition_name,
        gate=checklist_of(dialogue, Gate.ANSWER, checks(Gate.ANSWER, facts)) if stage is Stage.HANDED_OVER else None,
        kinds=_kinds(stage, bool(made)),
        kept=kept or {},
        acts={one.id: reached.acts_of(reading(), one.id) for one in made},
        act_names=ACTS,
        act_form=act_form,
        act_number=act_number,
        note_limit=NOTE_LIMIT,
    )


def _kinds(stage: Stage, anything: bool) -> list[EditionKind]:
    kinds = []
    if stage in (Stage.ANALYSING, Stage.HANDED_OVER):
        kinds += [EditionKind.INTERIM, EditionKind.PROPOSAL]
    if stage in (Stage.ANSWERED, Stage.CONCLUDED):
        kinds.append(EditionKind.FOLLOW_UP)
    return [*kinds, EditionKind.CORRECTION] if anything else kinds


@blueprint.post("/answer")
@staff(Act.PUBLISH)
def publish_answer(slug: str) -> AnyResponse:
    """Publish the answer to all themes and points at once."""

    def publish_it(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.PUBLISH)
        feedback.publish_answer(session, current_actor(), settings().rules(), dialogue, now())

    done(publish_it, _("Svaret är publicerat. Alla som bett om det får ett mejl."))
    return redirect(url_for(".show", slug=slug), 303)


@blueprint.post("/")
@staff(Act.PUBLISH)
def publish(slug: str) -> AnyResponse | tuple[str, int]:
    """Publish an interim notice, a correction or a follow-up, with its note in the dialogue's languages."""

    def publish_it(session: Session) -> None:
        _publish(session, open_dialogue(session, slug, Act.PUBLISH))

    if done(publish_it, _("Utgåvan är publicerad.")):
        return redirect(url_for(".show", slug=slug), 303)
    return _page(slug, kept=request.form), 422


def _publish(session: Session, dialogue: Dialogue) -> None:
    given = (session, current_actor(), settings().rules(), dialogue)
    languages = [entry.language for entry in dialogue.languages]
    note = feedback.Note({code: request.form.get(f"note-{code}", "") for code in languages})
    if any(len(text) > NOTE_LIMIT for text in note.by_language.values()):
        raise Invalid(Refusal("TEXT_TOO_LONG", params={"limit": NOTE_LIMIT}))
    kind = request.form.get("kind", "")
    if kind == EditionKind.INTERIM:
        feedback.publish_interim(*given, note, _day(request.form.get("new_answer_by", "")), now())
    elif kind == EditionKind.PROPOSAL:
        feedback.publish_proposal(*given, note, now())
    elif kind == EditionKind.CORRECTION:
        feedback.publish_correction(*given, note, now())
    elif kind == EditionKind.FOLLOW_UP:
        feedback.publish_follow_up(*given, note, now())
    else:
        raise Invalid("OPTION_UNKNOWN")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError:
        raise Invalid("NOT_A_DAY") from None


@blueprint.post("/<int:number>/delivery/<channel>")
@staff(Act.REACH_BY_HAND)
def settle(slug: str, number: int, channel: str) -> AnyResponse:
    """Record who was reached by post or phone, and what was done instead where it failed."""

    def settle_it(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.REACH_BY_HAND)
        edition = feedback_queries.edition(session, dialogue.id, number)
        if edition is None or channel not in set(AddressKind):
            raise NotFound("NOT_FOUND")
        reached, instead = request.form.get("reached", ""), request.form.get("instead", "")
        count = int(reached) if reached.isdigit() else None
        mailing_services.settle_by_hand(session, current_actor(), edition, AddressKind(channel), count, instead, now())

    done(settle_it, _("Sparat."))
    return redirect(url_for(".show", slug=slug), 303)


@blueprint.post("/<int:number>/acts")
@staff(Act.REACH_BY_HAND)
def record_act(slug: str, number: int) -> AnyResponse | tuple[str, int]:
    """Record a meeting, posters or a letter to all, by which an edition reached people who are on no list."""
    form = DeliveryActForm()
    form.act.choices = choices(ACTS)

    def change(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.REACH_BY_HAND)
        edition, day = feedback_queries.edition(session, dialogue.id, number), form.done_on.data
        if edition is None:
            raise NotFound("NOT_FOUND")
        assert day is not None
        kind, note = DeliveryActKind(form.act.data), form.note.data or ""
        given = (session, current_actor(), settings().rules(), edition)
        deliveries.record_act(*given, kind, day, number_of(form.number), note, now())

    if saved(form, change):
        return redirect(url_for(".show", slug=slug) + f"#edition-{number}", 303)
    return _page(slug, act_form=form, act_number=number), 422


@blueprint.post("/<int:number>/addresses/<channel>")
@staff(Act.REACH_BY_HAND)
def addresses(slug: str, number: int, channel: str) -> Response:
    """The addresses of those who asked to be reached by post or phone, to print; reading them is written in the log."""
    with changes() as session:
        dialogue = open_dialogue(session, slug, Act.REACH_BY_HAND)
        edition = feedback_queries.edition(session, dialogue.id, number)
        if edition is None or channel not in (AddressKind.POST, AddressKind.PHONE):
            raise NotFound("NOT_FOUND")
        found = mailing_services.read_addresses(session, current_actor(), edition, AddressKind(channel), now())
    lines = "\n\n".join(f"{address} ({language})" for address, language in found)
    return Response(lines, mimetype="text/plain", headers={"Cache-Control": "no-store"})
