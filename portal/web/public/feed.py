"""News as an Atom feed (RFC 4287): announced, changed, result, answer."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from portal.domain.public_log import LogKind
from portal.queries import public_news, public_texts
from portal.queries.public_texts import Words
from portal.web import log_words
from portal.web.access import public
from portal.web.formats import reader_language
from portal.web.page_cache import cacheable
from portal.web.public_address import public_address
from portal.web.sessions import reading

blueprint = Blueprint("public_feed", __name__)

_ABOUT_FEEDBACK = frozenset(
    {
        LogKind.RESULT_PUBLISHED,
        LogKind.PROPOSAL_PUBLISHED,
        LogKind.INTERIM_PUBLISHED,
        LogKind.ANSWER_PUBLISHED,
        LogKind.CORRECTION_PUBLISHED,
        LogKind.FOLLOW_UP_PUBLISHED,
    }
)
_NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)


@blueprint.get("/feed.atom")
@public
def show() -> Response:
    """The latest events of all dialogues."""
    session, language = reading(), reader_language()
    cacheable("site")
    rows = public_news.latest(session, language)
    words = public_texts.load(session, {row.texts_id for row in rows}, language)
    entries = [_entry(row, words) for row in rows]
    updated = entries[0]["updated"] if entries else _NOTHING_YET.isoformat()
    host = urlsplit(public_address("/")).netloc
    body = render_template(
        "public/feed/show.xml",
        title=_("Nytt i medborgardialogerna"),
        entries=entries,
        updated=updated,
        feed_id=f"tag:{host.partition(':')[0]},2026:gensvar/{language}",
        here=public_address(f"/{language}/feed.atom"),
        site=public_address(f"/{language}/"),
    )
    return Response(body, mimetype="application/atom+xml")


def _entry(row: Any, words: Words) -> dict[str, Any]:
    part = "feedback" if row.kind in _ABOUT_FEEDBACK else ""
    title = words.get(row.texts_id, "title", row.in_language or "sv")
    said = log_words.plain(row.kind, row.data)
    address = public_address(f"/{reader_language()}/dialogues/{row.slug}/{part}")
    host = urlsplit(address).netloc.partition(":")[0]
    return {
        "id": f"tag:{host},2026:gensvar/log/{row.id}",
        "title": title.words if title else row.slug,
        "lang": title.lang if title else None,
        "updated": row.at.isoformat(timespec="seconds"),
        "summary": said,
        "href": address,
    }
