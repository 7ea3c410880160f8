"""Words for what can be wrong with the wording of the participation ladder."""

from flask_babel import lazy_gettext as _

WORDS = {
    "LADDER_TEXT_MISSING_IN": _(
        "Skriv texten på alla språk, eller lämna den tom på alla. För steg %(step)s saknas den på: %(languages)s."
    ),
    "LADDER_PLACEHOLDERS": _(
        "Löftet för steg 5 ska ha {body}, {date} och {section}, där beslutet om ramen skrivs in, "
        "och inga andra klamrar."
    ),
    "LADDER_NO_PLACEHOLDERS": _("Skriv inga klamrar { } i den här texten. De hör bara till löftet för steg 5."),
    "LADDER_LABEL_TWICE": _("Två steg kan inte heta samma sak."),
    "LADDER_WITHOUT_CONSULTATION": _("Steg 2 går inte att ta bort. Det är den lägsta graden av dialog."),
    "LEVEL_NOT_ON_THE_LADDER": _("Kommunen använder inte det steget på trappan. Välj ett annat."),
}
