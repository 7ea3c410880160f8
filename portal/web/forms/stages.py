"""Forms that change or end an announced dialogue: amend, extend, correct, add a language, stop, cancel, abandon."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField

from portal.adapters.locale_format import language_name
from portal.domain.texts import field_of
from portal.web.formats import reader_language
from portal.web.forms.base import Form, at_most, required
from portal.web.forms.dialogues import SHOW_CHOICES
from portal.web.forms.fields import body_field, day, kronor
from portal.web.staff_labels import choices


class AmendForm(Form):
    """Every part of the promise as it stands, to be changed; texts and the reason are added per language."""

    version = IntegerField(default=0)
    level = RadioField(_("Så mycket kan deltagarna påverka"), [required(_("Välj ett steg."))])
    delegating_body = StringField(_("Vem har beslutat att lämna över valet?"), [at_most(120)])
    delegating_date = day(_("Beslutets dag"))
    delegating_section = StringField(_("Paragraf"), [at_most(40)])
    deciding_body = body_field(_("Vem beslutar?"))
    planned_decision_on = day(_("Planerat beslut"), must=True)
    planned_period = StringField(_("Eller en period"), [at_most(60)])
    opens_on = day(_("Öppnar"), must=True)
    closes_on = day(_("Sista dag"), must=True)
    result_by = day(_("Resultatet kommer senast"), must=True)
    answer_by = day(_("Svaret kommer senast"), must=True)
    show_mode = RadioField(
        _("Så visas texterna för andra"), [required(_("Välj hur texterna visas."))], choices=choices(SHOW_CHOICES)
    )
    quotes_allowed = BooleanField(_("Texter får citeras utan namn, också om de inte visas"))
    short_time_because = TextAreaField(_("Varför räcker tiden fram till beslutet ändå?"), [at_most(600)])
    decided_by = StringField(
        _("Vem har beslutat om ändringen?"), [required(_("Skriv vem som har beslutat.")), at_most(120)]
    )


class ExtendForm(Form):
    """A later last day, and the days that move with it; the reason is added per language."""

    version = IntegerField(default=0)
    closes_on = day(_("Ny sista dag"), must=True)
    planned_decision_on = day(_("Planerat beslut"), must=True)
    result_by = day(_("Resultatet kommer senast"), must=True)
    answer_by = day(_("Svaret kommer senast"), must=True)
    short_time_because = TextAreaField(_("Varför räcker tiden fram till beslutet ändå?"), [at_most(600)])
    decided_by = StringField(
        _("Vem har beslutat om ändringen?"), [required(_("Skriv vem som har beslutat.")), at_most(120)]
    )


class ContactForm(Form):
    """Another contact person."""

    version = IntegerField(default=0)
    contact = SelectField(_("Kontaktperson"), [required(_("Välj en person."))])


class TypingErrorForm(Form):
    """The Swedish of a public text with the typing error corrected."""

    version = IntegerField(default=0)
    source = TextAreaField(_("Texten på svenska"), [required(_("Skriv texten."))])


class LanguageForm(Form):
    """A language to add."""

    language = SelectField(_("Språk"), [required(_("Välj ett språk."))])


class StopForm(Form):
    """A stop before the time: by whom; the reason is added per language."""

    stopped_by = StringField(_("Vem har beslutat?"), [required(_("Skriv vem som har beslutat.")), at_most(120)])
    section = StringField(_("Paragraf"), [at_most(40)])


class AbandonForm(Form):
    """Why a dialogue that was never announced is given up; stays in the office."""

    note = TextAreaField(_("Varför läggs den ned?"), [required(_("Skriv varför.")), at_most(1000)])


class ElsewhereForm(Form):
    """The dialogue in whose answer a stopped one is answered."""

    other = SelectField(_("Besvaras i"))


class ExtensiveForm(Form):
    """Whether the criteria decide that the dialogue is extensive, or staff with a reason."""

    version = IntegerField(default=0)
    stated = RadioField(
        _("Hur ska dialogen räknas?"),
        [required(_("Välj hur dialogen ska räknas."))],
        choices=choices(
            {
                "criteria": _("Låt kriterierna avgöra"),
                "yes": _("Räkna den som omfattande"),
                "no": _("Räkna den inte som omfattande"),
            }
        ),
    )
    extensive_reason = TextAreaField(_("Varför, om kriterierna inte ska avgöra?"), [at_most(1000)])


class CostForm(Form):
    """What the dialogue cost in the end."""

    version = IntegerField(default=0)
    actual_cost = kronor(_("Så mycket kostade dialogen, i kronor"))


def with_reason(parent: type[Form], kind: str, languages: Iterable[str]) -> Any:
    """`parent` with `reason-LANGUAGE` in every language of the dialogue, all required; `kind` owns the text."""
    made: Any = type(parent.__name__, (parent,), {})
    for language in languages:
        name = language_name(language, reader_language())
        label = gettext("Skäl (%(language)s)", language=name)
        checks = [
            required(gettext("Skriv skälet på %(language)s.", language=name)),
            at_most(field_of(kind, "reason").limit),
        ]
        setattr(made, f"reason-{language}", TextAreaField(label, checks))
    return made


def amend_form(texts: Mapping[str, tuple[str, int]], withdrawable: Mapping[int, str], languages: Iterable[str]) -> Any:
    """The form of an amendment: `texts` are {key: (label, limit)}, `withdrawable` {point id: its words}.

    Fields: `KEY-LANGUAGE` per text, `withdraw-ID`, `new-changeable-LANGUAGE`, `new-fixed-LANGUAGE`, `reason-LANGUAGE`.
    """
    codes = tuple(languages)
    made = with_reason(AmendForm, "amendment", codes)
    point_limit = field_of("point", "text").limit
    new = {
        "new-changeable": (gettext("Ny punkt som går att påverka"), point_limit),
        "new-fixed": (gettext("Ny punkt som är bestämd"), point_limit),
    }
    for key, (label, limit) in {**texts, **new}.items():
        for language in codes:
            shown = f"{label} ({language_name(language, reader_language())})"
            setattr(made, f"{key}-{language}", TextAreaField(shown, [at_most(limit)]))
    for point_id, words in withdrawable.items():
        setattr(made, f"withdraw-{point_id}", BooleanField(gettext("Ta bort punkten: %(point)s", point=words)))
    return made
