"""The first part of the main job: a matter is considered, tested, planned, approved and announced."""

from browser.journey import words as w
from browser.journey.people import Official

BASE = f"/office/dialogues/{w.SLUG}/"


def registers_the_matter(registrar: Official) -> None:
    """A matter from the registry is put up, and considered with grounds that become public."""
    registrar.menu("Ärenden")
    registrar.follows("Lägg upp ett ärende")
    registrar.picks("Nämnd eller styrelse", "Tekniska nämnden")
    registrar.fills(
        {
            "Diarienummer": "TN 2026/214",
            "Rubrik (svenska)": w.TITLE,
            "Vad ärendet gäller (svenska)": "Tre gator runt Norra skolan ska byggas om.",
            "Planerat beslut": "2026-05-20",
        }
    )
    registrar.presses("Lägg upp ärendet")
    registrar.reads("Ingen har tagit ställning")
    registrar.follows("Överväg dialog")
    registrar.chooses("Det ska bli dialog")
    registrar.fills({"Skäl": "Det ändrar vardagen för alla med barn i skolan.", "Namn och roll": "Olle Ordförande"})
    registrar.presses("Spara och publicera")
    registrar.reads("Det ska bli dialog")


def tests_whether_it_suits(lead: Official) -> None:
    """The suitability test of the main job's matter."""
    finds_that_it_suits(lead, w.TITLE, w.SLUG, "Familjer i fyra kvarter, varje dag.", w.SUITS)


def finds_that_it_suits(lead: Official, title: str, slug: str, affected: str, suits: dict[str, str]) -> None:
    """The suitability test: every question, the purpose, and the outcome by a named person."""
    lead.menu("Ärenden")
    lead.follows(title)
    lead.follows("Gör ärendet till en dialog")
    lead.reads("Saknas:")
    lead.goes_to(f"/office/matters/{slug}/")
    lead.follows("Pröva frågan")
    for question in lead.tab.locator("main .question").all():
        if question.get_by_label("Ja", exact=True).count():
            question.get_by_label("Ja", exact=True).check()
        else:
            question.locator("textarea").fill(affected)
    lead.fills(suits)
    lead.tab.locator("#highest_level").select_option("3")
    lead.presses("Spara och gå vidare")
    lead.chooses("Frågan passar för dialog")
    lead.fills({"Vem prövade?": "Lena Lindqvist, utredare"})
    lead.presses("Avgör prövningen")


def holds_it(lead: Official) -> None:
    """The matter becomes a dialogue, tied to a goal."""
    lead.follows("Gör ärendet till en dialog")
    lead.fills(
        {
            "Dialogens rubrik": w.TITLE,
            "Mål, plan eller budget som dialogen hör till": "Mål 3: trygg uppväxt",
            "År": "2026",
        }
    )
    lead.presses("Skapa dialogen")
    lead.reads(w.TITLE, "Förbereds")
    assert lead.tab.url.endswith(BASE), lead.tab.url


def writes_the_commitment(lead: Official) -> None:
    """Level, dates, languages, contact, the Swedish texts and the points."""
    lead.turns_to("Åtagande")
    lead.follows(": tider och beslut")
    lead.chooses("2. Konsultation", "Svenska", "English", "Efter granskning")
    lead.drops("Suomi", "العربية")
    lead.fills(
        {
            "Öppnar": "2026-03-07",
            "Sista dag": "2026-04-05",
            "Planerat beslut": "2026-05-20",
            "Resultatet kommer senast": "2026-05-04",
            "Svaret kommer senast": "2026-06-05",
        }
    )
    lead.picks("Vem beslutar?", "Tekniska nämnden")
    lead.picks("Kontaktperson", "Lena Lindqvist")
    lead.presses("Spara planen")
    lead.follows(": texter")
    lead.fills(w.PROMISE)
    lead.presses("Spara")
    lead.follows(": punkter")
    for kind, words in (*(("Går att påverka", one) for one in w.POINTS), ("Redan bestämt", w.FIXED)):
        lead.chooses(kind)
        lead.fills({"Punkten": words})
        lead.presses("Lägg till")
    lead.reads(*w.POINTS, w.FIXED)


def thinks_of_those_affected(lead: Official) -> None:
    """A group with what hinders it, and what is done about it."""
    lead.turns_to("Berörda grupper")
    lead.follows("Lägg till en grupp")
    lead.fills(
        {
            "Vilka är det?": w.GROUP,
            "Hur berörs gruppen?": "De går med barnen varje dag.",
            "Ungefär hur många?": "400",
            "Vad kan hindra dem från att delta?": "Många läser hellre arabiska än svenska.",
        }
    )
    lead.presses("Spara")
    lead.follows("Lägg till en insats")
    lead.fills(
        {
            "Vad gör ni för att de ska kunna delta?": w.MEASURE,
            "Eller namn på någon annan": "Lena",
            "Klart senast": "2026-03-20",
        }
    )
    lead.presses("Lägg till")


def asks(lead: Official) -> None:
    """A free text and a choice."""
    lead.turns_to("Frågor")
    lead.follows("Lägg till en fråga")
    lead.fills({"Frågan": w.QUESTION, "Hjälptext": w.HELP})
    lead.chooses("Fritt svar")
    lead.presses("Lägg till")
    lead.follows("Lägg till en fråga")
    lead.fills({"Frågan": w.CHOICE, "Alternativ, ett på varje rad": "\n".join(w.OPTIONS)})
    lead.chooses("Ett val")
    lead.presses("Lägg till")
    lead.reads(w.QUESTION, *w.OPTIONS)


def translates_in_the_editor(lead: Official) -> None:
    """Every text in English, each written beside its Swedish."""
    lead.turns_to("Texter och språk")
    lead.follows("Engelska")
    for row in lead.tab.locator("main .text-row").all():
        swedish = row.locator("p.written[lang=sv]").inner_text().strip()
        if swedish:
            row.locator("[lang=en]").fill(w.ENGLISH[swedish])
    lead.presses("Spara")


def approves_and_announces(lead: Official) -> None:
    """The promise is given in the committee's name; a *should* is passed with a reason; it is announced."""
    lead.turns_to("Åtagande")
    lead.follows("Förhandsgranska")
    lead.follows("English")
    lead.reads(w.ENGLISH[w.TITLE], w.ENGLISH[w.POINTS[0]])
    lead.turns_to("Åtagande")
    lead.unfolds("Skriv in godkännandet")
    lead.fills({"Vem godkände?": "Olle Ordförande", "I vilken roll?": "ordförande", "Paragraf": "§ 14"})
    lead.presses("Spara godkännandet")
    lead.reads("av Olle Ordförande, ordförande")
    lead.turns_to("Ändra eller avsluta")
    lead.follows("Tillkännage dialogen")
    lead.reads("Det går inte att tillkännage dialogen än")
    while (left := lead.checklist.get_by_role("link", name="Förklara varför inte")).count():
        lead._goes(left.first)
        lead.fills({"Skäl": "Skolan börjar bygga i augusti, så beslutet kan inte vänta."})
        lead.presses("Spara skälet")
        lead.turns_to("Ändra eller avsluta")
        lead.follows("Tillkännage dialogen")
    lead.reads("Löftet fryses på alla språk")
    lead.presses("Tillkännage dialogen")
    lead.reads("Öppnar snart")
