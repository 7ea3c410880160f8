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
    "BODY_UNDER_ITSELF": _("Ett utskott kan inte ligga under sig självt."),
    "SUB_COMMITTEE_NEEDS_PARENT": _("Välj vilken nämnd eller styrelse utskottet hör till."),
    "SECOND_COUNCIL": _("Det finns redan ett kommunfullmäktige."),
    "SECOND_EXECUTIVE_BOARD": _("Det finns redan en kommunstyrelse."),
}
