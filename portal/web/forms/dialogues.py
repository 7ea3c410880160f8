"""Forms about one dialogue: what is planned, points, approval, passing a *should*."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)

from portal.domain.commitments import PointKind
from portal.domain.dialogues import ShowMode
from portal.web.forms.base import Form, at_most, required
from portal.web.forms.fields import body_field, day, kronor, swedish, whole_number
from portal.web.staff_labels import POINT_KINDS, choices

SHOW_CHOICES = {
    ShowMode.AFTER_REVIEW: _("Efter granskning"),
    ShowMode.AT_ONCE: _("Direkt, med tillsyn i efterhand"),
    ShowMode.NEVER: _("Texterna visas inte"),
}


class Boxes(SelectMultipleField):
    """Several choices as boxes."""

    widget: Any = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class PlanForm(Form):
    """Everything of a dialogue that is no text, before the announcement."""

    version = IntegerField(default=0)
    level = RadioField(_("Så mycket kan deltagarna påverka"), [required(_("Välj ett steg."))])
    delegating_body = StringField(_("Vem har beslutat att lämna över valet?"), [at_most(120)])
    delegating_date = day(_("Beslutets dag"))
    delegating_section = StringField(_("Paragraf"), [at_most(40)])
    deciding_body = body_field(_("Vem beslutar?"), must=False)
    planned_decision_on = day(_("Planerat beslut"))
    planned_period = StringField(_("Eller en period"), [at_most(60)])
    opens_on = day(_("Öppnar"))
    closes_on = day(_("Sista dag"))
    result_by = day(_("Resultatet kommer senast"))
    answer_by = day(_("Svaret kommer senast"))
    show_mode = RadioField(_("Så visas texterna för andra"), choices=choices(SHOW_CHOICES))
    quotes_allowed = BooleanField(_("Texter får citeras utan namn, också om de inte visas"))
    languages = Boxes(_("Dialogens språk"), [required(_("Välj minst svenska."))])
    methods = Boxes(_("Metoder"))
    contact = SelectField(_("Kontaktperson"))
    steering_item = SelectField(_("Från listan"), validate_choice=False)
    steering_goal = StringField(_("Mål, plan eller budget som dialogen hör till"), [at_most(300)])
    steering_year = StringField(_("År"), [whole_number(2000, 2100)])
    planned_cost = kronor(_("Beräknad kostnad i kronor"))


class PointForm(Form):
    """A new point of the commitment, in Swedish; other languages follow on the page of texts."""

    kind = RadioField(
        _("Vad är det för punkt?"), [required(_("Välj vad det är för punkt."))], choices=choices(POINT_KINDS)
    )
    text = swedish("point", "text", _("Punkten"), must=True)


class ReasonForm(Form):
    """The reason with which a *should* is passed."""

    reason = TextAreaField(_("Skäl"), [required(_("Skriv skälet. Det blir offentligt.")), at_most(1000)])


class CopyForm(Form):
    """What is copied from the dialogue that this one follows."""

    texts = BooleanField(_("Texter: ingress, bakgrund och hur synpunkterna används"), default=True)
    groups = BooleanField(_("Berörda grupper och insatser"), default=True)
    questions = BooleanField(_("Frågor"), default=True)


def level_choices(steps: Iterable[tuple[int, object]]) -> list[tuple[str, object]]:
    """The steps a dialogue may stand on; the first is information and no dialogue."""
    return [(str(number), f"{number}. {label}") for number, label in steps]


def point_kind(value: str | None) -> PointKind:
    """The kind of point that a form or address names; a point that can change when it names none."""
    return PointKind(value) if value in set(PointKind) else PointKind.CHANGEABLE
