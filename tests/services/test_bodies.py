"""The elected bodies."""

from sqlalchemy.orm import Session
from support import factories
from support.factories import NOW
from support.traces import refused, verbs

from portal.domain.bodies import BodyKind
from portal.domain.permissions import SYSTEM
from portal.queries import bodies as known
from portal.services import bodies


def test_a_body_is_found_under_the_address_of_its_swedish_name(session: Session) -> None:
    name = {"sv": "Barn- och utbildningsnämnden", "fi": "Lasten ja koulutuksen lautakunta"}
    body = bodies.add(session, SYSTEM, name, BodyKind.COMMITTEE, NOW, email=" bun@asby.example ")
    assert known.by_slug(session, "barn-och-utbildningsnamnden") is body
    assert body.texts.plain("name", "fi") == "Lasten ja koulutuksen lautakunta"
    assert body.email == "bun@asby.example"
    assert session.info["public_scopes"] == {"site"}
    assert verbs(session) == ["bodies.add"]


def test_there_is_one_council_and_one_executive_board(session: Session) -> None:
    bodies.add(session, SYSTEM, {"sv": "Kommunstyrelsen"}, BodyKind.EXECUTIVE_BOARD, NOW)
    bodies.add(session, SYSTEM, {"sv": "Kommunfullmäktige"}, BodyKind.COUNCIL, NOW)
    with refused(session, "SECOND_EXECUTIVE_BOARD"):
        bodies.add(session, SYSTEM, {"sv": "Kommunstyrelsen två"}, BodyKind.EXECUTIVE_BOARD, NOW)
    with refused(session, "SUB_COMMITTEE_NEEDS_PARENT", "NO_NAME"):
        bodies.add(session, SYSTEM, {"sv": " "}, BodyKind.SUB_COMMITTEE, NOW)


def test_a_new_name_keeps_the_address_and_refreshes_the_pages_that_say_it(session: Session) -> None:
    dialogue = factories.make_open_dialogue(session)
    body = dialogue.body
    slug = body.slug
    session.info.clear()
    bodies.change(session, SYSTEM, body, {"sv": "Samhällsbyggnadsnämnden"}, NOW)
    assert (body.slug, body.texts.plain("name")) == (slug, "Samhällsbyggnadsnämnden")
    assert session.info["public_scopes"] == {"site", f"dialogue:{dialogue.id}"}


def test_only_an_administrator_keeps_the_bodies(session: Session) -> None:
    lead = factories.lead(session)
    with refused(session, "NOT_ALLOWED"):
        bodies.add(session, lead, {"sv": "Kulturnämnden"}, BodyKind.COMMITTEE, NOW)
