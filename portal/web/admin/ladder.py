"""The participation ladder in the municipality's own words, and which step is left out."""

from flask import Blueprint, flash, redirect
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.dialogues import Level
from portal.domain.permissions import Act
from portal.domain.texts import field_of
from portal.queries import ladders as known
from portal.services import ladders
from portal.web import labels, sessions
from portal.web.access import staff
from portal.web.forms.base import Form
from portal.web.forms.ladders import field_name, ladder_form
from portal.web.forms.saving import saved
from portal.web.protection import csrf

blueprint = Blueprint("admin_ladder", __name__, url_prefix="/admin/ladder")
csrf.exempt(blueprint)


@blueprint.route("/", methods=["GET", "POST"])
@staff(Act.MANAGE_BODIES)
def edit() -> Response | tuple[str, int]:
    """The words of every step in every language; empty ones are the standard words, which stand beside."""
    session, settings = sessions.reading(), sessions.settings()
    standing = known.newest(session)
    form = ladder_form(settings.languages)(data=_standing(session))

    def change(session: Session) -> None:
        hidden = Level(int(form.hidden.data)) if form.hidden.data else None
        seen = int(form.seen.data) if str(form.seen.data).isdigit() else None
        given = {level: _step(form, level, settings.languages) for level in Level}
        actor, rules = sessions.current_actor(), settings.rules()
        ladders.adopt(session, actor, rules, given, hidden, seen, sessions.now())

    if saved(form, change):
        flash(_("Orden gäller dialoger som tillkännages från och med nu. De andra behåller sina."), "good")
        return redirect("/admin/ladder/", 303)
    return form.page(
        "admin/ladder/edit.html",
        levels=list(Level),
        languages=settings.languages,
        standard=_standard(settings.languages),
        standing=standing,
        field_name=field_name,
        limits={name: field_of("ladder_step", name).limit for name in ("label", "promise")},
    )


def _step(form: Form, level: Level, languages: tuple[str, ...]) -> dict[str, dict[str, str]]:
    return {
        name: {code: form[field_name(name, level, code)].data or "" for code in languages}
        for name in ("label", "promise")
    }


def _standing(session: Session) -> dict[str, object]:
    newest = known.newest(session)
    hidden = known.hidden_level(session, sessions.settings().hidden_influence_level)
    found: dict[str, object] = {"seen": str(newest.id) if newest else "", "hidden": str(hidden or "")}
    for step in newest.steps if newest else ():
        for (name, code), text in step.texts.texts.items():
            found[field_name(name, Level(step.level), code)] = text.source
    return found


def _standard(languages: tuple[str, ...]) -> dict[str, dict[Level, tuple[str, str]]]:
    """The standard words in each language, with the placeholders of step 5 as they are written here."""
    blank = {"body": "{body}", "Body": "{body}", "date": "{date}", "section": "{section}"}
    found: dict[str, dict[Level, tuple[str, str]]] = {}
    for code in languages:
        with force_locale(code.replace("-", "_")):
            found[code] = {level: (str(labels.LEVELS[level]), str(labels.PROMISES[level]) % blank) for level in Level}
    return found
