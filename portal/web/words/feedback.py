"""Words for what can be wrong with a handover, a decision, an answer, an edition or an evaluation."""

from flask_babel import lazy_gettext as _

WORDS = {
    "DECISION_BEFORE_HANDOVER": _("Resultatet måste vara överlämnat innan ett beslut kan registreras."),
    "DECIDED_BEFORE_CLOSING": _("Beslutet kan inte vara taget innan dialogen stängde. Kontrollera dagen."),
    "DECIDED_IN_THE_FUTURE": _("Beslutet kan inte ligga framåt i tiden. Kontrollera dagen."),
    "REPORTED_BEFORE_ANSWER": _(
        "Dialogen besvarades %(answered)s. Den kan inte ha redovisats i nämnden före den dagen."
    ),
    "REPORTED_IN_THE_FUTURE": _("Redovisningen kan inte ligga framåt i tiden. Skriv in den när den har ägt rum."),
    "NO_SECTION": _("Skriv paragrafen, eller numret på delegationsbeslutet."),
    "NOT_A_FINAL_KIND": _("En återremiss eller bordläggning är inte ett slutligt beslut."),
    "NO_NEW_PLANNED_DECISION": _("Skriv när beslutet väntas i stället."),
    "PROPOSAL_IS_NOT_FINAL": _("Ett förslag är inte det slutliga beslutet. Registrera beslutet när det är fattat."),
    "NEW_DATE_NOT_LATER": _("Det nya beslutet måste väntas efter den här dagen."),
    "NO_NEXT_BODY": _("Välj vem som ska behandla förslaget."),
    "NEXT_BODY_IS_THE_SAME": _("Förslaget måste gå till någon annan än den som lämnade det."),
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
    "DECIDED_IS_NO_PROPOSAL": _(
        "Beslutet är fattat. Skriv svaret i stället, ett förslag hör till tiden före beslutet."
    ),
    "NOTHING_PROPOSED": _("Ange vad ni föreslår för minst ett tema eller en punkt, under Svar."),
    "PROPOSAL_WITHOUT_REASON": _(
        "Varje förslag behöver ett skäl på alla dialogens språk. Det saknas på: %(languages)s."
    ),
    "NO_SUCH_FOLLOW_UP": _("Uppföljningen finns inte i den här dialogen."),
    "ACT_WITHOUT_NOTE": _("Skriv vad ni gjorde, till exempel var affischerna sitter."),
    "ACT_IN_THE_FUTURE": _("Skriv in det när det är gjort. Dagen har inte varit än."),
    "RESULT_ALREADY_PUBLISHED": _("Resultatet är redan publicerat. Publicera en rättelse i stället."),
    "NOTHING_TO_CORRECT": _("Det finns inget publicerat att rätta."),
    "NO_ANSWER_PENDING": _("Ett mellanbesked hör till tiden innan svaret är publicerat."),
    "EDITION_WITHOUT_NOTE": _("Skriv vad som är nytt och varför."),
    "NOT_OF_THIS_DIALOGUE": _("Det hör till en annan dialog."),
    "OWNER_AND_DATE_TOGETHER": _("Skriv både vem som ansvarar och när."),
    "NO_OWNER": _("Skriv vem som ansvarar."),
    "CHANGED_WITHOUT_REASON": _("Skriv varför det blev ändrat."),
    "NO_APPROVER": _("Skriv vem som godkände för nämndens räkning."),
    "APPROVAL_WITHOUT_SECTION": _("Skriv paragrafen i protokollet där nämnden godkände."),
    "NO_DELEGATION": _("Skriv vilken delegation det bygger på, till exempel punkten i delegationsordningen."),
    "APPROVED_IN_THE_FUTURE": _("Godkännandet kan inte ligga framåt i tiden."),
    "PERIOD_BACKWARDS": _("Den sista dagen kan inte ligga före den första."),
    "PERIOD_TOO_LONG": _("Välj högst %(days)s dagar åt gången."),
    "NOT_A_DAY": _("Skriv ett datum, till exempel 2027-03-17."),
    "NOT_OF_THE_DIALOGUE_GROUP": _(
        "Dialoggruppens utvärdering skrivs av dialogansvarig eller dialogstöd. "
        "Förtroendevalda i dialoggruppen skriver sin egen."
    ),
    "NUMBER_OUT_OF_RANGE": _("Skriv ett heltal från 0 till %(most)s, eller lämna rutan tom."),
    "METHOD_NOT_CHOSEN": _("Dialogen använder inte den metoden."),
    "NO_SUCH_METHOD": _("Det finns ingen metod med den adressen."),
    "METHOD_WITHOUT_NAME": _("Skriv vad metoden heter på svenska."),
    "METHOD_WITHOUT_STEP": _("Välj minst ett steg som metoden är gjord för."),
    "METHOD_IN_USE": _(
        "Metoden används i dialoger eller har lärdomar, så den kan inte tas bort. Sluta erbjuda den i stället."
    ),
    "METHOD_IS_STANDARD": _("Metoden hör till grunden i biblioteket. Sluta erbjuda den i stället."),
    "ALREADY_EVALUATED": _("Du har redan svarat på de här frågorna. Tack!"),
}
