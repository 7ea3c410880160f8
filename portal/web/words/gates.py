"""Words for what a gate asks: what is missing (`WORDS`), and the same line once it is met (`MET`)."""

from collections.abc import Iterable

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from portal.adapters.locale_format import listed
from portal.domain.dialogues import Level
from portal.web.formats import reader_language
from portal.web.labels import LEVELS


def _method_words(heard: bool, methods: Iterable[tuple[str, Iterable[int]]]) -> str:
    """Which methods do not fit and what they are made for, and that nobody hears anyone, each in a sentence."""
    found = [
        gettext(
            "%(method)s passar inte det här steget. Den är gjord för %(steps)s.", method=method, steps=_steps(made_for)
        )
        for method, made_for in methods
    ]
    if not heard:
        found.append(
            gettext(
                "På det här steget ska människor kunna höra varandra. Lägg till ett möte eller en metod där de gör det."
            )
        )
    return " ".join(found).replace("%", "%%")


def _steps(levels: Iterable[int]) -> str:
    return listed((str(LEVELS[Level(level)]).lower() for level in levels), reader_language())


WORDS = {
    "NO_CONSIDERATION_FOR_DIALOGUE": _("Ärendet behöver ett övervägande som säger att det ska bli dialog, och varför."),
    "MATTER_WITHDRAWN": _("Ärendet är återtaget. Då kan det inte hållas någon dialog om det."),
    "SUITABILITY_TEST_INCOMPLETE": _("Svara på alla frågor i lämplighetsprövningen."),
    "NOT_FOUND_SUITABLE": _("Lämplighetsprövningen säger inte att frågan passar för dialog."),
    "NO_PURPOSE": _("Skriv syftet med dialogen i lämplighetsprövningen."),
    "NO_GROUNDS": _("Skriv skälen till att frågan passar för dialog."),
    "NO_BODY_FOR_SUITABILITY": _("Ange vilken nämnd eller styrelse som står för lämplighetsprövningen."),
    "NO_PERSON_FOR_SUITABILITY": _("Ange vem som har gjort lämplighetsprövningen."),
    "NO_LONGER_OPEN_TO_INFLUENCE": _("Frågan måste gå att påverka. Enligt prövningen gör den inte det längre."),
    "AFTER_PLANNED_DECISION": _("Dialogen måste hållas före det planerade beslutet. Ange dagen, eller ändra den."),
    "NO_STEERING_GOAL": _("Ange vilket mål, vilken plan eller vilken budget dialogen hör till."),
    "NO_STEERING_YEAR": _("Ange vilket år målet, planen eller budgeten gäller."),
    "NOT_PREPARING": _("Dialogen är redan tillkännagiven."),
    "ALREADY_DECIDED": _("Det finns redan ett slutligt beslut i ärendet."),
    "NO_REGISTRY_NUMBER": _("Ärendet behöver ett diarienummer."),
    "COMMITMENT_TEXT_MISSING": _("Texter i åtagandet saknas på: %(languages)s."),
    "COMMITMENT_TEXT_STALE": _("Den svenska texten har ändrats. Gå igenom översättningen på: %(languages)s."),
    "COMMITMENT_TEXT_UNREAD": _("En människa behöver läsa maskinöversättningen på: %(languages)s."),
    "NO_POINT_THAT_CAN_CHANGE": _("Skriv minst en punkt som går att påverka."),
    "COMMITMENT_NOT_APPROVED": _("Åtagandet måste vara godkänt för nämndens räkning, så som det lyder nu."),
    "LEVEL_ONE_IS_NO_DIALOGUE": _("Steg 1 är information. Där samlar vi inte in synpunkter, så det är ingen dialog."),
    "LEVEL_ABOVE_HONEST": lambda p: gettext(
        "Åtagandet lovar %(level)s, men enligt lämplighetsprövningen är %(honest)s det högsta ärliga steget. "
        "Sänk steget, eller pröva frågan på nytt.",
        level=_steps([p["level"]]),
        honest=_steps([p["honest"]]),
    ),
    "NO_DELEGATING_DECISION": _("Steg 5 kräver ett beslut som lämnar över valet: vem som beslutade, dag och paragraf."),
    "NO_RESPONSIBLE_BODY": _("Ange vilken nämnd eller styrelse som ansvarar för dialogen."),
    "NO_OPEN_TIME": _("Ange när dialogen öppnar och stänger. Den får inte öppna bakåt i tiden."),
    "DECISION_NOT_AFTER_CLOSING": _(
        "Ange vem som beslutar och när. Beslutet måste komma efter att dialogen har stängt."
    ),
    "NO_PROMISED_DATES": _(
        "Ange när resultatet kommer och när svaret kommer. Svaret kan inte komma före det planerade beslutet."
    ),
    "NO_AFFECTED_GROUP": _("Beskriv minst en berörd grupp."),
    "GROUP_WITHOUT_MEASURE": _("Varje berörd grupp behöver en insats. Den saknas för: %(groups)s."),
    "DIALOGUE_GROUP_INCOMPLETE": _(
        "När kommunstyrelsen har beslutat om dialogen ska dialoggruppen ha utredare, dialogstöd och politiker."
    ),
    "NO_QUESTION_OR_MEETING": _("Dialogen behöver minst en fråga eller ett möte."),
    "NO_CONTACT_PERSON": _("Ange en kontaktperson."),
    "CLOSES_TOO_NEAR_DECISION": lambda params: ngettext(
        "Det är bara %(num)s dag från sista dagen till beslutet. Det bör vara minst %(wanted)s, så att synpunkterna"
        " hinner sammanställas och läsas.",
        "Det är bara %(num)s dagar från sista dagen till beslutet. Det bör vara minst %(wanted)s, så att synpunkterna"
        " hinner sammanställas och läsas.",
        params["days"],
        wanted=params["wanted"],
    ),
    "ANSWER_LATER_THAN_TWELVE_WEEKS": _("Svaret är lovat senare än tolv veckor efter det planerade beslutet."),
    "JOINT_BODY_NOT_APPROVED": _(
        "Varje nämnd som håller dialogen måste ha godkänt texten så som den lyder nu. Godkännande saknas från: "
        "%(bodies)s."
    ),
    "CLOSES_AFTER_STEERING": _(
        "Dialogen stänger inte före den dag då %(name)s ska beslutas (%(day)s). Då kan den inte påverka det beslutet."
    ),
    "METHOD_DOES_NOT_FIT_LEVEL": lambda p: _method_words(p["heard"], p["methods"]),
    "ANNOUNCED_TOO_LATE": _("Dialogen tillkännages mindre än sju dagar innan den öppnar."),
    "OPEN_TOO_SHORT": _("Dialogen är öppen i %(days)s dagar. Den bör vara öppen i minst 21."),
    "MAINLY_IN_HOLIDAYS": _("Mer än halva tiden ligger under skollov."),
    "TOO_FEW_REVIEWERS": _(
        "Minst två personer bör kunna granska synpunkter, så att ett beslut kan prövas av någon annan."
    ),
    "NOT_CLOSED": _("Dialogen måste ha stängt."),
    "REVIEW_WAITING": lambda p: ngettext(
        "%(num)s synpunkt väntar på granskning.", "%(num)s synpunkter väntar på granskning.", p["waiting"]
    ),
    "APPEAL_UNSETTLED": lambda p: ngettext(
        "%(num)s överklagande är inte avgjort.", "%(num)s överklaganden är inte avgjorda.", p["appeals"]
    ),
    "ANSWER_WITHOUT_THEME": lambda p: ngettext(
        "%(num)s text saknar tema. Välj tema, eller ”inget tema”.",
        "%(num)s texter saknar tema. Välj tema, eller ”inget tema”.",
        p["uncoded"],
    ),
    "CLOSED_QUESTION_NOT_COUNTED": _("Alla frågor med färdiga alternativ måste vara räknade."),
    "THEME_NOT_SUMMARISED": _("Skriv en sammanfattning av: %(themes)s."),
    "MINORITY_VIEW_LEFT_OUT": _("Skriv vad de som tyckte något annat sa om: %(themes)s."),
    "MEETING_WITHOUT_NOTES": lambda p: ngettext(
        "%(num)s möte saknar antal deltagare eller anteckningar.",
        "%(num)s möten saknar antal deltagare eller anteckningar.",
        p["meetings"],
    ),
    "MEASURE_UNSETTLED": lambda p: ngettext(
        "%(num)s insats är varken gjord eller förklarad.",
        "%(num)s insatser är varken gjorda eller förklarade.",
        p["measures"],
    ),
    "NOT_SAID_WHO_TOOK_PART": _("Skriv vilka som deltog."),
    "NOT_SAID_WHO_IS_MISSING": _("Skriv vilka ni inte nådde."),
    "NOT_SAID_WHAT_WAS_DONE": _("Skriv vad ni gjorde för att nå dem som saknades."),
    "NOT_READY_FOR_RESULT": _("Resultatet kan publiceras när allt är klart att lämna över."),
    "RESULT_TEXT_MISSING": _("Texter i resultatet saknas på: %(languages)s."),
    "RESULT_TEXT_STALE": _("Resultatets svenska text har ändrats. Gå igenom översättningen på: %(languages)s."),
    "NOT_HANDED_OVER": _("Resultatet måste vara överlämnat."),
    "NO_FINAL_DECISION": _("Det slutliga beslutet måste vara registrerat."),
    "DECISION_NOT_WEIGHED": _("Skriv hur resultatet vägdes in i beslutet."),
    "THEME_WITHOUT_OUTCOME": _("Skriv vad det blev, och varför, för: %(themes)s."),
    "POINT_WITHOUT_OUTCOME": _("Skriv vad det blev av punkten, och varför: %(points)s."),
    "NO_FOLLOW_UP": _("Det som utreds behöver en uppföljning med ansvarig och dag: %(names)s."),
    "NOT_SAID_HOW_IT_INFLUENCED": _("Skriv hur deltagandet påverkade."),
    "NO_NEXT_STEP": _("Skriv nästa steg, vem som ansvarar och när."),
    "ANSWER_NOT_APPROVED": _("Svaret måste vara godkänt för nämndens räkning, så som det lyder nu."),
    "ANSWER_TEXT_MISSING": _("Texter i svaret saknas på: %(languages)s."),
    "ANSWER_TEXT_STALE": _("Svarets svenska text har ändrats. Gå igenom översättningen på: %(languages)s."),
    "LANGUAGE_WITHOUT_ANSWER": _("Minst fem synpunkter kom på språk som svaret inte finns på: %(languages)s."),
    "NOT_ANSWERED": _("Svaret måste vara publicerat."),
    "ANSWER_NOT_DELIVERED": _("Svaret har inte nått alla. Skriv vad ni gjorde i stället för: %(channels)s."),
    "NOT_EVALUATED": _("Dialoggruppen behöver utvärdera dialogen."),
    "NO_LESSON": _("Skriv minst en lärdom till metodbiblioteket."),
    "NOT_EVALUATED_BY_ELECTED": _("De förtroendevalda i dialoggruppen bör också utvärdera dialogen."),
    "NOT_REPORTED_TO_BODY": _("Dialogen är omfattande. Den ska redovisas i nämnden (dag och paragraf)."),
    "NOT_LISTED_FOR_ANNUAL_REPORT": _("Dialogen är omfattande och ska stå på listan till verksamhetsberättelsen."),
    "NOT_ANNOUNCED": _("Det går bara när dialogen är tillkännagiven och inte besvarad."),
    "ALREADY_RECEIVED": _("Synpunkter har kommit in. Då kan dialogen inte ställas in, bara avbrytas och besvaras."),
    "NOTHING_RECEIVED": _("Inga synpunkter har kommit in. Då ställer ni in dialogen i stället."),
    "ALREADY_STOPPED": _("Dialogen är redan avbruten."),
}

MET = {
    "NO_CONSIDERATION_FOR_DIALOGUE": _("Övervägandet säger dialog, med skäl"),
    "MATTER_WITHDRAWN": _("Ärendet är inte återtaget"),
    "SUITABILITY_TEST_INCOMPLETE": _("Lämplighetsprövningen är ifylld"),
    "NOT_FOUND_SUITABLE": _("Frågan passar för dialog"),
    "NO_PURPOSE": _("Syftet är skrivet"),
    "NO_GROUNDS": _("Skälen är skrivna"),
    "NO_BODY_FOR_SUITABILITY": _("En nämnd står för prövningen"),
    "NO_PERSON_FOR_SUITABILITY": _("Det framgår vem som har prövat"),
    "NO_LONGER_OPEN_TO_INFLUENCE": _("Frågan går att påverka"),
    "AFTER_PLANNED_DECISION": _("Dialogen hålls före beslutet"),
    "NO_STEERING_GOAL": _("Kopplad till mål, plan eller budget"),
    "NO_STEERING_YEAR": _("Året för målet är angivet"),
    "NOT_PREPARING": _("Dialogen förbereds"),
    "ALREADY_DECIDED": _("Ärendet är inte avgjort"),
    "NO_REGISTRY_NUMBER": _("Diarienummer finns"),
    "COMMITMENT_TEXT_MISSING": _("Åtagandet finns på alla språk"),
    "COMMITMENT_TEXT_STALE": _("Översättningarna följer den svenska texten"),
    "COMMITMENT_TEXT_UNREAD": _("En människa har läst alla översättningar"),
    "NO_POINT_THAT_CAN_CHANGE": _("Det framgår vad som går att påverka"),
    "COMMITMENT_NOT_APPROVED": _("Åtagandet är godkänt för nämndens räkning"),
    "LEVEL_ONE_IS_NO_DIALOGUE": _("Minst steg 2 på trappan"),
    "LEVEL_NOT_ON_THE_LADDER": _("Ett steg som kommunen använder"),
    "LEVEL_ABOVE_HONEST": _("Inte högre steg än vad som är ärligt"),
    "NO_DELEGATING_DECISION": _("Rätt beslut för det här steget"),
    "NO_RESPONSIBLE_BODY": _("Ansvarig nämnd"),
    "NO_OPEN_TIME": _("Tiden då dialogen är öppen"),
    "DECISION_NOT_AFTER_CLOSING": _("Beslutande nämnd och dag"),
    "NO_PROMISED_DATES": _("Dagar för resultat och svar"),
    "NO_AFFECTED_GROUP": _("Berörda grupper"),
    "GROUP_WITHOUT_MEASURE": _("Varje grupp har en insats"),
    "DIALOGUE_GROUP_INCOMPLETE": _("Dialoggruppen är komplett"),
    "NO_QUESTION_OR_MEETING": _("Minst en fråga eller ett möte"),
    "NO_CONTACT_PERSON": _("Kontaktperson"),
    "CLOSES_TOO_NEAR_DECISION": _("God tid mellan sista dagen och beslutet"),
    "ANSWER_LATER_THAN_TWELVE_WEEKS": _("Svaret kommer inom tolv veckor efter beslutet"),
    "JOINT_BODY_NOT_APPROVED": _("Alla nämnder som håller dialogen har godkänt"),
    "CLOSES_AFTER_STEERING": _("Stänger innan målet, planen eller budgeten beslutas"),
    "METHOD_DOES_NOT_FIT_LEVEL": _("Metoderna passar steget"),
    "ANNOUNCED_TOO_LATE": _("Tillkännages minst sju dagar före start"),
    "OPEN_TOO_SHORT": _("Öppen i minst 21 dagar"),
    "MAINLY_IN_HOLIDAYS": _("Ligger inte mest under skollov"),
    "TOO_FEW_REVIEWERS": _("Minst två kan granska"),
    "NOT_CLOSED": _("Dialogen har stängt"),
    "REVIEW_WAITING": _("Alla synpunkter är granskade"),
    "APPEAL_UNSETTLED": _("Inget överklagande väntar"),
    "ANSWER_WITHOUT_THEME": _("Alla texter har tema, eller ”inget tema”"),
    "CLOSED_QUESTION_NOT_COUNTED": _("Frågor med alternativ är räknade"),
    "THEME_NOT_SUMMARISED": _("Varje tema har en sammanfattning"),
    "MINORITY_VIEW_LEFT_OUT": _("De som tyckte något annat finns med"),
    "MEETING_WITHOUT_NOTES": _("Möten har antal deltagare och anteckningar"),
    "MEASURE_UNSETTLED": _("Insatserna är gjorda eller förklarade"),
    "NOT_SAID_WHO_TOOK_PART": _("Vilka som deltog"),
    "NOT_SAID_WHO_IS_MISSING": _("Vilka ni inte nådde"),
    "NOT_SAID_WHAT_WAS_DONE": _("Vad ni gjorde åt det"),
    "NOT_READY_FOR_RESULT": _("Klart att lämna över"),
    "RESULT_TEXT_MISSING": _("Resultatet finns på alla språk"),
    "RESULT_TEXT_STALE": _("Resultatets översättningar stämmer"),
    "NOT_HANDED_OVER": _("Överlämnat"),
    "NO_FINAL_DECISION": _("Slutligt beslut"),
    "DECISION_NOT_WEIGHED": _("Hur resultatet vägdes in"),
    "THEME_WITHOUT_OUTCOME": _("Varje tema har ett svar och ett skäl"),
    "POINT_WITHOUT_OUTCOME": _("Varje punkt har ett svar och ett skäl"),
    "NO_FOLLOW_UP": _("Det som utreds följs upp"),
    "NOT_SAID_HOW_IT_INFLUENCED": _("Hur deltagandet påverkade"),
    "NO_NEXT_STEP": _("Nästa steg, ansvarig och dag"),
    "ANSWER_NOT_APPROVED": _("Svaret är godkänt för nämndens räkning"),
    "ANSWER_TEXT_MISSING": _("Svaret finns på alla språk"),
    "ANSWER_TEXT_STALE": _("Svarets översättningar stämmer"),
    "LANGUAGE_WITHOUT_ANSWER": _("Svar på språken som synpunkterna kom på"),
    "NOT_ANSWERED": _("Svaret är publicerat"),
    "ANSWER_NOT_DELIVERED": _("Svaret har nått fram"),
    "NOT_EVALUATED": _("Dialoggruppen har utvärderat"),
    "NO_LESSON": _("Minst en lärdom"),
    "NOT_EVALUATED_BY_ELECTED": _("De förtroendevalda har utvärderat, om de var med"),
    "NOT_REPORTED_TO_BODY": _("Redovisad i nämnden, om den är omfattande"),
    "NOT_LISTED_FOR_ANNUAL_REPORT": _("På listan till verksamhetsberättelsen, om den är omfattande"),
    "NOT_ANNOUNCED": _("Tillkännagiven och inte besvarad"),
    "ALREADY_RECEIVED": _("Inga synpunkter har kommit in"),
    "NOTHING_RECEIVED": _("Synpunkter har kommit in"),
    "ALREADY_STOPPED": _("Inte redan avbruten"),
}
