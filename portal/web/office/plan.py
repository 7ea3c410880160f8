"""What is planned of a dialogue: step, days, who decides, how texts are shown, languages, methods, contact."""

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.adapters.locale_format import endonym
from portal.domain.calendar import last_day, local_day
from portal.domain.dialogues import Level, ShowMode
from portal.domain.methods import Fit, fit_at
from portal.domain.permissions import Act
from portal.models.dialogues import Dialogue
from portal.models.steering import SteeringItem
from portal.queries import groups, joint_bodies, lessons, methods, steering, users
from portal.queries.lessons import Likeness
from portal.services import dialogues
from portal.services.dialogues import Delegation, Plan
from portal.web import ladder_words, sessions
from portal.web.access import staff
from portal.web.forms.dialogues import PlanForm, level_choices
from portal.web.forms.fields import number_of
from portal.web.forms.saving import Difference, differences, saved
from portal.web.labels import PROMISES, SHOW_MODES
from portal.web.method_words import fit_words, method_name
from portal.web.office.workspace import open_dialogue, page
from portal.web.protection import csrf
from portal.web.staff import body_choices, chosen_body, steering_choices
from portal.web.staff_labels import PRINCIPLES

blueprint = Blueprint("office_plan", __name__, url_prefix="/office/dialogues/<slug>/commitment/plan")
csrf.exempt(blueprint)


@blueprint.route("/", methods=["GET", "POST"])
@staff(Act.PLAN)
def edit(slug: str) -> Response | tuple[str, int]:
    """Set everything that is planned, before the announcement."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.PLAN)
    if dialogue.announced_at is not None:
        flash(_("Dialogen är tillkännagiven. Löftet ändras bara offentligt, med skäl."), "info")
        return redirect(f"/office/dialogues/{slug}/stages/amend", 303)
    form = PlanForm(data={**_standing(dialogue), "version": dialogue.version})
    _offer(sessions.reading(), dialogue, form)

    def change(session: Session) -> None:
        fresh, actor, rules = (
            open_dialogue(session, slug, Act.PLAN),
            sessions.current_actor(),
            sessions.settings().rules(),
        )
        wanted = _plan(session, form, fresh)
        dialogues.plan(session, actor, rules, fresh, wanted, form.version.data or 0, sessions.now())

    if saved(form, change):
        flash(_("Planen är sparad."), "good")
        return redirect(f"/office/dialogues/{slug}/commitment/", 303)
    rows: list[Difference] = []
    if form.overtaken:
        dialogue = open_dialogue(sessions.reading(), slug, Act.PLAN)
        rows = differences(form, _standing(dialogue), dialogue.version)
    notes = {str(level.value): _promise(level) for level in PROMISES}
    body = page(
        "office/plan/edit.html", dialogue, "commitment", form=form, rows=rows, level_notes=notes,
        show_notes={mode.value: words for mode, words in SHOW_MODES.items()}, principles=PRINCIPLES,
        has_methods=bool(form.methods.choices),
        **_about_methods(dialogue, form),
    )  # fmt: skip
    return body, form.status


def _about_methods(dialogue: Dialogue, form: PlanForm) -> dict[str, object]:
    """What each method fits, which of the chosen ones do not fit the chosen step, and what was learnt before."""
    session, library = sessions.reading(), methods.everyone(sessions.reading())
    level = int(form.level.data) if str(form.level.data or "").isdigit() else dialogue.level
    chosen = frozenset(int(each) for each in form.methods.data or () if str(each).isdigit())
    names = tuple(group.texts.plain("name") for group in groups.of_dialogue(session, dialogue.id))
    like = Likeness(dialogue.body_id, level, chosen, groups=names, dialogue_id=dialogue.id)
    return {
        "method_notes": {str(each.id): fit_words(each.fit) for each in library},
        "unfit": [method_name(each) for each in library if each.id in chosen and fit_at(each.fit, level) is Fit.NONE],
        "learnt": lessons.like(session, like),
    }


def _promise(level: Level) -> str:
    blank = {"body": _("kommunfullmäktige"), "date": _("dag"), "section": _("nr")}
    return ladder_words.promise(level, ladder_words.in_force(), blank["body"], blank["date"], blank["section"])


def _offer(session: Session, dialogue: Dialogue, form: PlanForm) -> None:
    settings = sessions.settings()
    form.level.choices = level_choices(ladder_words.steps(ladder_words.in_force()))
    form.deciding_body.choices = body_choices(session, empty=_("Välj"))
    form.steering_item.choices = steering_choices(session, dialogue.body_id)
    kept = str(dialogue.steering_item_id or "")
    if kept and kept not in {key for key, _label in form.steering_item.choices}:
        form.steering_item.choices.append((kept, f"{dialogue.steering_goal} ({dialogue.steering_year})"))
    form.languages.choices = [(code, endonym(code)) for code in settings.languages]
    chosen = {entry.method_id for entry in dialogue.methods}
    form.methods.choices = [(str(each.id), method_name(each)) for each in methods.offered(session, also=chosen)]
    others = joint_bodies.ids_of(session, dialogue.id)
    people = users.who_may(session, Act.SEE_DRAFTS, dialogue.body_id, *others)
    form.contact.choices = [
        ("", _("Välj")),
        *((str(one.id), f"{one.name}, {one.title}".rstrip(", ")) for one in people),
    ]
    if request.method == "POST" and "sv" not in (form.languages.data or []):
        form.languages.data = ["sv", *(form.languages.data or [])]


def _standing(dialogue: Dialogue) -> dict[str, object]:
    zone = sessions.settings().zone
    same = (
        "delegating_body", "delegating_date", "delegating_section", "planned_decision_on", "result_by", "answer_by",
        "quotes_allowed", "steering_goal",
    )  # fmt: skip
    return {name: getattr(dialogue, name) for name in same} | {
        "level": str(dialogue.level),
        "deciding_body": str(dialogue.deciding_body_id or ""),
        "planned_period": dialogue.planned_period or "",
        "opens_on": local_day(dialogue.opens_at, zone) if dialogue.opens_at else None,
        "closes_on": last_day(dialogue.closes_at, zone) if dialogue.closes_at else None,
        "show_mode": dialogue.show_mode.value,
        "languages": [entry.language for entry in dialogue.languages],
        "methods": [str(entry.method_id) for entry in dialogue.methods],
        "contact": str(dialogue.contact_id or ""),
        "steering_year": str(dialogue.steering_year or ""),
        "planned_cost": "" if dialogue.planned_cost is None else str(dialogue.planned_cost),
        "steering_item": str(dialogue.steering_item_id or ""),
    }


def _plan(session: Session, form: PlanForm, dialogue: Dialogue) -> Plan:
    given = form.delegating_body.data or ""
    return Plan(
        level=Level(int(form.level.data)),
        show_mode=ShowMode(form.show_mode.data),
        languages=tuple(form.languages.data or ()),
        quotes_allowed=form.quotes_allowed.data,
        deciding_body=chosen_body(session, form.deciding_body.data),
        planned_decision_on=form.planned_decision_on.data,
        planned_period=form.planned_period.data or None,
        opens_on=form.opens_on.data,
        closes_on=form.closes_on.data,
        result_by=form.result_by.data,
        answer_by=form.answer_by.data,
        steering_goal=form.steering_goal.data or "",
        steering_year=number_of(form.steering_year),
        steering_item=_tied(session, form, dialogue),
        delegation=Delegation(given, form.delegating_date.data, form.delegating_section.data or "") if given else None,
        contact=users.by_id(session, int(form.contact.data)) if form.contact.data else None,
        planned_cost=number_of(form.planned_cost),
        extensive=dialogue.extensive,
        extensive_reason=dialogue.extensive_reason,
        method_ids=tuple(int(each) for each in form.methods.data or ()),
    )


def _tied(session: Session, form: PlanForm, dialogue: Dialogue) -> SteeringItem | None:
    """The item chosen from the list; one that was retired since can stay."""
    given = form.steering_item.data or ""
    chosen = int(given) if given.isdecimal() else None
    if chosen is not None and chosen == dialogue.steering_item_id:
        return steering.kept(session, chosen)
    return steering.offered(session, dialogue.body_id, chosen)
