"""A canary in every text field is escaped wherever it is shown, and gone everywhere one request after hiding.

*Everywhere*: every public address of the application in two languages, feeds, the public file, and the mails that wait.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from flask import Flask
from sqlalchemy import Engine, String, Text, select
from sqlalchemy import Enum as EnumType
from support import answered as whole
from support import factories as f
from support import parts

from portal import transaction
from portal.domain.moderation import Reason, Verdict
from portal.domain.permissions import SYSTEM, Role
from portal.effects import outbox
from portal.effects import texts as text_effects
from portal.effects.publication import SITE, dialogue_scope, raise_version
from portal.models.base import Base
from portal.models.dialogues import DialogueMethod
from portal.models.mailing import OutboxMail
from portal.models.submissions import Submission
from portal.queries import exports
from portal.services import evaluations, methods, moderation
from portal.web.access import access_of

BIRD = '<script>kanarie("%s")</script>'
THEIRS = BIRD % "boende" + " Plantera fler träd."
FREE_COLUMNS = (
    *("name", "title", "decided_by", "approved_by", "approver_role", "section", "registry_number", "grounds"),
    *("purpose", "benefit", "postal_address", "owner", "note", "reason", "steering_goal", "outside_reason", "actor"),
)


@pytest.fixture
def made(engine: Engine, monkeypatch, time_machine) -> Any:
    """An answered dialogue with a bird in every text that officials wrote, and in what a resident wrote."""
    time_machine.move_to(f.NOW, tick=False)

    def write(session: Any, texts: Any, field: str, language: str, source: str, **more: Any) -> Any:
        return text_effects.write(session, texts, field, language, f"{source} {BIRD % field}", **more)

    monkeypatch.setattr(parts, "write", write)
    monkeypatch.setattr(whole, "write", write)
    with transaction.changes(engine) as session:
        found = whole.make_answered_dialogue(session, text=THEIRS)
        f.make_meeting(session, found.dialogue)
        f.make_open_dialogue(session, title="En till", now=f.NOW)
        evaluate(session, found.dialogue)
        session.flush()
        plant(session)
        raise_version(session, SITE, dialogue_scope(found.dialogue.id))
    return found


def evaluate(session: Any, dialogue: Any) -> None:
    """A method, an evaluation and a lesson, with a bird in every word."""
    bird = {"sv": BIRD % "metod"}
    method = methods.add(session, SYSTEM, methods.MethodFacts("-m---", True, bird, bird, bird), f.NOW)
    dialogue.methods.append(DialogueMethod(method_id=method.id))
    view = evaluations.GroupView(*(BIRD % part for part in ("syfte", "form", "metod", "av")), f.NOW.date())
    evaluations.evaluate(session, SYSTEM, dialogue, view, f.NOW)
    evaluations.learn(session, SYSTEM, dialogue, BIRD % "lärdom", method.id, f.NOW.date(), f.NOW)


def plant(session: Any) -> None:
    """Put a bird into every column that holds words of an official beside the text sets."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            is_words = isinstance(column.type, String | Text) and not isinstance(column.type, EnumType)
            if is_words and column.name in FREE_COLUMNS and not column.primary_key and not column.unique:
                bird = (BIRD % column.name)[: column.type.length or 200]
                session.execute(table.update().where(column.is_not(None)).values({column.name: bird}))


def addresses(app: Flask, engine: Engine) -> Iterator[str]:
    """Every public address that is read, for every dialogue, submission, edition, body and matter there is."""
    with transaction.reading(engine) as session:
        tables = Base.metadata.tables
        slugs = {
            name: list(session.scalars(select(tables[name].c.slug))) for name in ("dialogues", "bodies", "matters")
        }
        keys = list(session.scalars(select(tables["methods"].c.key)))
    for rule in app.url_map.iter_rules():
        access = access_of(app.view_functions[rule.endpoint])
        if access is None or not access.public or "GET" not in (rule.methods or ()) or rule.endpoint == "readyz":
            continue
        given = {"lang_code": ["sv", "ar"], "number": [1, 2], "code": ["2222-2222-2222-2222"], "token": ["x"],
                 "measure": ["1"], "digest": [""], "key": keys, "filename": ["x"], "typed": ["x"],
                 "year": [f.NOW.year]}  # fmt: skip
        kind = next(
            (name for name in slugs if f"/{name}/" in rule.rule or (name == "dialogues" and "/d/" in rule.rule)), ""
        )
        given["slug"] = slugs.get(kind, ["x"])
        if rule.arguments - given.keys():
            raise AssertionError(f"{rule} has a part that this test does not know")
        chosen: list[dict[str, Any]] = [{}]
        for name in rule.arguments:
            chosen = [{**one, name: value} for one in chosen for value in given[name]]
        with app.test_request_context():
            yield from sorted({app.url_for(rule.endpoint, **{"lang_code": "sv", **one}) if "lang_code" in rule.arguments
                               else app.url_for(rule.endpoint, **one) for one in chosen})  # fmt: skip


def pages(app: Flask, engine: Engine) -> Iterator[tuple[str, str, str]]:
    """(address, kind, text) of everything that the public can read, waiting mails and the public file included."""
    client = app.test_client(use_cookies=False)
    for address in dict.fromkeys(addresses(app, engine)):
        answer = client.get(address)
        assert answer.status_code < 500, f"{address}: {answer.status_code}"
        yield address, answer.mimetype or "", answer.get_data(as_text=True)
    with transaction.reading(engine) as session:
        dialogues = Base.metadata.tables["dialogues"]
        for dialogue_id in session.scalars(select(dialogues.c.id)):
            written = list(exports.rows(session, dialogue_id, "public", f.ZONE))
            yield f"public file of {dialogue_id}", "text/csv", json.dumps(written, ensure_ascii=False)
        for mail in session.scalars(select(OutboxMail).where(OutboxMail.sealed.is_not(None))):
            yield f"mail {mail.kind}", "mail", json.dumps(outbox.open_payload(f.RULES, mail), ensure_ascii=False)


def loose(kind: str, page: str) -> bool:
    """Whether a bird flies free: a script element that nobody of ours wrote, in a page or in a feed's HTML."""
    if kind not in ("text/html", "application/atom+xml", "image/svg+xml"):
        return False
    if "kanarie" not in page:
        return False
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return any("kanarie" in "".join(script.itertext()) for script in tree.iter("script"))


def test_no_bird_flies_free_anywhere(app, engine, made):
    seen = [(address, page) for address, kind, page in pages(app, engine) if not _fail_if_loose(address, kind, page)]
    with_bird = [address for address, page in seen if "kanarie" in page]
    assert len(with_bird) > 20, f"the birds were hardly seen: {with_bird}"
    assert any("boende" in page for _, page in seen)


def _fail_if_loose(address: str, kind: str, page: str) -> bool:
    assert not loose(kind, page), f"{address} lets it out"
    return False


def test_a_bird_that_flies_free_is_found():
    assert loose("text/html", f"<p>{THEIRS}</p>")
    assert not loose("text/html", "<p>&lt;script&gt;kanarie()&lt;/script&gt;</p>")


def with_theirs(app: Flask, engine: Engine) -> list[str]:
    """Where the resident's bird can be read."""
    return [address for address, _kind, page in pages(app, engine) if re.search(r"kanarie\(\W*boende", _plain(page))]


def _plain(page: str) -> str:
    for coded, plain in (("&#34;", '"'), ("&quot;", '"'), ('\\"', '"'), ("&amp;", "&")):
        page = page.replace(coded, plain)
    return page


def hide(engine: Engine, number: int = 1) -> None:
    with transaction.changes(engine) as session:
        found = session.scalars(select(Submission).where(Submission.number == number)).first()
        reviewer = f.actor(f.make_user(session, "Mats", roles=(Role.MODERATOR,)))
        moderation.decide(
            session, reviewer, f.RULES, found, version=found.version, verdict=Verdict.WITHHELD,
            reason=Reason.THREAT_OR_HATE, now=f.NOW,
        )  # fmt: skip


def test_one_request_after_hiding_it_is_gone_everywhere(app, engine, made):
    before = with_theirs(app, engine)
    assert len(before) > 5, before
    assert any("submissions" in address for address in before)
    assert any("feedback" in address for address in before)
    assert any("public file" in address for address in before)
    hide(engine)
    assert with_theirs(app, engine) == []


def test_a_page_that_is_kept_too_long_is_found(app, engine, made, monkeypatch):
    before = with_theirs(app, engine)
    monkeypatch.setattr("portal.web.page_cache.PageCache._still_holds", lambda _self, _page: True)
    hide(engine)
    after = with_theirs(app, engine)
    assert after
    assert set(after) < set(before), "what is not kept follows at once"


def test_no_text_is_left_in_the_search_for_the_public(app, engine, made):
    hide(engine)
    found = app.test_client(use_cookies=False).get(f"/sv/dialogues/{made.dialogue.slug}/submissions?q=kanarie")
    assert "boende" not in found.get_data(as_text=True)
