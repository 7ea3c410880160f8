"""What is set for this installation, and what is missing: the name of each setting, never a secret."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask_babel import gettext as _

from portal.adapters.locale_format import endonym, number
from portal.domain.permissions import Act
from portal.settings import Settings
from portal.web import sessions
from portal.web.access import staff
from portal.web.formats import reader_language
from portal.web.labels import LEVELS

blueprint = Blueprint("admin_settings", __name__, url_prefix="/admin/settings")


@dataclass(frozen=True)
class Line:
    """One setting in words; `lack` says what follows from its being empty."""

    label: str
    name: str
    value: str
    lack: str = ""

    @property
    def setting(self) -> str:
        """The name of the setting in the environment."""
        return f"GENSVAR_{self.name.upper()}"


@blueprint.get("/")
@staff(Act.SEE_SETTINGS)
def index() -> str:
    """Every setting by subject; what is missing stands first."""
    parts = _parts(sessions.settings())
    missing = [line for _title, lines in parts for line in lines if line.lack and not line.value]
    return render_template("admin/settings/index.html", parts=parts, missing=missing, language=reader_language())


def limit(figure: int) -> str:
    """A limit of the settings in words: 0 is none."""
    return number(figure, reader_language()) if figure else _("används inte")


def _parts(s: Settings) -> list[tuple[str, list[Line]]]:
    days, minutes = _("%(n)s dagar"), _("%(n)s minuter")
    hidden = LEVELS.get(s.hidden_influence_level) if s.hidden_influence_level else None  # type: ignore[call-overload]
    return [
        (
            _("Kommunen"),
            [
                Line(_("Namn"), "municipality_name", s.municipality_name),
                Line(_("Webbplats"), "municipality_website", s.municipality_website or ""),
                Line(_("Färg"), "accent_color", s.accent_color),
                Line(_("Logotyp"), "logo", s.logo or ""),
                Line(_("E-post för frågor"), "contact_email", s.contact_email or "",
                     _("Invånarna får inte veta vart de kan skriva.")),
                Line(_("Telefon"), "contact_phone", s.contact_phone or ""),
                Line(_("Postadress"), "postal_address", s.postal_address or "",
                     _("Den som vill skriva på papper får ingen adress.")),
                Line(_("Språk"), "languages", ", ".join(endonym(code) for code in s.languages)),
                Line(_("Steg som inte används på trappan"), "hidden_influence_level", str(hidden or "")),
            ],
        ),
        (
            _("Adresser och e-post"),
            [
                Line(_("Portalens adress"), "public_url", s.public_url or "",
                     _("Länkar i mejl och på papper får ingen adress som fungerar utifrån.")),
                Line(_("E-postserver"), "smtp_url", _("inställd") if s.smtp_url else "",
                     _("Mejl skickas inte. De läggs som filer i instance/mail, för prov.")),
                Line(_("Avsändare"), "mail_sender", s.mail_sender or "", _("Mejl får ingen riktig avsändare.")),
                Line(_("Gallringsbeslut för adresser"), "mail_retention_decision", s.mail_retention_decision or "",
                     _("Formuläret frågar inte efter e-postadress förrän det finns ett beslut om gallring.")),
            ],
        ),
        (
            _("Tider"),
            [
                Line(_("Tidszon"), "timezone", s.timezone),
                Line(_("Respit efter stängning"), "grace_minutes", minutes % {"n": s.grace_minutes}),
                Line(_("Tid att begära ny prövning"), "appeal_days", days % {"n": s.appeal_days}),
                Line(_("En prövning räknas som sen efter"), "appeal_late_days", days % {"n": s.appeal_late_days}),
                Line(_("Adressen står kvar efter svaret"), "followup_list_days", days % {"n": s.followup_list_days}),
                Line(_("Registrering av papper tar högst"), "registration_days", days % {"n": s.registration_days}),
                Line(_("Sent svar hos nämnden efter"), "escalate_to_body_days", days % {"n": s.escalate_to_body_days}),
                Line(_("Sent svar hos KS efter"), "escalate_to_board_days", days % {"n": s.escalate_to_board_days}),
                Line(_("Omfattande från antal berörda"), "extensive_affected", limit(s.extensive_affected)),
                Line(_("Omfattande från antal synpunkter"), "extensive_submissions", limit(s.extensive_submissions)),
                Line(_("Omfattande från kostnad i kronor"), "extensive_cost", limit(s.extensive_cost)),
                Line(_("Omfattande när kommunstyrelsen eller fullmäktige håller den"), "extensive_when_board_holds",
                     _("ja") if s.extensive_when_board_holds else _("nej")),
                Line(_("Verksamhetsberättelsen sen från"), "late_report_day",
                     f"{s.late_report_day}/{s.late_report_month}"),
            ],
        ),
    ]  # fmt: skip
