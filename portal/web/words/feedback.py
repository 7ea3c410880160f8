"""Words for what can be wrong with a handover, a decision, an answer, an edition or an evaluation."""

from flask_babel import lazy_gettext as _

WORDS = {
    "DECISION_BEFORE_HANDOVER": _("Resultatet måste vara överlämnat innan ett beslut kan registreras."),
    "DECIDED_BEFORE_CLOSING": _("Beslutet kan inte vara taget innan dialogen stängde. Kontrollera dagen."),
    "DECIDED_IN_THE_FUTURE": _("Beslutet kan inte ligga framåt i tiden. Kontrollera dagen."),
    "NO_SECTION": _("Skriv paragrafen, eller numret på delegationsbeslutet."),
    "NOT_A_FINAL_KIND": _("En återremiss eller bordläggning är inte ett slutligt beslut."),
    "NO_NEW_PLANNED_DECISION": _("Skriv när beslutet väntas i stället."),
    "PROPOSAL_IS_NOT_FINAL": _("Ett förslag är inte det slutliga beslutet. Registrera beslutet när det är fattat."),
    "NEW_DATE_NOT_LATER": _("Det nya beslutet måste väntas efter den här dagen."),
    "NO_NEXT_BODY": _("Välj vem som ska behandla förslaget."),
    "NEXT_BODY_IS_THE_SAME": _("Förslaget måste gå till någon annan än den som lämnade det."),
    "NO_DELEGATION": _("Skriv enligt vilken delegation beslutet är fattat."),
    "FINAL_BY_ANOTHER_BODY": _(
        "Löftet säger att en annan nämnd beslutar. Kontrollera vem som har fattat det slutliga beslutet."
    ),
    "DECIDED_WITHOUT_THE_RESULT": _(
        "Beslutet är daterat före överlämningen. Då hade de som beslutade inte resultatet. Kontrollera dagen."
    ),
    "SAY_THAT_YOU_ARE_SURE": _("Kontrollera det som påpekas. Stämmer det ändå, kryssa i rutan och registrera igen."),
    "NOT_SAID_WHY_CORRECTED": _("Skriv vad som var fel."),
    "FINAL_IS_ANSWERED": _("Svaret vilar på det slutliga beslutet. Rätta det, men låt det vara slutligt."),
    "NOTICED_BEFORE_APPROVED": _("Protokollet kan inte anslås innan det är justerat."),
    "MINUTES_APPROVED_IN_THE_FUTURE": _("Justeringen kan inte ligga framåt i tiden."),
    "APPEAL_ENDS_TOO_EARLY": _("Sista dag att överklaga kan inte ligga före beslutet eller justeringen."),
    "HANDOVER_AFTER_DECISION": _(
        "Ett nytt dokument lämnas över medan nämnden har ärendet, och innan det slutliga beslutet."
    ),
    "NOT_SAID_WHY_AGAIN": _("Skriv varför resultatet lämnas över igen."),
    "NOTHING_NEW_TO_HAND_OVER": _(
        "Inget har ändrats sedan förra överlämningen, så det finns inget nytt att lämna över."
    ),
    "NO_LATE_VIEWS_TO_SEND": _("Det har inte kommit något nytt att skicka till nämnden."),
    "ALREADY_A_FINAL_DECISION": _("Det finns redan ett slutligt beslut."),
    "LINK_NOT_WEB": _("Länken ska börja med https://."),
    "APPROVED_BEFORE_DECIDED": _("Protokollet kan inte vara justerat före beslutet."),
    "QUOTE_FROM_ELSEWHERE": _("Citatet hör till en annan dialog."),
    "QUOTE_NOT_SHOWN": _("Bara texter som visas kan citeras."),
    "QUOTES_NOT_PROMISED": _("De som skrev fick inte veta att de kunde bli citerade. Därför går det inte att citera."),
    "QUOTE_NOT_IN_TEXT": _("Orden finns inte i den synpunkten. Kopiera dem precis som de står."),
    "QUOTE_EMPTY": _("Markera det som ska citeras."),
    "QUOTE_MASKED": _("Det du har markerat är delvis dolt. Markera en annan del."),
    "RESULT_ALREADY_PUBLISHED": _("Resultatet är redan publicerat. Publicera en rättelse i stället."),
    "NOTHING_TO_CORRECT": _("Det finns inget publicerat att rätta."),
    "NO_ANSWER_PENDING": _("Ett mellanbesked hör till tiden innan svaret är publicerat."),
    "EDITION_WITHOUT_NOTE": _("Skriv vad som är nytt och varför."),
    "NOT_OF_THIS_DIALOGUE": _("Det hör till en annan dialog."),
    "OWNER_AND_DATE_TOGETHER": _("Skriv både vem som ansvarar och när."),
    "NO_OWNER": _("Skriv vem som ansvarar."),
    "CHANGED_WITHOUT_REASON": _("Skriv varför det blev ändrat."),
    "NO_APPROVER": _("Skriv vem som godkände för nämndens räkning."),
    "APPROVED_IN_THE_FUTURE": _("Godkännandet kan inte ligga framåt i tiden."),
    "PERIOD_BACKWARDS": _("Den sista dagen kan inte ligga före den första."),
    "PERIOD_TOO_LONG": _("Välj högst %(days)s dagar åt gången."),
    "NOT_A_DAY": _("Skriv ett datum, till exempel 2027-03-17."),
    "ALREADY_EVALUATED": _("Du har redan svarat på de här frågorna. Tack!"),
}
