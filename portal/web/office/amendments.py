"""A changed promise: the form with everything as it stands, old beside new, and then the change in public (B2)."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from portal.domain.calendar import local_day
from portal.domain.commitments import PointKind
from portal.domain.dialogues import Level, ShowMode, Stage, stage_of
from portal.domain.permissions import Act
from portal.domain.texts import field_of
from portal.models.dialogues import Dialogue
from portal.queries import commitments
from portal.queries.dialogues import shown_languages
from portal.services import amendments
from portal.services.amendments import Amended
from portal.web import days, ladder_words, sessions
from portal.web.access import staff
from portal.web.forms.dialogues import level_choices
from portal.web.forms.fields import written
from portal.web.forms.saving import Difference, differences, saved
from portal.web.forms.stages import ExtendForm, amend_form, with_reason
from portal.web.office.workspace import open_dialogue, page
from portal.web.protection import csrf
from portal.web.staff import body_choices, chosen_body

blueprint = Blueprint("office_amendments", __name__, url_prefix="/office/dialogues/<slug>/stages")
csrf.exempt(blueprint)
_DAYS = ("planned_decision_on", "opens_on", "closes_on", "result_by", "answer_by")


@blueprint.route("/amend", methods=["GET", "POST"])
@staff(Act.AMEND)
def amend(slug: str) -> Response | tuple[str, int]:
    """Two steps on one page: compare old and new, then change the promise."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.AMEND)
    if sealed := _sealed(dialogue):
        return sealed
    form = _form(sessions.reading(), dialogue)
    if "confirm" in request.form and saved(form, lambda session: _amend(session, slug, form)):
        flash(_("Löftet är ändrat. Ändringen är offentlig, och de som går att nå får veta det."), "good")
        return redirect(f"/office/dialogues/{slug}/commitment/", 303)
    compared = request.method == "POST" and "confirm" not in request.form and form.validate()
    dialogue = open_dialogue(sessions.reading(), slug, Act.AMEND)
    standing = _standing(sessions.reading(), dialogue)
    clashes = differences(form, standing, dialogue.version)
    body = page(
        "office/amendments/amend.html", dialogue, "stages", form=form, clashes=clashes,
        changed=_changed(form, standing) if compared or form.overtaken else [], compared=compared,
        languages=shown_languages(dialogue), points=commitments.points_of(sessions.reading(), dialogue.id),
    )  # fmt: skip
    return body, form.status


@blueprint.route("/extend", methods=["GET", "POST"])
@staff(Act.AMEND)
def extend(slug: str) -> Response | tuple[str, int]:
    """A later last day; after the closing it reopens the dialogue, until the handover."""
    dialogue = open_dialogue(sessions.reading(), slug, Act.AMEND)
    if sealed := _sealed(dialogue):
        return sealed
    languages = shown_languages(dialogue)
    standing = _dates(dialogue)
    form = with_reason(ExtendForm, "amendment", languages)(data={**standing, "version": dialogue.version})

    def change(session: Session) -> None:
        fresh = open_dialogue(session, slug, Act.AMEND)
        moved = {name: form[name].data for name in ("planned_decision_on", "result_by", "answer_by")}
        amendments.extend(
            session, sessions.current_actor(), sessions.settings().rules(), fresh, form.closes_on.data,
            written(form, "reason", languages), form.decided_by.data or "", form.version.data or 0, sessions.now(),
            **moved, short_time_because=form.short_time_because.data or "",
        )  # fmt: skip

    if saved(form, change):
        flash(_("Dialogen är förlängd. Ändringen är offentlig, och de som går att nå får veta det."), "good")
        return redirect(f"/office/dialogues/{slug}/", 303)
    dialogue = open_dialogue(sessions.reading(), slug, Act.AMEND)
    kept = {name: value for name, value in _dates(dialogue).items() if name != "opens_on"}
    rows: list[Difference] = differences(form, kept, dialogue.version)
    body = page("office/amendments/extend.html", dialogue, "stages", form=form, rows=rows, languages=languages)
    return body, form.status


def _sealed(dialogue: Dialogue) -> Response | None:
    """Where to go instead when there is no promise to change: not given yet, or sealed by the handover or the end."""
    stage = stage_of(dialogue.stage_facts(), sessions.now())
    if stage in amendments.ALIVE:
        return None
    if stage is Stage.PREPARING:
        flash(_("Löftet är inte givet än. Ändra det här i stället."), "info")
        return redirect(f"/office/dialogues/{dialogue.slug}/commitment/", 303)
    flash(_("Löftet ligger fast. Efter överlämningen, eller när dialogen är slut, går det inte att ändra."), "info")
    return redirect(f"/office/dialogues/{dialogue.slug}/stages/", 303)


def _amend(session: Session, slug: str, form: Any) -> None:
    dialogue = open_dialogue(session, slug, Act.AMEND)
    standing = _standing(session, dialogue)
    changed = {name for name, _old, _new in _raw_changes(form, standing)}
    languages = shown_languages(dialogue)
    keys = {key for key in _texts(session, dialogue) if any(f"{key}-{code}" in changed for code in languages)}
    named = form.delegating_body.data and changed & {"delegating_body", "delegating_date", "delegating_section"}
    new = [(kind, written(form, f"new-{kind.value}", languages)) for kind in PointKind]
    points = commitments.points_of(session, dialogue.id)
    amended = Amended(
        level=Level(int(form.level.data)) if "level" in changed else None,
        delegation=(form.delegating_body.data, form.delegating_date.data, form.delegating_section.data or "")
        if named and form.delegating_date.data
        else None,
        deciding_body=chosen_body(session, form.deciding_body.data) if "deciding_body" in changed else None,
        planned_period=form.planned_period.data or "" if "planned_period" in changed else None,
        show_mode=ShowMode(form.show_mode.data) if "show_mode" in changed else None,
        quotes_allowed=form.quotes_allowed.data if "quotes_allowed" in changed else None,
        texts={key.replace("_", "."): written(form, key, languages) for key in sorted(keys)},
        new_points=tuple((kind, words) for kind, words in new if any(text.strip() for text in words.values())),
        withdrawn_points=tuple(point.id for point in points if form[f"withdraw-{point.id}"].data),
        short_time_because=form.short_time_because.data or "",
        **{name: form[name].data for name in _DAYS if name in changed},
    )
    amendments.amend(
        session, sessions.current_actor(), sessions.settings().rules(), dialogue, amended,
        written(form, "reason", languages), form.decided_by.data or "", form.version.data or 0, sessions.now(),
    )  # fmt: skip


def _texts(session: Session, dialogue: Dialogue) -> dict[str, tuple[str, int]]:
    """{name of the field: (label, limit)}; the name is the text's key with `_` for its dots."""
    found = {
        "dialogue_purpose": (_("Syfte"), field_of("dialogue", "purpose").limit),
        "dialogue_use": (_("Så används det du skriver"), field_of("dialogue", "use").limit),
    }
    for point in commitments.points_of(session, dialogue.id):
        found[f"point_{point.id}_text"] = (_("Punkt"), field_of("point", "text").limit)
    return found


def _form(session: Session, dialogue: Dialogue) -> Any:
    points = {point.id: point.texts.plain("text") for point in commitments.points_of(session, dialogue.id)}
    kind = amend_form(_texts(session, dialogue), points, shown_languages(dialogue))
    form = kind(data={**_standing(session, dialogue), "version": dialogue.version})
    offered = level_choices(ladder_words.steps(dialogue.ladder_id, dialogue.level))
    form.level.choices = [choice for choice in offered if choice[0] != str(Level.INFORMATION.value)]
    form.deciding_body.choices = body_choices(session)
    return form


def _dates(dialogue: Dialogue) -> dict[str, object]:
    zone = sessions.settings().zone
    return {
        "opens_on": local_day(dialogue.opens_at, zone) if dialogue.opens_at else None,
        "closes_on": days.last(dialogue.closes_at) if dialogue.closes_at else None,
        **{name: getattr(dialogue, name) for name in ("planned_decision_on", "result_by", "answer_by")},
    }


def _standing(session: Session, dialogue: Dialogue) -> dict[str, object]:
    found: dict[str, object] = {
        **_dates(dialogue),
        "level": str(dialogue.level),
        "delegating_body": dialogue.delegating_body,
        "delegating_date": dialogue.delegating_date,
        "delegating_section": dialogue.delegating_section,
        "deciding_body": str(dialogue.deciding_body_id or ""),
        "planned_period": dialogue.planned_period or "",
        "show_mode": dialogue.show_mode.value,
        "quotes_allowed": dialogue.quotes_allowed,
    }
    owners = {"dialogue_purpose": (dialogue.texts, "purpose"), "dialogue_use": (dialogue.texts, "use")}
    for point in commitments.points_of(session, dialogue.id):
        owners[f"point_{point.id}_text"] = (point.texts, "text")
    for key, (text_set, field) in owners.items():
        for language in shown_languages(dialogue):
            text = text_set.get(field, language)
            found[f"{key}-{language}"] = text.source if text else ""
    return found


def _raw_changes(form: Any, standing: Mapping[str, object]) -> list[tuple[str, object, object]]:
    def plain(value: object) -> str:
        return "" if value is None else str(value).strip()

    return [
        (name, old, form[name].data)
        for name, old in standing.items()
        if name in form and plain(old) != plain(form[name].data)
    ]


def _changed(form: Any, standing: Mapping[str, object]) -> list[Difference]:
    """What the form changes, in words: (label, old, new)."""

    def readable(name: str, value: object) -> str:
        offered = getattr(form[name], "choices", None)
        if offered:
            return next((str(label) for key, label, *_rest in offered if str(key) == str(value)), "–")
        if isinstance(value, bool):
            return _("ja") if value else _("nej")
        return days.long(value) if hasattr(value, "isoformat") else str(value or "–")  # type: ignore[arg-type]

    found = [
        (str(form[name].label.text), readable(name, old), readable(name, new))
        for name, old, new in _raw_changes(form, standing)
    ]
    for field in form:
        if field.name.startswith("new-") and field.data:
            found.append((str(field.label.text), "–", str(field.data)))
        if field.name.startswith("withdraw-") and field.data:
            found.append((str(field.label.text), "–", _("tas bort")))
    return found
