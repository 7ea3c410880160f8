"""What one installation decides: `GENSVAR_*` in the environment, over `instance/settings.toml`, over the defaults."""

import os
import re
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from portal.domain.escalation import Limits
from portal.domain.extensive import Limits as ExtensiveLimits
from portal.domain.rules import Keys, Rules
from portal.setting_faults import FAULTS

ROOT = Path(__file__).resolve().parent.parent
SECRET_KEY_FILE = "secret_key"  # noqa: S105


class SettingsError(Exception):
    """The settings cannot be used; `faults` says everything that is wrong, each with the setting's name."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one installation. Days and hours are whole numbers; `timezone` is a name of the IANA list.

    A limit of `extensive_…` that is 0 is not used.
    """

    instance: Path
    secret_key: str = field(repr=False)
    database_url: str = field(default="", repr=False)
    smtp_url: str | None = field(default=None, repr=False)
    public_url: str | None = None
    trusted_hosts: tuple[str, ...] = ()
    proxy_count: int = 0
    timezone: str = "Europe/Stockholm"
    languages: tuple[str, ...] = ("sv", "fi", "en", "ar")
    municipality_name: str = "Åsby kommun"
    municipality_website: str | None = None
    accent_color: str = "#0a5c63"
    logo: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None
    postal_address: str | None = None
    mail_sender: str | None = None
    grace_minutes: int = 15
    appeal_days: int = 21
    appeal_late_days: int = 14
    late_report_month: int = 5
    late_report_day: int = 1
    followup_list_days: int = 60
    registration_days: int = 5
    outbox_seal_hours: int = 72
    mail_retention_decision: str | None = None
    consideration_days: int = 30
    consideration_weeks_before: int = 8
    days_between_close_and_decision: int = 14
    escalate_to_body_days: int = 14
    escalate_to_board_days: int = 42
    extensive_affected: int = 5000
    extensive_submissions: int = 500
    extensive_cost: int = 250_000
    extensive_when_board_holds: bool = True
    hidden_influence_level: int | None = None
    demo: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """The municipality's time zone."""
        return ZoneInfo(self.timezone)

    @lru_cache(maxsize=8)  # noqa: B019 - settings are made once in a process
    def rules(self) -> Rules:
        """Return what services need to know of these settings, as one value."""
        return Rules(
            zone=self.zone,
            keys=Keys.derive(self.secret_key),
            languages=self.languages,
            grace=timedelta(minutes=self.grace_minutes),
            appeal_days=self.appeal_days,
            mail_offered=bool(self.mail_retention_decision),
            consideration_days=self.consideration_days,
            consideration_weeks_before=self.consideration_weeks_before,
            days_between_close_and_decision=self.days_between_close_and_decision,
            escalation=Limits(self.escalate_to_body_days, self.escalate_to_board_days),
            extensive=ExtensiveLimits(
                affected=self.extensive_affected or None,
                submissions=self.extensive_submissions or None,
                cost=self.extensive_cost or None,
                board_holds=self.extensive_when_board_holds,
            ),
            late_report=(self.late_report_month, self.late_report_day),
            hidden_level=self.hidden_influence_level,
        )

    @property
    def is_sqlite(self) -> bool:
        """Whether the installation keeps its data in an SQLite file."""
        return self.database_url.startswith("sqlite")

    @property
    def is_https(self) -> bool:
        """Whether residents reach the portal over https, so that cookies can be bound to it."""
        return bool(self.public_url and self.public_url.startswith("https://"))


def instance_directory(environ: Mapping[str, str]) -> Path:
    """Return where this installation keeps its own files: `GENSVAR_INSTANCE`, else `instance/` in the source tree."""
    return Path(environ.get("GENSVAR_INSTANCE") or ROOT / "instance").resolve()


def load(environ: Mapping[str, str] = os.environ, instance: Path | None = None) -> Settings:
    """Return the settings in force; raises SettingsError with every fault at once, each with the setting's name."""
    place = (instance or instance_directory(environ)).resolve()
    faults: list[str] = []
    given = _from_file(place / "settings.toml", faults) | _from_environment(environ, faults)
    values: dict[str, Any] = {"instance": place}
    for known in fields(Settings):
        if known.name == "instance":
            continue
        if known.name in given:
            label, raw = given[known.name]
            try:
                values[known.name] = _READERS.get(str(known.type), _text)(raw)
            except ValueError as fault:
                faults.append(f"{label}: {fault}")
                values[known.name] = None if known.default is MISSING else known.default
        elif known.default is not MISSING:
            values[known.name] = known.default
    if not values.get("secret_key"):
        values["secret_key"] = _kept_secret_key(place, faults)
    values["database_url"] = values["database_url"] or f"sqlite:///{place / 'gensvar.sqlite3'}"
    settings = Settings(**values)
    faults += faults_of(settings)
    if faults:
        raise SettingsError(faults)
    return settings


def make_secret_key(instance: Path) -> Path:
    """Make the installation's secret key unless it has one; return its file, readable by the owner only."""
    path = instance / SECRET_KEY_FILE
    instance.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path
    with os.fdopen(handle, "w") as out:
        out.write(secrets.token_urlsafe(48) + "\n")
    return path


def faults_of(settings: Settings) -> list[str]:
    """Say what is wrong with values that are well formed one by one."""
    found = [f"{_label(name)}: {fault}" for name, check in FAULTS.items() if (fault := check(getattr(settings, name)))]
    if settings.is_https and len(settings.secret_key) < 32:
        found.append(f"{_label('secret_key')}: a portal on the web needs at least 32 characters")
    if settings.escalate_to_board_days < settings.escalate_to_body_days:
        found.append(f"{_label('escalate_to_board_days')}: must not be less than escalate_to_body_days")
    return found


def _label(name: str) -> str:
    return f"GENSVAR_{name.upper()}"


def _kept_secret_key(instance: Path, faults: list[str]) -> str:
    try:
        if key := (instance / SECRET_KEY_FILE).read_text().strip():
            return key
    except OSError:
        pass
    faults.append(
        f"{_label('secret_key')}: not set, and {instance / SECRET_KEY_FILE} cannot be read; run 'gensvar init'"
    )
    return ""


def _from_file(path: Path, faults: list[str]) -> dict[str, tuple[str, Any]]:
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        faults.append(f"{path}: {fault}")
        return {}
    return _known({name: (f"{name} in {path.name}", value) for name, value in written.items()}, faults)


def _from_environment(environ: Mapping[str, str], faults: list[str]) -> dict[str, tuple[str, Any]]:
    found = {
        name.removeprefix("GENSVAR_").lower(): (name, value)
        for name, value in environ.items()
        if name.startswith("GENSVAR_") and name != "GENSVAR_INSTANCE" and not name.startswith("GENSVAR_TEST_") and value
    }
    return _known(found, faults)


def _known(given: dict[str, tuple[str, Any]], faults: list[str]) -> dict[str, tuple[str, Any]]:
    names = {known.name for known in fields(Settings)} - {"instance"}
    faults += [f"{label}: there is no such setting" for name, (label, _) in given.items() if name not in names]
    return {name: value for name, value in given.items() if name in names}


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise ValueError("must be text")
    return raw.strip()


def _number(raw: Any) -> int:
    if isinstance(raw, bool) or not re.fullmatch(r"\d{1,9}", str(raw).strip()):
        raise ValueError(f"must be a whole number, not {raw!r}")
    return int(raw)


def _yes_or_no(raw: Any) -> bool:
    meaning = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    try:
        return meaning[str(raw).strip().lower()]
    except KeyError:
        raise ValueError(f"must be true or false, not {raw!r}") from None


def _names(raw: Any) -> tuple[str, ...]:
    parts = raw.split(",") if isinstance(raw, str) else raw
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise ValueError("must be a list of names")
    return tuple(part.strip() for part in parts if part.strip())


_READERS: dict[str, Callable[[Any], Any]] = {
    str(int): _number,
    str(int | None): _number,
    str(bool): _yes_or_no,
    str(tuple[str, ...]): _names,
}
