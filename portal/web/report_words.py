"""What a body's public page tells of its annual reports: those adopted, and what they owe, in plain words (D2)."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from portal.queries import annual_reports
from portal.queries.annual_reports import Debt
from portal.web import days
from portal.web.sessions import settings


def block_of(session: Session, body_id: int) -> dict[str, Any]:
    """The years with an adopted report, the latest first, and a sentence for each year that owes something."""
    owed = annual_reports.debts(session, settings().rules(), days.today(), [body_id])
    return {
        "years": annual_reports.adopted_years(session, body_id),
        "owed": [{"words": _owed(debt), "late": debt.late} for debt in owed],
    }


def _owed(debt: Debt) -> str:
    number = len(debt.dialogues)
    if debt.adopted:
        head = _("Verksamhetsberättelsen för %(year)s är antagen men inte komplett.", year=debt.year)
    elif debt.year >= days.today().year:
        head = _("Verksamhetsberättelsen för %(year)s skrivs när året är slut.", year=debt.year)
    else:
        head = _("Verksamhetsberättelsen för %(year)s är inte antagen.", year=debt.year)
    tail = ngettext(
        "%(num)s omfattande dialog väntar på att redovisas i den.",
        "%(num)s omfattande dialoger väntar på att redovisas i den.",
        number,
    )
    return f"{head} {tail}"
