"""What the people of the main job write: the official's Swedish, the translator's English, the residents' own words."""

TITLE = "Säkrare skolvägar i Norra Åsby"
SLUG = "sakrare-skolvagar-i-norra-asby"

SUITS = {
    "Syfte: vad vill ni veta?": "Var barn är otrygga på vägen till skolan.",
    "Nytta: vad blir bättre av dialogen?": "Pengarna läggs där de behövs.",
    "Skäl till att frågan passar": "Platserna är inte bestämda.",
}
PROMISE = {
    "Ingress: vad det gäller, i två meningar": "Tre gator runt skolan byggs om. Hjälp oss att göra vägen dit trygg.",
    "Syfte": "Vi vill veta hur barn tar sig till skolan och var det känns otryggt.",
    "Så används det du skriver": "Allt läses och blir underlag när nämnden beslutar om gatorna.",
    "Bakgrund": "Skolgatan, Parkvägen och Backen har **många bilar** på morgonen.",
}
POINTS = ("Var övergångsställen och farthinder hamnar", "Vilken gata som byggs om först")
FIXED = "Ombyggnaden kostar högst fyra miljoner kronor"
GROUP = "Föräldrar utan bil i Norra Åsby"
MEASURE = "Frågestund på arabiska i föreningslokalen"
QUESTION = "Vad behöver ändras på vägen till skolan?"
HELP = "Skriv gärna om en plats du känner till."
CHOICE = "Hur tar du dig oftast till skolan?"
OPTIONS = ("Går", "Cyklar", "Åker bil")

SLOWER, CROSSINGS = "Lägre fart", "Säkra övergångar"

RESULT = {
    "Det här sa ni, i stora drag": "Ni vill ha **lägre fart** och säkrare övergångar.",
    "Vilka som deltog": "Föräldrar och barn i Norra Åsby, de flesta till fots.",
    "Vilka vi inte nådde": "Vi nådde få äldre som bor längs gatorna.",
    "Vad vi gjorde åt det": "Vi höll en frågestund på arabiska och ringde till pensionärsrådet.",
}
SUMMARIES = {
    SLOWER: ("De flesta vill ha farthinder på Skolgatan.", "En skriver att gupp gör ont i ryggen."),
    CROSSINGS: ("Ni vill ha ett övergångsställe framför skolan.", ""),
}

ANSWER = {
    "Så påverkade ni": "Era synpunkter flyttade övergångsstället till **skolans entré**.",
    "Så vägdes resultatet in i beslutet": "Nämnden gick på era synpunkter om farten men valde kuddar framför gupp.",
    "Det här händer nu": "Vi börjar bygga på Skolgatan efter midsommar.",
}
POINT_ANSWERS = {
    POINTS[0]: ("Övergångsstället byggs framför skolans entré.", "De flesta av er korsar gatan där."),
    POINTS[1]: ("Skolgatan byggs om först, som förslaget sa.", "Ni tyckte olika, och ledningarna ligger redan öppna."),
}
THEME_ANSWERS = {
    SLOWER: ("Skolgatan får två fartkuddar.", "Kuddar sänker farten och är skonsammare än gupp."),
    CROSSINGS: ("Ett upphöjt övergångsställe byggs i juni.", "Det saknades en säker väg över gatan."),
}

ENGLISH = {
    TITLE: "Safer routes to school in Norra Åsby",
    PROMISE["Ingress: vad det gäller, i två meningar"]: "Three streets are to be rebuilt. Help us make them safe.",
    PROMISE["Syfte"]: "We want to know how children get to school and where it feels unsafe.",
    PROMISE["Så används det du skriver"]: "Everything is read and informs the committee's decision.",
    PROMISE["Bakgrund"]: "Skolgatan, Parkvägen and Backen have **many cars** in the morning.",
    POINTS[0]: "Where crossings and speed bumps go",
    POINTS[1]: "Which street is rebuilt first",
    FIXED: "The rebuilding costs no more than four million kronor",
    GROUP: "Parents without a car in Norra Åsby",
    MEASURE: "Questions and answers in Arabic at the community hall",
    QUESTION: "What needs to change on the way to school?",
    HELP: "Write about a place that you know.",
    CHOICE: "How do you usually get to school?",
    OPTIONS[0]: "On foot",
    OPTIONS[1]: "By bicycle",
    OPTIONS[2]: "By car",
    SLOWER: "Slower traffic",
    CROSSINGS: "Safe crossings",
    RESULT["Det här sa ni, i stora drag"]: "You want **slower traffic** and safer crossings.",
    RESULT["Vilka som deltog"]: "Parents and children in Norra Åsby, most of them on foot.",
    RESULT["Vilka vi inte nådde"]: "We reached few of the older people who live along the streets.",
    RESULT["Vad vi gjorde åt det"]: "We held a meeting in Arabic and called the pensioners' council.",
    SUMMARIES[SLOWER][0]: "Most of you want speed bumps on Skolgatan.",
    SUMMARIES[SLOWER][1]: "One of you writes that bumps hurt the back.",
    SUMMARIES[CROSSINGS][0]: "You want a crossing in front of the school.",
    ANSWER["Så påverkade ni"]: "Your views moved the crossing to the **school entrance**.",
    ANSWER["Så vägdes resultatet in i beslutet"]: "The committee agreed about speed but chose cushions over bumps.",
    ANSWER["Det här händer nu"]: "We start building on Skolgatan after midsummer.",
    POINT_ANSWERS[POINTS[0]][0]: "The crossing is built at the school entrance.",
    POINT_ANSWERS[POINTS[0]][1]: "That is where most of you cross the street.",
    POINT_ANSWERS[POINTS[1]][0]: "Skolgatan is rebuilt first, as proposed.",
    POINT_ANSWERS[POINTS[1]][1]: "You did not agree, and the pipes there are already open.",
    THEME_ANSWERS[SLOWER][0]: "Skolgatan gets two speed cushions.",
    THEME_ANSWERS[SLOWER][1]: "Cushions slow cars down and are gentler than bumps.",
    THEME_ANSWERS[CROSSINGS][0]: "A raised crossing is built in June.",
    THEME_ANSWERS[CROSSINGS][1]: "There was no safe way across the street.",
}

PHONE = "070-123 45 67"
SAMIRA = f"Bilarna kör för fort på Skolgatan. Sätt farthinder där. Ring mig gärna på {PHONE}."
HASSAN = "نحتاج إلى ممر آمن للأطفال أمام المدرسة، والسيارات تسير بسرعة كبيرة."
EMMA = "Please do not build speed bumps. They hurt my back on the bus."
GRETA = "Grannen Karin Ek på Skolgatan 4 backar ut utan att se sig för. Det behövs ett övergångsställe."
