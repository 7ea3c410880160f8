"""How the municipality keeps its principles, one by one, and how texts are reviewed."""

from datetime import timedelta

from flask import Blueprint, render_template
from flask_babel import gettext as _

from portal.domain.dialogues import Level
from portal.domain.moderation import Reason
from portal.web import days, labels, ladder_words, principle_figures
from portal.web.access import public
from portal.web.page_cache import cacheable
from portal.web.principle_words import CHAPTERS, PRINCIPLES
from portal.web.sessions import now, settings

blueprint = Blueprint("public_principles", __name__)


@blueprint.get("/principles")
@public
def show() -> str:
    """The thirteen principles with their figures, the participation ladder, and the rules of the review.

    The figures count what is not told page by page, such as reviews: they are counted anew every hour at the latest,
    and say when.
    """
    moment = now()
    cacheable("site", moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1))
    figures, titles = principle_figures.figures()
    steps = ladder_words.steps(ladder_words.in_force())
    return render_template(
        "public/principles/show.html",
        figures=figures,
        titles=titles,
        counted_at=moment,
        year=days.today().year,
        chapters=[(title, [(one, PRINCIPLES[one]) for one in members]) for title, members in CHAPTERS],
        steps=[(number, label, _promise(number)) for number, label in steps],
        reasons=[labels.REASONS[reason] for reason in Reason],
        appeal_days=settings().appeal_days,
    )


def _promise(level: int) -> str:
    """The promise of a step without a dialogue: the fifth rests on a decision that each dialogue names for itself."""
    if level == Level.SHARED_DECISION and not ladder_words.has_own(level):
        return _(
            "Du är med och väljer, inom ramar som kommunens politiker har bestämt. "
            "De fastställer valet och vi genomför det."
        )
    blank = {"body": _("kommunfullmäktige"), "date": _("dag"), "section": _("nr")}
    return ladder_words.promise(level, ladder_words.in_force(), **blank)
