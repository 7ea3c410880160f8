"""The annual report in running text: sentences that an official can paste into the body's verksamhetsberättelse."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.adapters.locale_format import listed, number
from portal.domain.dialogues import LIVING_STAGES, Level, Stage
from portal.domain.extensive import Met, thawed
from portal.domain.feedback import Outcome, outcome_counts
from portal.domain.languages import SOURCE
from portal.domain.matters import ConsiderationOutcome
from portal.domain.plans import Became
from portal.domain.small_cells import THRESHOLD
from portal.domain.submissions import Channel
from portal.reports.feedback import Content, Voice, said, words_of


@dataclass(frozen=True)
class ReportVoice:
    """How the report speaks: the voice of the feedback, and what only the report names."""

    voice: Voice
    day: Callable[[date], str]
    small: Callable[[str], str]
    levels: Mapping[Level, object]
    considerations: Mapping[ConsiderationOutcome, object]
    shoulds: Mapping[str, object]
    because: Callable[[Met], str]
    became: Mapping[Became, object]
    quarters: Mapping[int, object]

    @property
    def language(self) -> str:
        """The reader's language."""
        return self.voice.language

    def number(self, figure: int) -> str:
        """A figure with the separators of the language."""
        return number(figure, self.language)


def summary(content: Content, speak: ReportVoice) -> str:
    """The year in one paragraph."""
    return " ".join(_year(content, speak))


def about(one: Content, body: str, speak: ReportVoice) -> str:
    """One dialogue of that body in one paragraph; what was written in Swedish only stands in the Swedish one."""
    parts = (_level(one, speak), _open(one, speak), _came(one, speak), _groups(one, speak))
    after = (
        _decided(one, speak),
        _answered(one, speak),
        _became(one, speak),
        _size(one, body, speak),
        _learnt(one, speak),
    )
    return " ".join(sentence for part in (*parts, *after) for sentence in part if sentence)


def plain(markdown: str) -> str:
    """The words of a text without the marks of Markdown, in one paragraph."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    text = re.sub(r"(?m)^\s*(#{1,6}|[-*>]|\d+\.)\s+", "", text)
    return " ".join(re.sub(r"\*\*|__|\*|`", "", text).split())


def own(texts: Content, language: str) -> str:
    """The words in the reader's own language, in one paragraph; empty where only another language has them."""
    found = said(texts, language)
    return plain(found["words"]) if found and not found["foreign"] else ""


def outcomes_of(tasks: list[Content], speak: ReportVoice) -> list[tuple[str, int]]:
    """What became of themes or points: label and number, none of zero."""
    counted = outcome_counts(Outcome(task["outcome"]) for task in tasks if task["outcome"])
    return [(str(speak.voice.outcomes[outcome]), n) for outcome, n in counted.items()]


def _year(content: Content, speak: ReportVoice) -> Iterator[str]:
    found, year = content["dialogues"], content["year"]
    body = words_of(content["body"]["name"], speak.language)
    if not found:
        yield _("%(body)s hade ingen medborgardialog under %(year)s.", body=body, year=year)
    else:
        yield ngettext(
            "%(body)s hade %(num)s medborgardialog under %(year)s.",
            "%(body)s hade %(num)s medborgardialoger under %(year)s.",
            len(found), body=body, year=year,
        )  # fmt: skip
        yield _("Så gick det: %(parts)s.", parts=listed(_ways(content), speak.language))
        received = sum(one["figures"]["received"] for one in found)
        heads = sum(one["figures"]["heads"] for one in found)
        came = speak.number(received)
        yield ngettext("Sammanlagt kom %(n)s synpunkt in.", "Sammanlagt kom %(n)s synpunkter in.", received, n=came)
        if heads:
            yield ngettext(
                "På mötena räknades %(n)s deltagare.",
                "På mötena räknades %(n)s deltagare.",
                heads,
                n=speak.number(heads),
            )
        answered = [one for one in found if one["answered_in_year"]]
        if answered:
            kept = sum(bool(one["in_time"]) for one in answered)
            yield ngettext(
                "%(kept)s av %(num)s svar kom senast den dag som först lovades.",
                "%(kept)s av %(num)s svar kom senast den dag som först lovades.",
                len(answered), kept=kept,
            )  # fmt: skip
        large = sum(one["extensive"]["holds"] for one in found)
        if large:
            yield ngettext("%(num)s dialog räknas som omfattande.", "%(num)s dialoger räknas som omfattande.", large)
    considered = sum(content["considered"].values())
    if not considered:
        yield _("Ingen dialog övervägdes under året.")
        return
    yield ngettext(
        "%(body)s övervägde dialog i %(num)s ärende.", "%(body)s övervägde dialog i %(num)s ärenden.", considered,
        body=body,
    )  # fmt: skip
    without = len(content["not_held"])
    if without:
        yield ngettext("I %(num)s av dem blev det ingen dialog.", "I %(num)s av dem blev det ingen dialog.", without)


def _ways(content: Content) -> list[str]:
    found = content["dialogues"]
    under_way = sum(Stage(one["stage"]) in LIVING_STAGES and not one["stopped"] for one in found)
    over = date.fromisoformat(content["as_of"][:10]).year > content["year"]
    counts = {
        _("%(n)s besvarades"): sum(one["answered_in_year"] for one in found),
        _("%(n)s hade redan besvarats"): sum(bool(one["answered_on"]) and not one["answered_in_year"] for one in found),
        _("%(n)s pågick vid årets slut") if over else _("%(n)s pågår"): under_way,
        _("%(n)s avbröts och har inte fått svar än"): sum(
            bool(one["stopped"]) and not one["answered_on"] for one in found
        ),
        _("%(n)s ställdes in"): sum(one["stage"] == Stage.CANCELLED for one in found),
    }
    return [words % {"n": n} for words, n in counts.items() if n]


def _level(one: Content, speak: ReportVoice) -> Iterator[str]:
    name = speak.levels[Level(one["level"])]
    yield _("Grad av inflytande: %(level)s, steg %(step)s av 5.", level=str(name).lower(), step=one["level"])


def _open(one: Content, speak: ReportVoice) -> Iterator[str]:
    stage = Stage(one["stage"])
    if stage is Stage.CANCELLED:
        yield _("Dialogen ställdes in. %(reason)s", reason=own(one["ended_because"], speak.language)).strip()
        return
    if one["opens_on"] and one["closes_on"]:
        first, last = (speak.day(date.fromisoformat(one[name])) for name in ("opens_on", "closes_on"))
        if stage in (Stage.ANNOUNCED, Stage.OPEN):
            yield _("Dialogen är öppen från %(first)s till %(last)s.", first=first, last=last)
        else:
            yield _("Dialogen var öppen från %(first)s till %(last)s.", first=first, last=last)
    if one["stopped"]:
        yield _("Den avbröts i förtid. %(reason)s", reason=own(one["ended_because"], speak.language)).strip()


def _came(one: Content, speak: ReportVoice) -> Iterator[str]:
    figures = one["figures"]
    received = figures["received"]
    if one["stage"] == Stage.CANCELLED:
        return
    if not received:
        yield _("Inga synpunkter kom in.")
    else:
        n = speak.number(received)
        yield ngettext("%(n)s synpunkt kom in.", "%(n)s synpunkter kom in.", received, n=n)
        ways = sorted(figures["by_channel"].items(), key=lambda row: -row[1])
        named = [f"{speak.voice.channels[Channel(code)]} ({speak.number(many)})" for code, many in ways]
        if named:
            yield _("Så kom de in: %(ways)s.", ways=listed(named, speak.language))
        written = _languages(figures["by_language"], speak)
        if written:
            yield _("Språk: %(languages)s.", languages=listed(written, speak.language))
    if figures["meetings"]:
        yield ngettext(
            "Antal deltagare på %(num)s möte: %(heads)s.", "Antal deltagare på %(num)s möten: %(heads)s.",
            figures["meetings"], heads=speak.number(figures["heads"]),
        )  # fmt: skip


def _languages(counts: Mapping[str, int], speak: ReportVoice) -> list[str]:
    known = sorted(((code, n) for code, n in counts.items() if code != "und"), key=lambda row: -row[1])
    named = [f"{speak.voice.language_name(code)} ({speak.number(n)})" for code, n in known if n >= THRESHOLD]
    few = sum(n < THRESHOLD for _code, n in known)
    if few:
        named.append(ngettext("%(num)s språk med färre än fem", "%(num)s språk med färre än fem vardera", few))
    return named


def _groups(one: Content, speak: ReportVoice) -> Iterator[str]:
    groups = one["groups"]
    if not groups:
        return
    names = listed((words_of(group["name"], speak.language) for group in groups), speak.language)
    yield _("Berörda grupper: %(names)s.", names=names)
    done = sum(any(measure["status"] == "done" for measure in group["measures"]) for group in groups)
    yield ngettext(
        "För %(done)s av %(num)s grupp är minst en insats gjord.",
        "För %(done)s av %(num)s grupper är minst en insats gjord.",
        len(groups), done=done,
    )  # fmt: skip
    if missing := own(one["who_is_missing"], speak.language):
        yield _("De som saknades: %(who)s", who=missing)


def _decided(one: Content, speak: ReportVoice) -> Iterator[str]:
    for row in one["decisions"]:
        if row["final"]:
            who = row["delegate"] or words_of(row["body"], speak.language)
            on, section = speak.day(date.fromisoformat(row["decided_on"])), row["section"].removeprefix("§").strip()
            yield _("%(who)s beslutade i ärendet %(date)s, § %(section)s.", who=who, date=on, section=section)


def _answered(one: Content, speak: ReportVoice) -> Iterator[str]:
    if not one["answered_on"]:
        if one["answer_by"] and one["stage"] != Stage.CANCELLED:
            yield _("Svaret är lovat senast %(date)s.", date=speak.day(date.fromisoformat(one["answer_by"])))
        return
    answered = date.fromisoformat(one["answered_on"])
    days = one["days_to_answer"] or 0
    yield ngettext(
        "Svaret kom %(date)s, %(num)s dag efter att dialogen stängde.",
        "Svaret kom %(date)s, %(num)s dagar efter att dialogen stängde.",
        days, date=speak.day(answered),
    )  # fmt: skip
    if one["first_answer_by"]:
        late = (answered - date.fromisoformat(one["first_answer_by"])).days
        yield (
            _("Det var i tid, räknat från den dag som först lovades.")
            if late <= 0
            else ngettext(
                "Det var %(num)s dag senare än vi först lovade.",
                "Det var %(num)s dagar senare än vi först lovade.",
                late,
            )
        )


def _became(one: Content, speak: ReportVoice) -> Iterator[str]:
    rows = outcomes_of(one["themes"], speak)
    if rows:
        parts = listed((f"{label} ({n})" for label, n in rows), speak.language)
        yield _("Det här hände med temana: %(parts)s.", parts=parts)
    if influence := own(one["influence"], speak.language):
        yield _("Så påverkade synpunkterna: %(how)s", how=influence)


def _size(one: Content, body: str, speak: ReportVoice) -> Iterator[str]:
    found = one["extensive"]
    if found["holds"]:
        yield _("Dialogen räknas som omfattande.")
    elif found["overrides"]:
        yield _("Dialogen räknas inte som omfattande, fast kriterierna stämmer.")
    told = found["holds"] or found["overrides"]
    if told and found["stated"] is not None and speak.language == SOURCE:
        yield _("Skälet: %(reason)s", reason=found["reason"])
    elif told and found["stated"] is None:
        yield " ".join(speak.because(met) for met in thawed(found["criteria"]))
    if one["reported"]:
        on, section = speak.day(date.fromisoformat(one["reported"]["on"])), one["reported"]["section"]
        said = {"body": speak.small(body), "date": on, "section": section.removeprefix("§").strip()}
        yield _("Den redovisades i %(body)s %(date)s, § %(section)s.", **said)


def _learnt(one: Content, speak: ReportVoice) -> Iterator[str]:
    if one["lessons"] and speak.language == SOURCE:
        yield _("Det här lärde vi oss: %(lessons)s", lessons=" ".join(plain(text) for text in one["lessons"]))
