"""The form about a method of the library: its texts are added per language."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, RadioField

from portal.domain.methods import STEPS, Fit, fit_at, written
from portal.web.forms.base import Form
from portal.web.labels import LEVELS
from portal.web.method_words import FITS
from portal.web.staff_labels import choices

TEXTS = {"name": _("Namn"), "about": _("Beskrivning"), "cost": _("Vad den kostar")}


class MethodForm(Form):
    """How a method fits each step, and whether people hear each other in it."""

    version = IntegerField(default=0)
    hear_each_other = BooleanField(_("Deltagarna hör och kan svara varandra"))

    def fit(self) -> str:
        """How the method fits the steps, as `domain.methods` writes it."""
        chosen = {level: self[f"fit-{level}"].data for level in STEPS}
        return written({level: Fit(value) for level, value in chosen.items() if value in set(Fit)})


def fits_of(fit: str) -> dict[str, object]:
    """What the fields `fit-1` … `fit-5` hold."""
    return {f"fit-{level}": fit_at(fit, level).value for level in STEPS}


for _level in STEPS:
    setattr(
        MethodForm,
        f"fit-{_level}",
        RadioField(LEVELS[_level], choices=choices(FITS), default=Fit.NONE.value),  # type: ignore[index]
    )
