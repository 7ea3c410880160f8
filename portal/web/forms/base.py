"""What all forms share: cleaned text, our words for every fault, refusals from the services, the status.

A view reads like this: `form = TitleForm(); if form.validate_on_submit(): try: service(…) except Refused as refused:
form.refuse(refused) else: redirect; return form.page("office/…/edit.html", …)`.

An expired or missing CSRF token never costs anybody their text where the view's blueprint is exempted from the global
check (`csrf.exempt(blueprint)` from `portal/web/protection.py`): the form checks its own token then, `validate` answers
no, and the page comes again with everything that was written, a fresh token and a plain sentence, and status 400.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import render_template
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, StringField
from wtforms.validators import DataRequired, StopValidation, ValidationError

from portal.domain.mailing import is_email
from portal.domain.refusals import Conflict, Refusal, Refused
from portal.web.input import clean
from portal.web.messages import words

Check = Callable[["Form", Field], None]

_OWN_WORDS: Mapping[str, object] = {
    "This field is required.": _("Fyll i det här fältet."),
    "Not a valid choice.": _("Välj något av alternativen som finns på sidan."),
    "Invalid Choice: could not coerce.": _("Välj något av alternativen som finns på sidan."),
    "Invalid choice(s): one or more data inputs could not be coerced.": _(
        "Välj något av alternativen som finns på sidan."
    ),
    "Not a valid integer value.": _("Skriv ett heltal."),
    "Not a valid decimal value.": _("Skriv ett tal."),
    "Not a valid float value.": _("Skriv ett tal."),
    "Not a valid date value.": _("Skriv ett datum, till exempel 2027-03-17."),
    "Not a valid time value.": _("Skriv ett klockslag, till exempel 18.30."),
    "Not a valid datetime value.": _("Skriv ett datum och ett klockslag."),
    "Invalid input.": _("Det gick inte att läsa. Skriv om det."),
}


class OwnWords:
    """Stands in for WTForms' incomplete catalogues: its English messages, as our sentences in the reader's language."""

    def gettext(self, english: str) -> str:
        """Our sentence for one of the library's messages."""
        return str(_OWN_WORDS.get(english) or _OWN_WORDS["Invalid input."])

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Our sentence where the library has a plural; only its choice fields do."""
        return str(_OWN_WORDS["Not a valid choice."])


class Form(FlaskForm):
    """Parent of all forms. Text fields arrive cleaned (NFC, `\\n`, no control characters, no space at the ends)."""

    class Meta(FlaskForm.Meta):
        """Settings that WTForms reads."""

        def get_translations(self, form: FlaskForm) -> OwnWords:
            """Our own words instead of the library's."""
            return OwnWords()

        def bind_field(self, form: FlaskForm, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Clean every text field but passwords."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                options["filters"] = [clean, *unbound_field.kwargs.get("filters", ())]
            bound: Field = unbound_field.bind(form=form, **options)
            return bound

    form_errors: list[str]
    expired = False
    """Whether the CSRF token was missing or too old: nothing was done, and the text is still here."""
    overtaken = False
    """Whether a colleague changed the same thing meanwhile: the page shows both texts."""

    def validate(self, extra_validators: Mapping[str, Iterable[Check]] | None = None) -> bool:
        """Check every field and the token; a bad token is one plain sentence above the form."""
        valid = bool(super().validate(extra_validators))
        token = self._fields.get("csrf_token")
        if token is not None and token.errors:
            token.errors = []
            self.expired = True
            self.form_errors = [*self.form_errors, words(Refusal("FORM_EXPIRED"))]
        return valid

    def refuse(self, refused: Refused) -> None:
        """Put what a service refused on the fields it names, the rest above the form."""
        self.overtaken = self.overtaken or isinstance(refused, Conflict)
        for refusal in refused.refusals:
            self.fault(refusal.field, words(refusal))

    def fault(self, name: str | None, sentence: str) -> None:
        """Put one sentence on the field of that name, or above the form when it has none."""
        field = self._fields.get(name) if name else None
        if field is None:
            self.form_errors = [*self.form_errors, sentence]
        else:
            field.errors = [*field.errors, sentence]

    @property
    def status(self) -> int:
        """Status of the page that shows this form: 200, 422 with faults, 400 with an old token, 409 when overtaken."""
        if self.expired:
            return 400
        if self.overtaken:
            return 409
        return 422 if self.errors else 200

    def page(self, template: str, **context: Any) -> tuple[str, int]:
        """The page with this form, and its status."""
        return render_template(template, form=self, **context), self.status


def required(sentence: object = None) -> DataRequired:
    """The field must be filled in."""
    return DataRequired(sentence or _("Fyll i det här fältet."))


def at_most(limit: int) -> Check:
    """The text has at most `limit` characters. Give the template the same limit, so that it is said beforehand."""

    def check(_form: Form, field: Field) -> None:
        written = len(field.data or "")
        if written > limit:
            sentence = gettext("Texten är för lång. Den får ha högst %(limit)s tecken, och du har skrivit %(written)s.")
            raise ValidationError(sentence % {"limit": limit, "written": written})

    return check


def between(lowest: int, highest: int) -> Check:
    """The whole number lies within these bounds, both included; an empty field is left to `required`."""

    def check(_form: Form, field: Field) -> None:
        if field.data is not None and not lowest <= field.data <= highest:
            sentence = gettext("Skriv ett heltal från %(lowest)s till %(highest)s.")
            raise ValidationError(sentence % {"lowest": lowest, "highest": highest})

    return check


def email() -> Check:
    """The text looks like one e-mail address of at most 254 characters; an empty one is left to `required`."""

    def check(_form: Form, field: Field) -> None:
        if field.data and not is_email(field.data):
            raise StopValidation(words(Refusal("NOT_AN_EMAIL")))

    return check
