"""The third part of the main job: result, handover, decision, answer, and what becomes of the dialogue after it."""

from collections.abc import Mapping
from email import message_from_bytes, policy
from pathlib import Path

import openpyxl
from browser.journey import words as w
from browser.journey.people import Official
from browser.journey.residents import Resident

BASE = f"/office/dialogues/{w.SLUG}/"


def settles_the_measure(lead: Official) -> None:
    """The measure was done."""
    lead.menu("Dialoger")
    lead.follows(w.TITLE)
    lead.reads("Sammanställs")
    lead.turns_to("Berörda grupper")
    lead.follows("Hur gick det?")
    lead.chooses("Gjord")
    lead.presses("Spara")
    lead.reads("Gjord")


def writes_the_result(lead: Official) -> None:
    """What was said, theme by theme, with those who thought otherwise, and a quote from a shown text."""
    lead.turns_to("Resultat")
    lead.fills(w.RESULT, within=lead.part("Hela dialogen"))
    for theme, (summary, minority) in w.SUMMARIES.items():
        card = lead.tab.locator("#words section").filter(has=lead.tab.get_by_role("heading", name=theme))
        lead.fills({"Det här sa ni": summary, "De som tyckte något annat": minority}, within=card)
    lead.presses("Spara")
    quote = lead.tab.locator("form[action$='/quotes']").first
    lead.fills({"Synpunktens nummer": "1", "Orden som ska citeras": "Sätt farthinder där."}, within=quote)
    lead.presses("Välj citatet", within=quote)
    lead.reads("Citatet är valt")


def has_it_translated(lead: Official, folder: Path, words: Mapping[str, str] = w.ENGLISH, language: str = "en") -> None:
    """The sheet goes out to the translator as Excel, and in again."""
    lead.turns_to("Texter och språk")
    with lead.tab.expect_download() as download:
        lead.tab.get_by_role("link", name="Hämta som Excel").click()
    sheet = folder / "sheet.xlsx"
    download.value.save_as(sheet)
    book = openpyxl.load_workbook(sheet)
    for row in book.active.iter_rows(min_row=2):
        if row[1].value and not row[2].value:
            row[2].value = words[row[1].value]
    book.save(sheet)
    lead.tab.set_input_files(f"#sheet-{language}", sheet)
    lead.presses("Läs in")
    lead.reads("texter är sparade")


def hands_over_and_publishes_the_result(lead: Official) -> None:
    """The document is sealed for the committee, and the result published as edition 1."""
    lead.turns_to("Resultat")
    lead.follows("Förhandsgranska")
    lead.reads(w.SUMMARIES[w.SLOWER][1])
    lead.turns_to("Överlämning")
    lead.presses("Lämna över")
    lead.reads("Resultatet är överlämnat.", "SHA-256")
    lead.turns_to("Resultat")
    lead.presses("Publicera resultatet")
    lead.turns_to("Återkoppling")
    lead.reads("Utgåva 1")


def records_the_decision(registrar: Official) -> None:
    """What the committee decided, with its paragraph and how the result weighed."""
    registrar.menu("Dialoger")
    registrar.follows(w.TITLE)
    registrar.turns_to("Beslut")
    registrar.fills(
        {
            "Dag för beslutet": "2026-05-20",
            "Paragraf eller nummer": "31",
            "Hur vägdes resultatet in?": "Nämnden flyttade övergångsstället.",
            "Dag då protokollet justerades": "2026-05-21",
        }
    )
    registrar.tab.locator("main fieldset").get_by_role("radio").first.check()
    registrar.chooses("Det här är det slutliga beslutet i ärendet")
    registrar.presses("Registrera beslutet")
    registrar.reads("Slutligt", "§ 31")


def writes_the_answer(lead: Official) -> None:
    """An outcome and a reason for every point and theme, how it influenced, and what happens now."""
    lead.menu("Dialoger")
    lead.follows(w.TITLE)
    lead.turns_to("Svar")
    lead.fills(w.ANSWER, within=lead.part("Hela svaret"))
    names, values = (*w.POINTS, w.SLOWER, w.CROSSINGS), ("changed", "not_changed", "partly_changed", "changed")
    outcomes = dict(zip(names, values, strict=True))
    for name, (became, reason) in {**w.POINT_ANSWERS, **w.THEME_ANSWERS}.items():
        card = lead.tab.locator("main section[id^=point-], main section[id^=theme-]")
        card = card.filter(has=lead.tab.get_by_role("heading", name=name))
        card.get_by_label("Vad blev det?").select_option(outcomes[name])
        words = {"Det här blev det" if name in w.POINTS else "Det här gör vi": became, "Därför": reason}
        lead.fills(words, within=card)
    lead.presses("Spara utkastet")
    step = lead.tab.locator("#next")
    lead.fills({"Ansvarig för nästa steg": "Gatuenheten", "Senast": "2026-08-14"}, within=step)
    lead.presses("Spara", within=step)


def approves_and_publishes_the_answer(lead: Official) -> None:
    """Not before it is approved in the committee's name."""
    lead.turns_to("Återkoppling")
    lead.presses("Publicera svaret")
    lead.reads("Svaret måste vara godkänt")
    lead.turns_to("Svar")
    lead.follows("Förhandsgranska")
    lead.turns_to("Svar")
    approval = lead.tab.locator("#approval")
    lead.fills(
        {"Vem godkände?": "Olle Ordförande", "I vilken roll?": "ordförande", "Dag": "2026-05-21"}, within=approval
    )
    lead.presses("Registrera godkännandet", within=approval)
    lead.reads("Godkänt av Olle Ordförande")
    lead.turns_to("Återkoppling")
    lead.presses("Publicera svaret")
    lead.reads("Utgåva 2", "Utgåva 1")


def the_answer_reached_the_list(lead: Official, instance: Path) -> None:
    """Samira asked for a mail: it went out, and the office sees a count and no address."""
    lead.turns_to("Återkoppling")
    lead.reads("E-post: 1 på listan, 1 framme, 0 misslyckades.")
    lead.does_not_read("samira@example.net")
    mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in instance.rglob("*.eml")]
    assert [mail["To"] for mail in mails] == ["samira@example.net"] * 3, "the code, the result and the answer"
    assert any(f"/sv/dialogues/{w.SLUG}/feedback" in mail.as_string() for mail in mails)


def receipts_show_what_each_led_to(samira: Resident, hassan: Resident, emma: Resident, greta: Resident) -> None:
    """Everybody finds own words, the themes they were counted in, what became of them and why."""
    samira.looks_up()
    samira.reads("Svaret på din synpunkt är klart", w.SLOWER, *w.THEME_ANSWERS[w.SLOWER], "räknas som för", "§ 31")
    hassan.looks_up()
    assert hassan.tab.locator("html").get_attribute("dir") == "rtl"
    hassan.reads(w.HASSAN, w.CROSSINGS, w.THEME_ANSWERS[w.CROSSINGS][0])
    emma.looks_up()
    emma.reads(w.EMMA, w.ENGLISH[w.SLOWER], w.ENGLISH[w.THEME_ANSWERS[w.SLOWER][1]])
    greta.looks_up()
    greta.reads(w.CROSSINGS, w.THEME_ANSWERS[w.CROSSINGS][1])


def the_answer_stands_beside_the_promise(reader: Resident) -> None:
    """Promised → became: point by point and theme by theme, for everybody."""
    reader.goes_to("/sv/")
    reader.follows(w.TITLE)
    reader.goes_to(f"/sv/dialogues/{w.SLUG}/feedback")
    reader.reads("Svaret", *w.POINTS, *(part for pair in w.POINT_ANSWERS.values() for part in pair))
    reader.reads(*w.THEME_ANSWERS[w.SLOWER], "Sätt farthinder där.", w.SUMMARIES[w.SLOWER][1], "Gatuenheten", "§ 31")
    reader.does_not_read(w.PHONE, "Karin Ek")
    reader.follows("Underlaget som politikerna fick")
    reader.goes_to(f"/sv/dialogues/{w.SLUG}/log")
    reader.reads("Skolan börjar bygga i augusti, så beslutet kan inte vänta.")


def says_how_it_was(samira: Resident) -> None:
    """Three short questions from the receipt."""
    samira.looks_up()
    samira.follows("Svara på frågorna")
    for group in samira.tab.locator("main fieldset").all():
        group.get_by_role("radio").nth(3).check()
    samira.presses("Skicka")
    samira.reads("Tack. Svaren hjälper oss")


def evaluates_and_concludes(lead: Official) -> None:
    """The group's evaluation, a lesson for the next dialogue, and the end."""
    lead.turns_to("Utvärdering")
    lead.fills(
        {
            "Hur vet ni det?": "Vi fick veta var barnen går.",
            "Passade formen?": "Ja, men fler borde ha hört varandra.",
            "Hur fungerade metoden?": "Formuläret räckte.",
            "Vilka har utvärderat": "Dialoggruppen",
            "Dag": "2026-06-01",
        },
        within=lead.part("Dialoggruppens utvärdering"),
    )
    lead.presses("Spara utvärderingen")
    lead.presses("Avsluta dialogen")
    lead.reads("Skriv minst en lärdom")
    lead.fills({"Vad lärde ni er, som nästa dialog har nytta av?": "Ring pensionärsrådet i första veckan."})
    lead.presses("Spara lärdomen")
    lead.presses("Avsluta dialogen")
    lead.reads("Avslutad")
