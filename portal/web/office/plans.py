"""The yearly plan of a body's dialogues: drafted, adopted, followed up (A2)."""

from typing import Any

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.dialogues import Level
from portal.domain.permissions import Act, require
from portal.models.bodies import Body
from portal.models.plans import PlannedDialogue, YearlyPlan
from portal.queries import bodies, matters, texts
from portal.queries import dialogues as known_dialogues
from portal.queries import plans as known
from portal.services import plans
from portal.services.plans import LineFacts
from portal.web import days, sessions
from portal.web.access import staff
from portal.web.body_labels import BECAME, BECAME_TAGS, QUARTERS
from portal.web.forms.fields import in_languages, number_of, written
from portal.web.forms.plans import TEXTS, AdoptForm, BeginForm, DropForm, LineForm, TieForm
from portal.web.forms.saving import saved
from portal.web.labels import LEVELS
from portal.web.protection import csrf
from portal.web.staff import name_of
from portal.web.staff_labels import PRINCIPLES

blueprint = Blueprint("office_plans", __name__, url_prefix="/office/bodies/<slug>/plan")
csrf.exempt(blueprint)


@blueprint.route("/", methods=["GET", "POST"])
@staff(Act.STEER)
def index(slug: str) -> Response | tuple[str, int]:
    """The plans year by year, and the form that begins a new one."""
    form = BeginForm(data={"year": str(days.today().year)})

    def begin(session: Session) -> None:
        actor, rules, body = sessions.current_actor(), sessions.settings().rules(), _body(session, slug)
        plans.begin(session, actor, rules, body, number_of(form.year), sessions.now())

    if saved(form, begin):
        flash(_("Planen är påbörjad. Lägg till de dialoger som nämnden vill hålla."), "good")
        return redirect(f"/office/bodies/{slug}/plan/{number_of(form.year)}", 303)
    body = _body(sessions.reading(), slug)
    found = known.of_body(sessions.reading(), body.id)
    return form.page("office/plans/index.html", body=body, plans=found, name_of=name_of, principles=PRINCIPLES)


@blueprint.route("/<int:year>", methods=["GET", "POST"])
@staff(Act.STEER)
def show(slug: str, year: int) -> Response | tuple[str, int]:
    """One plan with what became of each line; a draft is adopted here with day and §."""
    plan = _plan(sessions.reading(), slug, year)
    form = AdoptForm(data={"version": plan.version, "adopted_on": days.today()})

    def adopt(session: Session) -> None:
        fresh, on = _plan(session, slug, year), form.adopted_on.data
        assert on is not None
        actor, rules, version = sessions.current_actor(), sessions.settings().rules(), form.version.data or 0
        plans.adopt(session, actor, rules, fresh, on, form.section.data or "", version, sessions.now())

    if saved(form, adopt):
        flash(_("Planen är antagen och syns för alla."), "good")
        return redirect(f"/office/bodies/{slug}/plan/{year}", 303)
    session, body = sessions.reading(), _body(sessions.reading(), slug)
    rules, now = sessions.settings().rules(), sessions.now()
    followed = known.followed_up(session, body.id, year, rules, now, adopted_only=False)
    assert followed is not None
    if form.overtaken:
        form.version.data, form.version.raw_data = followed.plan.version, None
    return form.page(
        "office/plans/show.html",
        body=body,
        plan=followed.plan,
        year=year,
        lines=followed.lines,
        quarters=QUARTERS,
        levels=LEVELS,
        became=BECAME,
        tags=BECAME_TAGS,
        name_of=name_of,
    )


@blueprint.route("/<int:year>/new", methods=["GET", "POST"])
@staff(Act.STEER)
def new(slug: str, year: int) -> Response | tuple[str, int]:
    """Plan a dialogue."""
    plan = _plan(sessions.reading(), slug, year)
    form = _line_form(sessions.reading(), plan, {"version": plan.version, "level": str(Level.CONSULTATION.value)})

    def add(session: Session) -> None:
        actor, rules, fresh = sessions.current_actor(), sessions.settings().rules(), _plan(session, slug, year)
        facts, version = _facts(session, form), form.version.data or 0
        plans.add_line(session, actor, rules, fresh, facts, version, sessions.now())

    if saved(form, add):
        flash(_("Dialogen är med i planen."), "good")
        return redirect(f"/office/bodies/{slug}/plan/{year}", 303)
    return _line_page(form, slug, year, None)


@blueprint.route("/<int:year>/<int:line_id>", methods=["GET", "POST"])
@staff(Act.STEER)
def edit(slug: str, year: int, line_id: int) -> Response | tuple[str, int]:
    """Change a line of a draft."""
    plan, line = _line(sessions.reading(), slug, year, line_id)
    form = _line_form(sessions.reading(), plan, {**_standing(line), "version": plan.version})

    def change(session: Session) -> None:
        _fresh, row = _line(session, slug, year, line_id)
        plans.change_line(
            session, sessions.current_actor(), row, _facts(session, form), form.version.data or 0, sessions.now()
        )

    if saved(form, change):
        flash(_("Ändringarna är sparade."), "good")
        return redirect(f"/office/bodies/{slug}/plan/{year}", 303)
    return _line_page(form, slug, year, line_id)


@blueprint.route("/<int:year>/<int:line_id>/drop", methods=["GET", "POST"])
@staff(Act.STEER)
def drop(slug: str, year: int, line_id: int) -> Response | tuple[str, int]:
    """Take a line out of a draft, or drop it from an adopted plan with the reason that everybody sees."""
    plan, _row = _line(sessions.reading(), slug, year, line_id)
    form = DropForm(data={"version": plan.version})

    def change(session: Session) -> None:
        _fresh, row = _line(session, slug, year, line_id)
        actor, rules, version = sessions.current_actor(), sessions.settings().rules(), form.version.data or 0
        plans.drop_line(session, actor, rules, row, form.because.data or "", version, sessions.now())

    if saved(form, change):
        flash(_("Raden är struken."), "good")
        return redirect(f"/office/bodies/{slug}/plan/{year}", 303)
    return _small_page(form, "office/plans/drop.html", slug, year, line_id)


@blueprint.route("/<int:year>/<int:line_id>/tie", methods=["GET", "POST"])
@staff(Act.STEER)
def tie(slug: str, year: int, line_id: int) -> Response | tuple[str, int]:
    """Say which dialogue a line became."""
    plan, line = _line(sessions.reading(), slug, year, line_id)
    form = TieForm(data={"version": plan.version, "dialogue": str(line.dialogue_id or "")})
    offered = known_dialogues.run_by(sessions.reading(), plan.body_id)
    form.dialogue.choices = [("", _("Ingen än")), *((str(one.id), one.texts.plain("title")) for one in offered)]

    def change(session: Session) -> None:
        _fresh, row = _line(session, slug, year, line_id)
        dialogue = known_dialogues.by_id(session, int(form.dialogue.data)) if form.dialogue.data else None
        plans.tie_line(session, sessions.current_actor(), row, dialogue, form.version.data or 0, sessions.now())

    if saved(form, change):
        flash(_("Kopplingen är sparad."), "good")
        return redirect(f"/office/bodies/{slug}/plan/{year}", 303)
    return _small_page(form, "office/plans/tie.html", slug, year, line_id)


def _body(session: Session, slug: str) -> Body:
    body = bodies.by_slug(session, slug)
    require(sessions.current_actor(), Act.STEER, body.id)
    return body


def _plan(session: Session, slug: str, year: int) -> YearlyPlan:
    return known.by_year(session, _body(session, slug).id, year)


def _line(session: Session, slug: str, year: int, line_id: int) -> tuple[YearlyPlan, PlannedDialogue]:
    plan = _plan(session, slug, year)
    return plan, known.line(session, plan, line_id)


def _line_form(session: Session, plan: YearlyPlan, data: dict[str, Any]) -> LineForm:
    form = in_languages(LineForm, "planned_dialogue", TEXTS, sessions.settings().languages, must=TEXTS)(data=data)
    offered = matters.everyone(session, plan.body_id)
    form.matter.choices = [("", _("Inget än")), *((str(one.id), one.texts.plain("title")) for one in offered)]
    return form


def _facts(session: Session, form: LineForm) -> LineFacts:
    matter = matters.by_id(session, int(form.matter.data)) if form.matter.data else None
    titles = written(form, "title", sessions.settings().languages)
    return LineFacts(titles, int(form.quarter.data), int(form.level.data), form.lead.data or "", matter)


def _standing(line: PlannedDialogue) -> dict[str, object]:
    titles = {f"title-{language}": text.source for (_field, language), text in line.texts.texts.items()}
    same = {"quarter": str(line.quarter), "level": str(line.level), "lead": line.lead}
    return {**titles, **same, "matter": str(line.matter_id or "")}


def _line_page(form: LineForm, slug: str, year: int, line_id: int | None) -> tuple[str, int]:
    body, plan = _body(sessions.reading(), slug), _plan(sessions.reading(), slug, year)
    languages = sessions.settings().languages
    line = known.line(sessions.reading(), plan, line_id) if line_id else None
    states = {code: state for (_f, code), state in texts.states_of(line.texts, languages).items()} if line else {}
    if form.overtaken:
        form.version.data, form.version.raw_data = plan.version, None
    return form.page(
        "office/plans/line.html", body=body, plan=plan, year=year, line=line, languages=languages, states=states,
        name_of=name_of,
    )  # fmt: skip


def _small_page(form: DropForm | TieForm, template: str, slug: str, year: int, line_id: int) -> tuple[str, int]:
    plan, line = _line(sessions.reading(), slug, year, line_id)
    if form.overtaken:
        form.version.data, form.version.raw_data = plan.version, None
    body = _body(sessions.reading(), slug)
    return form.page(template, body=body, plan=plan, year=year, line=line, name_of=name_of)
