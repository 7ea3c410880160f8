"""Reading: one list for review and coding, and one text with its decision and its themes on the same screen."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.domain.permissions import Act
from portal.domain.refusals import Conflict, NotAllowed, NotFound, Refused
from portal.queries import moderation, review, search, sharing, themes
from portal.queries import reading as questions
from portal.web.access import staff
from portal.web.forms.reading import (
    ItemForm,
    arguments,
    filter_of,
    item_form,
    place_in_address,
    place_of,
)
from portal.web.messages import words
from portal.web.office.reading_acts import MOVES_ON, press
from portal.web.office.reading_acts import undo as undo_last
from portal.web.office.reading_frame import Opened, open_for_reading, page
from portal.web.office.reading_item import entitled, in_words, kept, standing_form, view
from portal.web.sessions import changes, current_actor, now, reading, settings

blueprint = Blueprint("office_reading", __name__, url_prefix="/office/dialogues/<slug>/reading")


@blueprint.get("/")
@staff(Act.READ_SUBMISSIONS)
def index(slug: str) -> str:
    """The list under a filter, the reported and appealed first."""
    opened, args = open_for_reading(slug), arguments(request.args)
    actor, dialogue = current_actor(), opened.dialogue
    languages = search.languages_of(reading(), dialogue.id)
    found = moderation.page(
        reading(),
        dialogue.id,
        filter_of(args, actor.user_id),
        languages=languages,
        after=place_of(request.args.get("after")),
        before=place_of(request.args.get("before")),
    )
    named, asked = themes.options(reading(), dialogue.id)
    address = {"slug": slug, **args}
    earlier = later = None
    if found.rows and found.earlier:
        earlier = url_for(".index", **address, before=place_in_address(found.rows[0].place))
    if found.rows and found.later:
        later = url_for(".index", **address, after=place_in_address(found.rows[-1].place))
    through = "through" in request.args
    return page(
        "office/reading/index.html",
        opened,
        "reading",
        args=args,
        can_undo=through and review.last_act(reading(), dialogue.id, actor.user_id) is not None,
        rows=found.rows,
        earlier=earlier,
        later=later,
        languages=languages,
        not_searched=search.waiting(reading(), dialogue.id) if args.get("words") else 0,
        themes=named,
        theme_names={theme.id: theme.name for theme in named},
        questions=asked,
        most=moderation.MOST_COUNTED,
    )


@blueprint.get("/<int:number>")
@staff(Act.READ_SUBMISSIONS)
def show(slug: str, number: int) -> str:
    """One text."""
    return _item(open_for_reading(slug), number)


@blueprint.post("/<int:number>")
@staff(Act.READ_SUBMISSIONS)
def save(slug: str, number: int) -> str | tuple[str, int] | Response:
    """Do what the pressed button says and go on to the next text under the same filter; a refusal keeps the form."""
    opened, args, form = open_for_reading(slug), arguments(request.args), item_form(request.form)
    act, _colon, detail = request.form.get("act", "next").partition(":")
    then = _neighbour(opened, number, args, backwards=act == "previous") if act in MOVES_ON else number
    try:
        with changes() as session:
            rules = settings().rules()
            press(session, current_actor(), rules, opened.dialogue.id, number, form, act, detail, then, now())
    except NotFound:
        raise
    except Refused as refused:
        if isinstance(refused, NotAllowed) and "APPEAL_GOES_TO_ANOTHER" not in refused.codes:
            raise
        status = 409 if isinstance(refused, Conflict) else 422
        return _item(open_for_reading(slug), number, form, refused, wanted=(act, detail)), status
    if then is None:
        flash(_("Du är igenom listan."), "good")
        return _go(url_for(".index", slug=slug, **args, through=1))
    after = number if act in MOVES_ON else None
    return _go(url_for(".show", slug=slug, number=then, **args, after=after))


@blueprint.post("/undo")
@staff(Act.READ_SUBMISSIONS)
def undo(slug: str) -> Response:
    """Take back what one did last, and show that text again."""
    opened, args = open_for_reading(slug), arguments(request.args)
    try:
        with changes() as session:
            number = undo_last(session, current_actor(), settings().rules(), opened.dialogue.id, now())
    except NotAllowed:
        raise
    except Refused as refused:
        flash(words(refused.refusals[0]), "warn")
        return redirect(url_for(".index", slug=slug, **args), 303)
    flash(_("Det du gjorde med synpunkt %(number)s är ångrat.", number=f"{number:04d}"), "good")
    return redirect(url_for(".show", slug=slug, number=number, **args), 303)


def _item(
    opened: Opened,
    number: int,
    sent: ItemForm | None = None,
    refused: Refused | None = None,
    wanted: tuple[str, str] = ("", ""),
) -> str:
    args, dialogue_id = arguments(request.args), opened.dialogue.id
    item = questions.item(reading(), dialogue_id, number)
    form = kept(sent, item) if sent else standing_form(item)
    after = request.args.get("after", "")
    just_done = review.by_number(reading(), dialogue_id, int(after)) if after.isdecimal() and len(after) < 9 else None
    context: dict[str, Any] = {**view(item, form), **entitled(opened.dialogue, item), "wanted_words": in_words(wanted)}
    return page(
        "office/reading/show.html",
        opened,
        "reading",
        args=args,
        refusals=[words(refusal) for refusal in refused.refusals] if refused else [],
        overtaken=isinstance(refused, Conflict),
        just_done=just_done,
        can_undo=review.last_act(reading(), dialogue_id, current_actor().user_id) is not None,
        colleagues=sharing.on_screens(reading(), dialogue_id, current_actor().user_id, now()),
        **context,
    )


def _neighbour(opened: Opened, number: int, args: dict[str, Any], *, backwards: bool) -> int | None:
    dialogue_id = opened.dialogue.id
    place = moderation.place_of(reading(), dialogue_id, number)
    if place is None:
        raise NotFound("NO_SUCH_SUBMISSION")
    chosen = filter_of(args, current_actor().user_id)
    languages = search.languages_of(reading(), dialogue_id) if chosen.words else ()
    return moderation.neighbour(reading(), dialogue_id, chosen, place, languages=languages, backwards=backwards)


def _go(address: str) -> Response:
    """To the next page; a script that sent the form by itself is told where."""
    if request.headers.get("X-Gensvar") == "reading":
        return jsonify({"go": address})
    return redirect(address, 303)
