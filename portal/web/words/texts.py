"""Words for what can be wrong with a text, a translation, or a translator's sheet."""

from flask_babel import lazy_gettext as _

WORDS = {
    "SHEET_KEY_UNKNOWN": _("Nyckeln finns inte i den här dialogen."),
    "SHEET_KEY_TWICE": _("Nyckeln står två gånger. Den första raden gäller."),
    "SHEET_TARGET_EMPTY": _("Översättningen är tom."),
    "SHEET_SWEDISH_CHANGED": _("Den svenska texten har ändrats sedan filen skapades. Översätt den nya texten."),
    "SHEET_COLUMNS_MISSING": _("Filen ska ha kolumnerna key, Swedish och target."),
}
