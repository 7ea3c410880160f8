"""D2: extensive dialogues stand in the committees' annual reports. How it is kept, and what the portal refuses."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select
from support.answered import fill, make_answered_dialogue, make_compiled_dialogue
from support.factories import NOW, RULES, actor, lead, make_body, make_matter, make_open_dialogue, make_theme, make_user
from support.pages import words_of
from support.reported import IN_LAST_YEAR, LAST_YEAR, adopted, make_big, make_extensive_answer
from support.traces import refused, verbs

from portal.adapters import pdf
from portal.domain.commitments import content_hash
from portal.domain.evaluations import EvaluationKind
from portal.domain.feedback import Outcome
from portal.domain.matters import ConsiderationOutcome
from portal.domain.permissions import SYSTEM, Role
from portal.domain.refusals import Conflict, GateClosed, Invalid, NotAllowed, Refusal
from portal.models.annual_reports import AnnualReport
from portal.models.bodies import Body
from portal.models.evaluations import GroupEvaluation
from portal.queries import annual_reports as known
from portal.queries import checks, figures
from portal.queries.annual_report_content import content_of
from portal.services import annual_reports, extensive
from portal.services.annual_reports import Adoption

TODAY = NOW.date()
MAY = date(LAST_YEAR + 1, 5, 1)


@pytest.fixture
def at_now() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


def test_an_extensive_dialogue_is_owed_to_the_report_of_the_year_it_was_answered_in_from_that_very_day(session) -> None:
    made = make_extensive_answer(session)
    day = IN_LAST_YEAR.date()
    (debt,) = known.debts(session, RULES, day)
    assert (debt.year, debt.late, [one.id for one in debt.dialogues]) == (LAST_YEAR, False, [made.dialogue.id])


def test_it_is_late_from_the_first_of_may_and_no_day_earlier(session) -> None:
    make_extensive_answer(session)
    assert [one.late for one in known.debts(session, RULES, MAY - timedelta(days=1))] == [False]
    assert [one.late for one in known.debts(session, RULES, MAY)] == [True]


def test_a_small_dialogue_is_owed_to_no_report(session) -> None:
    make_answered_dialogue(session, now=IN_LAST_YEAR)
    assert known.debts(session, RULES, MAY) == []


def test_adopting_the_report_pays_the_debt_and_freezes_it(session) -> None:
    made = make_extensive_answer(session)
    body = made.dialogue.body
    report = adopted(session, SYSTEM, body)
    assert known.debts(session, RULES, MAY) == []
    assert report.accounts_for == [made.dialogue.id]
    assert report.content_hash == content_hash(report.content)
    assert verbs(session)[-1] == "annual_reports.adopt"
    assert "site" in session.info["public_scopes"]
    (year,) = known.kept_by_year(session, RULES, MAY)
    assert (year.year, year.adopted, year.late) == (LAST_YEAR, (body.id,), ())


def test_one_that_is_stated_extensive_after_the_adoption_is_owed_again(session) -> None:
    made = make_answered_dialogue(session, now=IN_LAST_YEAR)
    body = made.dialogue.body
    adopted(session, SYSTEM, body)
    assert known.debts(session, RULES, MAY) == []
    extensive.state(session, SYSTEM, RULES, made.dialogue, True, "Viktig.", made.dialogue.version, NOW)
    (debt,) = known.debts(session, RULES, MAY)
    assert debt.adopted
    adopted(session, SYSTEM, body, seen=1, change="Dialogen om parken är tillagd som omfattande.")
    assert known.debts(session, RULES, MAY) == []
    assert [one.number for one in known.versions(session, body.id, LAST_YEAR)] == [1, 2]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"section": "  "}, "NO_REPORT_SECTION"),
        ({"on": date(LAST_YEAR, 12, 31)}, "ADOPTED_BEFORE_YEAR_END"),
        ({"on": TODAY + timedelta(days=1)}, "ADOPTED_IN_THE_FUTURE"),
        ({"year": TODAY.year}, "ADOPTED_BEFORE_YEAR_END"),
    ],
)
def test_a_report_is_not_adopted_without_a_section_before_its_year_is_over_or_in_the_future(
    session, given: dict[str, Any], code: str
) -> None:
    body = make_extensive_answer(session).dialogue.body
    with refused(session, code, kind=Invalid):
        adopted(session, SYSTEM, body, **given)


@pytest.mark.parametrize("year", [1999, TODAY.year + 1])
def test_there_is_no_report_of_a_year_out_of_range(session, year: int) -> None:
    body = make_body(session)
    content = content_of(session, body, year, RULES, NOW)
    too_early = ["ADOPTED_BEFORE_YEAR_END"] if year > 2000 else []
    with refused(session, "REPORT_YEAR_OUT_OF_RANGE", *too_early, kind=Invalid):
        annual_reports.adopt(session, SYSTEM, RULES, body, Adoption(year, TODAY, "§ 1"), content, "x", NOW)


def test_two_officials_cannot_adopt_the_same_report(session) -> None:
    body = make_extensive_answer(session).dialogue.body
    adopted(session, SYSTEM, body)
    with refused(session, "REPORT_ALREADY_ADOPTED", kind=Conflict):
        adopted(session, SYSTEM, body)
    with refused(session, "CORRECTION_WITHOUT_CHANGE", kind=Invalid):
        adopted(session, SYSTEM, body, seen=1)


def test_a_report_made_from_facts_that_changed_meanwhile_is_refused(session) -> None:
    made = make_extensive_answer(session)
    body, content = made.dialogue.body, content_of(session, made.dialogue.body, LAST_YEAR, RULES, NOW)
    made.dialogue.actual_cost = 900_000
    session.flush()
    adoption = Adoption(LAST_YEAR, TODAY, "§ 1")
    with refused(session, "CHANGED_MEANWHILE", kind=Conflict):
        annual_reports.adopt(session, SYSTEM, RULES, body, adoption, content, "x", NOW)


def test_only_those_who_record_the_decisions_of_the_body_adopt(session) -> None:
    body = make_extensive_answer(session).dialogue.body
    reader = actor(make_user(session, roles=(Role.ELECTED_READER,), body=body))
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        adopted(session, reader, body)
    stranger = lead(session, body=make_body(session, "Socialnämnden"))
    with refused(session, "NOT_ALLOWED", kind=NotAllowed):
        adopted(session, stranger, body)


def test_the_report_tells_the_same_figures_as_the_dialogue(session) -> None:
    made = make_extensive_answer(session)
    (told,) = content_of(session, made.dialogue.body, LAST_YEAR, RULES, NOW)["dialogues"]
    intake, (held, heads) = figures.intake(session, made.dialogue.id), figures.heads(session, made.dialogue.id)
    assert told["figures"]["received"] == intake.received == figures.received(session, made.dialogue.id)
    assert told["figures"]["counted"] == intake.counted
    assert (told["figures"]["meetings"], told["figures"]["heads"]) == (held, heads)
    assert told["figures"]["by_channel"] == dict(intake.by_channel)
    counted = {row["name"]["sv"]["text"]: row["count"] for row in told["themes"]}
    assert counted == {"Mer skugga": figures.themes(session, made.dialogue.id)[made.theme.id].submissions}


def test_time_to_the_answer_is_measured_from_closing_and_against_the_first_promise(session) -> None:
    made = make_extensive_answer(session, late_days=3)
    made.dialogue.answer_by = IN_LAST_YEAR.date() + timedelta(days=30)
    (told,) = content_of(session, made.dialogue.body, LAST_YEAR, RULES, NOW)["dialogues"]
    assert told["in_time"] is False
    assert told["days_to_answer"] == (IN_LAST_YEAR.date() - date.fromisoformat(told["closes_on"])).days


def test_what_goes_on_at_the_end_of_the_year_is_told_as_going_on_and_gives_away_no_working_papers(session) -> None:
    body = make_body(session)
    made = make_compiled_dialogue(session, now=NOW - timedelta(days=61))
    made.dialogue.body, made.dialogue.body_id = body, body.id
    made.theme.outcome = Outcome.CHANGED
    fill(session, made.theme.answer_texts, became="Ett utkast till svar.")
    still_open = make_open_dialogue(session, body=body, matter=made.dialogue.matter, now=NOW - timedelta(days=75))
    make_theme(session, still_open, "Arbetsmaterial")
    session.flush()
    found = content_of(session, body, LAST_YEAR, RULES, NOW)["dialogues"]
    assert {one["answered_on"] for one in found} == {None}
    assert [theme["name"]["sv"]["text"] for one in found for theme in one["themes"]] == ["Mer skugga"]
    assert all(theme["outcome"] is None and not theme["became"] for one in found for theme in one["themes"])
    unpublished = next(one for one in found if one["id"] != made.dialogue.id)
    assert (unpublished["themes"], unpublished["who_is_missing"], unpublished["influence"]) == ([], {}, {})


def test_the_no_decisions_of_the_year_stand_in_it_with_their_grounds(session) -> None:
    body = make_body(session)
    matter = make_matter(session, body=body, considered=ConsiderationOutcome.NO_DIALOGUE, suitable=False)
    content = content_of(session, body, TODAY.year, RULES, NOW)
    assert content["considered"] == {"no_dialogue": 1}
    (row,) = content["not_held"]
    assert (row["matter"], row["outcome"]) == (matter.slug, "no_dialogue")
    assert row["grounds"] == matter.considerations[0].grounds


def test_a_changed_report_is_found_by_the_check(session) -> None:
    body = make_extensive_answer(session).dialogue.body
    report = adopted(session, SYSTEM, body)
    assert list(checks.annual_reports(session, NOW)) == []
    report.html = "<p>Något annat</p>"
    session.flush()
    assert [found.code for found in checks.annual_reports(session, NOW)] == ["REPORT_CHANGED"]


def test_the_report_tells_the_view_of_the_group_from_that_of_the_elected(page, changes, office, at_now) -> None:
    with changes() as session:
        made = make_extensive_answer(session)
        for kind, words in ((EvaluationKind.GROUP, "Gruppens ord."), (EvaluationKind.ELECTED, "Ledamotens ord.")):
            row = GroupEvaluation(
                dialogue_id=made.dialogue.id, kind=kind, purpose_met=words, form="Bra.", method="Bra.",
                evaluated_by="De", evaluated_on=TODAY, recorded_at=NOW,
            )  # fmt: skip
            session.add(row)
        body = made.dialogue.body.slug
    words = office().get(f"/office/bodies/{body}/reports/{LAST_YEAR}/").words
    told = ("Dialoggruppens utvärdering", "Gruppens ord.", "De förtroendevaldas utvärdering", "Ledamotens ord.")
    assert sorted(told, key=words.index) == list(told)


@pytest.fixture
def office(page: Any, changes: Callable[[], Any]) -> Callable[..., Any]:
    """Sign in as the registrar; return the page client."""

    def entered(role: Role = Role.REGISTRAR) -> Any:
        with changes() as session:
            page.sign_in(make_user(session, f"En {role}", roles=(role,)).session_token)
        return page

    return entered


def answered_last_year(changes: Callable[[], Any]) -> tuple[int, str, str]:
    with changes() as session:
        made = make_extensive_answer(session)
        return made.dialogue.body_id, made.dialogue.body.slug, made.dialogue.slug


def test_the_desk_and_the_page_of_the_body_say_that_the_report_waits_and_then_that_it_is_late(
    page, changes, office
) -> None:
    _id, body, _slug = answered_last_year(changes)
    with time_machine.travel(NOW, tick=True):
        desk = office().get("/office/").words
        assert f"Verksamhetsberättelsen för {LAST_YEAR} är inte antagen" in desk
        assert "1 omfattande dialog väntar på att redovisas" in desk
        said = page.get(f"/sv/bodies/{body}/").words
        assert f"Verksamhetsberättelsen för {LAST_YEAR} är inte antagen. 1 omfattande dialog väntar" in said
        assert "Försenad" not in said
    with time_machine.travel(NOW + timedelta(days=60), tick=True):
        assert "Försenad" in page.get(f"/sv/bodies/{body}/").words
        late = office().get("/office/").all("li", class_="is-late")
        assert any("Verksamhetsberättelsen" in words_of(one) for one in late)


def test_an_official_adopts_it_and_everybody_reads_it_in_their_language(page, changes, office, at_now) -> None:
    _id, body, slug = answered_last_year(changes)
    address = f"/office/bodies/{body}/reports/{LAST_YEAR}/"
    shown = office().get(address)
    assert "Grad av inflytande: konsultation, steg 2 av 5." in shown.words
    assert "1 av 1 svar kom senast den dag som först lovades." in shown.words
    assert shown.text.count("Ni fick oss att ändra ritningen.") == 2, "on the page, and in the text to paste"
    page.get(f"/sv/bodies/{body}/reports/{LAST_YEAR}", 404)
    page.submit(shown, 422, on="", section="§ 14")
    page.submit(page.get(address), 303, on="2026-02-20", section="§ 14", comment="Nämnden är nöjd.")
    for language in ("sv", "fi", "en", "ar"):
        public = page.get(f"/{language}/bodies/{body}/reports/{LAST_YEAR}")
        assert "§ 14" in public.words
        assert f"/{language}/dialogues/{slug}/" in public.links()
    assert "Nämnden är nöjd." in page.get(f"/sv/bodies/{body}/reports/{LAST_YEAR}").words
    assert f"/sv/bodies/{body}/reports/{LAST_YEAR}" in page.get(f"/sv/bodies/{body}/").links()
    page.get(f"/sv/bodies/{body}/reports/{LAST_YEAR}.csv")
    page.get(f"/sv/bodies/{body}/reports/{LAST_YEAR}/1")
    page.get(f"/sv/bodies/{body}/reports/{LAST_YEAR}/2", 404)


def test_the_second_of_two_officials_is_told_that_a_colleague_was_first(page, changes, office, at_now) -> None:
    _id, body, _slug = answered_last_year(changes)
    address = f"/office/bodies/{body}/reports/{LAST_YEAR}/"
    mine = office().get(address)
    page.submit(page.get(address), 303, on="2026-02-20", section="§ 14")
    late = page.submit(mine, 409, on="2026-02-21", section="§ 15")
    assert "En kollega har redan skrivit in" in late.words
    assert late.field("section") == "§ 15"
    corrected = page.submit(late, 422, change="")
    assert "Skriv vad som är ändrat" in corrected.words
    page.submit(corrected, 303, change="Rätt paragraf.")
    assert "Version 2. Ändrat: Rätt paragraf." in page.get(f"/sv/bodies/{body}/reports/{LAST_YEAR}").words


def test_facts_that_change_under_an_open_page_stop_the_adoption(page, changes, office, at_now) -> None:
    body_id, body, _slug = answered_last_year(changes)
    address = f"/office/bodies/{body}/reports/{LAST_YEAR}/"
    mine = office().get(address)
    with changes() as session:
        owner = session.get_one(Body, body_id)
        make_big(session, make_answered_dialogue(session, now=IN_LAST_YEAR).dialogue).body_id = owner.id
    assert "Någon annan har ändrat" in page.submit(mine, 409, on="2026-02-20", section="§ 14").words
    with changes() as session:
        assert session.scalar(select(func.count()).select_from(AnnualReport)) == 0


def test_a_year_without_data_gives_a_report_that_says_so(page, changes, office, at_now) -> None:
    with changes() as session:
        slug = make_body(session).slug
    words = office().get(f"/office/bodies/{slug}/reports/2020/").words
    assert "Tekniska nämnden hade ingen medborgardialog under 2020." in words
    assert "Det finns inga dialoger att redovisa för 2020." in words
    page.submit(page.get(f"/office/bodies/{slug}/reports/2020/"), 303, on="2021-02-20", section="3")
    assert "hade ingen medborgardialog" in page.get(f"/sv/bodies/{slug}/reports/2020").words


@pytest.mark.parametrize("year", ["1999", "2027", "nittonhundra", "0"])
def test_a_year_that_is_none_has_no_page(changes, office, at_now, year: str) -> None:
    with changes() as session:
        slug = make_body(session).slug
    office().get(f"/office/bodies/{slug}/reports/{year}/", 404)


def test_without_the_libraries_of_pdf_the_office_says_what_to_install(
    page, changes, office, at_now, monkeypatch: pytest.MonkeyPatch
) -> None:
    _id, body, _slug = answered_last_year(changes)

    def cannot(_html: str) -> bytes:
        raise GateClosed(Refusal("PDF_UNAVAILABLE", params={"packages": "libpango-1.0-0"}))

    monkeypatch.setattr(pdf, "pdf_of", cannot)
    address = f"/office/bodies/{body}/reports/{LAST_YEAR}/"
    sent = office().get(address + "report.pdf", 303)
    assert "libpango-1.0-0" in page.follow(sent).text


def test_all_staff_read_the_reports_of_every_body_but_only_its_own_record_the_adoption(
    page, changes, office, at_now
) -> None:
    _id, body, _slug = answered_last_year(changes)
    address = f"/office/bodies/{body}/reports/{LAST_YEAR}/"
    with changes() as session:
        page.sign_in(make_user(session, body=make_body(session, "Socialnämnden")).session_token)
    page.get(f"/office/bodies/{body}/reports/")
    shown = page.get(address)
    assert "Det här gör: dialogansvarig eller registrator" in shown.words
    page.post(address, {"on": "2026-02-20", "section": "§ 14", "seen": "0:"}, 403)
