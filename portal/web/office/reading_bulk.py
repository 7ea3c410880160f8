"""Deciding about, or coding, many texts at once: exactly the ones that were selected, and a list of those left out."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.domain.moderation import REVIEWER_REASONS, Reason, ReviewState, Verdict
from portal.domain.permissions import Act
from portal.domain.refusals import NotAllowed, NotFound, Refusal, Refused
from portal.domain.themes import Stance
from portal.queries import moderation, search, themes
from portal.services import codings
from portal.services import reading as services
from portal.web.access import staff
from portal.web.forms.reading import arguments, filter_of, packed, unpacked
from portal.web.messages import words
from portal.web.office.reading_frame import Opened, open_for_reading, page
from portal.web.sessions import changes, current_actor, now, reading, settings

blueprint = Blueprint("office_reading_bulk", __name__, url_prefix="/office/dialogues/<slug>/reading/bulk")


@blueprint.get("/")
@staff(Act.READ_SUBMISSIONS)
def show(slug: str) -> str:
    """What was selected, frozen as numbers: the ticked rows, or everything in the list as it is now."""
    opened, args = open_for_reading(slug), arguments(request.args)
    if request.args.get("what") == "marked":
        numbers = sorted({int(one) for one in request.args.getlist("n") if one.isdecimal() and len(one) < 9})
    else:
        chosen = filter_of(args, current_actor().user_id)
        languages = search.languages_of(reading(), opened.dialogue.id) if chosen.words else ()
        numbers = moderation.numbers_in(reading(), opened.dialogue.id, chosen, languages)
    return _page(opened, numbers, args)


@blueprint.post("/")
@staff(Act.REVIEW, Act.CODE)
def decide(slug: str) -> str | tuple[str, int] | Response:
    """Do it, and say of every selected text what happened to it."""
    opened, args, sent = open_for_reading(slug), arguments(request.args), request.form
    dialogue, actor = opened.dialogue, current_actor()
    numbers: list[int] = []
    try:
        numbers = unpacked(sent.get("numbers", ""), services.MOST_AT_ONCE)
        act, _colon, detail = sent.get("act", "").partition(":")
        with changes() as session:
            if act in ("show", "withhold"):
                reason = Reason(detail) if detail in REVIEWER_REASONS else None
                verdict = Verdict.SHOWN if act == "show" else Verdict.WITHHELD
                decided = services.decide_in_bulk(
                    session, actor, settings().rules(), dialogue,
                    numbers=numbers, verdict=verdict, reason=reason, now=now(),
                )  # fmt: skip
                done, left_out = decided.decided, decided.left_out
            else:
                theme, stance = sent.get("theme", ""), sent.get("stance", "")
                coded = codings.code_in_bulk(
                    session, actor, dialogue, numbers=numbers, now=now(),
                    theme_id=None if act == "no-theme" else int(theme) if theme.isdecimal() else 0,
                    stance=Stance(stance) if stance in list(Stance) else None,
                )  # fmt: skip
                done, left_out = coded.coded, coded.left_out
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return _page(open_for_reading(slug), numbers, args, [words(one) for one in refused.refusals]), 422
    why = {code: words(Refusal(code)) for code in {code for _number, code in left_out}}
    return page(
        "office/reading_bulk/decide.html",
        open_for_reading(slug),
        "reading",
        args=args,
        done=done,
        left_out=[(number, why[code]) for number, code in left_out],
        back=url_for("office_reading.index", slug=slug, **args),
    )


def _page(opened: Opened, numbers: list[int], args: dict[str, Any], refusals: list[str] | None = None) -> str:
    dialogue_id = opened.dialogue.id
    found = moderation.summary(reading(), dialogue_id, numbers)
    return page(
        "office/reading_bulk/show.html",
        opened,
        "reading",
        args=args,
        numbers=numbers,
        packed=packed(numbers),
        selected=found,
        will_show=found.get((ReviewState.WAITING, False), 0),
        pointed_out=found.get((ReviewState.WAITING, True), 0),
        themes=themes.options(reading(), dialogue_id)[0],
        reasons=REVIEWER_REASONS,
        refusals=refusals or [],
        nothing=_("Markera minst en synpunkt."),
    )
