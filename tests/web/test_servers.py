"""The servers and the browser that other tests lean on really work."""

import smtplib
import urllib.request
from email.message import EmailMessage

import pytest

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_the_application_answers_on_a_real_port(live_server):
    with urllib.request.urlopen(f"{live_server.url}/healthz") as answer:
        assert answer.read() == b"ok\n"


def test_the_mail_server_keeps_what_it_takes_and_can_refuse(smtp_server, database):
    message = EmailMessage()
    message["Subject"] = "Prov"
    message.set_content("Hej på dig")
    with smtplib.SMTP("127.0.0.1", smtp_server.port) as client:
        client.send_message(message, "a@example.se", ["b@example.se"])
        smtp_server.answer = "451 senare"
        with pytest.raises(smtplib.SMTPDataError):
            client.send_message(message, "a@example.se", ["b@example.se"])
    assert [one["Subject"] for one in smtp_server.messages] == ["Prov"]


@pytest.mark.browser
def test_an_error_page_has_nothing_that_axe_finds(live_server, tab, axe):
    tab.goto(f"{live_server.url}/sv/finns-inte")
    assert tab.inner_text("h1") == "Sidan finns inte"
    assert axe(tab) == []


@pytest.mark.browser
def test_axe_finds_a_planted_fault(live_server, tab, axe):
    tab.goto(f"{live_server.url}/sv/finns-inte")
    tab.evaluate(
        "document.querySelector('main').append(document.createElement('img'), document.createElement('input'))"
    )
    assert len(axe(tab)) >= 2
