"""The method library in the office: what it says of each method, and the municipality's own (D3)."""

from flask import Blueprint, flash, redirect, render_template
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.methods import STANDARD
from portal.domain.permissions import Act, may
from portal.models.evaluations import Method
from portal.queries import methods
from portal.services import methods as services
from portal.services.methods import MethodFacts
from portal.web import sessions
from portal.web.access import staff
from portal.web.forms.fields import in_languages, written
from portal.web.forms.methods import TEXTS, MethodForm, fits_of
from portal.web.forms.saving import Difference, Press, differences, saved
from portal.web.labels import steps
from portal.web.method_words import fit_words, method_name, stairs
from portal.web.protection import csrf
from portal.web.staff_labels import PRINCIPLES

blueprint = Blueprint("office_methods", __name__, url_prefix="/office/methods")
csrf.exempt(blueprint)
_HOME = "/office/methods/"


@blueprint.get("/")
@staff(Act.ENTER_OFFICE)
def index() -> str:
    """All methods with the steps they fit, and in which languages a description is missing."""
    library, settings = methods.everyone(sessions.reading()), sessions.settings()
    return render_template(
        "office/methods/index.html",
        methods=[(one, stairs(one.fit, settings.hidden_influence_level), fit_words(one.fit)) for one in library],
        missing={one.id: [c for c in settings.languages if not one.texts.get("about", c)] for one in library},
        method_name=method_name,
        may_keep=may(sessions.current_actor(), Act.KEEP_METHODS),
        principles=PRINCIPLES,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@staff(Act.KEEP_METHODS)
def new() -> Response | tuple[str, int]:
    """Add a method of the municipality's own."""
    form = _form({})

    def add(session: Session) -> None:
        services.add(session, sessions.current_actor(), _facts(form), sessions.now())

    if saved(form, add):
        flash(_("Metoden är tillagd i biblioteket."), "good")
        return redirect(_HOME, 303)
    return _page(form, None, [])


@blueprint.route("/<key>", methods=["GET", "POST"])
@staff(Act.KEEP_METHODS)
def edit(key: str) -> Response | tuple[str, int]:
    """Change what the library says of a method."""
    method = methods.by_key(sessions.reading(), key)
    form = _form({**_standing(method), "version": method.version})

    def change(session: Session) -> None:
        fresh, version = methods.by_key(session, key), form.version.data or 0
        services.change(session, sessions.current_actor(), fresh, _facts(form), version, sessions.now())

    if saved(form, change):
        flash(_("Metoden är sparad."), "good")
        return redirect(_HOME, 303)
    rows: list[Difference] = []
    if form.overtaken:
        method = methods.by_key(sessions.reading(), key)
        rows = differences(form, _standing(method), method.version)
    return _page(form, method, rows)


@blueprint.post("/<key>/<any(retire, restore, remove):act>")
@staff(Act.KEEP_METHODS)
def settle(key: str, act: str) -> Response:
    """Offer a method no longer, or again; remove one that nobody has used."""
    form = Press()

    def change(session: Session) -> None:
        method, actor = methods.by_key(session, key), sessions.current_actor()
        if act == "remove":
            services.remove(session, actor, method, sessions.now())
        else:
            services.retire(session, actor, method, act == "retire", sessions.now())

    told = {
        "retire": _("Metoden erbjuds inte längre. Dialoger som använder den har den kvar."),
        "restore": _("Metoden erbjuds igen."),
        "remove": _("Metoden är borttagen."),
    }
    if saved(form, change):
        flash(told[act], "good")
        return redirect(_HOME, 303)
    for sentence in form.form_errors:
        flash(sentence, "warn")
    return redirect(f"{_HOME}{key}", 303)


def _page(form: MethodForm, method: Method | None, rows: list[Difference]) -> tuple[str, int]:
    settings = sessions.settings()
    return form.page(
        "office/methods/edit.html",
        method=method,
        rows=rows,
        languages=settings.languages,
        levels=[level for level, _label in steps(settings.hidden_influence_level)],
        standard={standard.key for standard in STANDARD},
        name=method_name(method) if method else None,
        used=methods.uses(sessions.reading(), method.id) if method else 0,
    )


def _form(data: dict[str, object]) -> MethodForm:
    made: MethodForm = in_languages(MethodForm, "method", TEXTS, sessions.settings().languages)(data=data)
    return made


def _standing(method: Method) -> dict[str, object]:
    languages = sessions.settings().languages
    texts = {
        f"{name}-{code}": text.source for name in TEXTS for code in languages if (text := method.texts.get(name, code))
    }
    return {**texts, **fits_of(method.fit), "hear_each_other": method.hear_each_other}


def _facts(form: MethodForm) -> MethodFacts:
    words = {name: written(form, name, sessions.settings().languages) for name in TEXTS}
    return MethodFacts(form.fit(), form.hear_each_other.data, words["name"], words["about"], words["cost"])
