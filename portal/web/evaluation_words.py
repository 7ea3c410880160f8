"""Evaluations in words and as charts: what was asked, who answered, figures that give nobody away."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import LazyString, gettext, ngettext
from flask_babel import lazy_gettext as _

from portal.domain.evaluations import QUESTIONS, Agreement, EvaluationKind, PurposeMet, agreement
from portal.domain.small_cells import THRESHOLD, suppressed
from portal.models.evaluations import GroupEvaluation

PURPOSE_MET: Mapping[PurposeMet, LazyString] = {
    PurposeMet.MET: _("Ja, syftet nåddes"),
    PurposeMet.PARTLY: _("Delvis"),
    PurposeMet.NOT_MET: _("Nej, syftet nåddes inte"),
}

ASKED: Mapping[str, LazyString] = {
    "understood": _("Jag förstod hur mycket jag kunde påverka."),
    "could_say": _("Jag kunde säga det jag ville."),
    "saw_what_happened": _("Jag ser vad synpunkterna ledde till."),
}

SHORT: Mapping[str, LazyString] = {
    "understood": _("Förstod"),
    "could_say": _("Fick säga sitt"),
    "saw_what_happened": _("Ser vad det ledde till"),
}
"""The same questions as heads of a table."""

AGREEMENTS: Mapping[Agreement, LazyString] = {
    Agreement.AGREES: _("Stämmer"),
    Agreement.BETWEEN: _("Varken eller"),
    Agreement.DISAGREES: _("Stämmer inte"),
}

KINDS: Mapping[EvaluationKind, LazyString] = {
    EvaluationKind.GROUP: _("Dialoggruppen"),
    EvaluationKind.ELECTED: _("De förtroendevalda"),
}


def answered_words(number: int) -> str:
    """How many answered; a number below the threshold is not told."""
    if number < THRESHOLD:
        return gettext("Färre än fem har svarat. Därför visar vi inga siffror.")
    return ngettext("%(num)s person har svarat.", "%(num)s personer har svarat.", number)


def charts(by_question: Mapping[str, Mapping[int, int]]) -> list[tuple[str, list[tuple[str, int | None, str | None]]]]:
    """A chart per question, its bars *agrees*, *in between*, *disagrees*; small cells are not told."""
    found = []
    for question in QUESTIONS:
        counts = agreement(by_question[question])
        shown = suppressed(counts)
        if all(number is None for number in shown.values()):
            continue
        rows = [
            (str(AGREEMENTS[key]), number, gettext("färre än fem") if number is None else None)
            for key, number in shown.items()
        ]
        found.append((str(ASKED[question]), rows))
    return found


def views(rows: Iterable[GroupEvaluation]) -> dict[EvaluationKind, list[dict[str, Any]]]:
    """The written evaluations by whose they are, as the pages show them."""
    found: dict[EvaluationKind, list[dict[str, Any]]] = {kind: [] for kind in EvaluationKind}
    for row in rows:
        found[row.kind].append(
            {
                "met": PURPOSE_MET[row.met] if row.met else None,
                "parts": [
                    (gettext("Syfte"), row.purpose_met),
                    (gettext("Form"), row.form),
                    (gettext("Metod"), row.method),
                ],
                "by": row.evaluated_by,
                "on": row.evaluated_on,
            }
        )
    return found
