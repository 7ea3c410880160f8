"""Fields that several forms of the staff share: days, bodies, texts in every language."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, Field, SelectField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from portal.adapters.locale_format import language_name
from portal.domain.languages import SOURCE
from portal.domain.texts import field_of
from portal.web.formats import reader_language
from portal.web.forms.base import Check, Form, at_most, required

FormKind = TypeVar("FormKind", bound=type[Form])


def day(label: object, *checks: Any, must: bool = False) -> Any:
    """A local day; empty unless it `must` be there."""
    first = required(_("Skriv ett datum, till exempel 2027-03-17.")) if must else Optional()
    return DateField(label, [first, *checks])


def body_field(label: object, must: bool = True) -> Any:
    """A choice of bodies; the view gives `choices`."""
    return SelectField(label, [required(_("Välj en nämnd eller styrelse."))] if must else [])


def swedish(kind: str, name: str, label: object, must: bool = False) -> Any:
    """The Swedish text of a field of an owner of that kind (`domain.texts.FIELDS`), with its limit."""
    limit = field_of(kind, name).limit
    checks: list[Any] = [required(_("Fyll i: %(label)s", label=label))] if must else []
    field = TextAreaField if limit > 200 else StringField
    return field(label, [*checks, at_most(limit)])


def in_languages(
    parent: FormKind, kind: str, labels: Mapping[str, object], languages: Iterable[str], must: Iterable[str] = ()
) -> FormKind:
    """`parent` with one field `name-language` for every text of that owner; the Swedish of `must` has to be written."""
    made: Any = type(parent.__name__, (parent,), {})
    for name, label in labels.items():
        for language in languages:
            limit = field_of(kind, name).limit
            shown = f"{label} ({language_name(language, reader_language())})"
            needed = required(gettext("Fyll i: %(label)s", label=shown))
            checks: list[Any] = [needed] if language == SOURCE and name in must else []
            field = TextAreaField if limit > 200 else StringField
            setattr(made, f"{name}-{language}", field(shown, [*checks, at_most(limit)]))
    return made  # type: ignore[no-any-return]


def written(form: Form, name: str, languages: Iterable[str]) -> dict[str, str]:
    """{language: text} of the fields that `in_languages` made of one name."""
    return {language: str(form[f"{name}-{language}"].data or "") for language in languages}


def whole_number(lowest: int, highest: int) -> Check:
    """The text is a whole number within these bounds; an empty field is left to `required`."""

    def check(_form: Form, field: Field) -> None:
        text = str(field.data or "").strip()
        if text and not (text.isascii() and text.isdigit() and lowest <= int(text) <= highest):
            sentence = gettext("Skriv ett heltal från %(lowest)s till %(highest)s.")
            raise ValidationError(sentence % {"lowest": lowest, "highest": highest})

    return check


def kronor(label: object) -> Any:
    """Whole kronor, written with or without spaces between the thousands."""
    return StringField(label, [whole_number(0, 1_000_000_000)], filters=[_without_spaces])


def _without_spaces(value: str | None) -> str | None:
    return "".join(value.split()) if value else value


def number_of(field: Field) -> int | None:
    """The whole number of a text field that `whole_number` checks; None when it is empty or no number."""
    text = str(field.data or "").strip()
    return int(text) if text.isascii() and text.isdigit() else None
