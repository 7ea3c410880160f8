"""The elected bodies, and the page of each: who sits there, what it holds, has promised, is late with, and plans."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.domain.dialogues import LIVING_STAGES, Stage
from portal.domain.promised_dates import Promised
from portal.domain.refusals import NotFound
from portal.models.dialogues import Dialogue
from portal.queries import joint_bodies, plans, public_bodies, public_dialogues, public_matters, public_texts, seats
from portal.queries.public_bodies import Named
from portal.queries.public_dialogues import Public
from portal.queries.public_matters import Wanted
from portal.queries.public_texts import Words
from portal.web import days, dialogue_words, matter_words, report_words
from portal.web.access import public
from portal.web.body_labels import SEAT_ROLES, period
from portal.web.formats import reader_language
from portal.web.page_cache import cacheable
from portal.web.sessions import now, reading, settings
from portal.web.staff_labels import BODY_KINDS

blueprint = Blueprint("public_bodies", __name__, url_prefix="/bodies")
LATEST_MATTERS = 5


@blueprint.get("/")
@public
def index() -> str:
    """Every body with its open dialogues, the promises it has to keep, and the answers that are late."""
    session = reading()
    found = public_dialogues.listed(session, now(), Dialogue.concluded_at.is_(None))
    cacheable("site", dialogue_words.holds_until(found))
    bodies = public_bodies.names(session, reader_language())
    by_body: dict[int, list[Public]] = {}
    for each in found:
        by_body.setdefault(each.dialogue.body_id, []).append(each)
    living = [body for body in bodies if body.abolished_on is None]
    under = {body.id: [one for one in living if one.parent_id == body.id] for body in living}
    return render_template(
        "public/bodies/index.html",
        rows=[(_row(body, by_body.get(body.id, ())), under[body.id]) for body in living if not _is_under(body, living)],
        row_of={body.id: _row(body, by_body.get(body.id, ())) for body in living},
        abolished=[(body, _named(bodies, body.successor_id)) for body in bodies if body.abolished_on is not None],
    )


@blueprint.get("/<slug>/")
@public
def show(slug: str) -> str:
    """The body's page. One that was abolished says what it became."""
    session, language = reading(), reader_language()
    bodies = public_bodies.names(session, language)
    body = next((one for one in bodies if one.slug == slug), None)
    if body is None:
        raise NotFound("NO_SUCH_BODY")
    own = (Dialogue.body_id == body.id) | Dialogue.id.in_(joint_bodies.held_by(body.id))
    found = public_dialogues.listed(session, now(), own)
    cacheable("site", dialogue_words.holds_until(found))
    entries, _following = public_matters.page(session, Wanted(body=slug), days.today(), settings().rules())
    latest = entries[:LATEST_MATTERS]
    sets = {one for each in found for one in each.text_sets} | {one.matter.texts_id for one in latest}
    words = public_texts.load(session, sets, language)
    due = sorted((row for each in found for row in _due(each, words)), key=lambda row: row["by"])
    return render_template(
        "public/bodies/show.html",
        body=body,
        called=dialogue_words.in_sentence(body.name),
        kind=BODY_KINDS[body.kind],
        parent=_named(bodies, body.parent_id),
        successor=_named(bodies, body.successor_id),
        under=[one for one in bodies if one.parent_id == body.id and one.abolished_on is None],
        stages=_by_stage(found, words),
        due=due,
        matters=[(words.get(one.matter.texts_id, "title"), one.matter) for one in latest],
        waiting=public_matters.waiting_of(session, body.id),
        considered=matter_words.figures_of_body(session, body.id),
        reports=report_words.block_of(session, body.id),
        years=plans.adopted_years(session, body.id),
        **_seats(session, body.id),
    )


def _is_under(body: Named, living: Sequence[Named]) -> bool:
    return body.parent_id is not None and any(one.id == body.parent_id for one in living)


def _named(bodies: Sequence[Named], body_id: int | None) -> Named | None:
    return next((one for one in bodies if one.id == body_id), None)


def _row(body: Named, found: Sequence[Public]) -> dict[str, Any]:
    promises = [one for each in found for one in dialogue_words.promises_of(each) if one.kept_on is None]
    late = [one for one in promises if one.what is Promised.ANSWER and one.days_late(days.today())]
    stages = Counter(each.stage for each in found)
    return {
        "body": body,
        "kind": BODY_KINDS[body.kind],
        "open": stages[Stage.OPEN],
        "living": sum(stages[stage] for stage in LIVING_STAGES),
        "promises": len(promises),
        "late": len(late),
    }


def _by_stage(found: Sequence[Public], words: Words) -> list[tuple[str, list[dict[str, Any]]]]:
    parts = (
        (_("Öppna nu"), (Stage.OPEN,)),
        (_("Öppnar snart"), (Stage.ANNOUNCED,)),
        (_("Sammanställs"), (Stage.ANALYSING,)),
        (_("Hos politikerna"), (Stage.HANDED_OVER,)),
        (_("Besvarade"), (Stage.ANSWERED, Stage.CONCLUDED)),
        (_("Inställda"), (Stage.CANCELLED,)),
    )
    groups = [
        (title, [dialogue_words.card_of(each, words) for each in found if each.stage in stages])
        for title, stages in parts
    ]
    return [group for group in groups if group[1]]


def _seats(session: Session, body_id: int) -> dict[str, Any]:
    rows, today = seats.public(session, body_id), days.today()
    sitting = [row for row in rows if row.from_on <= today and (row.until_on is None or row.until_on >= today)]
    before = [row for row in rows if row not in sitting and row.until_on is not None and row.until_on < today]
    return {
        "sitting": [
            (label, names)
            for role, label in SEAT_ROLES.items()
            if (names := [r.name for r in sitting if r.role is role])
        ],
        "sat": [(SEAT_ROLES[row.role], row.name, period(row.from_on, row.until_on)) for row in before],
    }


def _due(each: Public, words: Words) -> list[dict[str, Any]]:
    title = words.get(each.dialogue.texts_id, "title", each.language_for(reader_language()))
    rows = []
    for promise in dialogue_words.promises_of(each):
        if promise.kept_on is not None:
            continue
        is_answer = promise.what is Promised.ANSWER
        late = dialogue_words.late_words([promise], days.today())
        lies = dialogue_words.escalation_words(each, words) if is_answer else None
        rows.append(
            {
                "title": title,
                "href": dialogue_words.address(each),
                "what": _("Svar") if is_answer else _("Resultat"),
                "by": promise.by,
                "late": " ".join(one for one in (late, lies) if one),
            }
        )
    return rows
