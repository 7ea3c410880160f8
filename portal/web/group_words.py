"""Affected groups and the dialogue group in words, for the public: who is affected, what is done, what was not."""

from collections.abc import Sequence
from typing import Any

from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

from portal.domain.groups import MeasureStatus, MemberRole, Reach
from portal.queries.public_texts import Words
from portal.web import days

REACHES: dict[Reach, LazyString] = {
    Reach.HEARD: lazy_gettext("hörd"),
    Reach.THIN: lazy_gettext("för få hörda"),
    Reach.SILENT: lazy_gettext("tyst"),
    Reach.UNKNOWN: lazy_gettext("går inte att säga"),
}

ROLES: dict[MemberRole, LazyString] = {
    MemberRole.POLITICIAN: lazy_gettext("förtroendevald"),
    MemberRole.INVESTIGATOR: lazy_gettext("utredare"),
    MemberRole.DIALOGUE_SUPPORT: lazy_gettext("dialogstöd"),
}


def groups_of(rows: Sequence[Any], words: Words, language: str) -> list[dict[str, Any]]:
    """Each group with its measures: what, where, how it went, and why when it was not done."""
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        group = found.setdefault(row.id, {"name": words.get(row.texts_id, "name", language), "measures": []})
        if row.measure_texts_id is not None:
            group["measures"].append(
                {
                    "what": words.get(row.measure_texts_id, "what", language),
                    "place": words.get(row.measure_texts_id, "place", language),
                    "state": _state(row),
                    "status": row.status.value,
                    "because": row.because if row.status is MeasureStatus.NOT_DONE else "",
                }
            )
    return list(found.values())


def _state(row: Any) -> str:
    if row.status is MeasureStatus.DONE:
        return _("Gjort")
    if row.status is MeasureStatus.NOT_DONE:
        return _("Blev inte av")
    if row.due_on is None:
        return _("Planerat")
    if row.due_on < days.today():
        return _("Skulle ha varit klart %(date)s", date=days.short(row.due_on))
    return _("Planerat till %(date)s", date=days.short(row.due_on))


def members_of(rows: Sequence[Any]) -> list[str]:
    """*Per Berg (förtroendevald)* for each."""
    return [_("%(name)s (%(role)s)", name=row.name, role=ROLES[row.role]) for row in rows]
