"""What happens to a matter as such: the body decides it without dialogue, or another body takes it over."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.permissions import Act, require
from portal.domain.refusals import NotFound
from portal.models.dialogues import Dialogue
from portal.models.matters import Matter
from portal.queries import dialogues
from portal.queries import matters as known
from portal.services import corrections, matters
from portal.web import days, sessions
from portal.web.access import staff
from portal.web.forms.agendas import DecidedForm, MoveForm
from portal.web.forms.saving import differences, saved
from portal.web.protection import csrf
from portal.web.staff import body_choices, chosen_body, name_of

blueprint = Blueprint("office_matter_acts", __name__, url_prefix="/office/matters/<slug>")
csrf.exempt(blueprint)


@blueprint.route("/decided", methods=["GET", "POST"])
@staff(Act.RECORD_DECISIONS)
def decided(slug: str) -> Response | tuple[str, int]:
    """Record that the body decided the matter without dialogue."""
    matter = _matter(sessions.reading(), slug, Act.RECORD_DECISIONS)
    day = matter.decided_on or days.today()
    form = DecidedForm(data={"version": matter.version, "decided_on": day, "section": matter.decided_section})

    def change(session: Session) -> None:
        fresh, on = _matter(session, slug, Act.RECORD_DECISIONS), form.decided_on.data
        assert on is not None
        actor, rules, section = sessions.current_actor(), sessions.settings().rules(), form.section.data or ""
        matters.record_decided(session, actor, rules, fresh, on, section, form.version.data or 0, sessions.now())

    if saved(form, change):
        flash(_("Beslutet är infört."), "good")
        return redirect(f"/office/matters/{slug}/", 303)
    matter = _matter(sessions.reading(), slug, Act.RECORD_DECISIONS)
    standing = {"decided_on": matter.decided_on, "section": matter.decided_section}
    rows = differences(form, standing, matter.version)
    return form.page("office/matter_acts/decided.html", matter=matter, rows=rows)


@blueprint.route("/move", methods=["GET", "POST"])
@staff(Act.KEEP_MATTERS)
def move(slug: str) -> Response | tuple[str, int]:
    """Hand the matter over to another body."""
    matter = _matter(sessions.reading(), slug, Act.KEEP_MATTERS)
    form = MoveForm(data={"version": matter.version})
    form.body.choices = _others(matter.body_id)

    def change(session: Session) -> None:
        fresh, to = _matter(session, slug, Act.KEEP_MATTERS), chosen_body(session, form.body.data)
        assert to is not None
        actor, rules, reason = sessions.current_actor(), sessions.settings().rules(), form.reason.data or ""
        matters.move(session, actor, rules, fresh, to, reason, form.version.data or 0, sessions.now())

    if saved(form, change):
        flash(_("Ärendet är flyttat. Övervägandet gäller som förut."), "good")
        return redirect(f"/office/matters/{slug}/", 303)
    matter = _matter(sessions.reading(), slug, Act.KEEP_MATTERS)
    differences(form, {}, matter.version)
    held = [one for one in dialogues.of_matter(sessions.reading(), matter.id) if one.announced_at]
    return form.page("office/matter_acts/move.html", matter=matter, held=held, name_of=name_of)


@blueprint.route("/move/<dialogue>", methods=["GET", "POST"])
@staff(Act.AMEND)
def move_dialogue(slug: str, dialogue: str) -> Response | tuple[str, int]:
    """Hand an announced dialogue of the matter over to another body, which keeps its promise."""
    standing = _dialogue(sessions.reading(), slug, dialogue)
    form = MoveForm(data={"version": standing.version, "body": str(standing.matter.body_id)})
    form.body.choices = _others(standing.body_id)

    def change(session: Session) -> None:
        fresh, to = _dialogue(session, slug, dialogue), chosen_body(session, form.body.data)
        assert to is not None
        actor, reason = sessions.current_actor(), form.reason.data or ""
        corrections.move_body(session, actor, fresh, to, reason, form.version.data or 0, sessions.now())

    if saved(form, change):
        flash(_("Dialogen är flyttad. Det syns i dialogens logg. Löftet gäller som förut."), "good")
        return redirect(f"/office/matters/{slug}/", 303)
    standing = _dialogue(sessions.reading(), slug, dialogue)
    differences(form, {}, standing.version)
    context = {"dialogue": standing, "matter": standing.matter, "name_of": name_of}
    return form.page("office/matter_acts/move_dialogue.html", **context)


def _matter(session: Session, slug: str, act: Act) -> Matter:
    matter = known.by_slug(session, slug)
    require(sessions.current_actor(), act, matter.body_id)
    return matter


def _dialogue(session: Session, slug: str, address: str) -> Dialogue:
    found = dialogues.by_slug(session, address)
    if found.matter.slug != slug:
        raise NotFound("NO_SUCH_DIALOGUE")
    require(sessions.current_actor(), Act.AMEND, found.body_id)
    return found


def _others(body_id: int) -> list[tuple[str, str]]:
    return [(key, name) for key, name in body_choices(sessions.reading(), empty="–") if key != str(body_id)]
