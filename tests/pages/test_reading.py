"""Reading in the office without JavaScript: the list, one text, its decision and themes, bulk, conflict, undo."""

import pytest
from sqlalchemy import select
from support import factories as f

from portal.domain.dialogues import ShowMode
from portal.domain.moderation import FlagKind, Reason, ReviewState, Verdict
from portal.domain.permissions import Role
from portal.domain.themes import CodingState
from portal.models.dialogues import Dialogue
from portal.models.moderation import Appeal, Flag, Report
from portal.models.submissions import Submission
from portal.models.themes import ThemePoint
from portal.queries import review
from portal.services import moderation
from portal.transaction import counted


@pytest.fixture
def office(changes, page, time_machine):
    """A closed dialogue with five texts, two themes, and a lead who is signed in."""
    time_machine.move_to(f.NOW)
    with changes() as session:
        dialogue = f.make_closed_dialogue(session, slug="parken")
        for place in range(5):
            f.make_submission(session, dialogue, f"Text nummer {place + 1} om parken.")
        flagged = f.make_submission(session, dialogue, "Ring 070-174 06 51 om parken.")
        answer = flagged.answers[0]
        session.add(Flag(submission_id=flagged.id, answer_id=answer.id, kind=FlagKind.PHONE, start=5, end=18))
        flagged.flags_standing = 1
        f.make_theme(session, dialogue, "Grönska")
        f.make_theme(session, dialogue, "Belysning", with_stance=True)
        user = f.make_user(session, "Lena Lindqvist")
        page.sign_in(user.session_token)
    return page


def at(path=""):
    return f"/office/dialogues/parken/reading/{path}"


def submission(changes, number):
    with changes() as session:
        found = session.query(Submission).filter_by(number=number).one()
        return found, [answer.coding for answer in found.answers], review.decisions_of(session, found.id)


def press(page, path, act, **fields):
    inputs = list(page.get(at(path)).form("version").iter("input"))
    form = {part.get("name"): part.get("value") for part in inputs if part.get("type") == "hidden"}
    ticked = [(part.get("name"), part.get("value")) for part in inputs if part.get("checked") is not None]
    data = {**form, "act": act}
    for name, value in ticked:
        data.setdefault(name, []).append(value)
    return page.post(at(path), {**data, **{name.replace("_", "-"): value for name, value in fields.items()}})


def test_the_list_shows_what_is_left_and_leads_to_the_first(office):
    page = office.get(at())
    assert page.h1 == "Granskning och kodning"
    assert "0 av 6 granskade" in page.words
    assert "Kvar att göra 6" in page.words
    assert at("1") in page.links()


def test_the_list_takes_at_most_eight_statements_whatever_is_asked(office, engine):
    for query in ("", "?show=all&words=parken&language=sv", "?show=flagged&channel=web", "?show=mine"):
        with counted(engine) as sent:
            office.get(at(query))
        assert len(sent) <= 8, "\n".join(sent)


def test_a_text_is_shown_and_the_next_comes_at_once(office, changes):
    answer = press(office, "2", "show")
    assert answer.location.startswith(at("3"))
    found, _codings, decisions = submission(changes, 2)
    assert (found.state, len(decisions)) == (ReviewState.SHOWN, 1)
    assert found.read_by_id is not None
    following = office.follow(answer)
    assert following.h1.startswith("Synpunkt 0003")
    assert "Nyss: synpunkt 0002 visas." in following.words


def test_decision_and_themes_are_set_on_one_screen(office, changes):
    shown = office.get(at("1"))
    box = next(part for part in shown.all("input") if (part.get("name") or "").startswith("theme-"))
    press(office, "1", "show", **{box.get("name"): box.get("value")})
    found, codings, _decisions = submission(changes, 1)
    assert (found.state, found.coding, codings) == (ReviewState.SHOWN, CodingState.THEMED, [CodingState.THEMED])


def test_a_new_theme_is_made_while_reading(office, changes):
    _found, _codings, _decisions = submission(changes, 1)
    shown = office.get(at("1"))
    name = next(part.get("name") for part in shown.all("input") if (part.get("name") or "").startswith("new-"))
    press(office, "1", "next", **{name: "Bänkar"})
    assert submission(changes, 1)[1] == [CodingState.THEMED]
    assert "Bänkar" in office.get("/office/dialogues/parken/themes/").words


def test_a_phone_number_is_ticked_to_be_hidden_and_masked_with_one_press(office, changes):
    shown = office.get(at("6"))
    assert "Det här är inget telefonnummer" in shown.words
    assert "Ring ███ om parken." in shown.words
    answer = press(office, "6", "mask")
    assert answer.status == 303
    found, _codings, decisions = submission(changes, 6)
    assert found.state is ReviewState.MASKED
    assert [(mask.start, mask.end) for mask in decisions[0].masks] == [(5, 18)]


def test_what_must_be_masked_is_not_shown_as_it_is_and_the_form_is_kept(office, changes):
    shown = office.get(at("6"))
    name = next(part.get("name") for part in shown.all("input") if (part.get("name") or "").startswith("new-"))
    answer = press(office, "6", "show", **{name: "Ny idé"})
    assert answer.status == 422
    assert "personuppgifter som inte är dolda" in answer.words
    assert answer.field(name) == "Ny idé"
    assert submission(changes, 6)[0].state is ReviewState.WAITING


def test_words_are_hidden_without_javascript(office, changes):
    name = next(
        part.get("name") for part in office.get(at("1")).all("textarea") if part.get("name").startswith("words-")
    )
    missing = press(office, "1", "mask", **{name: "finns inte här"})
    assert (missing.status, "finns inte i texten" in missing.words) == (422, True)
    press(office, "1", "mask", **{name: "nummer 1", "mask_reason": "others_rights"})
    mask = submission(changes, 1)[2][0].masks[0]
    assert (mask.start, mask.end, mask.reason) == (5, 13, Reason.OTHERS_RIGHTS)


def test_a_text_is_withheld_with_the_reason_on_the_button(office, changes):
    press(office, "1", "withhold:other_matter")
    found = submission(changes, 1)[0]
    assert (found.state, found.reason, found.counted) == (ReviewState.WITHHELD, Reason.OTHER_MATTER, True)
    assert press(office, "2", "withhold:taken_back").status == 422


def test_undo_brings_the_text_back_with_its_themes(office, changes):
    shown = office.get(at("1"))
    box = next(part for part in shown.all("input") if (part.get("name") or "").startswith("theme-"))
    press(office, "1", "show", **{box.get("name"): box.get("value")})
    office.get(at("2"))
    answer = office.post(at("undo"))
    assert answer.location == at("1")
    found, codings, _decisions = submission(changes, 1)
    assert (found.state, codings) == (ReviewState.WAITING, [CodingState.WAITING])


def test_moving_on_reads_a_text_and_opening_it_does_not(office, changes):
    office.get(at("1"))
    assert submission(changes, 1)[0].read_by_id is None
    assert press(office, "1", "next").location.startswith(at("2"))
    assert submission(changes, 1)[0].read_by_id is not None


def test_of_two_officials_the_second_sees_both_decisions_and_chooses(office, changes):
    stale = office.get(at("1")).field("version")
    with changes() as session:
        other = f.make_user(session, "Bo Berg", roles=[Role.MODERATOR])
        found = session.query(Submission).filter_by(number=1).one()
        moderation.decide(
            session, f.actor(other), f.RULES, found,
            version=found.version, verdict=Verdict.WITHHELD, reason=Reason.OTHER_MATTER, now=f.NOW,
        )  # fmt: skip
    answer = office.post(at("1"), {"version": stale, "act": "show"})
    assert answer.status == 409
    assert "En kollega hann före" in answer.words
    assert "Bo Berg" in answer.words
    assert "Det du valde" in answer.words
    assert submission(changes, 1)[0].state is ReviewState.WITHHELD
    assert press(office, "1", "show").status == 303
    assert submission(changes, 1)[0].state is ReviewState.SHOWN


def test_reported_and_appealed_texts_come_first_and_are_settled_where_they_are_read(office, changes):
    with changes() as session:
        dialogue_id = session.query(Submission).first().dialogue_id
        reviewer = f.make_user(session, "Bo Berg", roles=[Role.MODERATOR])
        found = session.query(Submission).filter_by(dialogue_id=dialogue_id, number=4).one()
        session.add(
            Report(submission_id=found.id, reason=Reason.THREAT_OR_HATE, text="Elakt", reported_on=f.NOW.date())
        )
        found.state, found.reports_open = ReviewState.SHOWN, 1
        appealed = session.query(Submission).filter_by(dialogue_id=dialogue_id, number=5).one()
        decision = moderation.decide(
            session, f.actor(reviewer), f.RULES, appealed,
            version=appealed.version, verdict=Verdict.WITHHELD, reason=Reason.OTHER_MATTER, now=f.NOW,
        )  # fmt: skip
        session.add(Appeal(submission_id=appealed.id, decision_id=decision.id, text="Läs igen!", lodged_at=f.NOW))
        appealed.appeal_open = True
    links = [link for link in office.get(at()).links() if link.startswith(at()) and link[len(at()) :].isdecimal()]
    assert links[:3] == [at("4"), at("4"), at("5")]
    assert press(office, "4", "keep").status == 303
    assert submission(changes, 4)[0].reports_open == 0
    assert press(office, "5", "uphold").status == 422
    assert press(office, "5", "uphold", explanation="Texten gäller en annan park.").status == 303
    assert not submission(changes, 5)[0].appeal_open


def test_bulk_decides_everything_in_the_list_and_lists_what_it_left(office, changes):
    asked = office.get(at("bulk/?what=all&show=waiting"))
    assert asked.h1 == "Besluta om 6 synpunkter"
    done = office.submit(asked, 200, button="act", act="show")
    assert done.h1 == "5 synpunkter är klara"
    assert "0006 något i texten behöver ses över" in done.words
    assert submission(changes, 5)[0].read_by_id is None


def test_bulk_takes_exactly_the_ticked_rows(office, changes):
    asked = office.get(at("bulk/?what=marked&n=2&n=4"))
    done = office.submit(asked, 200, button="act", act="show")
    assert done.h1 == "2 synpunkter är klara"
    assert [submission(changes, n)[0].state for n in (1, 2, 3, 4)] == [
        ReviewState.WAITING, ReviewState.SHOWN, ReviewState.WAITING, ReviewState.SHOWN]  # fmt: skip
    assert office.post(at("bulk/"), {"numbers": "", "act": "show"}).status == 422


def test_where_no_texts_are_shown_the_decisions_are_about_quoting(office, changes):
    with changes() as session:
        found = session.query(Submission).first()
        session.get(Dialogue, found.dialogue_id).show_mode = ShowMode.NEVER
    words = office.get(at("1")).words
    assert "Får citeras" in words
    assert "Citeras inte" in words
    assert "Visa som den är" not in words


def test_work_is_shared_out_and_taken_back(office):
    asked = office.get(at("share/"))
    person = next(part.get("value") for part in asked.all("input") if part.get("name") == "users")
    assert office.submit(asked, 422, each="0", users=person)
    assert office.follow(office.submit(office.get(at("share/")), 303, each="3", users=person)).status == 200
    shown = office.get(at("share/"))
    assert "0 av 3 klara" in shown.words
    office.submit(shown, 303, user=person)
    assert "Ingen har fått något än" in office.get(at("share/")).words


def test_the_other_lines_of_a_text_are_kept_too(office):
    shown = office.get(at("1"))
    name = next(part.get("name") for part in shown.all("textarea") if part.get("name").startswith("text-"))
    office.post(at("1/translation"), {name: "Plant more trees."})
    office.get(at("1"))
    office.post(at("1/pass-on"), {"to": "Trafikverket"})
    office.get(at("1"))
    office.post(at("1/reply"), {"text": "Tack för din synpunkt."})
    words = office.get(at("1")).words
    for said in ("Plant more trees.", "skickad vidare till Trafikverket", "Tack för din synpunkt."):
        assert said in words


def test_themes_are_created_renamed_merged_and_parted_on_their_page(office, changes):
    place = "/office/dialogues/parken/themes/"
    shown = office.get(place)
    office.submit(shown, 303, button="name", name="Bänkar")
    assert office.post(place, {"name": "grönska"}).status == 422
    shown = office.get(place)
    assert "Bänkar" in shown.words
    form = next(one for one in shown.tree.iter("form") if (one.get("action") or "").endswith("/merge"))
    into = next(part for part in form.iter("option")).get("value")
    version = next(part.get("value") for part in form.iter("input") if part.get("name") == "version")
    office.post(form.get("action"), {"into": into, "version": version}, 303)
    merged = office.get(place)
    assert "ingår nu i" in merged.words
    parting = next(one.get("action") for one in merged.tree.iter("form") if (one.get("action") or "").endswith("/part"))
    office.post(parting, {}, 303)
    assert "ingår nu i" not in office.get(place).words


@pytest.mark.parametrize("language", ["fi", "en"])
def test_an_official_who_reads_another_language_gets_a_page_that_works(office, changes, language):
    with changes() as session:
        user = f.make_user(session, "Aino", roles=[Role.MODERATOR])
        user.language = language
        office.sign_in(user.session_token)
    for path in ("", "1", "bulk/", "share/"):
        assert office.get(at(path)).tree.get("lang") == language


def test_who_may_not_read_for_the_body_is_shown_out(office, changes):
    with changes() as session:
        elsewhere = f.make_body(session, "Kulturnämnden")
        outsider = f.make_user(session, "Ulla", roles=[Role.MODERATOR], body=elsewhere)
        support = f.make_user(session, "Stina", roles=[Role.DIALOGUE_SUPPORT])
        tokens = outsider.session_token, support.session_token
    office.sign_in(tokens[0])
    office.get(at(), 403)
    office.get(at("1"), 403)
    office.sign_in(tokens[1])
    assert "Visa som den är" not in office.get(at("1")).words
    assert office.post(at("1"), {"act": "show", "version": "1"}).status == 403


def test_what_is_told_of_a_theme_is_kept_apart(office, changes):
    with changes() as session:
        dialogue = session.scalars(select(Dialogue)).one()
        theme = f.make_theme(session, dialogue, "Staket", with_stance=True)
        plain = f.make_theme(session, dialogue, "Lek")
        for language in ("sv", "fi"):
            for one in (theme, plain):
                f.make_coding(session, f.make_submission(session, dialogue, "Text", language=language), one)
        session.add(ThemePoint(theme_id=theme.id, point_id=f.make_point(session, dialogue).id))
    shown = office.get("/office/dialogues/parken/themes/").words
    assert "varken eller · Gäller punkten:" in shown
    assert "2 språk · 0 för" in shown
    assert "2 språk Ändra" in shown
