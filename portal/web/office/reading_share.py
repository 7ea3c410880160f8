"""Sharing the reading out: by language, by question, so many each; who has what and what is left of it."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.domain.permissions import Act
from portal.domain.refusals import Invalid, NotAllowed, NotFound, Refusal, Refused
from portal.queries import search, sharing, themes, users
from portal.services import reading as services
from portal.web.access import staff
from portal.web.forms.reading import arguments, filter_of
from portal.web.messages import words
from portal.web.office.reading_frame import open_for_reading, page
from portal.web.sessions import changes, current_actor, now, reading

blueprint = Blueprint("office_reading_share", __name__, url_prefix="/office/dialogues/<slug>/reading/share")
SUGGESTED = 50


@blueprint.get("/")
@staff(Act.REVIEW)
def show(slug: str) -> str:
    """Who has what, and the form that shares out more."""
    return _page(slug, [])


@blueprint.post("/")
@staff(Act.REVIEW)
def share(slug: str) -> tuple[str, int] | Response:
    """Give each chosen colleague so many."""
    opened = open_for_reading(slug, Act.REVIEW)
    each = request.form.get("each", "")
    chosen = filter_of({**arguments(request.form), "show": "left"}, None)
    try:
        if not each.isdecimal() or len(each) > 8:
            raise Invalid(Refusal("SHARE_OUT_OF_RANGE", "each", {"highest": services.MOST_AT_ONCE}))
        people = [int(one) for one in request.form.getlist("users") if one.isdecimal()]
        with changes() as session:
            given = services.share_out(
                session,
                current_actor(),
                opened.dialogue,
                user_ids=people,
                each=int(each),
                chosen=chosen,
                now=now(),
            )
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return _page(slug, [words(one) for one in refused.refusals]), 422
    flash(_("%(count)s synpunkter är utdelade.", count=sum(given.values())), "good")
    return redirect(url_for(".show", slug=slug), 303)


@blueprint.post("/take-back")
@staff(Act.REVIEW)
def take_back(slug: str) -> Response:
    """Take from a colleague what is left."""
    opened = open_for_reading(slug, Act.REVIEW)
    user = request.form.get("user", "")
    with changes() as session:
        left = services.take_from(
            session, current_actor(), opened.dialogue, int(user) if user.isdecimal() else 0, now()
        )
    flash(_("%(count)s synpunkter är lediga igen.", count=left), "good")
    return redirect(url_for(".show", slug=slug), 303)


def _page(slug: str, refusals: list[str]) -> str:
    opened = open_for_reading(slug, Act.REVIEW)
    dialogue = opened.dialogue
    return page(
        "office/reading_share/show.html",
        opened,
        "reading",
        refusals=refusals,
        shares=sharing.shares(reading(), dialogue.id),
        colleagues=users.who_may(reading(), Act.CODE, dialogue.body_id),
        languages=search.languages_of(reading(), dialogue.id),
        questions=themes.options(reading(), dialogue.id)[1],
        sent=request.form,
        chosen=request.form.getlist("users"),
        suggested=SUGGESTED,
    )
