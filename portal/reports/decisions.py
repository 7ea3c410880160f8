"""Decisions in plain words: what a body or a delegate did with the matter, and what comes next."""

from flask_babel import gettext as _

from portal.domain.decisions import DecisionKind, section_of


def decision_name(kind: DecisionKind) -> str:
    """What a decision of that kind is called."""
    return {
        DecisionKind.PROPOSED: _("Förslag till beslut"),
        DecisionKind.DECIDED: _("Beslutat"),
        DecisionKind.REFERRED_BACK: _("Återremitterat"),
        DecisionKind.POSTPONED: _("Bordlagt"),
        DecisionKind.WITHDRAWN: _("Återtaget"),
    }[kind]


def reference(section: str, delegate: str = "") -> str:
    """*§ 41*, or *beslut nummer 14* where a delegate decided."""
    number = section_of(section)
    return _("beslut nummer %(number)s", number=number) if delegate else f"§ {number}"


def happened(kind: DecisionKind, final: bool, next_body: str = "") -> str:
    """What happened, as a sentence for everybody; `next_body` is the name of where a proposal goes, in a sentence."""
    if kind is DecisionKind.PROPOSED:
        if next_body:
            return _("Ett förslag till beslut är klart. Det går vidare till %(body)s.", body=next_body)
        return _("Ett förslag till beslut är klart.")
    if kind is DecisionKind.REFERRED_BACK:
        return _("Ärendet skickades tillbaka för att utredas mer (återremiss).")
    if kind is DecisionKind.POSTPONED:
        return _("Beslutet sköts upp (bordläggning).")
    if kind is DecisionKind.WITHDRAWN:
        return _("Ärendet drogs tillbaka.")
    return _("Beslutet är fattat. Det är det slutliga beslutet i ärendet.") if final else _("Ett beslut är fattat.")
