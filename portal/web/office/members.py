"""The dialogue group: investigators, dialogue support and politicians (C4)."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.bodies import BodyKind
from portal.domain.groups import MemberRole, missing_roles
from portal.domain.permissions import Act, may
from portal.models.dialogues import Dialogue
from portal.queries import groups as known
from portal.queries import joint_bodies, users
from portal.services import groups
from portal.web import days, sessions
from portal.web.access import staff
from portal.web.forms.groups import CompetenceForm, EndForm, MemberForm
from portal.web.forms.saving import differences, mark_of, require_seen, saved
from portal.web.office.workspace import open_dialogue, page
from portal.web.protection import csrf
from portal.web.staff_labels import MEMBER_ROLES, PRINCIPLES

blueprint = Blueprint("office_members", __name__, url_prefix="/office/dialogues/<slug>/groups/members")
csrf.exempt(blueprint)


@blueprint.route("/new", methods=["GET", "POST"])
@staff(Act.EDIT_GROUPS)
def new(slug: str) -> Response | tuple[str, int]:
    """Put somebody in the dialogue group."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_GROUPS)
    form = MemberForm(data={"from_on": days.today()})
    form.user.choices = _people(dialogue, _("Ingen, jag skriver namnet"))

    def add(session: Session) -> None:
        fresh, day = open_dialogue(session, slug, Act.EDIT_GROUPS), form.from_on.data
        user = users.by_id(session, int(form.user.data)) if form.user.data else None
        role, now = MemberRole(form.role.data), sessions.now()
        assert day is not None
        actor, name, competence = sessions.current_actor(), form.name.data or "", form.competence.data or ""
        groups.add_member(session, actor, fresh, name, role, day, now, user, competence)

    if saved(form, add):
        flash(_("Personen är med i dialoggruppen."), "good")
        return redirect(f"/office/dialogues/{slug}/groups/#members", 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_GROUPS)
    return page("office/members/new.html", dialogue, "groups", form=form, principles=PRINCIPLES), form.status


@blueprint.route("/<int:member_id>/end", methods=["GET", "POST"])
@staff(Act.EDIT_GROUPS)
def end(slug: str, member_id: int) -> Response | tuple[str, int]:
    """Record the last day of a member, and who takes over; who was in the group stays on record."""
    form = EndForm(data={"until_on": days.today()})
    form.user.choices = _people(open_dialogue(sessions.reading(), slug, Act.EDIT_GROUPS), _("Ingen"))

    def change(session: Session) -> None:
        dialogue, day = open_dialogue(session, slug, Act.EDIT_GROUPS), form.until_on.data
        member, actor, now = known.member(session, dialogue, member_id), sessions.current_actor(), sessions.now()
        user = users.by_id(session, int(form.user.data)) if form.user.data else None
        name, competence = form.name.data or "", form.competence.data or ""
        assert day is not None
        if user or name:
            groups.replace_member(session, actor, dialogue, member, day, name, now, user, competence)
        else:
            groups.end_member(session, actor, dialogue, member, day, now)

    if saved(form, change):
        flash(_("Sista dagen är sparad."), "good")
        return redirect(f"/office/dialogues/{slug}/groups/#members", 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_GROUPS)
    member = known.member(sessions.reading(), dialogue, member_id)
    return page("office/members/end.html", dialogue, "groups", form=form, member=member), form.status


@blueprint.route("/<int:member_id>/competence", methods=["GET", "POST"])
@staff(Act.EDIT_GROUPS)
def competence(slug: str, member_id: int) -> Response | tuple[str, int]:
    """Note what a member is trained in."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_GROUPS)
    standing = {"competence": known.member(sessions.reading(), dialogue, member_id).competence}
    form = CompetenceForm(data={**standing, "seen": mark_of(standing)})

    def change(session: Session) -> None:
        fresh = open_dialogue(session, slug, Act.EDIT_GROUPS)
        member, now = known.member(session, fresh, member_id), sessions.now()
        require_seen(form, {"competence": member.competence})
        groups.note_competence(session, sessions.current_actor(), fresh, member, form.competence.data or "", now)

    if saved(form, change):
        flash(_("Ändringarna är sparade."), "good")
        return redirect(f"/office/dialogues/{slug}/groups/#members", 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.EDIT_GROUPS)
    member = known.member(sessions.reading(), dialogue, member_id)
    rows = differences(form, {"competence": member.competence})
    return page("office/members/competence.html", dialogue, "groups", form=form, member=member, rows=rows), form.status


def _people(dialogue: Dialogue, empty: str) -> list[tuple[str, str]]:
    people = users.who_may(
        sessions.reading(), Act.SEE_DRAFTS, dialogue.body_id, *joint_bodies.ids_of(sessions.reading(), dialogue.id)
    )
    return [("", empty), *((str(one.id), one.name) for one in people)]


def member_context(session: Session, dialogue: Dialogue) -> dict[str, object]:
    """The dialogue group for the page of groups: who is in it, which roles are missing, whether that matters."""
    members = known.members_of(session, dialogue.id)
    today = days.today()
    present = {one.role for one in members if one.until_on is None or one.until_on >= today}
    return {
        "members": members,
        "member_roles": MEMBER_ROLES,
        "missing_roles": [MEMBER_ROLES[role] for role in missing_roles(present)],
        "held_by_board": dialogue.held_by.kind is BodyKind.EXECUTIVE_BOARD,
        "may_keep_members": may(sessions.current_actor(), Act.EDIT_GROUPS, dialogue.body_id),
    }
