"""Words for what keeps groups, their measures, meetings' head-counts and the dialogue group from being saved so."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from portal.domain.groups import MemberRole


def _would_break(params: Mapping[str, object]) -> str:
    missing = {
        MemberRole.INVESTIGATOR: gettext("Utan den här personen har dialoggruppen ingen utredare."),
        MemberRole.DIALOGUE_SUPPORT: gettext("Utan den här personen har dialoggruppen inget dialogstöd."),
        MemberRole.POLITICIAN: gettext("Utan den här personen har dialoggruppen ingen förtroendevald."),
    }
    role = params.get("role")
    said = missing[MemberRole(str(role))] if role else ""
    return f"{said} {gettext('Skriv vem som tar över samma dag, så byts personen i ett steg.')}".strip()


WORDS = {
    "TARGET_WITHOUT_SIZE": _("Skriv också ungefär hur många gruppen är. Annars går målet inte att bedöma."),
    "TARGET_ABOVE_SIZE": _("Målet kan inte vara fler än gruppen är. Ändra målet eller gruppens storlek."),
    "TARGET_ZERO": _("Målet ska vara minst en person. Lämna fältet tomt om ni inte vill sätta ett mål."),
    "TARGET_UNREADABLE": _("Skriv ett antal, till exempel 40, eller en andel, till exempel 10 %%."),
    "ADDRESS_NOT_PLAIN": _("Skriv adressen med små bokstäver a–z, siffror och bindestreck, högst 24 tecken."),
    "ADDRESS_TAKEN": _("En annan insats i dialogen har redan den adressen. Välj en annan."),
    "ADDRESS_MAY_BE_PRINTED": _(
        "Dialogen är tillkännagiven, så adressen kan redan vara tryckt. Den går inte att ändra."
    ),
    "GROUP_LARGER_THAN_MEETING": _("%(group)s kan inte vara fler än alla som deltog (%(most)s)."),
    "NOT_AN_ELECTED_MEMBER": _("Välj bara förtroendevalda som var med i dialoggruppen den dagen."),
    "COMPOSITION_WOULD_BREAK": _would_break,
}
