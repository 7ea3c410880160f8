"""What one municipality has settled for its portal, as plain values that services take as an argument.

Built from the settings by `Settings.rules()`; the lower layers never read settings themselves.
"""

import hmac
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from portal.domain.escalation import DEFAULT_LIMITS, Limits
from portal.domain.extensive import Limits as ExtensiveLimits


@dataclass(frozen=True)
class Keys:
    """Secret keys, one per purpose, all derived from the installation's secret."""

    receipts: bytes
    seals: bytes
    leaving: bytes

    @classmethod
    def derive(cls, secret: str) -> "Keys":
        """Three independent 32-byte keys (HMAC-SHA256 of a label under the secret)."""
        made = [
            hmac.digest(secret.encode(), f"gensvar:{label}".encode(), "sha256")
            for label in ("receipts", "seals", "leaving")
        ]
        return cls(*made)


@dataclass(frozen=True)
class Rules:
    """Zone, keys and local figures. `mail_offered` is false until the retention of addresses has a decision.

    `late_report` is the month and day from which last year's annual report is late.
    """

    zone: ZoneInfo
    keys: Keys
    languages: tuple[str, ...]
    grace: timedelta = timedelta(minutes=15)
    appeal_days: int = 21
    mail_offered: bool = False
    hidden_level: int | None = None
    escalation: Limits = DEFAULT_LIMITS
    extensive: ExtensiveLimits = field(default_factory=ExtensiveLimits)
    late_report: tuple[int, int] = (5, 1)
    holidays: tuple[tuple[date, date], ...] = ()
    consideration_days: int = 30
    consideration_weeks_before: int = 8
    days_between_close_and_decision: int = 14
