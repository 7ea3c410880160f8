"""All dialogues, and the page of each: how much one can influence, until when, and what is promised."""

from flask import Blueprint, abort, render_template, request
from flask_babel import gettext as _

from portal.domain.dialogues import Stage
from portal.queries import joint_bodies, public_bodies, public_details, public_dialogues, public_texts
from portal.web import days, dialogue_page, dialogue_words
from portal.web.access import public
from portal.web.formats import reader_language
from portal.web.page_cache import cacheable
from portal.web.sessions import now, reading

blueprint = Blueprint("public_dialogues", __name__, url_prefix="/dialogues")


def stages() -> list[tuple[str, str, tuple[Stage, ...]]]:
    """The stages that the list is sorted by: key in the address, heading, stages."""
    return [
        ("open", _("Öppna nu"), (Stage.OPEN,)),
        ("announced", _("Öppnar snart"), (Stage.ANNOUNCED,)),
        ("analysing", _("Sammanställs"), (Stage.ANALYSING,)),
        ("handed_over", _("Hos politikerna"), (Stage.HANDED_OVER,)),
        ("answered", _("Besvarade"), (Stage.ANSWERED, Stage.CONCLUDED)),
        ("cancelled", _("Inställda"), (Stage.CANCELLED,)),
    ]


@blueprint.get("/")
@public
def index() -> str:
    """Every dialogue that was announced, by stage; `stage` and `body` in the query string narrow it."""
    session = reading()
    stage, body = request.args.get("stage", ""), request.args.get("body", "")
    if stage and stage not in {key for key, _title, _stages in stages()}:
        abort(404)
    found = public_dialogues.listed(session, now())
    cacheable("site", dialogue_words.holds_until(found))
    language = reader_language()
    bodies = public_bodies.names(session, language)
    chosen = next((one for one in bodies if one.slug == body), None)
    joint = joint_bodies.dialogue_ids(session, chosen.id) if chosen else set()
    shown = [each for each in found if not body or each.matter.body_slug == body or each.dialogue.id in joint]
    words = public_texts.load(session, {one for each in shown for one in each.text_sets}, language)
    groups = []
    for key, title, wanted in stages():
        members = [each for each in shown if each.stage in wanted and stage in ("", key)]
        groups.append((title, [dialogue_words.card_of(each, words) for each in members]))
    return render_template(
        "public/dialogues/index.html",
        groups=[group for group in groups if group[1]],
        stages=[("", _("Alla")), *((key, title) for key, title, _wanted in stages())],
        bodies=[("", _("Alla nämnder")), *((one.slug, one.name) for one in bodies)],
        stage=stage,
        body=body,
    )


@blueprint.get("/<slug>/")
@public
def show(slug: str) -> str:
    """One dialogue. Nothing of it is told before it is announced."""
    session = reading()
    found = public_dialogues.by_slug(session, slug, now())
    cacheable(f"dialogue:{found.dialogue.id}", dialogue_words.holds_until([found]))
    details = public_details.details_of(session, found, days.today())
    words = public_texts.load(session, {*found.text_sets, *details.text_sets}, reader_language())
    return render_template("public/dialogues/show.html", **dialogue_page.page_of(found, details, words))
