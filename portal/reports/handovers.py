"""The handover document: one self-contained HTML page that begins with what the body needs to know first.

The PDF and the Word file are made from the same HTML; only a long list of submissions is left out on paper.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from jinja2 import Environment

from portal.adapters.locale_format import in_sentence, listed
from portal.domain.dialogues import Level
from portal.domain.groups import Reach
from portal.domain.handovers import LARGEST_THEMES, LIST_ON_PAPER, ThemeChange, in_short
from portal.domain.languages import SOURCE
from portal.domain.moderation import ReviewState
from portal.domain.submissions import Channel
from portal.reports.feedback import Content, FeedbackPage, Voice, foreign_to, said, words_of

SHORT_PEOPLE, SHORT_MINORITY, SHORT_NAME = 260, 130, 60
"""Characters of a text on the first page; the whole text stands further down."""


@dataclass(frozen=True)
class Frame:
    """What the document says beside its content: number, moment, and words that the caller has in its language.

    `decides` is the deciding body's name as it stands inside a sentence. `since` is None for the first handover, else
    {number, made_at, hash, reason, change} with what is new.
    """

    slug: str
    number: int
    made_at: datetime
    municipality: str
    promise: str
    level_name: str
    decides: str
    amendments: Sequence[Mapping[str, Any]] = ()
    should_words: Callable[[str], str] = str
    since: Mapping[str, Any] | None = None
    readable: Collection[int] = field(default_factory=frozenset)


def render(environment: Environment, content: Content, frame: Frame, voice: Voice, on_paper: bool = False) -> str:
    """The document as HTML in the voice's language; `on_paper` leaves out a list of more than LIST_ON_PAPER rows."""
    page = FeedbackPage(content, frame.slug, frame.readable, voice)
    first = content["commitments"][0] if content["commitments"] else None
    rows = content["submissions"]
    return environment.get_template("reports/handovers/document.html").render(
        lang=voice.language,
        direction="ltr",
        feedback=page,
        content=content,
        frame=frame,
        title=words_of(content["title"], voice.language),
        body=holders_of(content, voice.language),
        asked=words_of(content.get("asked_of_body", {}), voice.language),
        commitment=first,
        promised=_promised(first["content"], voice.language) if first else None,
        first_page=_first_page(content, page, voice.language),
        groups=_groups(content, voice),
        methods=[_capital(words_of(name, voice.language)) for name in content.get("methods", ())],
        meetings=[_meeting(one, voice) for one in content.get("meetings", ())],
        submissions=[_row(row, voice) for row in rows] if not on_paper or len(rows) <= LIST_ON_PAPER else None,
        news=_news(frame.since["change"], voice.language) if frame.since else None,
        source=SOURCE,
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


def _first_page(content: Content, page: FeedbackPage, language: str) -> dict[str, Any]:
    """What the first page says in short, so that it is one page."""
    themes = sorted(content["themes"], key=lambda theme: -theme["count"])[:LARGEST_THEMES]
    short = [_short(theme, language) for theme in themes]
    return {
        **{name: _in_short(page.text(name), SHORT_PEOPLE) for name in ("who_took_part", "who_is_missing")},
        "themes": short,
        "minorities": [theme for theme in short if theme["minority"]],
        "more_themes": len(content["themes"]) - len(themes),
        "channels": page.channels,
    }


def _in_short(found: Mapping[str, Any] | None, limit: int) -> dict[str, Any] | None:
    return {**found, "words": in_short(found["words"], limit), "html": None} if found else None


def _short(theme: Content, language: str) -> dict[str, Any]:
    return {
        "name": words_of(theme["name"], language),
        "lang": foreign_to(theme["name"], language),
        "count": theme["count"],
        "stance": theme["stance"],
        "short_name": in_short(words_of(theme["name"], language), SHORT_NAME),
        "minority": in_short(words_of(theme["minority"], language), SHORT_MINORITY),
    }


def _promised(content: Content, language: str) -> dict[str, Any]:
    return {
        "purpose": said(content["purpose"], language),
        "use": said(content["use"], language),
        "points": [said(point["text"], language) for point in content["points"]],
        "fixed": [said(point["text"], language) for point in content["fixed"]],
    }


def _groups(content: Content, voice: Voice) -> list[dict[str, Any]]:
    affected = content.get("affected", ())
    found = []
    for place, group in enumerate(content["groups"]):
        more = affected[place] if place < len(affected) else {"how": "", "size": None, "source": ""}
        measures = [
            {
                "what": words_of(measure["what"], voice.language),
                "status": measure["status"],
                "because": measure["because"],
            }
            for measure in group["measures"]
        ]
        reach = voice.reaches[Reach(group["reach"])] if "reach" in group else None
        found.append({"name": words_of(group["name"], voice.language), "reach": reach, "measures": measures, **more})
    return found


def _meeting(meeting: Content, voice: Voice) -> list[Any]:
    day = voice.show_date(datetime.fromisoformat(meeting["starts_at"]))
    return [words_of(meeting["title"], voice.language), day, meeting["heads"]]


def _news(change: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What is new since the handover before, in words."""
    figures = {"received": _("Synpunkter som kom in"), "counted": _("Synpunkter som räknas"), "heads": _("Deltagare")}
    texts = {
        "title": _("Rubrik"),
        "overview": _("Det här sa ni, i stora drag"),
        "who_took_part": _("Vilka som deltog"),
        "who_is_missing": _("Vilka vi inte nådde"),
        "done_about_it": _("Vad vi gjorde åt det"),
        "open_questions": _("Frågor som är öppna"),
        "asked_of_body": _("Det här ombeds nämnden att göra"),
    }
    return {
        "figures": [(figures[key], *values) for key, values in change["figures"].items()],
        "texts": [texts[name] for name in change["texts"]],
        "themes": [_theme_news(one, language) for one in change["themes"]],
        "commitments": change["commitments"],
    }


def _theme_news(change: ThemeChange, language: str) -> str:
    name = words_of(change.name, language)
    if change.before is None:
        return _("Nytt tema: %(name)s (%(count)s synpunkter).", name=name, count=change.after)
    if change.after is None:
        return _("Temat %(name)s finns inte längre.", name=name)
    if change.before != change.after:
        counts = {"before": change.before, "after": change.after}
        return _("%(name)s: %(before)s synpunkter förut, %(after)s nu.", name=name, **counts)
    if change.rewritten:
        return _("%(name)s: texten är ändrad.", name=name)
    return _("%(name)s: för och emot är räknat på nytt.", name=name)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _row(row: list[Any], voice: Voice) -> list[str]:
    number, received, channel, language, state, counted = row
    day = datetime.fromisoformat(received).date()
    return [
        f"{number:04}",
        day.isoformat(),
        _capital(str(voice.channels[Channel(channel)])),
        voice.language_name(language) if language != "und" else "–",
        _capital(str(voice.states[ReviewState(state)])),
        _("ja") if counted else _("nej"),
    ]
