"""The method library in words: what a method is called, which steps it fits, how that is drawn."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from portal.adapters.locale_format import listed
from portal.domain.dialogues import Level
from portal.domain.methods import Fit, fit_at, steps
from portal.models.evaluations import Method
from portal.web.formats import reader_language
from portal.web.labels import LEVELS
from portal.web.labels import steps as steps_shown

FITS: Mapping[Fit, LazyString] = {
    Fit.MAIN: _("gjord för steget"),
    Fit.POSSIBLE: _("kan fungera"),
    Fit.NONE: _("passar inte"),
}


def method_name(method: Method) -> str:
    """What a method is called in the reader's language."""
    return method.texts.plain("name", reader_language())


def fit_words(fit: str) -> str:
    """*Gjord för konsultation. Kan fungera för dialog.*"""
    main, possible = _levels(fit, Fit.MAIN), _levels(fit, Fit.POSSIBLE)
    made_for = gettext("Gjord för %(steps)s.", steps=main) if main else ""
    can_do = gettext("Kan fungera för %(steps)s.", steps=possible) if possible else ""
    return f"{made_for} {can_do}".strip()


def _levels(fit: str, kind: Fit) -> str:
    return listed((str(LEVELS[Level(level)]).lower() for level in steps(fit, kind)), reader_language())


def stairs(fit: str, hidden: int | None) -> list[dict[str, Any]]:
    """The steps of the ladder as `components/method_fit.html` draws them, each with how the method fits."""
    return [
        {"label": label, "fit": fit_at(fit, level).name.lower(), "words": FITS[fit_at(fit, level)]}
        for level, label in steps_shown(hidden)
    ]
