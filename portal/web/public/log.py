"""All that has happened in a dialogue, in words, with how much is shown and hidden, and the promise with its hashes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.adapters.locale_format import comma
from portal.domain.moderation import REVIEWER_REASONS, ReviewState
from portal.domain.public_log import LogKind
from portal.queries import (
    figures,
    meetings,
    public_bodies,
    public_details,
    public_dialogues,
    public_groups,
    public_log,
    public_texts,
)
from portal.queries.public_dialogues import Public
from portal.queries.public_texts import Words
from portal.web import days, dialogue_page, dialogue_words, log_words
from portal.web.access import public
from portal.web.amendment_words import part_name
from portal.web.approval_words import Said, promise_words
from portal.web.foreign import sentence, swedish
from portal.web.formats import reader_language
from portal.web.labels import REASONS
from portal.web.page_cache import cacheable
from portal.web.public_address import public_address
from portal.web.sessions import now, reading

blueprint = Blueprint("public_log", __name__, url_prefix="/dialogues/<slug>")
LATEST = 50


@blueprint.get("/log")
@public
def show(slug: str) -> str:
    """The process log, newest first; the totals of the review by reason; every version of the promise."""
    session = reading()
    found = public_dialogues.by_slug(session, slug, now())
    cacheable(f"dialogue:{found.dialogue.id}", min(days.tomorrow(), now() + dialogue_words.FRESH * 10))
    intake = figures.intake(session, found.dialogue.id)
    parted = comma(reader_language())
    entries = public_log.entries(session, found.dialogue.id)
    versions = public_details.versions_of(session, found.dialogue.id)
    approval = public_details.approval_of(session, found.dialogue.id, "commitment")
    bodies = public_bodies.text_sets(session, {row.data.get("body_id") for row in entries})
    sets = {*found.text_sets, *bodies.values(), *(row.reason_texts_id for row in versions)}
    words = public_texts.load(session, sets, reader_language())
    grounds = _Grounds(found, words, approval, {row.number: row for row in versions}, bodies)
    lodged, changed = figures.appeals(session, found.dialogue.id)
    return render_template(
        "public/log/show.html",
        **dialogue_page.frame_of(found, words),
        entries=[log_words.entry(row.kind, row.at, row.role, row.data, grounds.of(row)) for row in reversed(entries)],
        intake=intake,
        presences=_presences(session, found),
        appeals=(lodged, changed),
        states=_states(intake),
        reasons=[
            (_capital(str(REASONS[reason])), intake.by_reason[reason.value])
            for reason in REVIEWER_REASONS
            if intake.by_reason.get(reason.value)
        ],
        versions=[
            (row, parted.join(part_name(change["part"]) for change in row.content.get("changes", ())))
            for row in versions
        ],
    )


def _presences(session: Session, found: public_dialogues.Public) -> list[tuple[str, str]]:
    """Each meeting that was held, by its day, with the elected members who were there."""
    if not public_groups.has_elected(session, found.dialogue.id):
        return []
    present = meetings.present_at(session, found.dialogue.id)
    parted = comma(reader_language())
    rows = []
    for meeting_id, starts_at in meetings.held(session, found.dialogue.id):
        names = [one.name for one in present.get(meeting_id, [])]
        who = _("%(n)s (%(names)s)", n=len(names), names=parted.join(names)) if names else _("ingen")
        rows.append((days.with_time(starts_at), who))
    return rows


@dataclass(frozen=True)
class _Grounds:
    """What the page can say beside a line: who approved the promise, who changed it and why, which body decided."""

    public: Public
    words: Words
    approval: Any
    versions: Mapping[int, Any]
    bodies: Mapping[int, int]

    def of(self, row: Any) -> object:
        """The grounds of that line; None when it has none."""
        body = dialogue_words.in_sentence(dialogue_words.body_name(self.public, self.words))
        if row.kind is LogKind.ANNOUNCED and self.approval is not None:
            return promise_words(Said.of_row(self.approval, body))
        if row.kind is LogKind.AMENDED and (version := self.versions.get(row.data.get("number", 0))):
            return self._amended(version)
        if row.kind is LogKind.DECISION_RECORDED and row.data.get("body_id") in self.bodies:
            name = self.words.plain(self.bodies[row.data["body_id"]], "name")
            return _("Beslutande: %(body)s.", body=name)
        return None

    def _amended(self, version: Any) -> object:
        reason = self.words.get(version.reason_texts_id, "reason")
        said = swedish(reason.words) if reason and reason.foreign else reason.words if reason else ""
        who = swedish(version.decided_by)
        return sentence(_("Beslutat av %(who)s. Skälet: %(reason)s"), who=who, reason=said)


@blueprint.get("/log.atom")
@public
def feed(slug: str) -> Response:
    """The same lines as a feed of this one dialogue (RFC 4287), the latest fifty."""
    session, language = reading(), reader_language()
    found = public_dialogues.by_slug(session, slug, now())
    cacheable(f"dialogue:{found.dialogue.id}")
    words = public_texts.load(session, found.text_sets, language)
    title = words.get(found.dialogue.texts_id, "title", found.language_for(language))
    here, page = (public_address(dialogue_words.address(found, part)) for part in ("log.atom", "log"))
    host = urlsplit(here).netloc.partition(":")[0]
    rows = list(reversed(public_log.entries(session, found.dialogue.id)))[:LATEST]
    entries = [
        {
            "id": f"tag:{host},2026:gensvar/log/{row.id}",
            "title": log_words.plain(row.kind, row.data),
            "lang": None,
            "updated": row.at.isoformat(timespec="seconds"),
            "summary": title.words if title else "",
            "href": page,
        }
        for row in rows
    ]
    body = render_template(
        "public/feed/show.xml",
        title=_("Allt som har hänt: %(title)s", title=title.words if title else ""),
        entries=entries,
        updated=entries[0]["updated"] if entries else now().isoformat(timespec="seconds"),
        feed_id=f"tag:{host},2026:gensvar/{language}/dialogues/{found.dialogue.id}/log",
        here=here,
        site=page,
    )
    return Response(body, mimetype="application/atom+xml")


def _states(intake: figures.Intake) -> list[tuple[str, int]]:
    names = {
        ReviewState.SHOWN: _("Visas som de är"),
        ReviewState.MASKED: _("Visas med en del dold"),
        ReviewState.WITHHELD: _("Visas inte"),
        ReviewState.TAKEN_BACK: _("Tillbakatagna av den som skrev"),
        ReviewState.WAITING: _("Väntar på granskning"),
        ReviewState.ERASED: _("Gallrade"),
    }
    return [(name, intake.by_state.get(state, 0)) for state, name in names.items()]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
