"""All that has happened in a dialogue, in words, with how much is shown and hidden, and the promise with its hashes."""

from flask import Blueprint, render_template
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.adapters.locale_format import comma
from portal.domain.moderation import REVIEWER_REASONS, ReviewState
from portal.queries import figures, meetings, public_details, public_dialogues, public_groups, public_log, public_texts
from portal.web import days, dialogue_page, dialogue_words, log_words
from portal.web.access import public
from portal.web.amendment_words import part_name
from portal.web.formats import reader_language
from portal.web.labels import REASONS
from portal.web.page_cache import cacheable
from portal.web.sessions import now, reading

blueprint = Blueprint("public_log", __name__, url_prefix="/dialogues/<slug>")


@blueprint.get("/log")
@public
def show(slug: str) -> str:
    """The process log, newest first; the totals of the review by reason; every version of the promise."""
    session = reading()
    found = public_dialogues.by_slug(session, slug, now())
    cacheable(f"dialogue:{found.dialogue.id}", min(days.tomorrow(), now() + dialogue_words.FRESH * 10))
    words = public_texts.load(session, found.text_sets, reader_language())
    intake = figures.intake(session, found.dialogue.id)
    parted = comma(reader_language())
    entries = public_log.entries(session, found.dialogue.id)
    versions = public_details.versions_of(session, found.dialogue.id)
    return render_template(
        "public/log/show.html",
        **dialogue_page.frame_of(found, words),
        entries=[log_words.entry(row.kind, row.at, row.role, row.data) for row in reversed(entries)],
        intake=intake,
        presences=_presences(session, found),
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
    present = meetings.present_at(session, found.dialogue.id)
    held = meetings.held(session, found.dialogue.id) if public_groups.has_elected(session, found.dialogue.id) else []
    parted = comma(reader_language())
    rows = []
    for meeting_id, starts_at in held:
        names = [one.name for one in present.get(meeting_id, [])]
        who = _("%(n)s (%(names)s)", n=len(names), names=parted.join(names)) if names else _("ingen")
        rows.append((days.with_time(starts_at), who))
    return rows


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
