"""How the portal says no: one exception that carries codes. `web/messages.py` turns codes into words."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """One reason why something was not done. `field` names the form field it belongs to, `params` fill the sentence."""

    code: str
    field: str | None = None
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)


class Refused(Exception):
    """The portal will not do it, and nothing was changed. Carries at least one `Refusal`."""

    def __init__(self, *refusals: Refusal | str) -> None:
        self.refusals = tuple(r if isinstance(r, Refusal) else Refusal(r) for r in refusals)
        super().__init__(", ".join(r.code for r in self.refusals))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes alone, in order."""
        return tuple(r.code for r in self.refusals)


class NotAllowed(Refused):
    """The actor does not hold a role that may do this for this body (403)."""


class NotFound(Refused):
    """There is no such thing, or not for this reader (404)."""


class Invalid(Refused):
    """What was sent cannot be taken as it is (422). The text stays in the form."""


class GateClosed(Refused):
    """A gate of the dialogue's life is closed; the refusals are the unmet requirements (422)."""


class Conflict(Refused):
    """Somebody else changed the same thing meanwhile (409). Both texts are shown; neither is lost."""
