"""Words for what can be wrong with the list, its leaving page, and deliveries by hand."""

from flask_babel import lazy_gettext as _

WORDS = {
    "NO_SUCH_MAIL_LINK": _("Länken stämmer inte. Öppna den igen från mejlet, eller kopiera hela adressen."),
    "NOT_ON_LIST": _("Adressen står inte på listan längre, så det finns inget att ändra."),
    "NO_NEXT_DIALOGUE": _("Det finns ingen ny dialog att höra om just nu."),
    "EMAIL_LIST_IS_NOT_SHOWN": _("Portalen skriver själv till e-postadresserna. Ingen behöver se dem."),
    "NOBODY_IN_CHANNEL": _("Ingen har bett om att få veta på det sättet."),
    "REACHED_MORE_THAN_LISTED": _("På listan står %(on_list)s. Skriv högst så många."),
}
