"""The board's dialogue, second part: result and answer, read by an elected member in Finnish, to the annual report."""

from pathlib import Path

from browser.journey import board_words as w
from browser.journey import giving_back
from browser.journey.board import BASE, BOARD, PAGE
from browser.journey.people import Official
from browser.journey.residents import Resident
from support.factories import PASSWORD

DRAFTS = BASE + "drafts/"


class Elected(Official):
    """A member of the board who has Finnish as the language of the account: finds the way by places, not by words."""

    def signs_in(self, email: str) -> None:
        """Sign in; from then on the office speaks Finnish."""
        self.goes_to("/sign-in")
        if self.tab.locator("#password").count():
            self.tab.locator("#email").fill(email)
            self.tab.locator("#password").fill(PASSWORD)
            self._goes(self.tab.locator("main form button"))
        assert self.tab.locator("html").get_attribute("lang") == "fi"
        self.reads("Työpöytäni")

    def opens_the_draft(self) -> None:
        """*Utkast* in the menu, and the dialogue in its list by its Finnish title."""
        self._goes(self.tab.locator("nav a[href='/office/drafts/']"))
        self.follows(w.FINNISH[w.TITLE])
        self.reads(w.FINNISH[w.TITLE], within=self.tab.locator(".desk-title"))

    def marks_it_read(self, subject: str) -> None:
        """Whoever writes the draft sees which version was read."""
        self._goes(self.tab.locator(f"form[action$='/{subject}/read'] button"))

    def says(self, subject: str, words: str) -> None:
        """A comment on the draft."""
        form = self.tab.locator(f"form[action$='/{subject}/comments']")
        form.locator("textarea").fill(words)
        self._goes(form.locator("button"))
        self.reads(words)


def reads_and_codes(moderator: Official) -> None:
    """The text is read once, shown, and counted in its theme."""
    moderator.menu("Dialoger")
    moderator.follows(w.TITLE)
    moderator.turns_to("Teman")
    moderator.fills({"Nytt tema": w.THEME})
    moderator.presses("Lägg till")
    moderator.turns_to("Granskning och kodning")
    moderator.follows("Börja läsa")
    moderator.tab.locator(".pick").filter(has_text=w.THEME).locator("input[type=checkbox]").check()
    moderator.presses("Visa", within=moderator.tab.locator(".acts-bar"))
    moderator.reads("Allt är läst, granskat och kodat. Tack!")


def writes_the_result(lead: Official, folder: Path) -> None:
    """The measure was done; what was said, in Swedish and in Finnish; the result is still a draft."""
    lead.menu("Dialoger")
    lead.follows(w.TITLE)
    lead.turns_to("Berörda grupper")
    lead.follows("Hur gick det?")
    lead.chooses("Gjord")
    lead.presses("Spara")
    lead.turns_to("Resultat")
    lead.fills(w.RESULT, within=lead.part("Hela dialogen"))
    card = lead.tab.locator("#words section").filter(has=lead.tab.get_by_role("heading", name=w.THEME))
    lead.fills({"Det här sa ni": w.SUMMARY}, within=card)
    lead.presses("Spara")
    giving_back.has_it_translated(lead, folder, w.FINNISH, "fi")


def the_elected_reads_the_result_in_finnish(eeva: Elected) -> None:
    """The draft in Finnish; it is marked as read, and commented on."""
    eeva.opens_the_draft()
    eeva.reads(*(w.FINNISH[words] for words in w.RESULT.values()), w.FINNISH[w.SUMMARY])
    for swedish in (*w.RESULT.values(), w.SUMMARY):
        assert swedish not in eeva.tab.locator("main").inner_text()
    eeva.marks_it_read("result")
    eeva.says("result", w.COMMENT)


def answers_the_comment(lead: Official) -> None:
    """Beside the editor: who has read, what was said, and what was done about it."""
    lead.turns_to("Resultat")
    beside = lead.tab.locator(".desk-gate .desk-beside")
    lead.reads("Eeva Edustaja: den här versionen", w.COMMENT, within=beside)
    lead.unfolds("Svara", within=beside)
    lead.fills({"Vad gjorde ni med kommentaren?": w.REPLY}, within=beside)
    lead._goes(beside.locator("form[action*='/comments/'] button"))
    lead.reads("1 kommentar är besvarad.", within=lead.tab.locator(".desk-gate .desk-beside"))


def the_elected_sees_what_was_done(eeva: Elected) -> None:
    """The reply stands under the comment."""
    eeva.opens_the_draft()
    eeva.reads(w.COMMENT, w.REPLY, "Lena Lindqvist", within=eeva.tab.locator("#comments"))


def hands_over_and_publishes(lead: Official) -> None:
    """The document is sealed in both languages as page, PDF and Word; the result is published."""
    lead.turns_to("Överlämning")
    lead.presses("Lämna över")
    lead.reads("Resultatet är överlämnat.")
    files = lead.tab.locator("main table").first
    lead.reads(
        "HTML, svenska", "PDF, svenska", "PDF, finska", "Word (DOCX), svenska", "Word (DOCX), finska", within=files
    )
    with lead.tab.expect_download() as download:
        files.locator("tr").filter(has_text="Word (DOCX), finska").get_by_role("link", name="Spara").click()
    assert download.value.suggested_filename.endswith(".docx")
    lead.turns_to("Resultat")
    lead.presses("Publicera resultatet")


def records(registrar: Official, body: str, kind: str, day: str, section: str, going_to: str = "") -> None:
    """One link of the chain of decisions."""
    registrar.menu("Dialoger")
    registrar.follows(w.TITLE)
    registrar.turns_to("Beslut")
    registrar.picks("Vem beslutade", body)
    registrar.fills({"Dag för beslutet": day, "Paragraf eller nummer": section, "Hur vägdes resultatet in?": w.WEIGHED})
    registrar.fills({"Dag då protokollet justerades": day})
    registrar.chooses(kind)
    if going_to:
        registrar.picks("Vart går förslaget?", going_to)
    else:
        registrar.chooses("Det här är det slutliga beslutet i ärendet")
    registrar.presses("Registrera beslutet")
    registrar.reads(body, f"§ {section}")


def records_that_the_clothes_were_bought(registrar: Official) -> None:
    """The matter without a dialogue is decided, too."""
    registrar.goes_to(f"/office/matters/{w.NO_SLUG}/")
    registrar.follows("Skriv in beslutet")
    registrar.fills({"Beslutets dag": "2026-06-10", "Paragraf": "89"})
    registrar.presses("Spara")
    registrar.reads("§ 89")


def the_way_to_the_decision_is_drawn(reader: Resident) -> None:
    """Everybody sees the proposal of the sub-committee, and the decision of the board."""
    reader.goes_to(PAGE)
    reader.reads("Arbetsutskottet", "§ 12", BOARD, "§ 88")


def writes_the_answer(lead: Official, folder: Path) -> None:
    """What became of the point and the theme, in both languages."""
    lead.menu("Dialoger")
    lead.follows(w.TITLE)
    lead.turns_to("Svar")
    lead.fills(w.ANSWER, within=lead.part("Hela svaret"))
    for name, (became, reason) in w.BECAME.items():
        card = lead.tab.locator("main section[id^=point-], main section[id^=theme-]")
        card = card.filter(has=lead.tab.get_by_role("heading", name=name))
        card.get_by_label("Vad blev det?").select_option("changed")
        lead.fills({"Det här blev det" if name == w.POINT else "Det här gör vi": became, "Därför": reason}, within=card)
    lead.presses("Spara utkastet")
    step = lead.tab.locator("#next")
    lead.fills({"Ansvarig för nästa steg": "Gatuenheten", "Senast": "2027-04-01"}, within=step)
    lead.presses("Spara", within=step)
    giving_back.has_it_translated(lead, folder, w.FINNISH, "fi")


def the_elected_reads_the_answer_in_finnish(eeva: Elected) -> None:
    """Before anybody else."""
    eeva.opens_the_draft()
    eeva.reads(*(w.FINNISH[words] for words in w.ANSWER.values()), w.FINNISH[w.BECAME[w.THEME][0]])
    eeva.marks_it_read("answer")


def approves_and_publishes_the_answer(lead: Official) -> None:
    """In the name of the board, with its paragraph."""
    lead.turns_to("Svar")
    approval = lead.tab.locator("#approval")
    lead.chooses("Nämnden eller styrelsen själv, med en paragraf i protokollet", within=approval)
    lead.fills({"Dag": "2026-06-10", "Paragraf": "90"}, within=approval)
    lead.presses("Registrera godkännandet", within=approval)
    lead.turns_to("Återkoppling")
    lead.presses("Publicera svaret")
    lead.reads("Utgåva 2", "Utgåva 1")


def the_answer_is_everywhere(reader: Resident, resident: Resident, finn: Resident) -> None:
    """On the page in both languages, beside the promise, and on the receipt."""
    reader.goes_to(f"{PAGE}feedback")
    reader.reads(*w.ANSWER.values(), *w.BECAME[w.POINT], "§ 88", "Gatuenheten")
    finn.goes_to(f"/fi/dialogues/{w.SLUG}/feedback")
    finn.reads(*(w.FINNISH[words] for words in (*w.ANSWER.values(), *w.BECAME[w.THEME])))
    resident.looks_up()
    resident.reads("Svaret på din synpunkt är klart", *w.BECAME[w.THEME], "§ 88")


def the_group_evaluates(lead: Official) -> None:
    """Purpose, form and method, and a lesson for the next dialogue."""
    lead.turns_to("Utvärdering")
    own = lead.part("Dialoggruppens utvärdering")
    lead.chooses("Ja, syftet nåddes", within=own)
    lead.fills({"Hur vet ni det?": w.PURPOSE, "Passade formen?": "Ja.", "Hur fungerade metoden?": "Bra."}, within=own)
    lead.fills({"Vilka har utvärderat": "Dialoggruppen", "Dag": "2026-06-24"}, within=own)
    lead.presses("Spara utvärderingen", within=own)
    lead.fills({"Vad lärde ni er, som nästa dialog har nytta av?": w.LESSON})
    lead.presses("Spara lärdomen")


def the_elected_evaluates(eeva: Elected) -> None:
    """In Finnish, an evaluation of her own."""
    eeva.goes_to(f"{BASE}evaluation/")
    form = eeva.tab.locator("details.write-own")
    form.locator("summary").click()
    form.locator("input[type=radio]").first.check()
    for field, words in (
        ("purpose_met", "Nyt tiedän."),
        ("form", "Sopi."),
        ("method", "Hyvä."),
        ("evaluated_by", "Eeva"),
    ):
        form.locator(f"[name=elected-{field}]").fill(words)
    form.locator("[name=elected-evaluated_on]").fill("2026-06-24")
    eeva._goes(form.locator("button"))
    eeva.reads("Nyt tiedän.")


def reports_to_the_board_and_concludes(lead: Official) -> None:
    """Not before the board has heard of it: the dialogue is extensive."""
    lead.turns_to("Utvärdering")
    lead.presses("Avsluta dialogen")
    lead.reads("Dialogen är omfattande. Den ska redovisas i nämnden (dag och paragraf).")
    report = lead.tab.locator("#body-report")
    lead.fills({"Dag för sammanträdet": "2026-06-24", "Paragraf": "101"}, within=report)
    lead.presses("Registrera", within=report)
    lead.reads("Redovisad onsdag 24 juni 2026, § 101.")
    lead.presses("Avsluta dialogen")
    lead.reads("Avslutad")


def adopts_the_annual_report(registrar: Official) -> None:
    """The year after: the report waits on the desk, and is adopted with its paragraph."""
    registrar.reads("Verksamhetsberättelsen för 2026 är inte antagen")
    registrar.menu("Nämnder")
    registrar.follows(BOARD)
    registrar.follows("Verksamhetsberättelser")
    registrar.follows("2026")
    registrar.reads(w.TITLE, w.NO_TITLE, w.NO_GROUNDS, w.ANSWER["Så påverkade ni"])
    registrar.fills({"Dag då nämnden antog berättelsen": "2027-02-10", "Paragraf": "7"})
    registrar.fills({"Nämndens egna ord om årets dialoger": "Vi lärde oss mycket vid bordet i biblioteket."})
    registrar.presses("Skriv in att den är antagen")
    registrar.reads("Antagen onsdag 10 februari 2027")


def everybody_reads_the_annual_report(reader: Resident) -> None:
    """From the page of the body: the dialogue, how it went, and the no with its grounds."""
    reader.goes_to("/sv/bodies/kommunstyrelsen/")
    reader.follows("2026", within=reader.tab.locator("#reports"))
    reader.reads("Antagen onsdag 10 februari 2027, § 7.", "Vi lärde oss mycket vid bordet i biblioteket.")
    reader.reads(w.TITLE, "Omfattande dialog", w.LESSON, w.NO_TITLE, w.NO_GROUNDS)
    reader.reads(f"Dialoggruppens utvärdering {w.PURPOSE}", "De förtroendevaldas utvärdering Nyt tiedän.")
    reader.follows(w.TITLE)
    reader.follows("Så gick dialogen: utvärderingen")
    reader.reads(w.PURPOSE, "Nyt tiedän.")
    reader.goes_to(f"{PAGE}log")
    reader.reads(w.AMENDED, "§ 12", "§ 88", "§ 101")


def the_figures_of_the_principles_count_it(reader: Resident) -> None:
    """The year before, beside this one: each figure with the one that speaks against it."""
    reader.goes_to("/sv/principles")
    for label, figure in (
        ("Avgjorda ärenden där dialog övervägdes i tid", "2 av 2"),
        ("Ärenden som avgjordes utan att dialog övervägdes", "0"),
        ("Svar som kom senast den dag som lovades först", "1 av 1"),
        ("Gånger en lovad dag flyttades", "1"),
        ("Berörda grupper där minst en insats blev gjord", "1 av 1"),
        ("Teman som ledde till en ändring, helt eller delvis", "1 av 1"),
        ("Besvarade dialoger som dialoggruppen har utvärderat", "1 av 1"),
    ):
        row = reader.tab.locator("table.kept-figures tbody tr").filter(has_text=label)
        assert row.locator("td").nth(1).inner_text().strip() == figure, label
