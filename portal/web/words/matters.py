"""Words for what is wrong with a matter, its consideration, its suitability test, or a body."""

from flask_babel import lazy_gettext as _

WORDS = {
    "NO_SUCH_MATTER": _("Det finns inget ärende med den adressen."),
    "NO_SUCH_BODY": _("Det finns ingen nämnd eller styrelse med den adressen."),
    "NO_SUMMARY": _("Skriv kort på svenska vad ärendet gäller."),
    "CONSIDERATION_WITHOUT_GROUNDS": _("Skriv skälen för övervägandet. De visas för alla."),
    "NO_STATUTORY_LINK": _("Ange länken till samrådet i ärendet först."),
    "TEST_QUESTION_UNKNOWN": _("Frågan finns inte i lämplighetsprövningen."),
    "LEVEL_UNKNOWN": _("Välj ett av stegen på trappan."),
    "ANSWERS_SPEAK_AGAINST": _("Svaren i prövningen talar emot dialog. Då går det inte att säga att frågan passar."),
    "LONGER_THAN_A_SENTENCE": _(
        "Skriv det i en mening, med högst %(limit)s tecken. Nu är det %(length)s. Resten får plats bland skälen."
    ),
    "NO_HONEST_LEVEL": _("Ange i prövningen det högsta steg som ni ärligt kan lova."),
    "HONEST_LEVEL_IS_INFORMATION": _(
        "Det högsta ärliga steget är information. Då är det ingen dialog, och frågan passar inte för en."
    ),
    "QUESTIONS_CHANGED": _(
        "Frågorna i prövningen har bytts medan du svarade. Inget har sparats, men det du skrev är kvar. "
        "Gå igenom frågorna som gäller nu och spara igen."
    ),
    "QUESTIONS_ARE_NEWEST": _("Prövningen följer redan de nyaste frågorna."),
    "NO_SUCH_QUESTION_SET": _("Den versionen av frågorna finns inte."),
    "QUESTIONS_BEING_MADE": _("Någon har redan börjat på nästa version av frågorna. Fortsätt på den."),
    "NO_QUESTIONS_BEING_MADE": _("Det finns inget utkast till nästa version. Det kan vara taget i bruk eller slängt."),
    "QUESTION_WITHOUT_WORDS": _("Skriv frågan på svenska."),
    "OPEN_TO_INFLUENCE_NEEDED": _(
        "Frågan om det går att påverka måste finnas kvar och vara avgörande. Utan den prövar ni ingenting."
    ),
    "DECISIVE_NEEDS_YES_OR_NO": _("En avgörande fråga måste kunna besvaras med ja eller nej."),
    "BODY_UNDER_ITSELF": _("Ett utskott kan inte ligga under sig självt."),
    "SUB_COMMITTEE_NEEDS_PARENT": _("Välj vilken nämnd eller styrelse utskottet hör till."),
    "SECOND_COUNCIL": _("Det finns redan ett kommunfullmäktige."),
    "SECOND_EXECUTIVE_BOARD": _("Det finns redan en kommunstyrelse."),
}
