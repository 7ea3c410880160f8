"""A draft in Swedish of who is missing and what was done about it, from groups, measures and counts (B1)."""

from collections.abc import Mapping

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.adapters.locale_format import listed
from portal.domain.groups import MeasureStatus, Reach
from portal.domain.languages import SOURCE
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup, Measure
from portal.queries import groups, reach
from portal.web.forms.texts import TextsForm

_FIELDS = ("who_is_missing", "done_about_it")


def fill(form: TextsForm, drafts: Mapping[str, str]) -> int:
    """Put each draft in its field where nothing is written; how many were. What somebody wrote is never touched."""
    filled = 0
    for row in form.rows:
        field = form.area_of(row) if row.kind == "result" and row.field.name in drafts else None
        if field is not None and not (field.data or "").strip() and drafts[row.field.name]:
            field.data = drafts[row.field.name]
            filled += 1
    return filled


def drafts(session: Session, dialogue: Dialogue) -> dict[str, str]:
    """The draft of each field, empty when there is nothing to say."""
    found = groups.of_dialogue(session, dialogue.id)
    reached = reach.of_dialogue(session, dialogue.id)
    with force_locale(SOURCE):
        states = {state: [one for one in found if reached[one.id].state is state] for state in Reach}
        return dict(zip(_FIELDS, (_missing(states), _done(found)), strict=True))


def _missing(states: Mapping[Reach, list[AffectedGroup]]) -> str:
    sentences = {
        Reach.SILENT: _("Ingen, eller färre än fem, hördes från: %(groups)s."),
        Reach.THIN: _("Färre än vi ville höra hördes från: %(groups)s."),
        Reach.UNKNOWN: _("Vi vet inte hur många som hördes från: %(groups)s."),
    }
    said = [words % {"groups": _names(states[state])} for state, words in sentences.items() if states[state]]
    if not said and states[Reach.HEARD]:
        return _("Vi hörde så många som vi ville från alla berörda grupper.")
    return "\n\n".join(said)


def _done(found: list[AffectedGroup]) -> str:
    return "\n\n".join(
        _(
            "För %(group)s: %(measures)s.",
            group=_name(group),
            measures="; ".join(_measure(one) for one in group.measures),
        )
        for group in found
        if group.measures
    )


def _measure(measure: Measure) -> str:
    what = measure.texts.plain("what").rstrip(".")
    if measure.status is MeasureStatus.DONE:
        return _("%(what)s (gjort)", what=what)
    if measure.status is MeasureStatus.NOT_DONE:
        return _("%(what)s (blev inte av: %(because)s)", what=what, because=measure.because.rstrip("."))
    return _("%(what)s (inte gjort än)", what=what)


def _names(found: list[AffectedGroup]) -> str:
    return listed([_name(one) for one in found], SOURCE)


def _name(group: AffectedGroup) -> str:
    name = group.texts.plain("name")
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
