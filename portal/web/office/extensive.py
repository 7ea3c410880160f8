"""Whether the dialogue counts as extensive: by which criteria, what staff say otherwise, what it cost (C3)."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.permissions import Act
from portal.models.dialogues import Dialogue
from portal.queries import extensive as known
from portal.queries import users
from portal.services import extensive
from portal.web import extensive_words, sessions
from portal.web.access import staff
from portal.web.forms.fields import number_of
from portal.web.forms.saving import Difference, differences, saved
from portal.web.forms.stages import CostForm, ExtensiveForm
from portal.web.office.workspace import open_dialogue, page
from portal.web.protection import csrf
from portal.web.staff_labels import PRINCIPLES

blueprint = Blueprint("office_extensive", __name__, url_prefix="/office/dialogues/<slug>/stages/extensive")
csrf.exempt(blueprint)

_STATED = {"criteria": None, "yes": True, "no": False}


@blueprint.route("", methods=["GET", "POST"])
@staff(Act.PLAN)
def state(slug: str) -> Response | tuple[str, int]:
    """The criteria with their figures, and a form to say otherwise with a reason."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.PLAN)
    form = ExtensiveForm(data={**_standing(dialogue), "version": dialogue.version})

    def change(session: Session) -> None:
        fresh, rules = open_dialogue(session, slug, Act.PLAN), sessions.settings().rules()
        stated, why = _STATED[form.stated.data], form.extensive_reason.data or ""
        version, actor = form.version.data or 0, sessions.current_actor()
        extensive.state(session, actor, rules, fresh, stated, why, version, sessions.now())

    if saved(form, change):
        flash(_("Det är sparat. Skälet syns i dialogens logg."), "good")
        return redirect(_here(slug), 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.PLAN)
    rows = differences(form, _standing(dialogue), dialogue.version)
    return _page(dialogue, form, CostForm(formdata=None, data=_cost(dialogue)), rows), form.status


@blueprint.post("/cost")
@staff(Act.PLAN)
def cost(slug: str) -> Response | tuple[str, int]:
    """Take in what the dialogue cost."""
    form = CostForm()

    def change(session: Session) -> None:
        fresh, rules = open_dialogue(session, slug, Act.PLAN), sessions.settings().rules()
        kronor, version = number_of(form.actual_cost), form.version.data or 0
        extensive.set_cost(session, sessions.current_actor(), rules, fresh, kronor, version, sessions.now())

    if saved(form, change):
        flash(_("Kostnaden är sparad."), "good")
        return redirect(_here(slug), 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.PLAN)
    rows = differences(form, {"actual_cost": _cost(dialogue)["actual_cost"]}, dialogue.version)
    stating = ExtensiveForm(formdata=None, data={**_standing(dialogue), "version": dialogue.version})
    return _page(dialogue, stating, form, rows), form.status


def _page(dialogue: Dialogue, form: ExtensiveForm, cost_form: CostForm, rows: list[Difference]) -> str:
    session = sessions.reading()
    found = known.of_dialogue(session, dialogue, sessions.settings().rules())
    ended = bool(dialogue.concluded_at or dialogue.cancelled_at or dialogue.abandoned_at)
    by = dialogue.extensive_stated_by_id if found.stated is not None else None
    return page(
        "office/stages/extensive.html", dialogue, "stages", form=form, cost_form=cost_form, rows=rows, found=found,
        verdict=extensive_words.verdict(found), reasons=extensive_words.reasons(found), principles=PRINCIPLES,
        stated_by=users.by_id(session, by).name if by else None, ended=ended,
    )  # fmt: skip


def _standing(dialogue: Dialogue) -> dict[str, object]:
    stated = ("yes" if dialogue.extensive else "no") if dialogue.extensive_reason.strip() else "criteria"
    return {"stated": stated, "extensive_reason": dialogue.extensive_reason}


def _cost(dialogue: Dialogue) -> dict[str, object]:
    written = "" if dialogue.actual_cost is None else str(dialogue.actual_cost)
    return {"actual_cost": written, "version": dialogue.version}


def _here(slug: str) -> str:
    return f"/office/dialogues/{slug}/stages/extensive"
