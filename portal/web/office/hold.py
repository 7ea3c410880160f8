"""From a matter to a dialogue: the checklist of the gate *hold*, and the form that goes through it."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.lifecycle import Gate, checks
from portal.domain.permissions import Act
from portal.domain.refusals import Refusal
from portal.models.matters import Matter
from portal.models.steering import SteeringItem
from portal.queries import dialogues as known
from portal.queries import lifecycle, matters, steering
from portal.services import dialogues
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.fields import number_of
from portal.web.forms.matters import HoldForm
from portal.web.forms.saving import saved
from portal.web.messages import words
from portal.web.office.workspace import gate_title
from portal.web.protection import csrf
from portal.web.staff import body_choices, chosen_body, name_of, steering_choices
from portal.web.words.gates import MET

blueprint = Blueprint("office_hold", __name__, url_prefix="/office/matters/<slug>/hold")
csrf.exempt(blueprint)
IN_TEST = frozenset(
    {"SUITABILITY_TEST_INCOMPLETE", "NOT_FOUND_SUITABLE", "NO_PURPOSE", "NO_GROUNDS", "NO_LONGER_OPEN_TO_INFLUENCE"}
    | {"NO_BODY_FOR_SUITABILITY", "NO_PERSON_FOR_SUITABILITY"}
)
IN_FORM = {"NO_STEERING_GOAL": "#steering_goal", "NO_STEERING_YEAR": "#steering_year"}


@blueprint.route("/", methods=["GET", "POST"])
@staff(Act.PLAN)
def new(slug: str) -> Response | tuple[str, int]:
    """What is missing before the matter can become a dialogue, and the form."""
    matter = matters.by_slug(sessions.reading(), slug)
    earlier = known.of_matter(sessions.reading(), matter.id)
    form = HoldForm(
        data={
            "title": matter.texts.plain("title"),
            "body": str(matter.body_id),
            "planned_decision_on": matter.planned_decision_on,
            "planned_period": matter.planned_period or "",
        }
    )
    form.body.choices = body_choices(sessions.reading(), Act.PLAN)
    form.steering_item.choices = steering_choices(sessions.reading(), matter.body_id)
    form.follows.choices = [
        ("", _("Nej, det är den första")),
        *((one.slug, one.texts.plain("title")) for one in earlier),
    ]
    made: list[str] = []

    def hold(session: Session) -> None:
        body = chosen_body(session, form.body.data)
        assert body is not None
        follows = known.by_slug(session, form.follows.data) if form.follows.data else None
        dialogue = dialogues.hold(
            session, sessions.current_actor(), sessions.settings().rules(), matters.by_slug(session, slug), body,
            {"sv": form.title.data or ""}, sessions.now(), steering_goal=form.steering_goal.data or "",
            steering_year=number_of(form.steering_year), planned_decision_on=form.planned_decision_on.data,
            planned_period=form.planned_period.data or None, follows=follows,
            steering_item=_tied(session, form, matters.by_slug(session, slug)),
        )  # fmt: skip
        made.append(dialogue.slug)

    if saved(form, hold):
        flash(_("Dialogen är skapad och förbereds. Ingen utanför kontoret ser den förrän den tillkännages."), "good")
        return redirect(f"/office/dialogues/{made[0]}/", 303)
    matter = matters.by_slug(sessions.reading(), slug)
    standing = matters.standing_consideration(sessions.reading(), matter.id)
    return form.page(
        "office/hold/new.html",
        matter=matter,
        gate=_checklist(matter, form),
        held_by=name_of(standing.body) if standing else None,
    )


def _tied(session: Session, form: HoldForm, matter: Matter) -> SteeringItem | None:
    chosen = form.steering_item.data
    return steering.offered(session, matter.body_id, int(chosen)) if (chosen or "").isdecimal() else None


def _checklist(matter: Matter, form: HoldForm) -> dict[str, object]:
    tied = None if form.steering_item.errors else _tied(sessions.reading(), form, matter)
    facts = lifecycle.facts_for_hold(
        sessions.reading(), matter, sessions.settings().rules(), sessions.now(),
        planned_decision_on=form.planned_decision_on.data,
        steering_goal=form.steering_goal.data or (tied.name if tied else ""),
        steering_year=number_of(form.steering_year) or (tied.year if tied else None),
    )  # fmt: skip
    asked = checks(Gate.HOLD, facts)
    here = f"/office/matters/{matter.slug}/"
    items = [
        {
            "words": MET[check.code] if check.met else words(Refusal(check.code, params=check.params)),
            "principle": check.principle.value,
            "met": check.met,
            "weight": check.weight.value,
            "href": here + "suitability/" if check.code in IN_TEST else IN_FORM.get(check.code, here),
        }
        for check in asked
    ]
    done = sum(check.met for check in asked)
    return {"title": gate_title(Gate.HOLD), "done": done, "total": len(asked), "items": items}
