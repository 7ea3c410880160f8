"""The board's dialogue, first part: two matters on an agenda, a yes and a no, the promise, and the announcement."""

from browser.journey import board_words as w
from browser.journey.people import Official
from browser.journey.planning import finds_that_it_suits
from browser.journey.residents import Resident

BASE = f"/office/dialogues/{w.SLUG}/"
PAGE = f"/sv/dialogues/{w.SLUG}/"
BOARD = "Kommunstyrelsen"


def brings_two_matters_to_the_board(registrar: Official) -> None:
    """A meeting of the board, and two matters on its agenda; none of them is considered yet."""
    for title, number in ((w.TITLE, "KS 2026/101"), (w.NO_TITLE, "KS 2026/102")):
        registrar.menu("Ärenden")
        registrar.follows("Lägg upp ett ärende")
        registrar.picks("Nämnd eller styrelse", BOARD)
        registrar.fills(
            {
                "Diarienummer": number,
                "Rubrik (svenska)": title,
                "Vad ärendet gäller (svenska)": f"{title}: kommunstyrelsen ska besluta.",
                "Planerat beslut": "2026-06-10",
            }
        )
        registrar.presses("Lägg upp ärendet")
    registrar.menu("Ärenden")
    registrar.follows("Inför sammanträdet")
    registrar.follows("Lägg till ett sammanträde")
    registrar.picks("Nämnd", BOARD)
    registrar.fills({"Dag": "2026-06-10"})
    registrar.presses("Lägg till")
    adding = registrar.part("Lägg till ett ärende")
    for title, place in ((w.TITLE, "1"), (w.NO_TITLE, "2")):
        registrar.picks("Ärende", title, within=adding)
        registrar.fills({"Punkt": place}, within=adding)
        registrar.presses("Lägg till", within=adding)
    registrar.reads("2 ärenden saknar övervägande.", w.TITLE, w.NO_TITLE)


def considers_both(registrar: Official) -> None:
    """The square becomes a dialogue; the clothes do not, and the grounds become public."""
    agenda = registrar.tab.url.removeprefix(registrar.watch.url)
    considered = ((w.TITLE, "Det ska bli dialog", "Alla i centrum berörs."), (w.NO_TITLE, "Ingen dialog", w.NO_GROUNDS))
    for title, outcome, grounds in considered:
        registrar.follows(f": {title}")
        registrar.chooses(outcome)
        registrar.fills({"Skäl": grounds, "Namn och roll": "Olle Ordförande", "Paragraf": "§ 21"})
        registrar.presses("Spara och publicera")
        registrar.goes_to(agenda)
    registrar.reads("Alla ärenden är övervägda.")


def everybody_sees_the_no(reader: Resident) -> None:
    """In the register of matters: found by its outcome, with grounds, name and paragraph."""
    reader.goes_to("/sv/matters/?outcome=no_dialogue")
    reader.reads(w.NO_TITLE)
    assert w.TITLE not in reader.tab.locator("main").inner_text()
    reader.follows(w.NO_TITLE)
    reader.reads("Ingen dialog", w.NO_GROUNDS, "Olle Ordförande", "§ 21", BOARD)


def tests_the_matter_and_holds_it(lead: Official) -> None:
    """The suitability test speaks for a dialogue; the board holds it."""
    finds_that_it_suits(lead, w.TITLE, w.SLUG, "Alla som rör sig i centrum, varje dag.", w.SUITS)
    lead.follows("Gör ärendet till en dialog")
    lead.reads(f"Dialogen hålls av {BOARD}, som övervägde den.")
    goal = {"Mål, plan eller budget som dialogen hör till": "Mål 1: ett levande centrum", "År": "2027"}
    lead.fills({"Dialogens rubrik": w.TITLE, **goal})
    lead.presses("Skapa dialogen")
    assert lead.tab.url.endswith(BASE), lead.tab.url


def writes_the_commitment(lead: Official) -> None:
    """Level, dates, two languages, the words and the points."""
    lead.turns_to("Åtagande")
    lead.follows(": tider och beslut")
    lead.chooses("2. Konsultation", "Svenska", "Suomi", "Efter granskning")
    lead.drops("English", "العربية")
    days = {"Öppnar": "2026-03-12", "Sista dag": "2026-04-12", "Planerat beslut": "2026-06-10"}
    lead.fills({**days, "Resultatet kommer senast": "2026-05-11", "Svaret kommer senast": "2026-07-01"})
    lead.picks("Vem beslutar?", BOARD)
    lead.picks("Kontaktperson", "Lena Lindqvist")
    lead.presses("Spara planen")
    lead.follows(": texter")
    lead.fills(w.PROMISE)
    lead.presses("Spara")
    lead.follows(": punkter")
    for kind, words in (("Går att påverka", w.POINT), ("Redan bestämt", w.FIXED)):
        lead.chooses(kind)
        lead.fills({"Punkten": words})
        lead.presses("Lägg till")
    lead.turns_to("Frågor")
    lead.follows("Lägg till en fråga")
    lead.fills({"Frågan": w.QUESTION})
    lead.chooses("Fritt svar")
    lead.presses("Lägg till")


def thinks_of_those_affected(lead: Official) -> None:
    """Six thousand people, and a measure with a short address of its own."""
    lead.turns_to("Berörda grupper")
    lead.follows("Lägg till en grupp")
    lead.fills(
        {
            "Vilka är det?": w.GROUP,
            "Hur berörs gruppen?": "De går över torget varje dag.",
            "Ungefär hur många?": "6000",
            "Varifrån kommer siffran?": "Räkning på torget i maj",
            "Vad kan hindra dem från att delta?": "Många läser inte annonser.",
        }
    )
    lead.presses("Spara")
    lead.follows("Lägg till en insats")
    lead.fills(
        {
            "Vad gör ni för att de ska kunna delta?": w.MEASURE,
            "Eller namn på någon annan": "Bibliotekarien",
            "Klart senast": "2026-03-20",
        }
    )
    lead.presses("Lägg till")
    lead.follows("Kort adress")
    lead.fills({"Kort adress": w.CODE})
    lead.presses("Spara")
    lead.reads(f"/d/{w.SLUG}/{w.CODE}")


def takes_into_the_group(lead: Official, role: str, person: str) -> None:
    """One more in the dialogue group, with an account of their own."""
    lead.turns_to("Berörda grupper")
    lead.follows("Lägg till en person")
    lead.picks("Person med konto", person)
    lead.chooses(role)
    lead.fills({"Från och med": "2026-03-02", "Utbildning för uppdraget": "Samtalsledare 2025"})
    lead.presses("Lägg till")
    lead.reads(person, role)


def writes_it_in_finnish(lead: Official) -> None:
    """Every text that is still to be translated, beside its Swedish."""
    lead.turns_to("Texter och språk")
    lead.follows("Finska")
    for row in lead.tab.locator("main .text-row").all():
        swedish = row.locator("p.written[lang=sv]").inner_text().strip()
        if swedish:
            row.locator("[lang=fi]").fill(w.FINNISH[swedish])
    lead.presses("Spara")


def approves_in_the_name_of_the_board(lead: Official) -> None:
    """The board itself, with the paragraph of its minutes."""
    lead.turns_to("Åtagande")
    lead.unfolds("Skriv in godkännandet")
    lead.chooses("Nämnden eller styrelsen själv, med en paragraf i protokollet")
    lead.fills({"Dag": "2026-03-02", "Paragraf": "§ 34"}, within=lead.tab.locator("#approval"))
    lead.presses("Spara godkännandet")
    lead.reads("§ 34")


def is_refused_without_a_politician(lead: Official) -> None:
    """The board decided on the dialogue: then its group must be whole."""
    lead.turns_to("Berörda grupper")
    lead.reads("Saknas: förtroendevald")
    lead.turns_to("Ändra eller avsluta")
    lead.follows("Tillkännage dialogen")
    lead.reads(
        "Det går inte att tillkännage dialogen än",
        "När kommunstyrelsen har beslutat om dialogen ska dialoggruppen ha utredare, dialogstöd och politiker.",
    )
    assert lead.tab.locator("main").get_by_role("button", name="Tillkännage dialogen").count() == 0


def announces(lead: Official) -> None:
    """With the group whole, and a reason for each *should* that is passed."""
    lead.turns_to("Ändra eller avsluta")
    lead.follows("Tillkännage dialogen")
    while (left := lead.checklist.get_by_role("link", name="Förklara varför inte")).count():
        lead._goes(left.first)
        lead.fills({"Skäl": "Påsken infaller mitt i, men vi tar emot synpunkter hela tiden."})
        lead.presses("Spara skälet")
        lead.turns_to("Ändra eller avsluta")
        lead.follows("Tillkännage dialogen")
    lead.presses("Tillkännage dialogen")
    lead.reads("Öppnar snart")


def everybody_sees_why_it_is_extensive(reader: Resident) -> None:
    """The criteria, with their figures, and what the board approved."""
    reader.goes_to(PAGE)
    reader.reads("En omfattande dialog", "Ungefär 6 000 personer berörs.", "§ 34", w.POINT, w.FIXED)
    reader.unfolds("Vilka som berörs")
    reader.reads(w.GROUP, w.MEASURE)


def takes_part_at_the_library(resident: Resident) -> None:
    """By the short address on the poster of the measure, which leads to the form and the promise above it."""
    resident.goes_to(f"/d/{w.SLUG}/{w.CODE}")
    resident.reads(w.TITLE, "Steg 2 av 5: Konsultation", w.QUESTION)
    resident.writes(w.VIEW)
    resident.reads_through()
    resident.sends()
    resident.reads("Vi har tagit emot din synpunkt")


def moves_the_day_of_the_answer(lead: Official) -> None:
    """A change of the promise: compared first, with a reason in both languages."""
    lead.turns_to("Berörda grupper")
    lead.reads("synpunkter den vägen")
    lead.turns_to("Ändra eller avsluta")
    lead.follows("Ändra löftet")
    lead.tab.locator("#reason-sv").fill(w.AMENDED)
    lead.tab.locator("#reason-fi").fill("Kunnanhallitus kokoontuu viikkoa myöhemmin.")
    lead.fills({"Vem har beslutat om ändringen?": "Olle Ordförande", "Svaret kommer senast": "2026-08-14"})
    lead.presses("Jämför före och efter", within=lead.tab.locator("main p.acts"))
    lead.reads("Det här ändras", "Tidigare onsdag 1 juli 2026", "Nu fredag 14 augusti 2026")
    lead.presses("Ändra löftet nu")
    lead.reads("Löftet är ändrat.")


def everybody_sees_the_change(reader: Resident, resident: Resident) -> None:
    """Dated, old and new, with the reason; whoever wrote before finds it on the receipt."""
    reader.goes_to(PAGE)
    notice = reader.tab.locator("#amendments")
    reader.reads("Löftet ändrades", "20 mars 2026", "Beslutat av Olle Ordförande.", w.AMENDED, within=notice)
    assert "1 juli 2026" in notice.locator("del").first.inner_text()
    assert "14 augusti 2026" in notice.locator("ins").first.inner_text()
    reader.reads("Först lovade vi svar senast onsdag 1 juli 2026.")
    resident.looks_up()
    resident.reads("Löftet har ändrats sedan du skrev", w.AMENDED)
