"""Who gave the promise, or the answer, in the body's name: one sentence for each kind of approval."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.adapters.locale_format import comma
from portal.domain.approvals import ApprovalKind
from portal.web import days
from portal.web.foreign import sentence, swedish
from portal.web.formats import reader_language

KINDS: Mapping[ApprovalKind, LazyString] = {
    ApprovalKind.BODY: _l("Nämnden eller styrelsen själv, med en paragraf i protokollet"),
    ApprovalKind.CHAIR: _l("Ordföranden"),
    ApprovalKind.DELEGATE: _l("En delegat"),
}

KIND_NOTES: Mapping[ApprovalKind, LazyString] = {
    ApprovalKind.BODY: _l("Skriv paragrafen."),
    ApprovalKind.CHAIR: _l("Skriv namnet."),
    ApprovalKind.DELEGATE: _l("Skriv namnet och vilken delegation det bygger på."),
}


@dataclass(frozen=True)
class Said:
    """An approval as the pages tell it; `body` is its name as it stands inside a sentence."""

    kind: ApprovalKind
    body: str
    by: str
    role: str
    on: date
    section: str
    delegation: str

    @classmethod
    def of_row(cls, row: Any, body: str) -> "Said":
        """From a row of the approvals."""
        return cls(
            row.kind, body, row.approved_by, row.approver_role, row.approved_on, row.section, row.delegation
        )  # fmt: skip

    @classmethod
    def of_content(cls, content: Mapping[str, Any], body: str) -> "Said":
        """From a frozen edition; one from before there were kinds was a chair's."""
        kind = ApprovalKind(content.get("kind", ApprovalKind.CHAIR.value))
        on, delegation = date.fromisoformat(content["on"]), content.get("delegation", "")
        return cls(kind, body, content["by"], content["role"], on, content["section"], delegation)

    def parts(self) -> dict[str, object]:
        """What fills the sentences; roles and delegations are written in Swedish."""
        role = swedish(self.role)
        who = sentence("%(name)s%(comma)s%(role)s", name=self.by, comma=comma(reader_language()), role=role)
        return {
            "who": who if self.role else self.by,
            "body": self.body,
            "date": days.long(self.on),
            "section": self.section.removeprefix("§").strip(),
            "delegation": swedish(self.delegation.rstrip(".")),
        }


def promise_words(said: Said) -> str:
    """Under the promise: who approved it, for whom, when, and by what right."""
    if said.kind is ApprovalKind.BODY:
        return sentence(_("Löftet godkändes av %(body)s %(date)s, § %(section)s."), **said.parts())
    if said.kind is ApprovalKind.DELEGATE:
        pattern = _("Löftet godkändes av %(who)s för %(body)s %(date)s, enligt delegation: %(delegation)s.")
        return sentence(pattern, **said.parts())
    if said.section:
        return sentence(_("Löftet godkändes av %(who)s, %(body)s, %(date)s, § %(section)s."), **said.parts())
    return sentence(_("Löftet godkändes av %(who)s, %(body)s, %(date)s."), **said.parts())


def answer_words(said: Said) -> str:
    """Under the answer: in whose name it is given, and who approved it by what right."""
    if said.kind is ApprovalKind.BODY:
        pattern = _("Svaret lämnas av %(body)s, som godkände det %(date)s, § %(section)s.")
        return sentence(pattern, **said.parts())
    if said.kind is ApprovalKind.DELEGATE:
        pattern = _(
            "Svaret lämnas av %(body)s. %(who)s godkände det %(date)s, enligt delegation: %(delegation)s."
        )  # fmt: skip
        return sentence(pattern, **said.parts())
    if said.section:
        pattern = _("Svaret lämnas av %(body)s. %(who)s godkände det %(date)s, § %(section)s.")
        return sentence(pattern, **said.parts())
    return sentence(_("Svaret lämnas av %(body)s. %(who)s godkände det %(date)s."), **said.parts())
