"""Addresses are kept apart: few files know them, and no statement asks for them together with what somebody wrote."""

import dataclasses
import re
import secrets
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from support.factories import NOW, RULES, SECRET, make_handed_over_dialogue, make_open_dialogue

from portal.cli.jobs import turn
from portal.domain.mailing import MailKind
from portal.domain.questions import Given
from portal.domain.submissions import Incoming, Wish
from portal.effects import notify
from portal.models.dialogues import Dialogue
from portal.models.questions import Question
from portal.models.submissions import Submission
from portal.queries import mailing as lists
from portal.services import mailing, submissions
from portal.transaction import changes, counted, reading

PORTAL = Path(__file__).parents[2] / "portal"
MAY_KNOW = {
    "SubmissionContact": {
        "effects/intake.py",
        "effects/notify.py",
        "models/submissions.py",
        "queries/mailing.py",
        "services/mailing.py",
    },
    "ListEntry": {
        "effects/notify.py",
        "models/mailing.py",
        "queries/mailing.py",
        "services/mailing.py",
    },
}
"""A new file here is a decision: disclosure and certified wiping may join, lists and exports never."""
NEVER_TOGETHER = (
    {"submission_contacts", "answers"},
    {"submission_contacts", "answer_options"},
    {"list_entries", "submissions"},
    {"list_entries", "submission_contacts"},
    {"outbox", "submissions"},
)


@pytest.mark.parametrize("name", sorted(MAY_KNOW))
def test_only_these_files_know_addresses(name):
    knowing = {
        str(path.relative_to(PORTAL))
        for path in PORTAL.rglob("*.py")
        if re.search(rf"\b{name}\b", path.read_text()) and "migrations" not in path.parts
    }
    assert knowing <= MAY_KNOW[name] | {"services/retention.py", "services/disclosures.py"}


def meetings(statements):
    """The statements in which tables meet that never should."""
    tables = [(set(re.findall(r"\b[a-z_]+\b", statement.lower())), statement) for statement in statements]
    return [statement for words, statement in tables if any(pair <= words for pair in NEVER_TOGETHER)]


def test_no_statement_asks_for_an_address_together_with_what_was_written(engine, settings):
    settings = dataclasses.replace(settings, secret_key=SECRET)
    with changes(engine) as session:
        dialogue, other = make_open_dialogue(session), make_handed_over_dialogue(session)
        question = session.scalars(select(Question.id).where(Question.dialogue_id == dialogue.id)).first()
        other.answered_at = NOW
    with counted(engine) as sent:
        with changes(engine) as session:
            there = session.get(Dialogue, dialogue.id)
            wish = Wish("anna@example.net", on_list=True, about_text=True)
            incoming = Incoming((Given(question, text="Fler träd."),), "sv", wish)
            submissions.receive(session, RULES, there, incoming, secrets.token_urlsafe(24), NOW)
        with changes(engine) as session:
            there, submission = session.get(Dialogue, dialogue.id), session.scalars(select(Submission)).one()
            about = {"verdict": "masked", "reason": "personal_data"}
            notify.tell_contact(session, RULES, submission, MailKind.REVIEW_DECISION, NOW, **about)
            notify.tell_list(session, RULES, there, MailKind.AMENDMENT, NOW, about="amendment 1")
            there.answered_at = NOW
        turn(engine, settings, NOW)
        turn(engine, settings, NOW + timedelta(days=61))
        with reading(engine) as session:
            key = lists.key_for(session, dialogue.id, "anna@example.net")
            tokens = lists.contact_token(RULES, submission.id), lists.list_token(RULES, dialogue.id, key or "x")
        with changes(engine) as session:
            for token in tokens:
                mailing.leave(session, RULES, token, NOW)
    assert [statement for statement in sent if "submission_contacts" in statement], "nothing was read"
    assert meetings(sent) == []


def test_a_statement_that_joins_them_is_found():
    planted = "SELECT a.text, c.address FROM answers a JOIN submission_contacts c ON c.submission_id = a.submission_id"
    assert meetings([planted, "SELECT address FROM list_entries"]) == [planted]
