"""From a form that was sent to a change that is committed, the same way on every page of the staff."""

import hashlib
import json
from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session
from wtforms import Field, HiddenField

from portal.domain.refusals import Conflict, NotAllowed, NotFound, Refusal, Refused
from portal.web.forms.base import Form
from portal.web.sessions import changes

Difference = tuple[str, str, str]


class Press(Form):
    """A form of one button: nothing but the token."""


class Seen(Form):
    """A form over something without a version of its own; `seen` is the mark of the values that it was filled from."""

    seen = HiddenField()


def mark_of(standing: Mapping[str, object]) -> str:
    """A short mark of these values: equal values, equal mark."""
    said = json.dumps({name: _plain(value) for name, value in standing.items()}, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def require_seen(form: Seen, standing: Mapping[str, object]) -> None:
    """Raises Conflict when what stands now is not what the form was filled from."""
    if form.seen.data != mark_of(standing):
        raise Conflict(Refusal("CHANGED_MEANWHILE"))


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


def differences(form: Form, standing: Mapping[str, object], version: int | None = None) -> list[Difference]:
    """What a colleague saved beside what stands in the form, field by field; empty unless the form was overtaken.

    Sets the form's version (or, without one, its mark) to the standing one, so that saving again is a choice made
    with both texts in sight.
    """
    if not form.overtaken:
        return []
    newer: object = mark_of(standing) if version is None else version
    kept = form["seen" if version is None else "version"]
    kept.data, kept.raw_data = newer, None
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
