"""The handover document: one self-contained HTML page that begins with what the body needs to know first."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from jinja2 import Environment

from portal.adapters.locale_format import in_sentence, listed
from portal.domain.dialogues import Level
from portal.domain.moderation import ReviewState
from portal.domain.submissions import Channel
from portal.reports.feedback import Content, FeedbackPage, Voice, words_of

LARGEST_THEMES = 5


def render(
    environment: Environment,
    content: Content,
    slug: str,
    number: int,
    readable: Collection[int],
    voice: Voice,
    promise: str,
    level_name: str,
    made_at: datetime,
    municipality: str,
) -> str:
    """The document as HTML in the voice's language. `readable` are the quotes that may stand in it."""
    page = FeedbackPage(content, slug, readable, voice)
    first = content["commitments"][0] if content["commitments"] else None
    themes = sorted(content["themes"], key=lambda theme: -theme["count"])[:LARGEST_THEMES]
    return environment.get_template("reports/handovers/document.html").render(
        lang=voice.language,
        direction="ltr",
        feedback=page,
        content=content,
        number=number,
        title=words_of(content["title"], voice.language),
        body=holders_of(content, voice.language),
        commitment=first,
        promised=_promised(first["content"], voice.language) if first else None,
        promise=promise,
        level_name=level_name,
        largest=[_short(theme, voice.language) for theme in themes],
        submissions=[_row(row, voice) for row in content["submissions"]],
        made_at=made_at,
        municipality=municipality,
        amendments=content["commitments"][1:],
        groups=[_group(group, voice.language) for group in content["groups"]],
    )


def holders_of(content: Content, language: str) -> str:
    """The body that holds the dialogue, and those that hold it together with it."""
    own = words_of(content["body"], language)
    others = [in_sentence(words_of(name, language), language) for name in content.get("joint_bodies", ())]
    return _("%(body)s tillsammans med %(others)s", body=own, others=listed(others, language)) if others else own


def level_of(content: Content) -> Level:
    """The level that was promised last."""
    newest = content["commitments"][-1]["content"] if content["commitments"] else {"level": Level.CONSULTATION}
    return Level(newest["level"])


def _promised(content: Content, language: str) -> dict[str, Any]:
    return {
        "purpose": words_of(content["purpose"], language),
        "use": words_of(content["use"], language),
        "points": [words_of(point["text"], language) for point in content["points"]],
        "fixed": [words_of(point["text"], language) for point in content["fixed"]],
    }


def _short(theme: Content, language: str) -> dict[str, Any]:
    return {
        "name": words_of(theme["name"], language),
        "count": theme["count"],
        "stance": theme["stance"],
        "minority": words_of(theme["minority"], language),
    }


def _group(group: Content, language: str) -> dict[str, Any]:
    return {
        "name": words_of(group["name"], language),
        "measures": [
            {"what": words_of(measure["what"], language), "status": measure["status"], "because": measure["because"]}
            for measure in group["measures"]
        ],
    }


def _row(row: list[Any], voice: Voice) -> list[str]:
    number, received, channel, language, state, counted = row
    day = datetime.fromisoformat(received).date()
    return [
        f"{number:04}",
        day.isoformat(),
        str(voice.channels[Channel(channel)]),
        voice.language_name(language) if language != "und" else "–",
        str(voice.states[ReviewState(state)]),
        _("ja") if counted else _("nej"),
    ]
