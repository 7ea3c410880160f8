"""The public pages of bodies, their portfolios in the office, and what is kept there."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from support.factories import (
    NOW,
    make_body,
    make_dialogue,
    make_handed_over_dialogue,
    make_matter,
    make_open_dialogue,
    make_user,
)

from portal.domain.bodies import BodyKind
from portal.domain.groups import MemberRole
from portal.domain.permissions import Role
from portal.domain.seats import SeatRole
from portal.domain.steering import SteeringKind
from portal.models.bodies import Body
from portal.models.groups import GroupMember
from portal.models.joint_bodies import JointBody
from portal.models.plans import YearlyPlan
from portal.models.seats import Seat
from portal.models.steering import SteeringItem
from portal.queries import bodies as known
from portal.queries import dialogues, steering

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _at_now() -> Any:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def sign_in(page: Any, changes: Callable[[], Any]) -> Callable[..., None]:
    """Sign in as somebody with that role, for one body or all."""

    def enter(role: Role = Role.DIALOGUE_LEAD, body: Body | None = None) -> None:
        with changes() as session:
            page.sign_in(make_user(session, f"En {role}", roles=(role,), body=body).session_token)

    return enter


@pytest.fixture
def board(changes: Callable[[], Any]) -> None:
    with changes() as session:
        make_body(session, "Kommunstyrelsen", kind=BodyKind.EXECUTIVE_BOARD)


def late(changes: Callable[[], Any], days: int) -> str:
    with changes() as session:
        dialogue = make_handed_over_dialogue(session, body=make_body(session, "Miljönämnden"))
        dialogue.answer_by = dialogue.first_answer_by = TODAY - timedelta(days=days)
        return dialogue.slug


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (13, "Svaret är 13 dagar försenat."),
        (14, "Svaret är 14 dagar försenat. Nu ligger frågan hos miljönämnden."),
        (42, "Svaret är 42 dagar försenat. Nu ligger frågan hos kommunstyrelsen."),
    ],
)
@pytest.mark.usefixtures("board")
def test_a_late_answer_says_in_public_whom_it_lies_with(page, changes, days, words):
    slug = late(changes, days)
    with changes() as session:
        dialogues.by_slug(session, slug).result_by = None
    assert words in page.get(f"/sv/dialogues/{slug}/").words
    assert words in page.get("/sv/bodies/miljonamnden/").words
    assert ("Nu ligger" in words) == ("Nu ligger frågan" in page.get(f"/sv/dialogues/{slug}/").words)


@pytest.mark.usefixtures("board")
def test_a_late_answer_goes_to_the_desks_of_each_step(page, changes, sign_in):
    late(changes, 20)
    with changes() as session:
        body, top = known.by_slug(session, "miljonamnden"), known.by_slug(session, "kommunstyrelsen")
    sign_in(Role.ELECTED_READER, body)
    desk = page.get("/office/").words
    assert "Svaret är 20 dagar försenat" in desk
    assert "Nu ligger frågan hos miljönämnden." in desk
    for role in (Role.DIALOGUE_LEAD, Role.REGISTRAR, Role.ADMINISTRATOR):
        sign_in(role, top)
        assert "20 dagar" not in page.get("/office/").words
    with time_machine.travel(NOW + timedelta(days=22), tick=True):
        for role in (Role.DIALOGUE_LEAD, Role.REGISTRAR, Role.ADMINISTRATOR):
            sign_in(role, top)
            desk = page.get("/office/").words
            assert "Svaret är 42 dagar försenat" in desk
            assert "Nu ligger frågan hos kommunstyrelsen." in desk


@pytest.mark.usefixtures("board")
def test_a_late_answer_lies_first_with_the_dialogue_group(page, changes):
    slug = late(changes, 3)
    with changes() as session:
        dialogue, elsewhere = dialogues.by_slug(session, slug), make_body(session, "Kulturnämnden")
        user = make_user(session, "Olof Kvarnmark", roles=(Role.ELECTED_READER,), body=elsewhere)
        member = GroupMember(dialogue_id=dialogue.id, name=user.name, role=MemberRole.POLITICIAN, from_on=TODAY)
        session.add(member)
        page.sign_in(user.session_token)
    assert "3 dagar försenat" not in page.get("/office/").words
    with changes() as session:
        session.get_one(GroupMember, member.id).user_id = user.id
    desk = page.get("/office/")
    assert "Svaret är 3 dagar försenat" in desk.words
    assert f"/sv/dialogues/{slug}/" in desk.links()


def test_the_list_of_bodies_tells_what_is_open_promised_and_late(page, changes):
    late(changes, 20)
    with changes() as session:
        schools = make_body(session, "Skolnämnden")
        make_open_dialogue(session, body=schools)
        under = make_body(session, "Skolutskottet", kind=BodyKind.SUB_COMMITTEE)
        under.parent_id = schools.id
        old = make_body(session, "Parknämnden")
        old.abolished_on, old.successor_id = TODAY, schools.id
    words = page.get("/sv/bodies/").words
    assert "Miljönämnden 0 öppna dialoger 2 löften att hålla 1 svar är försenat" in words
    assert "Skolnämnden 1 öppen dialog 2 löften att hålla" in words
    assert "Parknämnden upphörde 2 mars 2026. Ansvaret har gått över till: Skolnämnden" in words
    assert "/sv/bodies/skolutskottet/" in page.get("/sv/bodies/").links()
    assert "/sv/bodies/" in page.get("/sv/").links()


def test_the_page_of_a_body_says_who_sits_now_and_who_sat(page, changes):
    with changes() as session:
        body = make_body(session, "Skolnämnden")
        for name, role, until in (("Eva Ek", SeatRole.CHAIR, None), ("Bo Bok", SeatRole.MEMBER, date(2025, 12, 31))):
            session.add(Seat(body_id=body.id, name=name, role=role, from_on=date(2023, 1, 1), until_on=until))
    words = page.get("/sv/bodies/skolnamnden/").words
    assert "De sitter här nu OrdförandeEva Ek De satt här tidigareBo Bok, Ledamot1 jan. 2023–31 dec. 2025" in words


def test_an_abolished_body_says_what_it_became(page, changes):
    with changes() as session:
        schools = make_body(session, "Skolnämnden")
        old = make_body(session, "Parknämnden")
        old.abolished_on, old.successor_id = TODAY, schools.id
    shown = page.get("/sv/bodies/parknamnden/")
    assert "Parknämnden upphörde" in shown.words
    assert "Löftena gäller fortfarande." in shown.words
    assert "/sv/bodies/skolnamnden/" in shown.links()


def test_a_joint_dialogue_names_both_bodies_and_stands_on_both_pages(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session, body=make_body(session, "Trafiknämnden"))
        other = make_body(session, "Kulturnämnden")
        session.add(JointBody(dialogue_id=dialogue.id, body_id=other.id, position=1))
        slug = dialogue.slug
    shown = page.get(f"/sv/dialogues/{slug}/").words
    assert "Löftet ges av trafiknämnden tillsammans med kulturnämnden." in shown
    assert "trafiknämnden tillsammans med kulturnämnden" in page.get(f"/sv/dialogues/{slug}/take-part").words
    for body in ("trafiknamnden", "kulturnamnden"):
        assert f"/sv/dialogues/{slug}/" in page.get(f"/sv/bodies/{body}/").links()
        assert f"/sv/dialogues/{slug}/" in page.get(f"/sv/dialogues/?body={body}").links()


def test_staff_of_the_other_body_work_with_a_joint_dialogue(page, changes, sign_in):
    with changes() as session:
        dialogue = make_dialogue(session, body=make_body(session, "Trafiknämnden"))
        other = make_body(session, "Kulturnämnden")
        slug, joint = dialogue.slug, JointBody(dialogue_id=dialogue.id, body_id=other.id, position=1)
    sign_in(Role.DIALOGUE_LEAD, other)
    page.get(f"/office/dialogues/{slug}/", 403)
    with changes() as session:
        session.add(joint)
    page.get(f"/office/dialogues/{slug}/")
    page.get(f"/office/dialogues/{slug}/commitment/plan/")
    assert f"/office/dialogues/{slug}/" in page.get("/office/dialogues/").links()
    assert f"/office/dialogues/{slug}/" in page.get("/office/").links()
    assert f"/office/dialogues/{slug}/" in page.get("/office/bodies/kulturnamnden/").links()


def test_a_second_body_joins_approves_and_is_asked_for(page, changes, sign_in):
    with changes() as session:
        dialogue = make_dialogue(session, body=make_body(session, "Trafiknämnden"))
        other, slug = make_body(session, "Kulturnämnden"), dialogue.slug
        session.add(Seat(body_id=other.id, name="Kia Kultur", role=SeatRole.CHAIR, from_on=date(2023, 1, 1)))
    sign_in(Role.DIALOGUE_LEAD)
    here = f"/office/dialogues/{slug}/commitment/bodies/"
    assert "Välj en nämnd" in page.submit(page.get(here), 422, body="").words
    page.submit(page.get(here), 303, body=str(other.id))
    assert "Kulturnämnden håller den också har inte godkänt" in page.get(here).words
    assert "Godkännande saknas från: Kulturnämnden" in page.get(f"/office/dialogues/{slug}/").text
    form = page.get(f"{here}kulturnamnden/approve")
    assert (form.field("approved_by"), form.field("approver_role")) == ("Kia Kultur", "ordförande")
    page.submit(form, 303, section="§ 9")
    assert "Kulturnämnden håller den också har godkänt" in page.get(here).words
    page.post(f"{here}kulturnamnden/remove", status=303)
    assert "håller den också" not in page.get(here).words


def test_seats_are_kept_in_the_office_and_nothing_typed_is_lost(page, changes, sign_in):
    with changes() as session:
        make_body(session, "Skolnämnden")
    sign_in(Role.REGISTRAR)
    here = "/office/bodies/skolnamnden/seats/"
    page.submit(page.get(here), 303, name="Eva Ek", role="chair", from_on="2023-01-01")
    again = page.submit(page.get(here), 422, name="Bo Bok", role="chair", from_on="2026-01-01")
    assert "Uppdraget innehas redan av någon annan de dagarna." in again.words
    assert again.field("name") == "Bo Bok"
    seat = next(link for link in again.links() if link.startswith(here) and link != here)
    wrong = page.submit(page.get(seat), 422, until_on="2022-01-01")
    assert "Sista dagen kan inte ligga före den första." in wrong.words
    page.submit(page.get(seat), 303, until_on="2025-12-31")
    page.submit(page.get(here), 303, name="Bo Bok", role="chair", from_on="2026-01-01")


def test_a_yearly_plan_goes_from_draft_to_the_public(page, changes, sign_in):
    with changes() as session:
        make_body(session, "Skolnämnden")
    sign_in(Role.DIALOGUE_LEAD)
    home = "/office/bodies/skolnamnden/plan/"
    assert "Skriv ett år som är rimligt" in page.submit(page.get(home), 422, year="1826").words
    page.submit(page.get(home), 303, year="2026")
    assert "Det finns redan en plan för 2026." in page.submit(page.get(home), 422, year="2026").words
    year = home + "2026"
    assert "Fyll i: Vad dialogen ska handla om" in page.submit(page.get(f"{year}/new"), 422, title_sv="").words
    page.submit(page.get(f"{year}/new"), 303, title_sv="Skolvägar", quarter="2", level="3", lead="Lena")
    page.get("/sv/bodies/skolnamnden/plan/2026", 404)
    refused = page.submit(page.get(year), 422, section="")
    assert "Skriv paragrafen i protokollet där planen antogs." in refused.words
    read = page.get(year)
    page.submit(page.get(f"{year}/new"), 303, title_sv="Skolmat", quarter="4", level="2")
    assert "Någon annan har ändrat det här" in page.submit(read, 409, section="§ 4").words
    page.submit(page.get(year), 303, section="§ 4")
    drop = next(link for link in page.get(year).links() if link.endswith("/drop"))
    assert "Skriv varför dialogen inte blir av." in page.submit(page.get(drop), 422, because="").words
    page.submit(page.get(drop), 303, because="Vägarna byggs senare.")
    page.submit(page.get(f"{year}/new"), 303, title_sv="Skolgårdar", quarter="3", level="3")
    shown = page.get("/sv/bodies/skolnamnden/plan/2026").words
    assert "Antagen måndag 2 mars 2026, § 4" in shown
    assert "därför att: Vägarna byggs senare." in shown
    assert "Tillagd måndag 2 mars 2026, efter att planen antogs." in shown
    assert "/sv/bodies/skolnamnden/plan/2026" in page.get("/sv/bodies/skolnamnden/").links()


def test_a_body_is_abolished_on_a_page_that_says_what_lives_in_it(page, changes, sign_in):
    with changes() as session:
        dialogue = make_open_dialogue(session, body=make_body(session, "Miljönämnden"))
        new, slug = make_body(session, "Bygg- och miljönämnden"), dialogue.slug
    sign_in(Role.ADMINISTRATOR)
    here = "/admin/bodies/miljonamnden/abolish/"
    first = page.get(here)
    assert "1 ärende som inte är avgjort" in first.words
    refused = page.submit(first, 422, successor=str(new.id), move=[])
    assert "1 dialog lever. Den måste ha en nämnd som ansvarar." in refused.words
    assert "Välj vilken nämnd som tar över." in page.submit(page.get(here), 422, successor="").words
    read = page.get(here)
    with changes() as session:
        make_matter(session, body=known.by_slug(session, "miljonamnden"), title="Kom emellan")
    page.submit(read, 409, successor=str(new.id))
    page.submit(page.get(here), 303, successor=str(new.id))
    assert "Ansvaret har gått över till bygg- och miljönämnden." in page.get(f"/sv/dialogues/{slug}/log").words
    assert "Löftet ges av bygg- och miljönämnden." in page.get(f"/sv/dialogues/{slug}/").words


def test_the_portfolio_shows_what_waits_what_is_promised_and_what_comes_too_late(page, changes, sign_in):
    with changes() as session:
        body = make_body(session, "Skolnämnden")
        item = SteeringItem(
            body_id=body.id, kind=SteeringKind.BUDGET, name="Budget 2027", year=2027, decided_on=date(2026, 3, 10)
        )
        session.add(item)
        session.flush()
        make_open_dialogue(session, body=body).steering_item_id = item.id
        make_matter(session, body=body, title="Nya läsårstider", considered=None, suitable=False)
        session.add(YearlyPlan(body_id=body.id, year=2026))
    sign_in(Role.DIALOGUE_LEAD)
    words = page.get("/office/bodies/skolnamnden/").words
    assert "Budget 2027 ska beslutas tisdag 10 mars 2026." in words
    assert "Nya läsårstider" in words
    assert "Löften att hålla" in words
    assert "Årets dialoger 2026 utkast" in words
    sign_in(Role.MODERATOR, make_anything(changes))
    page.get("/office/bodies/skolnamnden/")
    page.get("/office/bodies/skolnamnden/plan/", 403)


def make_anything(changes: Callable[[], Any]) -> Body:
    with changes() as session:
        made: Body = make_body(session, "En annan nämnd")
        return made


def test_the_board_sees_every_body_and_who_holds_no_dialogue(page, changes, sign_in):
    late(changes, 20)
    with changes() as session:
        make_body(session, "Kulturnämnden")
    sign_in(Role.ELECTED_READER)
    words = page.get("/office/bodies/").words
    assert "De här har inte öppnat någon dialog 2025 eller 2026 Kulturnämnden" in words
    assert "Siffrorna är ingen tävling." in words


def test_a_goal_on_the_list_ties_a_dialogue_in_public_words(page, changes, sign_in):
    with changes() as session:
        dialogue = make_dialogue(session, body=make_body(session, "Skolnämnden"))
        slug = dialogue.slug
    sign_in(Role.DIALOGUE_LEAD)
    here = "/office/bodies/skolnamnden/steering/"
    assert "Skriv ett år som är rimligt" in page.submit(page.get(here), 422, kind="goal", name="Mål", year="26").words
    page.submit(page.get(here), 303, kind="budget", name="Skolplan", year="2027", decided_on="2026-09-01")
    form = page.get(f"/office/dialogues/{slug}/commitment/plan/")
    with changes() as session:
        (item,) = steering.of_body(session, known.by_slug(session, "skolnamnden").id)
    gone = page.submit(form, 422, steering_item="999999", steering_goal="Egna ord")
    assert "finns inte längre på listan." in gone.words
    assert gone.field("steering_goal") == "Egna ord"
    page.submit(form, 303, steering_item=str(item.id), steering_goal="", steering_year="")
    with changes() as session:
        tied = dialogues.by_slug(session, slug)
        assert (tied.steering_goal, tied.steering_year, tied.steering_item_id) == ("Skolplan", 2027, item.id)
        tied.announced_at = NOW
    assert (
        "Dialogen hör till: Skolplan (2027). Den ska beslutas tisdag 1 september 2026."
        in page.get(f"/sv/dialogues/{slug}/").words
    )


def test_a_promise_given_by_a_body_that_ended_says_who_keeps_it_now(page, changes, sign_in):
    with changes() as session:
        dialogue = make_open_dialogue(session, body=make_body(session, "Miljönämnden"))
        new, slug = make_body(session, "Bygg- och miljönämnden"), dialogue.slug
    sign_in(Role.ADMINISTRATOR)
    page.submit(page.get("/admin/bodies/miljonamnden/abolish/"), 303, successor=str(new.id))
    words = page.get(f"/sv/dialogues/{slug}/").words
    assert "Löftet godkändes av Olle Ordförande, ordförande, miljönämnden" in words
    assert "Ansvaret har gått över till bygg- och miljönämnden. Löftet gäller fortfarande." in words
