"""Forms about matters: what is registered, what was considered, the suitability test, holding a dialogue."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField

from portal.domain.suitability import NOTE_LIMIT, SENTENCE_LIMIT
from portal.web import staff_labels as labels
from portal.web.forms.base import Form, at_most, required
from portal.web.forms.fields import body_field, day, whole_number
from portal.web.forms.saving import Seen
from portal.web.labels import LEVELS
from portal.web.suitability_words import Asked

TEXTS = {"title": _("Rubrik"), "summary": _("Vad ärendet gäller")}


class MatterForm(Form):
    """What is registered of a matter; its texts are added per language."""

    version = IntegerField(default=0)
    body = body_field(_("Nämnd eller styrelse"))
    registry_number = StringField(_("Diarienummer"), [at_most(60)])
    planned_decision_on = day(_("Planerat beslut"))
    planned_period = StringField(_("Eller en period"), [at_most(60)])
    statutory_link = StringField(_("Länk till lagstadgat samråd"), [at_most(500)])


class WithdrawForm(Form):
    """The day on which a matter was withdrawn."""

    withdrawn_on = day(_("Dag då ärendet återtogs"), must=True)


class ConsiderationForm(Seen):
    """What a body considered, and why."""

    outcome = RadioField(
        _("Vad blev det?"),
        [required(_("Välj vad övervägandet ledde till."))],
        choices=labels.choices(labels.CONSIDERATIONS),
    )
    grounds = TextAreaField(_("Skäl"), [required(_("Skriv skälen. De blir offentliga.")), at_most(4000)])
    body = body_field(_("Vem tog ställning?"))
    decided_by = StringField(_("Namn och roll"), [required(_("Skriv vem som tog ställning.")), at_most(120)])
    decided_on = day(_("Dag"), must=True)
    section = StringField(_("Paragraf"), [at_most(40)])


class SuitabilityForm(Form):
    """The answers of a suitability test as far as they go; one pair of fields per question is added."""

    version = IntegerField(default=0)
    asked = IntegerField(default=0)
    purpose = TextAreaField(_("Syfte: vad vill ni veta?"), [at_most(SENTENCE_LIMIT)])
    benefit = TextAreaField(_("Nytta: vad blir bättre av dialogen?"), [at_most(SENTENCE_LIMIT)])
    highest_level = SelectField(
        _("Högsta ärliga grad av inflytande"),
        choices=[("", "–"), *((str(level.value), label) for level, label in LEVELS.items())],
    )
    grounds = TextAreaField(_("Skäl till att frågan passar, eller inte passar"), [at_most(4000)])


class SuitabilityOutcomeForm(Form):
    """What the test found, by whom and when."""

    version = IntegerField(default=0)
    outcome = RadioField(
        _("Vad visar prövningen?"),
        [required(_("Välj vad prövningen visar."))],
        choices=labels.choices(labels.SUITABILITY_OUTCOMES),
    )
    body = body_field(_("Vilken nämnd eller styrelse står för prövningen?"))
    decided_by = StringField(_("Vem prövade?"), [required(_("Skriv vem som prövade.")), at_most(120)])
    decided_on = day(_("Dag"), must=True)


class HoldForm(Form):
    """What turns a matter into a dialogue. Its address follows from the title, and stands once it is announced."""

    title = StringField(_("Dialogens rubrik"), [required(_("Skriv en rubrik.")), at_most(140)])
    body = body_field(_("Ansvarig nämnd eller styrelse"))
    planned_decision_on = day(_("Planerat beslut"))
    planned_period = StringField(_("Eller en period"), [at_most(60)])
    steering_item = SelectField(_("Från listan"), validate_choice=False)
    steering_goal = StringField(_("Mål, plan eller budget som dialogen hör till"), [at_most(300)])
    steering_year = StringField(_("År"), [whole_number(2000, 2100)])
    follows = SelectField(_("Fortsätter på en tidigare dialog"), validate_choice=False)


def suitability_form(questions: Iterable[Asked]) -> type[SuitabilityForm]:
    """The form with these questions: `answer-KEY` and `note-KEY`, or only `note-KEY` where words are asked."""
    made: Any = type("AskedSuitabilityForm", (SuitabilityForm,), {})
    for question in questions:
        label = question.words if question.in_words else _("Kommentar")
        if not question.in_words:
            answers = labels.choices(labels.SUITABILITY_ANSWERS)
            setattr(made, f"answer-{question.key}", RadioField(question.words, choices=answers, validate_choice=False))
        setattr(made, f"note-{question.key}", TextAreaField(label, [at_most(NOTE_LIMIT)]))
    return made  # type: ignore[no-any-return]
