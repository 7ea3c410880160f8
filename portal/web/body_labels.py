"""The names of codes about bodies: roles of seats, kinds of steering, quarters, what became of a planned dialogue."""

from collections.abc import Mapping
from datetime import date

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from portal.domain.bodies import RolesThen
from portal.domain.plans import Became
from portal.domain.seats import SeatRole
from portal.domain.steering import SteeringKind
from portal.web import days

SEAT_ROLES: Mapping[SeatRole, LazyString] = {
    SeatRole.CHAIR: _("Ordförande"),
    SeatRole.FIRST_VICE: _("1:e vice ordförande"),
    SeatRole.SECOND_VICE: _("2:e vice ordförande"),
    SeatRole.MEMBER: _("Ledamot"),
    SeatRole.SUBSTITUTE: _("Ersättare"),
}

STEERING_KINDS: Mapping[SteeringKind, LazyString] = {
    SteeringKind.GOAL: _("Mål"),
    SteeringKind.PLAN: _("Plan"),
    SteeringKind.BUDGET: _("Budget"),
}

QUARTERS: Mapping[int, LazyString] = {
    1: _("Januari–mars"),
    2: _("April–juni"),
    3: _("Juli–september"),
    4: _("Oktober–december"),
}

BECAME: Mapping[Became, LazyString] = {
    Became.HELD: _("Hållen och besvarad"),
    Became.UNDER_WAY: _("Pågår"),
    Became.PREPARING: _("Förbereds"),
    Became.NOT_YET: _("Inte än"),
    Became.BEHIND: _("Inte påbörjad i tid"),
    Became.ENDED: _("Inställd"),
    Became.DROPPED: _("Struken"),
}

BECAME_TAGS: Mapping[Became, str] = {
    Became.HELD: "good",
    Became.UNDER_WAY: "info",
    Became.PREPARING: "neutral",
    Became.NOT_YET: "neutral",
    Became.BEHIND: "late",
    Became.ENDED: "part",
    Became.DROPPED: "part",
}
"""How `components/tag.html` draws what became of a planned dialogue."""

ROLES_THEN: Mapping[RolesThen, LazyString] = {
    RolesThen.CARRY: _("De som arbetar för nämnden får samma roller i den som tar över"),
    RolesThen.END: _("Rollerna upphör"),
}


def period(since: date, until: date | None) -> str:
    """*1 januari 2023–31 december 2026*, or *sedan 1 januari 2023*."""
    return days.between(since, until) if until else gettext("sedan %(date)s", date=days.short(since))
