"""What can be done with a dialogue as a whole: announce it, pass a *should* with a reason, and the ways on or out."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.dialogues import LIVING_STAGES, Stage, stage_of
from portal.domain.lifecycle import GATES, Gate, Weight, checks, is_open
from portal.domain.permissions import Act, may
from portal.domain.refusals import NotFound, Refusal
from portal.queries import lifecycle
from portal.services import dialogues
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.dialogues import ReasonForm
from portal.web.forms.saving import Press, saved
from portal.web.messages import words
from portal.web.office.workspace import checklist_of, gate_title, open_dialogue, page
from portal.web.protection import csrf
from portal.web.staff import who_does
from portal.web.staff_labels import PRINCIPLES

blueprint = Blueprint("office_stages", __name__, url_prefix="/office/dialogues/<slug>/stages")
csrf.exempt(blueprint)


@blueprint.get("/")
@staff(Act.SEE_DRAFTS)
def index(slug: str) -> str:
    """The ways on, and the ways out, that are open now."""
    session, actor = sessions.reading(), sessions.current_actor()
    dialogue = open_dialogue(session, slug, Act.SEE_DRAFTS)
    stage = stage_of(dialogue.stage_facts(), sessions.now())
    facts = lifecycle.facts_of(session, dialogue, sessions.settings().rules(), sessions.now())
    promised = stage in LIVING_STAGES and stage is not Stage.HANDED_OVER

    def can(act: Act) -> bool:
        return may(actor, act, dialogue.body_id)

    return page(
        "office/stages/index.html",
        dialogue,
        "stages",
        stage=stage.value,
        amends=promised and can(Act.AMEND),
        corrects=dialogue.announced_at is not None and dialogue.cancelled_at is None and can(Act.AMEND),
        announces=stage is Stage.PREPARING and can(Act.ANNOUNCE),
        abandons=is_open(Gate.ABANDON, facts) and can(Act.PLAN),
        cancels=is_open(Gate.CANCEL, facts) and can(Act.END_EARLY),
        stops=is_open(Gate.STOP, facts) and can(Act.END_EARLY),
        merges=dialogue.stopped_at is not None and can(Act.END_EARLY),
        follows=stage is not Stage.ABANDONED and can(Act.PLAN),
        states=dialogue.concluded_at is None and can(Act.PLAN),
        who=who_does(Act.AMEND),
        principles=PRINCIPLES,
    )


@blueprint.route("/announce", methods=["GET", "POST"])
@staff(Act.ANNOUNCE)
def announce(slug: str) -> Response | tuple[str, int]:
    """The checklist once more, what follows from announcing, and the button."""
    form, rules = Press(), sessions.settings().rules()

    def change(session: Session) -> None:
        dialogue = open_dialogue(session, slug, Act.ANNOUNCE)
        dialogues.announce(session, sessions.current_actor(), rules, dialogue, sessions.now())

    if saved(form, change):
        told = _("Dialogen är tillkännagiven. Löftet är fryst och offentligt.")
        flash(told + " " + _("Affischer och texter att dela ut finns under Nå ut."), "good")
        return redirect(f"/office/dialogues/{slug}/", 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.ANNOUNCE)
    asked = checks(Gate.ANNOUNCE, lifecycle.facts_of(sessions.reading(), dialogue, rules, sessions.now()))
    body = page(
        "office/stages/announce.html", dialogue, "stages", form=form,
        gate=checklist_of(dialogue, Gate.ANNOUNCE, asked), ready=not any(check.blocks for check in asked),
    )  # fmt: skip
    return body, form.status


@blueprint.route("/<gate>/<code>", methods=["GET", "POST"])
@staff(Act.ANNOUNCE)
def reason(slug: str, gate: str, code: str) -> Response | tuple[str, int]:
    """Pass a *should* with a reason that the public log shows."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.ANNOUNCE)
    line = next((one for one in GATES.get(Gate(gate), ()) if one.code == code) if gate in set(Gate) else iter(()), None)
    if line is None or line.weight is not Weight.SHOULD:
        raise NotFound("NOT_FOUND")
    facts = lifecycle.facts_of(sessions.reading(), dialogue, sessions.settings().rules(), sessions.now())
    asked = next(check for check in checks(Gate(gate), facts) if check.code == code)
    form = ReasonForm(data={"reason": asked.passed_because or ""})

    def change(session: Session) -> None:
        fresh, rules = open_dialogue(session, slug, Act.ANNOUNCE), sessions.settings().rules()
        given, now = form.reason.data or "", sessions.now()
        dialogues.pass_should(session, sessions.current_actor(), rules, fresh, Gate(gate), code, given, now)

    if saved(form, change):
        flash(_("Skälet är sparat. Det syns i den offentliga loggen."), "good")
        return redirect(f"/office/dialogues/{slug}/stages/announce" if gate == "announce" else _home(slug), 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.ANNOUNCE)
    sentence = words(Refusal(asked.code, params=asked.params))
    body = page(
        "office/stages/reason.html", dialogue, "stages", form=form, sentence=sentence, met=asked.met,
        principle=asked.principle, principles=PRINCIPLES, title=gate_title(Gate(gate)),
    )  # fmt: skip
    return body, form.status


def _home(slug: str) -> str:
    return f"/office/dialogues/{slug}/stages/"
