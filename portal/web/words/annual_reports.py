"""Words for what keeps an annual report from being made or adopted."""

from flask_babel import lazy_gettext as _

WORDS = {
    "REPORT_YEAR_OUT_OF_RANGE": _(
        "Välj ett år från %(first)s till %(last)s. Ett år som inte har börjat har inget att berätta."
    ),
    "ADOPTED_BEFORE_YEAR_END": _(
        "Verksamhetsberättelsen för %(year)s kan antas tidigast 1 januari %(next)s, när året är slut."
    ),
    "ADOPTED_IN_THE_FUTURE": _("Dagen har inte kommit än. Skriv in beslutet när nämnden har fattat det."),
    "NO_REPORT_SECTION": _("Skriv paragrafen i protokollet."),
    "CORRECTION_WITHOUT_CHANGE": _("Berättelsen är redan antagen. Skriv vad som är ändrat i den nya versionen."),
    "REPORT_ALREADY_ADOPTED": _(
        "En kollega har redan skrivit in att verksamhetsberättelsen för %(year)s är antagen. "
        "Inget av det du skrev har sparats. Ska något ändras gör du en ny version."
    ),
    "NO_ANNUAL_REPORT": _("Det finns ingen antagen verksamhetsberättelse för det året."),
    "REPORT_CHANGED": _("Verksamhetsberättelsen för %(year)s, version %(number)s, är ändrad efter att den antogs."),
}
