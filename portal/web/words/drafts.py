"""Words for what can be wrong with a reading of a draft, or a comment on it."""

from flask_babel import lazy_gettext as _

WORDS = {
    "NO_SUCH_DRAFT": _("Utkastet finns inte längre. Det är publicerat, eller så har arbetet gått vidare."),
    "DRAFT_CHANGED_MEANWHILE": _("Utkastet ändrades medan du läste. Läs det som är nytt och markera det som läst."),
    "COMMENT_WITHOUT_TEXT": _("Skriv vad du vill säga om utkastet."),
    "COMMENT_WITHOUT_REPLY": _("Skriv vad ni gjorde med kommentaren, eller varför ni inte gjorde något."),
    "NO_SUCH_PART": _("Den delen finns inte i utkastet längre. Välj en annan del, eller hela utkastet."),
    "ALREADY_RESOLVED": _("En kollega har redan svarat på kommentaren."),
}
