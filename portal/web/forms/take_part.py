"""The form for taking part: one field a question, made from the dialogue's questions in the reader's language.

What is right about an answer is the domain's to say; the form only carries it, over all pages, and gives it back.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from markupsafe import Markup, escape
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from portal.adapters.language_guess import BY_SCRIPT, LANGUAGES
from portal.adapters.locale_format import direction, endonym, language_name
from portal.domain.measures import LONGEST
from portal.domain.questions import Asked, Given, QuestionKind, field_name
from portal.domain.submissions import Reached
from portal.models.questions import Question
from portal.models.texts import TextSet
from portal.web.forms.base import Form
from portal.web.input import clean

MOST_GROUPS = 50
NO_OPTION = -1
"""Stands for an option that is none: the domain refuses it like any other unknown one."""

_FIELD = re.compile(r"q-(\d{1,9})")
_NUMBER = re.compile(r"-?\d{1,9}")


class TakePart(Form):
    """What stands on every form beside the questions. `go` and `at` say where the reader is and wants to be.

    `by` is the last word of the short address that the reader came by; both it and `groups` are counted, not kept.
    """

    key = HiddenField()
    language = SelectField(_("Vilket språk har du skrivit på?"), validate_choice=False)
    email = StringField(_("Din e-postadress"))
    on_list = BooleanField(_("Skicka koden till mig och skriv när resultatet och svaret är klara."))
    about_text = BooleanField(_("Skriv också om min text inte kan visas som jag skrev den."))
    by = HiddenField()
    groups = SelectMultipleField(
        _("Vilka av de här grupperna hör du till?"),
        validate_choice=False,
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )

    def question(self, question_id: int) -> Field:
        """The field of a question."""
        return self[field_name(question_id)]


def take_part_form(questions: Sequence[Question], reader: str, prefix_languages: Iterable[str] = ()) -> TakePart:
    """A form with one field a question, labels in the language `reader` (else in Swedish, and marked so)."""
    fields = {field_name(question.id): question_field(question, reader) for question in questions}
    kind = type("TakePartIn", (TakePart,), fields)
    form: TakePart = kind()
    for question in questions:
        form.question(question.id).flags.required = question.required
    form.language.choices = language_choices(reader, prefix_languages)
    return form


def language_choices(reader: str, first: Iterable[str] = ()) -> list[tuple[str, str]]:
    """(code, name) of every language that can be stated: the portal's own first, then the others by name."""
    return [("", str(_("Känn igen språket åt mig"))), *_languages(reader, tuple(dict.fromkeys(first)))]


def can_be_stated(code: str, first: Iterable[str] = ()) -> bool:
    """Whether the list of languages has this one; stating none is right too."""
    return not code or code in LANGUAGES or code in BY_SCRIPT or code in first


@cache
def _languages(reader: str, first: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    others = sorted({*LANGUAGES, *BY_SCRIPT} - {*first}, key=lambda code: language_name(code, reader))

    def both(code: str) -> str:
        own, here = endonym(code), language_name(code, reader)
        return own if own.casefold() == here.casefold() else f"{here} – {own}"

    return tuple((code, both(code)) for code in [*first, *others])


def said(text_set: TextSet, field: str, reader: str) -> Markup:
    """A text in the reader's language; one that is there in Swedish only says so by its `lang` and `dir`."""
    text = text_set.best(field, reader)
    if text is None:
        return Markup("")
    if text.language == reader:
        return escape(text.source)
    marked = Markup('<span lang="{}" dir="{}">{}</span>')
    return marked.format(text.language, direction(text.language), text.source)


def given_from_request(asked: Sequence[Asked]) -> tuple[Given, ...]:
    """The answers that were sent, cleaned; what cannot be an answer is kept as one that the domain refuses."""
    kinds = {question.id: question.kind for question in asked}
    found = []
    for name in dict.fromkeys(request.form):
        match = _FIELD.fullmatch(name)
        if match is None:
            if name.startswith("q-"):
                found.append(Given(0, text=clean(request.form[name])))
            continue
        question_id = int(match[1])
        values = request.form.getlist(name)
        found.append(_given(question_id, kinds.get(question_id), values))
    return tuple(found)


def reached_from_request() -> Reached:
    """How the reader came and which groups they say they belong to, as it was sent."""
    groups = frozenset(int(one) for one in request.form.getlist("groups")[:MOST_GROUPS] if _NUMBER.fullmatch(one))
    return Reached(clean(request.form.get("by"))[:LONGEST], groups)


def texts_from_request() -> tuple[Given, ...]:
    """Everything that was sent and may be text, to be looked through before the questions have been read."""
    found = []
    for name, value in request.form.items():
        match = _FIELD.fullmatch(name)
        if match is not None and not _NUMBER.fullmatch(value):
            found.append(Given(int(match[1]), text=clean(value)))
    return tuple(found)


def given_from_page(questions: Iterable[Question]) -> tuple[Given, ...]:
    """The free texts of these questions as they were sent."""
    return tuple(
        Given(question.id, text=clean(request.form.get(field_name(question.id), "")))
        for question in questions
        if question.kind is QuestionKind.FREE_TEXT
    )


def _given(question_id: int, kind: QuestionKind | None, values: list[str]) -> Given:
    if kind is None or kind is QuestionKind.FREE_TEXT:
        return Given(question_id, text=clean("\n".join(values) if kind is None else values[0]))
    numbers = [int(v) if _NUMBER.fullmatch(v.strip()) else NO_OPTION for v in values if v.strip()]
    if kind is QuestionKind.SCALE:
        if len(numbers) > 1 or NO_OPTION in numbers:
            return Given(question_id, options=(NO_OPTION,))
        return Given(question_id, scale=numbers[0] if numbers else None)
    return Given(question_id, options=tuple(dict.fromkeys(numbers)))


def question_field(question: Question, reader: str) -> Any:
    """The field of one question after its kind, labelled in the reader's language."""
    label = said(question.texts, "label", reader)
    if question.kind is QuestionKind.FREE_TEXT:
        return TextAreaField(label)
    if question.kind is QuestionKind.SCALE:
        numbers = [(str(n), str(n)) for n in range(question.lowest, question.highest + 1)]
        return RadioField(label, choices=numbers, validate_choice=False)
    choices = [(str(option.id), said(option.texts, "label", reader)) for option in question.options]
    if question.kind is QuestionKind.ONE_CHOICE:
        return RadioField(label, choices=choices, validate_choice=False)
    return SelectMultipleField(
        label, choices=choices, validate_choice=False, widget=ListWidget(), option_widget=CheckboxInput()
    )
