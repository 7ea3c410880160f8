"""Approvals in a body's name (C1): by the body itself, by its chair, or by a delegate under a stated delegation."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.refusals import Refusal


class ApprovalKind(StrEnum):
    """Who approved: the body at a meeting (§), its chair, or a delegate (according to which delegation)."""

    BODY = "body"
    CHAIR = "chair"
    DELEGATE = "delegate"


@dataclass(frozen=True)
class Given:
    """An approval as it is recorded. `by` is a person's name, empty when the body itself approved; `on` a local day."""

    kind: ApprovalKind
    on: date
    by: str = ""
    role: str = ""
    section: str = ""
    delegation: str = ""


def faults(given: Given, today: date) -> tuple[Refusal, ...]:
    """What the approval lacks: a body's its §, a chair's or delegate's the name, a delegate's also the delegation."""
    found = []
    if given.kind is ApprovalKind.BODY and not given.section.strip():
        found.append(Refusal("APPROVAL_WITHOUT_SECTION", "section"))
    if given.kind is not ApprovalKind.BODY and not given.by.strip():
        found.append(Refusal("NO_APPROVER", "approved_by"))
    if given.kind is ApprovalKind.DELEGATE and not given.delegation.strip():
        found.append(Refusal("NO_DELEGATION", "delegation"))
    if given.on > today:
        found.append(Refusal("APPROVED_IN_THE_FUTURE", "approved_on"))
    return tuple(found)
