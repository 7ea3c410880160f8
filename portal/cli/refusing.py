"""What the command line says when the portal will not do something: the code, then the reason in words."""

from collections.abc import Sequence

from portal.domain.files import WrongFile
from portal.domain.refusals import Refusal, Refused
from portal.schema import WrongSchema
from portal.settings import SettingsError
from portal.transaction import Busy, NotDurable
from portal.web.messages import words


def reasons_of(fault: Exception) -> list[str]:
    """One line a reason, `CODE: sentence`; none for a fault that is a bug and has to be seen as one."""
    if isinstance(fault, Refused):
        return [line_for(refusal) for refusal in fault.refusals]
    if isinstance(fault, WrongFile):
        return [line_for(Refusal(fault.code, params=fault.params))]
    if isinstance(fault, SettingsError):
        return [f"SETTINGS: {each}" for each in fault.faults]
    for kind, code in ((WrongSchema, "SCHEMA"), (NotDurable, "NOT_DURABLE"), (Busy, "BUSY"), (OSError, "FILE")):
        if isinstance(fault, kind):
            return [f"{code}: {fault}"]
    return _of_the_database(fault)


def line_for(refusal: Refusal) -> str:
    """A refusal as the command line shows it, with the field it is about."""
    place = f" [{refusal.field}]" if refusal.field else ""
    return f"{refusal.code}{place}: {words(refusal)}"


def codes_in_words(codes: Sequence[str]) -> dict[str, str]:
    """Each code with its sentence."""
    return {code: words(Refusal(code)) for code in dict.fromkeys(codes)}


def _of_the_database(fault: Exception) -> list[str]:
    from sqlalchemy.exc import OperationalError

    return [f"DATABASE: {fault.orig}".splitlines()[0]] if isinstance(fault, OperationalError) else []
