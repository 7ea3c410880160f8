"""The commitment (åtagande): as it stands, its Swedish texts, its approval, and as the public will see it."""

from flask import Blueprint, flash, get_template_attribute, redirect, request
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.adapters.locale_format import endonym
from portal.domain.commitments import PointKind
from portal.domain.permissions import Act, may
from portal.models.dialogues import Dialogue
from portal.queries import commitments as known
from portal.queries import joint_bodies, methods, texts, users
from portal.services import commitments
from portal.web import days, sessions
from portal.web.access import staff
from portal.web.approval_words import KIND_NOTES, Said, promise_words
from portal.web.formats import in_sentence
from portal.web.forms.approvals import ApprovalForm
from portal.web.forms.dialogues import SHOW_CHOICES
from portal.web.forms.saving import saved
from portal.web.labels import SHOW_MODES
from portal.web.ladder_words import promise_of, steps_of
from portal.web.office import swedish
from portal.web.office.chairs import chair_of
from portal.web.office.workspace import open_dialogue, page
from portal.web.protection import csrf
from portal.web.staff import name_of, who_does
from portal.web.staff_labels import PRINCIPLES
from portal.web.text_labels import label_of

blueprint = Blueprint("office_commitment", __name__, url_prefix="/office/dialogues/<slug>/commitment")
csrf.exempt(blueprint)
KEYS = ("dialogue.title", "dialogue.lede", "dialogue.purpose", "dialogue.use", "dialogue.background")


@blueprint.get("/")
@staff(Act.SEE_DRAFTS)
def show(slug: str) -> tuple[str, int]:
    """The commitment as it stands, with a link to each part; after the announcement to the amendment instead."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.SEE_DRAFTS)
    return _page(slug, ApprovalForm(data={"approved_on": days.today(), **chair_of(sessions.reading(), dialogue.body)}))


@blueprint.route("/texts", methods=["GET", "POST"])
@staff(Act.EDIT_TEXTS)
def edit_texts(slug: str) -> Response | tuple[str, int]:
    """Title, lede, purpose, use and background in Swedish."""
    return swedish.edit(slug, "commitment", _("Åtagandets texter"), KEYS, f"/office/dialogues/{slug}/commitment/")


@blueprint.route("/points/<int:point_id>", methods=["GET", "POST"])
@staff(Act.EDIT_TEXTS)
def edit_point(slug: str, point_id: int) -> Response | tuple[str, int]:
    """The Swedish of one point."""
    back = f"/office/dialogues/{slug}/commitment/points/"
    return swedish.edit(slug, "commitment", _("Ändra punkten"), [f"point.{point_id}.text"], back)


@blueprint.post("/approve")
@staff(Act.RECORD_APPROVALS)
def approve(slug: str) -> Response | tuple[str, int]:
    """Record that the commitment, exactly as it stands, is given in the body's name."""
    form = ApprovalForm()

    def change(session: Session) -> None:
        dialogue, day = open_dialogue(session, slug, Act.RECORD_APPROVALS), form.approved_on.data
        assert day is not None
        commitments.approve(
            session, sessions.current_actor(), sessions.settings().rules(), dialogue, form.approved_by.data or "",
            form.approver_role.data or "", day, form.section.data or "", sessions.now(),
            kind=form.kind, delegation=form.delegation.data or "",
        )  # fmt: skip

    if saved(form, change):
        flash(_("Godkännandet är sparat. Det gäller åtagandet så som det lyder nu."), "good")
        return redirect(f"/office/dialogues/{slug}/commitment/", 303)
    return _page(slug, form)


@blueprint.get("/preview")
@staff(Act.SEE_DRAFTS)
def preview(slug: str) -> str:
    """The promise as the public will see it, in each language of the dialogue."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.SEE_DRAFTS)
    codes = [entry.language for entry in dialogue.languages]
    chosen = request.args.get("language", "sv")
    language = chosen if chosen in codes else "sv"
    draw = get_template_attribute("office/commitment/_card.html", "card")
    parts = _parts(sessions.reading(), dialogue)
    with force_locale(language):
        giver, shown = dialogue.body.texts.plain("name", language), SHOW_MODES[dialogue.show_mode]
        card = draw(
            dialogue, language, promise_of(dialogue), giver, shown, parts["steps"], parts["can_change"], parts["fixed"]
        )
    names = [(code, endonym(code)) for code in codes]
    return page("office/commitment/preview.html", dialogue, "commitment", language=language, card=card, codes=names)


def _parts(session: Session, dialogue: Dialogue) -> dict[str, object]:
    points = known.points_of(session, dialogue.id)
    return {
        "can_change": [each for each in points if each.kind is PointKind.CHANGEABLE],
        "fixed": [each for each in points if each.kind is PointKind.FIXED],
        "steps": steps_of(dialogue),
        "closes_on": days.last(dialogue.closes_at) if dialogue.closes_at else None,
        "name_of": name_of,
    }


def _page(slug: str, form: ApprovalForm) -> tuple[str, int]:
    session, actor, rules = sessions.reading(), sessions.current_actor(), sessions.settings().rules()
    dialogue = open_dialogue(session, slug, Act.SEE_DRAFTS)
    chosen = {entry.method_id for entry in dialogue.methods}
    preparing = dialogue.announced_at is None
    approvals = known.approvals_of(session, dialogue.id)
    standing = known.standing_approval(session, dialogue, rules) if preparing else next(iter(approvals), None)
    body = page(
        "office/commitment/show.html",
        dialogue,
        "commitment",
        form=form,
        promise=promise_of(dialogue),
        approval=promise_words(Said.of_row(standing, in_sentence(name_of(dialogue.body)))) if standing else None,
        approvals=approvals,
        approval_notes=KIND_NOTES,
        methods=[each.texts.plain("name") for each in methods.everyone(session) if each.id in chosen],
        others=joint_bodies.of_dialogue(session, dialogue.id),
        contact=users.by_id(session, dialogue.contact_id) if dialogue.contact_id else None,
        show_words=SHOW_CHOICES[dialogue.show_mode],
        label_of=label_of,
        rows=[texts.row_by_key(session, dialogue, key, "sv") for key in KEYS],
        preparing=preparing,
        may_plan=preparing and may(actor, Act.PLAN, dialogue.body_id),
        may_write=preparing and may(actor, Act.EDIT_TEXTS, dialogue.body_id),
        may_approve=preparing and may(actor, Act.RECORD_APPROVALS, dialogue.body_id),
        may_amend=not preparing and may(actor, Act.AMEND, dialogue.body_id),
        who_approves=who_does(Act.RECORD_APPROVALS),
        who_plans=who_does(Act.PLAN),
        principles=PRINCIPLES,
        **_parts(session, dialogue),
    )
    return body, form.status
