"""What the people of the board's dialogue write: the officials' Swedish, the translator's Finnish, the resident."""

TITLE = "Ett nytt torg i centrum"
SLUG = "ett-nytt-torg-i-centrum"
NO_TITLE = "Nya arbetskläder i hemtjänsten"
NO_SLUG = "nya-arbetsklader-i-hemtjansten"
NO_GROUNDS = "Inköpet ändrar inget för dem som får hjälp hemma."

SUITS = {
    "Syfte: vad vill ni veta?": "Vad som får människor att stanna på torget.",
    "Nytta: vad blir bättre av dialogen?": "Torget byggs för dem som använder det.",
    "Skäl till att frågan passar": "Innehållet är inte bestämt.",
}
PROMISE = {
    "Ingress: vad det gäller, i två meningar": "Torget byggs om nästa år. Hjälp oss att göra det bra för alla.",
    "Syfte": "Vi vill veta vad som får dig att stanna på torget.",
    "Så används det du skriver": "Allt läses och blir underlag när kommunstyrelsen beslutar om torget.",
}
POINT = "Vad torget ska ha plats för"
FIXED = "Torget kostar högst tolv miljoner kronor"
GROUP = "De som bor, handlar och arbetar i centrum"
MEASURE = "Bord med teckningar i biblioteket"
CODE = "biblioteket"
QUESTION = "Vad skulle få dig att stanna på torget?"
VIEW = "Bänkar i skuggan, och en plats där barnen kan leka."
AMENDED = "Kommunstyrelsen sammanträder en vecka senare än vi trodde."

THEME = "Platser att sitta på"
RESULT = {
    "Det här sa ni, i stora drag": "Ni vill kunna sitta på torget.",
    "Vilka som deltog": "De som besöker biblioteket.",
    "Vilka vi inte nådde": "Vi nådde få unga.",
    "Vad vi gjorde åt det": "Vi ställde ett bord i biblioteket och gick till skolan.",
}
SUMMARY = "Bänkarna ska stå i skuggan."
COMMENT = "Kirjoittakaa myös, mitä nuoret sanoivat."
REPLY = "Vi har skrivit till att få unga svarade."
WEIGHED = "Kommunstyrelsen lade till bänkar i skuggan."
ANSWER = {
    "Så påverkade ni": "Era synpunkter gav torget fler bänkar.",
    "Så vägdes resultatet in i beslutet": WEIGHED,
    "Det här händer nu": "Vi börjar bygga i april.",
}
BECAME = {POINT: ("Torget får bänkar och lek.", "Ni ville stanna där."), THEME: ("Tolv bänkar.", "Ni bad om dem.")}
LESSON = "Ställ bordet där folk redan är."
PURPOSE = "Vi vet nu vad som får människor att stanna."

FINNISH = {
    TITLE: "Uusi tori keskustaan",
    PROMISE["Ingress: vad det gäller, i två meningar"]: "Tori uusitaan ensi vuonna. Auta meitä tekemään siitä hyvä.",
    PROMISE["Syfte"]: "Haluamme tietää, mikä saa sinut pysähtymään torille.",
    PROMISE["Så används det du skriver"]: "Kaikki luetaan, ja kunnanhallitus saa sen päätöksensä pohjaksi.",
    POINT: "Mitä torille mahtuu",
    FIXED: "Tori maksaa enintään kaksitoista miljoonaa kruunua",
    GROUP: "Keskustan asukkaat, asiakkaat ja työntekijät",
    MEASURE: "Pöytä ja piirustukset kirjastossa",
    QUESTION: "Mikä saisi sinut pysähtymään torille?",
    THEME: "Istumapaikat",
    RESULT["Det här sa ni, i stora drag"]: "Haluatte istua torilla.",
    RESULT["Vilka som deltog"]: "Kirjaston kävijät.",
    RESULT["Vilka vi inte nådde"]: "Tavoitimme vähän nuoria.",
    RESULT["Vad vi gjorde åt det"]: "Panimme pöydän kirjastoon ja kävimme koulussa.",
    SUMMARY: "Penkkien pitää olla varjossa.",
    ANSWER["Så påverkade ni"]: "Mielipiteenne toivat torille lisää penkkejä.",
    WEIGHED: "Kunnanhallitus lisäsi penkkejä varjoon.",
    ANSWER["Det här händer nu"]: "Rakentaminen alkaa huhtikuussa.",
    BECAME[POINT][0]: "Torille tulee penkkejä ja leikkipaikka.",
    BECAME[POINT][1]: "Halusitte viihtyä siellä.",
    BECAME[THEME][0]: "Kaksitoista penkkiä.",
    BECAME[THEME][1]: "Te pyysitte niitä.",
}
