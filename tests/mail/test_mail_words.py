"""What mails say: in the reader's language, why they came, how to leave; readable as text and as a page."""

import dataclasses
from datetime import date
from email.policy import SMTP
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from support.factories import NOW as NOW_DATE
from support.pages import faults

from portal.domain.mailing import MailKind
from portal.mail.catalogue import write
from portal.mail.messages import compose
from portal.mail.shapes import About
from portal.mail.voices import Voice
from portal.queries.mail_facts import DialogueFacts

ZONE = ZoneInfo("Europe/Stockholm")
LEAVE = f"https://dialog.example.se/sv/mail/7-{'abc' * 18}"
ABOUT_ONE_TEXT = {MailKind.REVIEW_DECISION, MailKind.APPEAL_DECISION}
PAYLOADS = {
    MailKind.CODE: {"code": "ABCD-EFGH-JKMN-PQRS"},
    MailKind.REVIEW_DECISION: {"verdict": "masked", "reason": "personal_data", "note": "Ett namn är dolt. <b>"},
    MailKind.APPEAL_DECISION: {"outcome": "changed"},
    MailKind.STAFF_SIGN_IN: {"link": "https://dialog.example.se/invite/x"},
}


def about(kind, **given):
    title = given.pop("title", "Parken vid <Hamngatan> & kajen")
    dialogue = DialogueFacts(
        slug="parken",
        title=title,
        language="sv",
        body="Tekniska nämnden",
        closes_at=None,
        result_by=date(2026, 5, 4),
        answer_by=date(2026, 9, 1),
        stop_reason="Staten bygger väg där.",
    )
    values = {"base": "https://dialog.example.se", "municipality": "Åsby kommun", "payload": PAYLOADS.get(kind, {})}
    leave = None if kind is MailKind.STAFF_SIGN_IN else LEAVE
    following = (
        dataclasses.replace(dialogue, slug="parken-2", title="Lekplatsen") if kind is MailKind.NEXT_DIALOGUE else None
    )
    return About(
        **values,
        following=following,
        leave=leave,
        dialogue=dialogue,
        note="Därför att.",
        new_answer_by=date(2027, 1, 2),
        **given,
    )


def message(settings, kind, voice=None):
    voice = voice or Voice("sv", ZONE)
    return compose(settings, voice, write(kind, voice, about(kind)), "anna@example.net", "abc", NOW_DATE)


def bodies(mail):
    return mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", list(MailKind))
@pytest.mark.parametrize(("language", "why"), [("sv", "Du får det här mejlet för att"), ("ar", "تصلك هذه الرسالة لأن")])
def test_every_mail_says_why_it_came_and_how_to_leave_in_text_and_in_html(settings, kind, language, why):
    mail = message(settings, kind, Voice(language, ZONE))
    text, page = bodies(mail)
    assert why in text
    assert why in page
    if kind is not MailKind.STAFF_SIGN_IN:
        assert f"\n{LEAVE}\n" in text
        assert f'href="{LEAVE}"' in page
        assert f"\r\nList-Unsubscribe: <{LEAVE}>\r\n".encode() in mail.as_bytes(policy=SMTP)
    assert not [fault for fault in faults(page) if not fault.startswith("inline style on")]
    assert "<Hamngatan>" not in page
    assert "<b>" not in page
    assert len(mail["Subject"]) < 120
    assert "\n" not in mail["Subject"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_mail_in_arabic_is_in_arabic_from_right_to_left(settings, tmp_path):
    catalogue = Catalog(locale="ar")
    catalogue.add("Nu är svaret klart i dialogen ”%(title)s”.", "الرد جاهز الآن في الحوار ”%(title)s”.")
    catalogue.add("Din kod:", "رمزك:")
    catalogue.add("Svaret är klart: %(title)s", "الرد جاهز: %(title)s")
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as out:
        write_mo(out, catalogue)
    voice = Voice("ar", ZONE, tmp_path)
    mail = message(settings, MailKind.ANSWER, voice)
    text, page = bodies(mail)
    assert mail["Content-Language"] == "ar"
    assert mail["Subject"].startswith("الرد جاهز: ")
    assert "الرد جاهز الآن في الحوار ”\u2068Parken" in text
    assert '<html lang="ar" dir="rtl">' in page
    assert "/ar/dialogues/parken/feedback" in page
    _, code = bodies(message(settings, MailKind.CODE, voice))
    assert "رمزك:" in code
    assert '<strong dir="ltr"' in code
    assert voice.day(date(2026, 5, 4)) in code


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_answer_asks_whether_to_write_when_it_is_done(settings):
    text, page = bodies(message(settings, MailKind.ANSWER))
    assert "Vill du veta när det är genomfört också?" in text
    assert "Vill du veta när det är genomfört också?" in page
    assert "60 dagar" in text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_only_mails_before_the_answer_offer_to_hear_only_the_answer(settings):
    offering = {kind for kind in MailKind if "Bara svaret" in bodies(message(settings, kind))[0]}
    before = {MailKind.CODE, MailKind.AMENDMENT, MailKind.STOP, MailKind.INTERIM, MailKind.RESULT, MailKind.PROPOSAL}
    assert offering == before


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_mail_with_the_code_leads_to_the_receipt_and_gives_the_promised_dates(settings):
    text, _page = bodies(message(settings, MailKind.CODE))
    assert "ABCD-EFGH-JKMN-PQRS" in text
    assert "https://dialog.example.se/sv/receipt/ABCD-EFGH-JKMN-PQRS" in text
    assert "4 maj 2026" in text
    assert "1 september 2026" in text
