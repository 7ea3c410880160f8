"""The bodies that hold a dialogue together; exactly one of them is responsible, each approves in its own name (C2)."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.permissions import Act, may
from portal.queries import bodies, lifecycle
from portal.queries import joint_bodies as known
from portal.services import answers, commitments, joint_bodies
from portal.web import days, sessions
from portal.web.access import staff
from portal.web.approval_words import KIND_NOTES
from portal.web.forms.approvals import ApprovalForm
from portal.web.forms.joint_bodies import JointBodyForm
from portal.web.forms.saving import Press, saved
from portal.web.office.chairs import chair_of
from portal.web.office.workspace import open_dialogue, page
from portal.web.protection import csrf
from portal.web.staff import body_choices, name_of
from portal.web.staff_labels import PRINCIPLES

blueprint = Blueprint("office_joint_bodies", __name__, url_prefix="/office/dialogues/<slug>/commitment/bodies")
csrf.exempt(blueprint)


@blueprint.route("/", methods=["GET", "POST"])
@staff(Act.SEE_DRAFTS)
def index(slug: str) -> Response | tuple[str, int]:
    """Who holds the dialogue, and the form that adds a body while it is being prepared."""
    session = sessions.reading()
    dialogue = open_dialogue(session, slug, Act.SEE_DRAFTS)
    form = JointBodyForm()
    taken = {str(dialogue.body_id), *(str(body_id) for body_id in known.ids_of(session, dialogue.id))}
    form.body.choices = [one for one in body_choices(session, empty=_("Välj")) if one[0] not in taken]

    def join(session: Session) -> None:
        fresh = open_dialogue(session, slug, Act.PLAN)
        body = bodies.by_id(session, int(form.body.data))
        joint_bodies.join(session, sessions.current_actor(), fresh, body, sessions.now())

    if saved(form, join):
        flash(_("Nämnden är med. Den behöver också godkänna åtagandet."), "good")
        return redirect(f"/office/dialogues/{slug}/commitment/bodies/", 303)
    session = sessions.reading()
    dialogue = open_dialogue(session, slug, Act.SEE_DRAFTS)
    facts = lifecycle.facts_of(session, dialogue, sessions.settings().rules(), sessions.now())
    preparing, actor = dialogue.announced_at is None, sessions.current_actor()
    lacking = facts.joint_without_commitment if preparing else facts.joint_without_answer
    approves = preparing or (dialogue.handed_over_at is not None and dialogue.answered_at is None)
    shown = page(
        "office/joint_bodies/index.html",
        dialogue,
        "commitment",
        form=form,
        others=[(body, body.texts.plain("name") in lacking) for body in known.of_dialogue(session, dialogue.id)],
        name_of=name_of,
        asked=approves,
        may_change=preparing and may(actor, Act.PLAN, dialogue.body_id),
        may_approve=approves and may(actor, Act.RECORD_APPROVALS, dialogue.body_id),
        principles=PRINCIPLES,
    )
    return shown, form.status


@blueprint.route("/<body_slug>/approve", methods=["GET", "POST"])
@staff(Act.RECORD_APPROVALS)
def approve(slug: str, body_slug: str) -> Response | tuple[str, int]:
    """Record that the other body approved as well: the commitment before the announcement, then the answer."""
    session = sessions.reading()
    dialogue = open_dialogue(session, slug, Act.RECORD_APPROVALS)
    body = known.one_of(session, dialogue.id, body_slug)
    form = ApprovalForm(data={"approved_on": days.today(), **chair_of(session, body)})

    def change(session: Session) -> None:
        fresh, on = open_dialogue(session, slug, Act.RECORD_APPROVALS), form.approved_on.data
        assert on is not None
        give = commitments.approve if fresh.announced_at is None else answers.approve
        give(
            session, sessions.current_actor(), sessions.settings().rules(), fresh, form.approved_by.data or "",
            form.approver_role.data or "", on, form.section.data or "", sessions.now(),
            body=known.one_of(session, fresh.id, body_slug), kind=form.kind, delegation=form.delegation.data or "",
        )  # fmt: skip

    if saved(form, change):
        flash(_("Godkännandet är sparat. Det gäller texten så som den lyder nu."), "good")
        return redirect(f"/office/dialogues/{slug}/commitment/bodies/", 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.RECORD_APPROVALS)
    body = known.one_of(sessions.reading(), dialogue.id, body_slug)
    shown = page(
        "office/joint_bodies/approve.html", dialogue, "commitment", form=form, body=body, name_of=name_of,
        approval_notes=KIND_NOTES,
    )  # fmt: skip
    return shown, form.status


@blueprint.post("/<body_slug>/remove")
@staff(Act.PLAN)
def remove(slug: str, body_slug: str) -> Response:
    """Let a body hold the dialogue no longer, before the announcement."""
    form = Press()

    def part(session: Session) -> None:
        fresh, body = open_dialogue(session, slug, Act.PLAN), bodies.by_slug(session, body_slug)
        joint_bodies.part(session, sessions.current_actor(), fresh, body, sessions.now())

    if saved(form, part):
        flash(_("Nämnden är inte med längre."), "good")
    else:
        for fault in (*form.form_errors, *(str(one) for found in form.errors.values() for one in found)):
            flash(str(fault), "error")
    return redirect(f"/office/dialogues/{slug}/commitment/bodies/", 303)
