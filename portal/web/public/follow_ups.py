"""Everything that answers have promised: what is late, what is due, what is done or changed."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from portal.domain.feedback import FollowUpState
from portal.queries import follow_ups, public_texts
from portal.web import days, follow_up_words
from portal.web.access import public
from portal.web.formats import reader_language
from portal.web.page_cache import cacheable
from portal.web.sessions import reading

blueprint = Blueprint("public_follow_ups", __name__, url_prefix="/promised")


@blueprint.get("")
@public
def index() -> str:
    """Late first, then what is due by its day, then what is settled, the latest promise first."""
    session = reading()
    cacheable("site", days.tomorrow())
    found = follow_ups.promised_everywhere(session, days.today())
    sets = {one for each in found for one in (each.row.texts_id, each.row.title_texts_id)}
    words = public_texts.load(session, sets, reader_language())
    rows = follow_up_words.rows_of(found, words)
    for row, each in zip(rows, found, strict=True):
        row["title"] = words.get(each.row.title_texts_id, "title")
        row["href"] = f"/{reader_language()}/dialogues/{each.row.slug}/feedback#promised"

    def of(*states: FollowUpState) -> list[dict[str, object]]:
        return [row for row in rows if row["state"] in states]

    groups = [
        (_("Försenat"), of(FollowUpState.LATE)),
        (_("Ska göras"), of(FollowUpState.DUE)),
        (_("Gjort"), of(FollowUpState.DONE)[::-1]),
        (_("Ändrat"), of(FollowUpState.CHANGED)[::-1]),
    ]
    return render_template("public/follow_ups/index.html", groups=groups, anything=bool(rows))
