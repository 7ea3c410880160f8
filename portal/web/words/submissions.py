"""Words for what can be wrong with a submission, a receipt code, an addition, an appeal or a report."""

from flask_babel import lazy_gettext as _

WORDS = {
    "ANSWER_REQUIRED": _("Skriv ett svar på frågan."),
    "ANSWER_TOO_LONG": _("Texten är för lång. Den får ha högst %(limit)s tecken, och du har skrivit %(written)s."),
    "ANSWER_NOT_TEXT": _("Texten innehåller tecken som inte går att läsa. Skriv om den eller klistra in den på nytt."),
    "CHOICE_REQUIRED": _("Välj något av alternativen."),
    "ONE_CHOICE_ONLY": _("Välj bara ett av alternativen."),
    "OPTION_UNKNOWN": _("Välj något av alternativen som finns på sidan."),
    "SCALE_OUT_OF_RANGE": _("Välj ett tal från %(lowest)s till %(highest)s."),
    "QUESTION_UNKNOWN": _(
        "Formuläret har ändrats sedan du öppnade sidan. Det du skrev är kvar. Kontrollera svaren och skicka igen."
    ),
    "NOTHING_WRITTEN": _("Du har inte svarat på någon fråga än. Svara på minst en."),
    "SENT_ALREADY": _(
        "Du har redan skickat den här synpunkten, och nu är texten en annan. Inget har ändrats. "
        "Det du skrev nu är kvar på sidan. Öppna din kvittens om du vill lägga till något."
    ),
    "KEY_REQUIRED": _("Något i formuläret saknades. Det du har skrivit är kvar. Skicka en gång till."),
    "NO_SUBMISSIONS_TAKEN": _("Det här går inte att påverka, så vi samlar inte in synpunkter."),
    "NOT_OPEN_YET": _("Dialogen har inte öppnat än."),
    "DIALOGUE_CLOSED": _("Dialogen har stängt, så din synpunkt kunde inte skickas här."),
    "NOT_ANNOUNCED_YET": _("Dialogen är inte tillkännagiven, så det går inte att registrera synpunkter i den."),
    "DIALOGUE_STOPPED": _("Dialogen är avbruten och tar inte emot fler synpunkter."),
    "ADDRESS_REQUIRED": _("Skriv din e-postadress, eller ta bort krysset."),
    "ADDRESS_NEEDS_A_WISH": _("Kryssa i vad du vill att vi skriver om, eller ta bort adressen."),
    "ADDRESS_NOT_ACCEPTED": _("Skriv en e-postadress, till exempel namn@exempel.se."),
    "MAIL_NOT_OFFERED": _(
        "Vi kan inte ta emot e-postadresser just nu. Ta bort adressen. Allt du behöver finns på kvittensen."
    ),
    "RECEIPT_UNKNOWN": _("Det finns ingen synpunkt med den koden."),
    "ALREADY_TAKEN_BACK": _("Du har redan tagit tillbaka synpunkten."),
    "TAKEN_BACK": _("Du har tagit tillbaka synpunkten, så det går inte att lägga till något."),
    "TOO_MANY_ADDITIONS": _("Du kan lägga till text högst %(highest)s gånger."),
    "NOT_OPEN_FOR_ADDITIONS": _("Dialogen är inte öppen längre, så det går inte att lägga till något."),
    "NOTHING_TO_APPEAL": _("Det finns inget beslut om synpunkten som du kan be oss pröva igen."),
    "APPEAL_TOO_LATE": _("Tiden för att be oss pröva beslutet igen har gått ut."),
    "APPEAL_OPEN": _("Du har redan bett oss pröva beslutet igen. Vi har inte svarat än."),
    "APPEAL_SETTLED": _("Vi har redan prövat det beslutet igen. Svaret står på din kvittens."),
    "APPEAL_REQUIRED": _("Skriv varför du tycker att beslutet är fel."),
    "REPORT_REASON_REQUIRED": _("Välj vad det är som är fel med texten."),
    "NOT_SHOWN": _("Texten visas inte, så den går inte att anmäla."),
    "PRESENT_OUT_OF_RANGE": _("Skriv hur många som var med: ett tal från 1 till %(highest)s."),
    "RECEIVED_IN_FUTURE": _("Tiden när synpunkten kom in kan inte ligga framåt i tiden."),
    "REASON_FOR_OUTSIDE_REQUIRED": _(
        "Synpunkten kom in utanför tiden då dialogen var öppen. Skriv varför den ändå tas med."
    ),
    "CODE_NOT_READABLE": _("Det är ingen kod från ett av våra formulär. Kontrollera tecknen en gång till."),
    "CODE_ALREADY_USED": _("Det finns redan en registrerad synpunkt med den koden."),
    "CODE_OF_OTHER_DIALOGUE": _("Koden hör till ett formulär i en annan dialog."),
    "MEETING_UNKNOWN": _("Det mötet hör inte till den här dialogen."),
    "MEETING_REQUIRED": _("Välj vilket möte anteckningen kommer från."),
    "CHANNEL_NOT_REGISTERED": _("En synpunkt från webben kommer in genom formuläret och registreras inte för hand."),
    "TOO_MANY_CODES": _("Du kan förbereda högst %(highest)s koder på en gång."),
}
