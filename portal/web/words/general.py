"""Words for codes that belong to no noun."""

from flask_babel import lazy_gettext as _

WORDS = {
    "NOT_ALLOWED": _("Din roll får inte göra det här för den nämnden."),
    "NOT_FOUND": _("Det finns inget här med det namnet."),
    "CHANGED_MEANWHILE": _(
        "Någon annan har ändrat det här medan du skrev. Jämför de två texterna, välj vad som ska gälla och spara igen."
    ),
    "REQUIRED": _("Fyll i det här fältet."),
    "TOO_LONG": _("Texten är för lång. Den får ha högst %(limit)s tecken."),
    "NOT_TEXT": _("Texten innehåller tecken som inte går att läsa. Skriv om den eller klistra in den på nytt."),
    "NOT_A_NUMBER": _("Skriv ett heltal."),
    "NOT_A_DATE": _("Skriv ett datum, till exempel 2027-03-17."),
    "NOT_A_TIME": _("Skriv ett klockslag, till exempel 18.30."),
    "NOT_AN_EMAIL": _("Skriv en e-postadress, till exempel namn@exempel.se."),
    "NOT_AN_ADDRESS": _("Skriv en webbadress som börjar med https://."),
    "CHOICE_UNKNOWN": _("Välj något av alternativen som finns på sidan."),
    "LANGUAGE_UNKNOWN": _("Det språket kan vi inte ta emot här. Välj ett annat i listan."),
    "FORM_EXPIRED": _(
        "Sidan hade varit öppen för länge, så inget skickades. Det du har skrivit är kvar. "
        "Läs igenom och skicka en gång till."
    ),
}
