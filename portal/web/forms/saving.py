"""From a form that was sent to a change that is committed, the same way on every page of the staff."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.orm import Session
from wtforms import Field, IntegerField

from portal.domain.refusals import NotAllowed, NotFound, Refused
from portal.web.forms.base import Form
from portal.web.sessions import changes

Difference = tuple[str, str, str]


class Press(Form):
    """A form of one button: nothing but the token."""


class Kept(Form):
    """A form over something that colleagues may change too; `version` is the one it was filled from."""

    version = IntegerField()
    LABELLED: Sequence[str] = ()
    """Names of the fields that are compared when somebody else was first; none given: all."""


def saved(form: Form, change: Callable[[Session], object]) -> bool:
    """Whether the form was sent, is right, and what it asks for is committed.

    What a service refuses is put on the form's fields. NotAllowed and NotFound go on to their own pages.
    """
    if not form.validate_on_submit():
        return False
    try:
        with changes() as session:
            change(session)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def differences(form: Form, standing: Mapping[str, object], version: int) -> list[Difference]:
    """What a colleague saved beside what stands in the form, field by field; empty unless the form was overtaken.

    Sets the form's version to the standing one, so that saving again is a choice made with both texts in sight.
    """
    if not form.overtaken:
        return []
    version_field = form["version"]
    version_field.data, version_field.raw_data = version, None
    found = []
    for name, theirs in standing.items():
        field = form[name]
        if _plain(theirs) != _plain(field.data):
            found.append((str(field.label.text), _readable(field, theirs), _readable(field, field.data)))
    return found


def _plain(value: object) -> str:
    return "" if value is None else str(value).strip()


def _readable(field: Field, value: object) -> str:
    choices = getattr(field, "choices", None)
    if choices and not isinstance(value, list | tuple):
        return next((str(label) for key, label, *_ in choices if str(key) == _plain(value)), _plain(value)) or "–"
    return _plain(value) or "–"
