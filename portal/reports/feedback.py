"""A result or an answer as its readers see it: frozen content turned into what `components/` draw, in one language.

The public page, the office's preview and old editions all go through here. Quotes of texts that have been hidden since
are shown as *[borttaget]*, with the reason.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.adapters.locale_format import listed
from portal.domain.decisions import DecisionKind, minutes_pending
from portal.domain.feedback import EditionKind, FollowUpStatus, Outcome, outcome_counts
from portal.domain.groups import Reach
from portal.domain.languages import SOURCE
from portal.domain.moderation import Reason, ReviewState
from portal.domain.small_cells import THRESHOLD
from portal.domain.submissions import Channel
from portal.domain.themes import Stance
from portal.reports.decisions import decision_name, happened, reference

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Voice:
    """How the reader is spoken to: the language, dates and languages in it, the names of codes."""

    language: str
    show_date: Callable[[date], str]
    language_name: Callable[[str], str]
    outcomes: Mapping[Outcome, object]
    proposed: Mapping[Outcome, object]
    channels: Mapping[Channel, object]
    reasons: Mapping[Reason, object]
    states: Mapping[ReviewState, object]
    reaches: Mapping[Reach, object]


def said(texts: Content, language: str) -> dict[str, Any] | None:
    """A frozen text in the reader's language, else in Swedish: {words, html, lang, machine, foreign}, or None."""
    for code in (language, SOURCE):
        if code in texts:
            entry = texts[code]
            found = {"words": entry["text"], "html": entry.get("html"), "lang": code}
            return {**found, "machine": entry["machine"], "foreign": code != language}
    return None


def words_of(texts: Content, language: str) -> Any:
    """Only the words of `said`, an empty text when there are none."""
    found = said(texts, language)
    return found["words"] if found else ""


def foreign_to(texts: Content, language: str) -> str | None:
    """The language that stands in for the reader's own in these texts, None where the reader's own is there."""
    found = said(texts, language)
    return found["lang"] if found and found["foreign"] else None


def edition_name(kind: EditionKind) -> str:
    """What an edition of that kind is called."""
    return {
        EditionKind.RESULT: _("Resultat"),
        EditionKind.PROPOSAL: _("Förvaltningens förslag"),
        EditionKind.ANSWER: _("Svar"),
        EditionKind.CORRECTION: _("Rättelse"),
        EditionKind.INTERIM: _("Mellanbesked"),
        EditionKind.FOLLOW_UP: _("Uppföljning"),
    }[kind]


def follow_up_name(status: FollowUpStatus) -> str:
    """What a follow-up in that state is called."""
    return {
        FollowUpStatus.PLANNED: _("planerat"),
        FollowUpStatus.DONE: _("klart"),
        FollowUpStatus.CHANGED: _("ändrat"),
    }[status]


def _capital(text: object) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]


def _counts(theme: Content) -> str:
    submissions = ngettext("%(num)s synpunkt", "%(num)s synpunkter", theme["count"])
    if theme.get("stance"):
        stance = theme["stance"]
        sides = _(
            "%(for_)s för · %(against)s emot",
            for_=stance.get(Stance.FOR.value, 0),
            against=stance.get(Stance.AGAINST.value, 0),
        )
        neither = stance.get(Stance.NEITHER.value, 0)
        return f"{submissions} · {sides}" + (" · " + _("%(n)s varken eller", n=neither) if neither else "")
    if theme["languages"] > 1:
        return submissions + " · " + ngettext("%(num)s språk", "%(num)s språk", theme["languages"])
    return submissions


def _gone(reason: Reason | None, names: Mapping[Reason, object]) -> str | None:
    if reason is Reason.TAKEN_BACK:
        return _("Den som skrev har tagit tillbaka den.")
    return _("Skälet är: %(reason)s.", reason=names[reason]) if reason and reason in names else None


def _quote(one: Content, slug: str, language: str, language_name: Any) -> dict[str, Any]:
    number = f"{one['number']:04}"
    known = one["language"] not in ("und", language)
    source = (
        _("Synpunkt %(number)s, på %(language)s", number=number, language=language_name(one["language"]))
        if known
        else _("Synpunkt %(number)s", number=number)
    )
    href = f"/{language}/dialogues/{slug}/submissions/{one['number']}"
    return {"text": one["text"], "lang": one["language"], "source": source, "href": href}


def _after(task: Content, kind: str, follow_ups: Sequence[Content], language: str, show_date: Any) -> str | None:
    mine = [row for row in follow_ups if row[f"{kind}_id"] == task["id"]]
    return " ".join(follow_up_line(row, language, show_date) for row in mine) or None


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?", "؟")) or not words else f"{words}."


def follow_up_line(row: Content, language: str, show_date: Any) -> str:
    """One follow-up as a sentence: what, who, when, and how it went."""
    line = _(
        "%(what)s Ansvarig: %(owner)s, senast %(date)s.",
        what=_ended(words_of(row["what"], language)),
        owner=row["owner"],
        date=show_date(date.fromisoformat(row["due_on"])),
    )
    if row["status"] == FollowUpStatus.DONE.value:
        return line + " " + _("Klart.")
    because = words_of(row["because"], language)
    return line + (" " + _("Ändrat: %(because)s", because=because) if because else "")


class FeedbackPage:
    """One edition's content for one reader.

    `readable` are the ids of quotes that may be read today, `why_gone` says of the others why they are hidden.
    """

    def __init__(
        self,
        content: Content,
        slug: str,
        readable: Collection[int],
        voice: Voice,
        why_gone: Mapping[int, Reason] = MappingProxyType({}),
    ) -> None:
        self.content, self.slug, self.readable, self.voice, self.why_gone = content, slug, readable, voice, why_gone
        self.language, self.show_date, self.language_name = voice.language, voice.show_date, voice.language_name
        self.follow_ups: Sequence[Content] = content.get("follow_ups", ())
        self.promises_listed = False
        self.is_proposal = bool(content.get("proposal", False))
        self.is_answer = "points" in content and not self.is_proposal
        self.outcome_names = voice.proposed if self.is_proposal else voice.outcomes

    def text(self, field: str) -> dict[str, Any] | None:
        """A text of the edition as `said`."""
        return said(self.content.get(field, {}), self.language)

    @property
    def themes(self) -> list[dict[str, Any]]:
        """Every theme as a row of `components/became.html`."""
        return [self._theme(theme) for theme in self.content["themes"]]

    @property
    def themes_under_no_point(self) -> list[dict[str, Any]]:
        """The themes that bear on no point of the commitment."""
        known = {point["id"] for point in self.content.get("points", ())}
        return [self._theme(theme) for theme in self.content["themes"] if not known & set(theme["points"])]

    @property
    def points(self) -> list[dict[str, Any]]:
        """Every point that could change, as rows with the themes that bore on it; fixed ones that moved come last."""
        rows = []
        for point in self.content.get("points", ()):
            outcome, label = self._outcome(point)
            if point["kind"] == "fixed" and outcome not in ("changed", "partly_changed"):
                continue
            if self.is_proposal and outcome is None:
                continue
            bore = [theme for theme in self.content["themes"] if theme["id"] in point["themes"]]
            names = listed((str(words_of(theme["name"], self.language)) for theme in bore), self.language)
            row = {
                "id": f"point-{point['id']}",
                "proposed": self.is_proposal,
                "title": _capital(words_of(point["text"], self.language)),
                "lang": foreign_to(point["text"], self.language),
                "outcome": outcome,
                "outcome_label": label,
                "points": _("Teman: %(names)s", names=names) if names else None,
                "does": words_of(point["became"], self.language),
                "why": words_of(point["reason"], self.language),
                "next": _after(point, "point", self.follow_ups, self.language, self.show_date),
                "fixed": point["kind"] == "fixed",
                "themes": [self._theme(theme) for theme in bore],
            }
            rows.append(row)
        return sorted(rows, key=lambda row: row["fixed"])

    def _outcome(self, task: Content) -> tuple[str | None, str | None]:
        outcome = Outcome(task["outcome"]) if task.get("outcome") else None
        return (outcome.value, _capital(self.outcome_names[outcome])) if outcome else (None, None)

    def _quote(self, quote: Content) -> dict[str, Any]:
        if quote["quote_id"] in self.readable:
            return _quote(quote, self.slug, self.language, self.language_name)
        why = _gone(self.why_gone.get(quote["quote_id"]), self.voice.reasons)
        return {"text": _("[borttaget]"), "lang": self.language, "source": why}

    def _theme(self, theme: Content) -> dict[str, Any]:
        outcome, label = self._outcome(theme)
        minority = words_of(theme["minority"], self.language)
        summary = words_of(theme["summary"], self.language)
        quotes = [self._quote(quote) for quote in theme["quotes"]]
        shown = f"/{self.language}/dialogues/{self.slug}/submissions?theme={theme['id']}"
        return {
            "id": f"theme-{theme['id']}",
            "proposed": self.is_proposal,
            "title": words_of(theme["name"], self.language),
            "lang": foreign_to(theme["name"], self.language),
            "counts": _counts(theme),
            "outcome": outcome,
            "outcome_label": label,
            "said": summary,
            "minority": minority,
            "quotes": quotes,
            "does": words_of(theme.get("became", {}), self.language),
            "why": words_of(theme.get("reason", {}), self.language),
            "next": _after(theme, "theme", self.follow_ups, self.language, self.show_date),
            "links": [(_("Läs synpunkterna i temat"), shown)],
        }

    @property
    def outcomes(self) -> list[tuple[str, str, int]]:
        """How many themes and points became what, for the top of the page and for cards."""
        tasks = [*self.content["themes"], *self.content.get("points", ())]
        counted = outcome_counts(Outcome(task["outcome"]) for task in tasks if task.get("outcome"))
        return [(outcome.value, _capital(self.outcome_names[outcome]), n) for outcome, n in counted.items()]

    @property
    def closed(self) -> list[dict[str, Any]]:
        """Closed questions as rows for a bar chart, with the number who answered."""
        return [
            {
                "label": words_of(question["label"], self.language),
                "answered": question["answered"],
                "rows": [(str(words_of(row["label"], self.language)), row["count"]) for row in question["rows"]],
            }
            for question in self.content["closed"]
        ]

    @property
    def decisions(self) -> list[dict[str, Any]]:
        """The decisions in order, each with its words."""
        return [
            {
                "kind": decision_name(DecisionKind(one["kind"])),
                "body": one["delegate"] or words_of(one["body"], self.language),
                "delegation": one.get("delegation", ""),
                "words": happened(
                    DecisionKind(one["kind"]), one["final"], words_of(one.get("next_body", {}), self.language)
                ),
                "reference": reference(one["section"], one["delegate"]),
                "on": date.fromisoformat(one["decided_on"]),
                "section": one["section"].removeprefix("§").strip(),
                "final": one["final"],
                "link": one["link"],
                "minutes_pending": minutes_pending(one["delegate"], one["minutes_approved_on"]),
                "appeal_until": date.fromisoformat(one["appeal_until"]) if one["appeal_until"] else None,
                "new_planned_on": date.fromisoformat(one["new_planned_on"]) if one["new_planned_on"] else None,
            }
            for one in self.content.get("decisions", ())
        ]

    @property
    def general_follow_ups(self) -> list[str]:
        """Follow-ups that belong to no theme or point; none where the page lists all that was promised itself."""
        if self.promises_listed:
            return []
        own = [row for row in self.follow_ups if row["theme_id"] is None and row["point_id"] is None]
        return [follow_up_line(row, self.language, self.show_date) for row in own]

    @property
    def next_step_line(self) -> str:
        """Who does the next step, and by when."""
        on = self.content.get("next_step_on")
        if not on:
            return ""
        day = self.show_date(date.fromisoformat(on))
        return _("Ansvarig: %(owner)s. Senast %(date)s.", owner=self.content["next_step_owner"], date=day)

    @property
    def channels(self) -> list[tuple[str, int]]:
        """Submissions per channel, most first."""
        counts = self.content["figures"]["by_channel"].items()
        rows = [(_capital(self.voice.channels[Channel(code)]), n) for code, n in counts]
        return sorted(rows, key=lambda row: -row[1])

    @property
    def languages(self) -> list[tuple[str, int | None, str | None]]:
        """Submissions per language, most first; fewer than five are not told apart."""
        counts = self.content["figures"]["by_language"].items()
        rows = sorted(((code, n) for code, n in counts), key=lambda row: -row[1])
        named = [(_capital(self.language_name(code)) if code != "und" else _("Okänt språk"), n) for code, n in rows]
        return [(name, n, None) if n >= THRESHOLD else (name, None, _("färre än fem")) for name, n in named]

    @property
    def as_of(self) -> datetime:
        """The moment the figures are of."""
        return datetime.fromisoformat(self.content["as_of"])
