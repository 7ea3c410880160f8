"""Words for what can be wrong with a review decision, a mask, an appeal's settlement, or sharing the reading out."""

from flask_babel import lazy_gettext as _

WORDS = {
    "NO_SUCH_SUBMISSION": _("Det finns ingen synpunkt med det numret i den här dialogen."),
    "NO_SUCH_ANSWER": _("Den texten hör inte till synpunkten."),
    "NO_SUCH_FLAG": _("Det som pekades ut finns inte kvar. Ladda om sidan."),
    "NO_SUCH_APPEAL": _("Det finns ingen sådan överklagan."),
    "READ_BY_ANOTHER_MEANWHILE": _(
        "En kollega har hunnit före med synpunkt %(number)s. Inget av ditt har sparats. "
        "Se vad som gäller nu och välj om du vill ändra det."
    ),
    "NOTHING_LEFT_TO_DECIDE": _("Synpunkten är tillbakatagen eller gallrad, så det finns inget att besluta."),
    "REASON_REQUIRED": _("Välj varför texten inte visas."),
    "REASON_IS_THE_WRITERS": _("Bara den som skrev kan ta tillbaka sin text. Välj ett annat skäl."),
    "NOTHING_MASKED": _("Markera vad som ska döljas, eller välj att visa texten som den är."),
    "PERSONAL_DATA_UNMASKED": _(
        "Texten har personuppgifter som inte är dolda. Dölj dem, säg att de är något annat, eller visa inte texten."
    ),
    "MASK_OUTSIDE_TEXT": _("Det du ville dölja finns inte i texten. Markera det igen."),
    "MASK_NOT_FOUND": _("Orden ”%(words)s” finns inte i texten. Skriv dem precis som de står."),
    "NOT_YOURS_TO_UNDO": _("Det finns inget av ditt att ångra här. En kollega kan ha ändrat det sedan dess."),
    "APPEALED_MEANWHILE": _("Beslutet är överklagat och går inte att ångra. Det prövas av en kollega."),
    "APPEAL_SETTLED_MEANWHILE": _("Överklagan av synpunkt %(number)s är redan prövad."),
    "APPEAL_GOES_TO_ANOTHER": _("Överklagan prövas av någon annan än den som beslutade: %(names)s."),
    "EXPLANATION_REQUIRED": _("Skriv till den som överklagade hur du har tänkt."),
    "VERDICT_REQUIRED": _("Välj vad som ska gälla i stället."),
    "NO_MASKS_IN_BULK": _("Det går inte att dölja delar av många texter på en gång. Läs dem en och en."),
    "TOO_MANY_AT_ONCE": _("Du kan besluta om högst %(limit)s synpunkter på en gång."),
    "NOTHING_SELECTED": _("Markera minst en synpunkt."),
    "READER_REQUIRED": _("Välj minst en kollega."),
    "READER_NOT_ALLOWED": _("Någon av dem du valde får inte läsa synpunkter för nämnden."),
    "SHARE_OUT_OF_RANGE": _("Skriv hur många var och en ska få: ett tal från 1 till %(highest)s."),
    "REPLY_NEEDS_A_PERSON": _("Ett personligt svar behöver en avsändare."),
    "SOMETHING_POINTED_OUT": _("något i texten behöver ses över"),
    "REPORTED_OR_APPEALED": _("anmäld eller överklagad"),
    "DECIDED_MEANWHILE": _("redan beslutad"),
    "TAKEN_BACK_OR_ERASED": _("tillbakatagen eller gallrad"),
    "ERASED": _("gallrad"),
    "NO_FREE_TEXT": _("har ingen text"),
    "ALREADY_IN_A_THEME": _("har redan ett tema"),
    "ALREADY_NO_THEME": _("en kollega har valt ”inget tema”"),
}
