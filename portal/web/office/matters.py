"""Matters: the list with what was considered, one matter, its registered facts."""

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.calendar import local_day
from portal.domain.matters import Considered, MatterFacts
from portal.domain.permissions import Act, may, require
from portal.models.matters import Matter
from portal.queries import agendas, considered, dialogues
from portal.queries import matters as known
from portal.services import matters
from portal.web import days, matter_words, sessions
from portal.web.access import staff
from portal.web.forms.fields import in_languages, written
from portal.web.forms.matters import TEXTS, MatterForm, WithdrawForm
from portal.web.forms.saving import Difference, differences, saved
from portal.web.office.workspace import stage_name
from portal.web.protection import csrf
from portal.web.staff import body_choices, chosen_body, name_of, who_does
from portal.web.staff_labels import CONSIDERATIONS, PRINCIPLES, SUITABILITY_OUTCOMES

blueprint = Blueprint("office_matters", __name__, url_prefix="/office/matters")
csrf.exempt(blueprint)
LATE = (Considered.OVERDUE, Considered.DECIDED_WITHOUT)


@blueprint.get("/")
@staff(Act.ENTER_OFFICE)
def index() -> str:
    """All matters with what came of their consideration; the ones that lack it first on request."""
    session = sessions.reading()
    body, state = request.args.get("body", ""), request.args.get("state", "")
    body_id = int(body) if body.isdecimal() else None
    found = _found(session, body_id, state)
    states = considered.days_of(session, [one.id for one in found])
    return render_template(
        "office/matters/index.html",
        matters=found,
        bodies=body_choices(session, empty=_("Alla")),
        body=body,
        state=state,
        states=[
            ("", _("Alla")),
            ("lacking", _("Saknar övervägande")),
            ("overdue", _("Övervägandet är försenat")),
            *CONSIDERATIONS.items(),
            ("without", _("Avgjort utan övervägande")),
        ],
        said={key: matter_words.state_words(one) for key, one in states.items()},
        late={key for key, one in states.items() if matter_words.state_of(one) in LATE},
        outcomes=CONSIDERATIONS,
        name_of=name_of,
        may_add=may(sessions.current_actor(), Act.KEEP_MATTERS),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@staff(Act.KEEP_MATTERS)
def new() -> Response | tuple[str, int]:
    """Register a matter."""
    form = _form()
    form.body.choices = body_choices(sessions.reading(), Act.KEEP_MATTERS)
    made: list[str] = []

    def register(session: Session) -> None:
        body = chosen_body(session, form.body.data)
        assert body is not None
        rules = sessions.settings().rules()
        made.append(matters.register(session, sessions.current_actor(), rules, body, _facts(form), sessions.now()).slug)

    if saved(form, register):
        flash(_("Ärendet är upplagt. Nästa steg är att överväga dialog."), "good")
        return redirect(f"/office/matters/{made[0]}/", 303)
    return form.page("office/matters/edit.html", matter=None, rows=[], languages=sessions.settings().languages)


@blueprint.get("/<slug>/")
@staff(Act.ENTER_OFFICE)
def show(slug: str) -> str:
    """One matter: what is registered, what was considered, the suitability test, its dialogues."""
    session, actor = sessions.reading(), sessions.current_actor()
    matter = known.by_slug(session, slug)
    held = dialogues.of_matter(session, matter.id)
    of_matter = considered.days_of(session, [matter.id])[matter.id]
    withdraw = WithdrawForm(withdrawn_on=local_day(sessions.now(), sessions.settings().zone))
    return render_template(
        "office/matters/show.html",
        matter=matter,
        said=matter_words.state_words(of_matter),
        late=matter_words.state_of(of_matter) in LATE,
        decided_on=of_matter.decided_on,
        meetings=agendas.of_matter(session, matter.id),
        moves=known.moves_of(session, matter.id),
        left_behind=[one for one in held if one.id in known.left_behind(session, held)],
        test=known.suitability_of(session, matter.id),
        dialogues=[(one, stage_name(one)) for one in held],
        languages=sessions.settings().languages,
        outcomes=CONSIDERATIONS,
        found=SUITABILITY_OUTCOMES,
        name_of=name_of,
        form=withdraw,
        principles=PRINCIPLES,
        may_keep=may(actor, Act.KEEP_MATTERS, matter.body_id),
        may_consider=may(actor, Act.CONSIDER, matter.body_id),
        may_decide=may(actor, Act.RECORD_DECISIONS, matter.body_id) and not any(one.announced_at for one in held),
        may_plan=may(actor, Act.PLAN),
        who_considers=who_does(Act.CONSIDER),
        who_plans=who_does(Act.PLAN),
    )


@blueprint.route("/<slug>/edit", methods=["GET", "POST"])
@staff(Act.KEEP_MATTERS)
def edit(slug: str) -> Response | tuple[str, int]:
    """Change what is registered; a colleague's change meanwhile is shown beside one's own."""
    matter = known.by_slug(sessions.reading(), slug)
    require(sessions.current_actor(), Act.KEEP_MATTERS, matter.body_id)
    standing = _standing(matter)
    form = _form(data={**standing, "body": str(matter.body_id), "version": matter.version})
    form.body.choices = [(str(matter.body_id), name_of(matter.body))]

    def change(session: Session) -> None:
        fresh = known.by_slug(session, slug)
        version = form.version.data or 0
        matters.change(session, sessions.current_actor(), fresh, _facts(form), version, sessions.now())

    if saved(form, change):
        flash(_("Ändringarna är sparade."), "good")
        return redirect(f"/office/matters/{slug}/", 303)
    rows: list[Difference] = []
    if form.overtaken:
        matter = known.by_slug(sessions.reading(), slug)
        rows = differences(form, _standing(matter), matter.version)
    return form.page("office/matters/edit.html", matter=matter, rows=rows, languages=sessions.settings().languages)


@blueprint.post("/<slug>/withdraw")
@staff(Act.KEEP_MATTERS)
def withdraw(slug: str) -> Response | tuple[str, int]:
    """Record that the matter was withdrawn. Its dialogues go on until somebody stops them."""
    form = WithdrawForm()

    def change(session: Session) -> None:
        day = form.withdrawn_on.data
        assert day is not None
        matters.withdraw(session, sessions.current_actor(), known.by_slug(session, slug), day, sessions.now())

    if saved(form, change):
        flash(
            _("Ärendet är återtaget. Dialoger i ärendet måste avbrytas, ställas in eller läggas ned för sig."), "warn"
        )
        return redirect(f"/office/matters/{slug}/", 303)
    return form.page("office/matters/withdraw.html", matter=known.by_slug(sessions.reading(), slug))


def _found(session: Session, body_id: int | None, state: str) -> list[Matter]:
    if state == "lacking":
        return known.unconsidered(session, body_id)
    if state == "overdue":
        return known.overdue(session, body_id, days.today(), sessions.settings().rules())
    if state == "without":
        return known.decided_without(session, body_id)
    found = known.everyone(session, body_id)
    if state in set(CONSIDERATIONS):
        found = [one for one in found if one.considerations and one.considerations[-1].outcome == state]
    return found


def _form(data: dict[str, object] | None = None) -> MatterForm:
    kind = in_languages(MatterForm, "matter", TEXTS, sessions.settings().languages, must=TEXTS)
    return kind(data=data)


def _facts(form: MatterForm) -> MatterFacts:
    languages = sessions.settings().languages
    return MatterFacts(
        title=written(form, "title", languages),
        summary=written(form, "summary", languages),
        registry_number=form.registry_number.data or "",
        planned_decision_on=form.planned_decision_on.data,
        planned_period=form.planned_period.data or None,
        statutory_link=form.statutory_link.data or None,
    )


def _standing(matter: Matter) -> dict[str, object]:
    found: dict[str, object] = {
        "registry_number": matter.registry_number,
        "planned_decision_on": matter.planned_decision_on,
        "planned_period": matter.planned_period or "",
        "statutory_link": matter.statutory_link or "",
    }
    for name in TEXTS:
        for language in sessions.settings().languages:
            text = matter.texts.get(name, language)
            found[f"{name}-{language}"] = text.source if text else ""
    return found
