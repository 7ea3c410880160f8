"""Paper forms with codes of their own."""

import time_machine
from sqlalchemy import func, select
from support.factories import NOW, make_closed_dialogue, make_open_dialogue, make_user

from portal.domain.permissions import Role
from portal.models.submissions import PreparedCode


def test_staff_print_forms_that_carry_a_code_each_and_the_code_opens_a_receipt_that_waits(page, changes):
    with time_machine.travel(NOW, tick=False):
        with changes() as session:
            dialogue = make_open_dialogue(session)
            support = make_user(session, "Stina", roles=(Role.DIALOGUE_SUPPORT,), body=dialogue.body)
        page.sign_in(support.session_token)
        address = f"/office/dialogues/{dialogue.slug}/paper-forms/"
        form = page.get(address)
        assert "Skriv ett heltal från 1 till 500." in page.submit(form, 422, wanted="501").words
        sheets = page.submit(form, 200, wanted="3")
        assert sheets.headers["Cache-Control"] == "no-store"
        codes = [
            "".join(part.itertext()).split(":")[-1].strip() for part in sheets.all("p") if part.get("class") == "code"
        ]
        assert len(set(codes)) == 3
        assert "inte registrerat än" in page.get(f"/sv/receipt/{codes[0]}").h1
    with changes() as session:
        assert session.scalar(select(func.count()).select_from(PreparedCode)) == 3


def test_nobody_else_prints_codes(page, changes):
    with changes() as session:
        dialogue = make_open_dialogue(session)
        elected = make_user(session, "Elsa", roles=(Role.ELECTED_READER,), body=dialogue.body)
    page.sign_in(elected.session_token)
    page.get(f"/office/dialogues/{dialogue.slug}/paper-forms/", 403)


def test_the_form_that_anybody_prints_says_when_the_dialogue_has_closed(page, changes):
    with time_machine.travel(NOW, tick=False):
        with changes() as session:
            opened, closed = make_open_dialogue(session).slug, make_closed_dialogue(session).slug
        assert "Dialogen har stängt" not in page.get(f"/sv/dialogues/{opened}/print").words
        assert "Fyll inte i formuläret" in page.get(f"/sv/dialogues/{closed}/print").words
