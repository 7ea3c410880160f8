"""On the desk of those who record decisions: annual reports that owe a dialogue its place, once their year is over."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from portal.domain.permissions import Act, may
from portal.queries import annual_reports
from portal.web import days, sessions
from portal.web.office.desk_items import Item
from portal.web.staff import name_of


def of_reports(session: Session, body_ids: set[int]) -> Iterator[Item]:
    """One line for each body's year that is over and whose adopted report lacks an extensive dialogue."""
    actor = sessions.current_actor()
    mine = [body_id for body_id in body_ids if may(actor, Act.RECORD_DECISIONS, body_id)]
    if not mine:
        return
    for debt in annual_reports.debts(session, sessions.settings().rules(), days.today(), mine):
        if debt.year >= days.today().year:
            continue
        words = (
            _("Rätta verksamhetsberättelsen för %(year)s", year=debt.year)
            if debt.adopted
            else _("Verksamhetsberättelsen för %(year)s är inte antagen", year=debt.year)
        )
        note = ngettext(
            "%(num)s omfattande dialog väntar på att redovisas",
            "%(num)s omfattande dialoger väntar på att redovisas",
            len(debt.dialogues),
        )
        href = f"/office/bodies/{debt.body.slug}/reports/{debt.year}/"
        yield Item(words, href, name_of(debt.body), note, late=debt.late, principle="D2")
