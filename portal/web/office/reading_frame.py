"""The frame around the reading pages: as every page of a workspace, but with the few counts that reading needs."""

from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.permissions import Act, may, require
from portal.models.dialogues import Dialogue
from portal.queries import moderation, reading
from portal.web import sessions
from portal.web.office.workspace import late_words, section_href, sections_of, stage_name
from portal.web.reading_labels import labels


@dataclass(frozen=True)
class Opened:
    """A dialogue that is being read, its title, and where its reading and coding stand."""

    dialogue: Dialogue
    title: str
    counts: moderation.Counts

    @property
    def may_review(self) -> bool:
        """Whether the actor may decide for its body."""
        return may(sessions.current_actor(), Act.REVIEW, self.dialogue.body_id)

    @property
    def may_code(self) -> bool:
        """Whether the actor may put answers in themes."""
        return may(sessions.current_actor(), Act.CODE, self.dialogue.body_id)


def open_for_reading(slug: str, act: Act = Act.READ_SUBMISSIONS) -> Opened:
    """The dialogue with that address. Raises NotFound, and NotAllowed for whoever may not do `act` for its body."""
    dialogue, title = reading.dialogue_for_reading(sessions.reading(), slug)
    actor = sessions.current_actor()
    require(actor, act, dialogue.body_id)
    return Opened(dialogue, title, moderation.counts(sessions.reading(), dialogue.id, actor.user_id))


def page(template: str, opened: Opened, section: str, **context: Any) -> str:
    """A reading page in its frame."""
    dialogue, counts = opened.dialogue, opened.counts
    waiting = counts.total - counts.reviewed
    percent = f"{100 * counts.coded // counts.total} %" if counts.total else ""
    frame = {
        "title": opened.title,
        "slug": dialogue.slug,
        "href": section_href(dialogue, ""),
        "stage_text": stage_name(dialogue),
        "late": late_words(dialogue),
        "public_href": f"/sv/dialogues/{dialogue.slug}/" if dialogue.announced_at else None,
        "sections": sections_of(dialogue, section, {"reading": waiting or "", "themes": percent}),
        "gate": _left(opened),
    }
    context |= {"opened": opened, "counts": counts, "labels": labels(dialogue.show_mode)}
    return render_template(template, dialogue=dialogue, workspace=frame, **context)


def _left(opened: Opened) -> dict[str, Any]:
    """What reading still owes the handover: three lines of its checklist, from the counts that are here anyway."""
    counts, href = opened.counts, section_href(opened.dialogue, "reading")
    waiting, uncoded = counts.total - counts.reviewed, counts.total - counts.coded
    appeals = counts.by_filter["appealed"]
    lines = [
        (
            waiting,
            "waiting",
            "V",
            ngettext("%(num)s synpunkt väntar på granskning", "%(num)s synpunkter väntar på granskning", waiting),
            _("Alla synpunkter är granskade"),
        ),
        (
            uncoded,
            "uncoded",
            "D1",
            ngettext("%(num)s synpunkt saknar tema", "%(num)s synpunkter saknar tema", uncoded),
            _("Alla synpunkter har ett tema eller ”inget tema”"),
        ),
        (
            appeals,
            "appealed",
            "V",
            ngettext("%(num)s överklagan är inte prövad", "%(num)s överklaganden är inte prövade", appeals),
            _("Inget beslut väntar på att prövas igen"),
        ),
    ]
    items = [
        {
            "words": missing if left else done,
            "principle": principle,
            "met": not left,
            "weight": "must",
            "href": f"{href}?show={show}",
            "reason": None,
            "reason_href": None,
        }
        for left, show, principle, missing, done in lines
    ]
    met = sum(bool(line["met"]) for line in items)
    return {"title": _("Läsningen, innan resultatet lämnas över"), "done": met, "total": len(items), "items": items}
