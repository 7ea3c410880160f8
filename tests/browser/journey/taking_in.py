"""The second part of the main job: residents write, one calls, and everything is read, shown or not, and coded."""

from browser.journey import words as w
from browser.journey.people import Official
from browser.journey.residents import Resident, code_on

READING = f"/office/dialogues/{w.SLUG}/reading/"


def samira_writes_in_swedish(samira: Resident) -> None:
    """By the first page and the card; the telephone number is pointed out to her, and she sends all the same."""
    samira.finds(w.TITLE)
    samira.reads("Steg 2 av 5: Konsultation", *w.POINTS, w.FIXED, "Du behöver inget konto och inget namn.")
    samira.begins()
    samira.reads("Texterna visas efter granskning, utan namn.")
    samira.writes(w.SAMIRA, choice=0)
    samira.reads_through()
    samira.reads(w.SAMIRA, w.OPTIONS[0], "Det här ser ut som personuppgifter", w.PHONE)
    samira.asks_for_mail("samira@example.net")
    samira.sends()
    samira.reads("Vi har tagit emot din synpunkt", "Den väntar på att bli läst.")


def hassan_writes_in_arabic(hassan: Resident) -> None:
    """Every word around the dialogue's own is Arabic; the dialogue's Swedish is marked as such."""
    hassan.goes_to("/")
    hassan._goes(hassan.tab.locator(f"main a[href='/ar/dialogues/{w.SLUG}/']").first)
    assert hassan.tab.locator("h1 [lang=sv]").inner_text() == w.TITLE
    hassan.begins()
    hassan.writes(w.HASSAN, choice=1)
    hassan.reads_through()
    hassan.sends()
    assert hassan.tab.locator("main .written[lang=ar]").inner_text() == w.HASSAN


def emma_writes_in_english(emma: Resident) -> None:
    """The dialogue is in English, too."""
    emma.finds(w.ENGLISH[w.TITLE])
    emma.reads(w.ENGLISH[w.POINTS[0]], w.ENGLISH[w.FIXED])
    emma.begins()
    emma.reads(w.ENGLISH[w.QUESTION])
    emma.writes(w.EMMA)
    emma.reads_through()
    emma.sends()


def greta_calls(support: Official) -> str:
    """What was said on the telephone is registered as a summary; the code is read to her from the slip."""
    support.menu("Dialoger")
    support.follows(w.TITLE)
    support.turns_to("Registrera synpunkt")
    support.chooses("telefon", "sammanfattad av den som tog emot den")
    support.fills({w.QUESTION: w.GRETA, "Dag då den kom till kommunen": "2026-03-09", "Klockslag": "08:30"})
    support.presses("Registrera och visa lappen")
    support.reads("Din kvittens", "har nummer 4")
    return code_on(support.tab)


def makes_the_themes(moderator: Official) -> None:
    """One theme in which people are for or against, tied to a point of the promise; one without."""
    moderator.menu("Dialoger")
    moderator.follows(w.TITLE)
    moderator.turns_to("Teman")
    for name in (w.SLOWER, w.CROSSINGS):
        moderator.fills({"Nytt tema": name})
        moderator.presses("Lägg till")
    theme = moderator.tab.locator(".theme-list > li").filter(has_text=w.SLOWER)
    moderator.unfolds("Ändra", theme)
    moderator.chooses("Texter i temat är för, emot eller varken eller", w.POINTS[0], within=theme)
    moderator.presses("Spara", theme)


def reads_everything(moderator: Official) -> None:
    """Each text once, with its themes by number keys: a number masked, two shown, one withheld with a reason."""
    keys = moderator.tab.keyboard
    moderator.turns_to("Granskning och kodning")
    moderator.reads("0 av 4 granskade")
    moderator.follows("Börja läsa")
    moderator.reads("Synpunkt 0001", w.PHONE, "Så kan andra läsa det")
    _finds_theme(moderator, w.SLOWER)
    keys.press("ArrowRight")
    keys.press("ArrowLeft")
    assert moderator.tab.locator("input[name^=stance-]:checked").get_attribute("value") == "for"
    _decides(moderator, "m", "2")
    moderator.reads("Synpunkt 0002", w.HASSAN)
    _finds_theme(moderator, w.CROSSINGS)
    _decides(moderator, "a", "3")
    moderator.reads("Synpunkt 0003", w.EMMA)
    _presses_number_of(moderator, w.SLOWER)
    keys.press("ArrowRight")
    assert moderator.tab.locator("input[name^=stance-]:checked").get_attribute("value") == "against"
    _decides(moderator, "a", "4")
    moderator.reads("Synpunkt 0004", w.GRETA, "telefon")
    _presses_number_of(moderator, w.CROSSINGS)
    keys.press("i")
    with moderator.tab.expect_navigation() as navigation:
        moderator.tab.get_by_role("group", name="Varför visas texten inte?").get_by_role("button").first.click()
    moderator.watch.look(moderator.tab, navigation.value)
    moderator.goes_to(READING)
    moderator.reads("Allt är läst, granskat och kodat. Tack!", "4 av 4 granskade", "4 av 4 har fått tema")


def _finds_theme(moderator: Official, name: str) -> None:
    moderator.tab.keyboard.press("/")
    moderator.tab.keyboard.type(name[:8].lower())
    moderator.tab.keyboard.press("Enter")
    assert moderator.tab.locator("input[name^=theme-]:checked").count() == 1


def _presses_number_of(moderator: Official, name: str) -> None:
    pick = moderator.tab.locator(".pick").filter(has_text=name).locator("input[type=checkbox]")
    moderator.tab.keyboard.press(pick.get_attribute("data-key"))
    assert pick.is_checked()


def _decides(moderator: Official, key: str, next_number: str) -> None:
    with moderator.tab.expect_navigation() as navigation:
        moderator.tab.keyboard.press(key)
    assert f"/reading/{next_number}?" in moderator.tab.url, moderator.tab.url
    moderator.watch.look(moderator.tab, navigation.value)


def others_read_only_what_is_shown(reader: Resident) -> None:
    """The public list holds three texts; the number and the fourth text are nowhere."""
    reader.goes_to(f"/sv/dialogues/{w.SLUG}/")
    reader.follows("Läs vad andra har skrivit")
    reader.reads(w.HASSAN, w.EMMA, "Bilarna kör för fort", "En del är dold")
    reader.does_not_read(w.PHONE, "Karin Ek", "samira@example.net")
    reader.follows("Synpunkt 0001")
    reader.does_not_read(w.PHONE)


def receipts_tell_how_it_was_read(samira: Resident, greta: Resident) -> None:
    """To the writer: what is hidden, and why; and that another may look at it again."""
    samira.looks_up()
    samira.reads("Vi har läst den. Den visas med en del dold.", "uppgifter om dig eller någon annan")
    assert samira.tab.locator("mark.hidden-part").inner_text() == w.PHONE
    greta.looks_up()
    greta.reads("Vi har läst den. Den visas inte.", "uppgifter om dig", "Be oss pröva beslutet igen", "telefon")
