"""Words for what `gensvar check` finds."""

from flask_babel import lazy_gettext as _

WORDS = {
    "COUNTS_DO_NOT_ADD_UP": _("Antalen går inte ihop: %(received)s synpunkter, men %(states)s när delarna räknas."),
    "NUMBERS_WITH_GAPS": _(
        "Numren har luckor. Synpunkter: %(count)s. Högsta numret: %(highest)s. Räknaren: %(counter)s."
    ),
    "STATE_DIFFERS_FROM_DECISION": _("Synpunkt %(number)s visas på ett annat sätt än granskningen beslutade."),
    "COUNTED_DIFFERS_FROM_REASON": _("Synpunkt %(number)s räknas på ett annat sätt än skälet säger."),
    "CODING_DIFFERS_FROM_THEMES": _("Synpunkt %(number)s är kodad på ett annat sätt än dess teman säger."),
    "CODING_DIFFERS_FROM_ANSWERS": _("Synpunkt %(number)s är kodad på ett annat sätt än dess svar säger."),
    "CODED_TO_OTHER_DIALOGUE": _("Synpunkt %(number)s är kodad till ett tema i en annan dialog."),
    "MARKS_DIFFER": _(
        "Markeringarna på synpunkt %(number)s stämmer inte med det som är påpekat, anmält eller överklagat."
    ),
    "IMPORT_DIFFERS": _("Inläsning %(batch)s säger %(said)s synpunkter, men det finns %(there)s."),
    "IMPORT_UNFINISHED": _("Inläsning %(batch)s av %(file)s blev avbruten. Läs in filen igen, så fortsätter den."),
    "COMMITMENT_CHANGED": _("Löftet i version %(number)s är ändrat efter att det frystes."),
    "HANDOVER_CHANGED": _("Överlämning %(number)s är ändrad efter att den förseglades."),
    "HANDOVER_FILE_CHANGED": _(
        "Filen %(file)s i överlämning %(number)s är ändrad efter att den förseglades, eller går inte att läsa."
    ),
    "HANDOVER_FIGURES": _("Antalen i överlämning %(number)s går inte ihop."),
    "NO_HANDOVER_DOCUMENT": _("Dialogen är överlämnad, men dokumentet saknas."),
    "EDITION_CHANGED": _("Utgåva %(number)s är ändrad efter att den publicerades."),
    "EDITION_FIGURES": _("Utgåva %(number)s säger %(said)s synpunkter, men den dagen fanns %(there)s."),
    "AUDIT_ENTRY_CHANGED": _("Posten är ändrad efter att den skrevs i loggen."),
    "AUDIT_SEAL_BROKEN": _("Förseglingen stämmer inte: en post i loggen är ändrad, borttagen eller tillagd."),
    "AUDIT_UNSEALED": _("%(entries)s poster i loggen är inte förseglade än. Det gör arbetaren (gensvar worker)."),
    "AND_MORE": _("… och %(count)s till."),
    "SCHEMA_DIFFERS": _("Databasens schema är inte det som koden är skriven för: %(fault)s"),
    "NOT_DURABLE_SETTING": _("Databasen kan tappa det den har bekräftat: %(setting)s är %(value)s."),
    "DATABASE_DAMAGED": _("Databasfilen är skadad: %(fault)s"),
    "ORPHANS": _("%(count)s rader pekar på något som inte finns."),
    "EML_MODE_IN_PUBLIC": _(
        "Portalen har en publik adress, men mejl skrivs till filer i %(place)s. Ange GENSVAR_SMTP_URL."
    ),
    "NO_PUBLIC_URL": _("GENSVAR_PUBLIC_URL saknas, så länkar i mejl och brev leder till den egna datorn."),
    "NO_MAIL_DECISION": _(
        "Ingen e-postadress tas emot: beslutet om gallring (GENSVAR_MAIL_RETENTION_DECISION) saknas."
    ),
    "NO_CONTACT_ADDRESS": _("GENSVAR_CONTACT_EMAIL saknas."),
    "DEMO_IN_PUBLIC": _("Portalen är märkt som demonstration men har en publik adress."),
    "PDF_MISSING": _("PDF går inte att göra: %(fault)s"),
    "NO_RETENTION_DECISION": _("Inget gallras utan beslut. Ange beslutet i GENSVAR_MAIL_RETENTION_DECISION."),
}
