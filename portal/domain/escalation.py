"""With whom a late answer lies: the dialogue group, then the body, then the executive board (principle C2).

The days are counted from the promised date as it stands, as the public clock does.
"""

from dataclasses import dataclass
from enum import StrEnum


class LiesWith(StrEnum):
    """The steps of the chain, the nearest to the dialogue first."""

    GROUP = "group"
    BODY = "body"
    BOARD = "board"


@dataclass(frozen=True)
class Limits:
    """From which day late the answer lies with the body, and with the board."""

    to_body: int = 14
    to_board: int = 42


DEFAULT_LIMITS = Limits()


def lies_with(days_late: int, limits: Limits, *, is_board: bool = False) -> LiesWith | None:
    """Whom the question lies with after so many days; None while nothing is late.

    The executive board has nobody above it: for a dialogue of its own the chain is group → board.
    """
    if days_late <= 0:
        return None
    if is_board:
        return LiesWith.BOARD if days_late >= min(limits.to_body, limits.to_board) else LiesWith.GROUP
    if days_late >= limits.to_board:
        return LiesWith.BOARD
    return LiesWith.BODY if days_late >= limits.to_body else LiesWith.GROUP
