"""The annual report of a body as its readers see it: page, sealed document, table of one row a dialogue (D2)."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from jinja2 import Environment

from portal.adapters.locale_format import listed
from portal.domain.dialogues import LIVING_STAGES, Level, Stage
from portal.domain.evaluations import HIGHEST
from portal.domain.extensive import thawed
from portal.domain.groups import Reach
from portal.domain.matters import ConsiderationOutcome
from portal.domain.plans import Became
from portal.reports.annual_report_prose import ReportVoice, about, outcomes_of, plain, summary
from portal.reports.feedback import Content, foreign_to, words_of


class AnnualReportPage:
    """One report's content for one reader. `base` is the portal's address for links; None: the document has none."""

    def __init__(self, content: Content, speak: ReportVoice, base: str | None = "") -> None:
        self.content, self.speak, self.language, self.base = content, speak, speak.language, base
        self.year: int = content["year"]
        self.body: str = words_of(content["body"]["name"], self.language)

    @property
    def title(self) -> str:
        """What the report is called."""
        return _("Medborgardialoger %(year)s: %(body)s", year=self.year, body=self.speak.small(self.body))

    @property
    def summary(self) -> str:
        """The year in one paragraph."""
        return summary(self.content, self.speak)

    @property
    def comment(self) -> str:
        """What the body adds in its own words."""
        return str(self.content.get("comment", ""))

    @property
    def as_of(self) -> datetime:
        """The moment the figures are of."""
        return datetime.fromisoformat(self.content["as_of"])

    @property
    def dialogues(self) -> list[dict[str, Any]]:
        """Every dialogue with its paragraph and what stands under it."""
        return [self._dialogue(one) for one in self.content["dialogues"]]

    @property
    def overview(self) -> list[list[str]]:
        """The table at the top: title, step, where it stands, submissions, days to the answer."""
        return [
            [
                words_of(one["title"], self.language),
                f"{one['level']}. {self.speak.levels[Level(one['level'])]}",
                self.stage(one),
                self.speak.number(one["figures"]["received"]),
                str(one["days_to_answer"]) if one["answered_on"] else "–",
            ]
            for one in self.content["dialogues"]
        ]

    @property
    def not_held(self) -> list[dict[str, Any]]:
        """What was considered and became no dialogue, with its grounds."""
        return [
            {
                "title": words_of(row["title"], self.language),
                "lang": foreign_to(row["title"], self.language),
                "number": row["registry_number"],
                "href": self._link(f"matters/{row['matter']}/"),
                "outcome": self.speak.considerations[ConsiderationOutcome(row["outcome"])],
                "grounds": row["grounds"],
                "on": date.fromisoformat(row["decided_on"]),
                "by": row["decided_by"],
                "reconsidered": row["reconsidered"],
            }
            for row in self.content["not_held"]
        ]

    @property
    def duty(self) -> list[str]:
        """How the duty to consider was kept in what the body decided: sentences; none in a report from before."""
        kept = self.content.get("duty")
        if not kept:
            return []
        if not kept["decided"]:
            return [_("Nämnden avgjorde inget ärende under året som finns i portalen.")]
        said = _(
            "Dialog övervägdes i tid i %(in_time)s av %(decided)s ärenden som avgjordes.",
            in_time=kept["in_time"],
            decided=kept["decided"],
        )
        without = listed(kept["without"], self.language)
        return [said, *([_("Utan övervägande avgjordes: %(matters)s.", matters=without)] if without else [])]

    @property
    def planned(self) -> list[list[str]]:
        """The adopted plan of the year, followed up: what was planned, when, what became of it, and why not."""
        plan = self.content.get("plan") or {"lines": []}
        return [
            [
                words_of(line["title"], self.language),
                str(self.speak.quarters[line["quarter"]]),
                str(self.speak.became[Became(line["became"])]),
                line["because"] or "–",
            ]
            for line in plan["lines"]
        ]

    @property
    def overrides(self) -> list[tuple[str, str, str]]:
        """Where staff said otherwise than the criteria: title, what they said, why (in Swedish)."""
        return [
            (
                words_of(one["title"], self.language),
                _("räknas som omfattande") if one["extensive"]["holds"] else _("räknas inte som omfattande"),
                one["extensive"]["reason"],
            )
            for one in self.content["dialogues"]
            if one["extensive"]["overrides"]
        ]

    @property
    def passed(self) -> list[tuple[str, str, str]]:
        """Every *should* that was passed: dialogue, what should have been, why it was not (in Swedish)."""
        return [
            (
                words_of(one["title"], self.language),
                str(self.speak.shoulds.get(row["code"]) or _("Något som bör vara uppfyllt.")),
                row["reason"],
            )
            for one in self.content["dialogues"]
            for row in one["shoulds"]
        ]

    @property
    def pasted(self) -> str:
        """Everything as running text: the summary, the body's own words, and a paragraph a dialogue under its title."""
        parts = [self.summary, *([self.comment] if self.comment else [])]
        parts += [f"{row['title']} ({row['number']})\n{row['about']}" for row in self.dialogues]
        return "\n\n".join(parts)

    def stage(self, one: Content) -> str:
        """Where a dialogue stood at the end of the year, or stands now if that has not come."""
        stage = Stage(one["stage"])
        if one["stopped"] and not one["answered_on"]:
            return _("Avbruten")
        if stage in LIVING_STAGES:
            return _("Pågår")
        return {
            Stage.ANSWERED: _("Besvarad"),
            Stage.CONCLUDED: _("Avslutad"),
            Stage.CANCELLED: _("Inställd"),
        }[stage]

    def columns(self) -> list[str]:
        """The headings of the table, also where there are no rows."""
        return [str(heading) for heading, _value in self._columns()]

    def rows(self) -> Iterator[dict[str, object]]:
        """One row a dialogue for a spreadsheet; headings in the reader's language, days as ISO 8601."""
        columns = self._columns()
        for one in self.content["dialogues"]:
            yield {heading: value(one) for heading, value in columns}

    def _columns(self) -> list[tuple[str, Callable[[Content], object]]]:
        return [
            (_("dialog"), lambda one: words_of(one["title"], self.language)),
            (_("diarienummer"), lambda one: one["registry_number"]),
            (_("adress"), lambda one: self._link(f"dialogues/{one['slug']}/")),
            (_("steg"), lambda one: one["level"]),
            (_("läge"), self.stage),
            (_("öppnade"), lambda one: one["opens_on"]),
            (_("stängde"), lambda one: one["closes_on"]),
            (_("synpunkter"), lambda one: one["figures"]["received"]),
            (_("räknas i resultatet"), lambda one: one["figures"]["counted"]),
            (_("möten"), lambda one: one["figures"]["meetings"]),
            (_("deltagare på möten"), lambda one: one["figures"]["heads"]),
            (_("antal språk"), lambda one: len([code for code in one["figures"]["by_language"] if code != "und"])),
            (_("berörda grupper"), lambda one: len(one["groups"])),
            (_("grupper med gjord insats"), _with_measure_done),
            (_("svar lovat först"), lambda one: one["first_answer_by"]),
            (_("svar"), lambda one: one["answered_on"]),
            (_("dagar till svar"), lambda one: one["days_to_answer"]),
            (_("svar i tid"), lambda one: None if one["in_time"] is None else _yes(one["in_time"])),
            (_("beslut"), lambda one: _final(one).get("decided_on")),
            (_("paragraf"), lambda one: _final(one).get("section")),
            (_("vad som hände med temana"), self._outcomes),
            (_("omfattande"), lambda one: _yes(one["extensive"]["holds"])),
            (_("skäl, om kriterierna inte avgör"), lambda one: one["extensive"]["reason"] or None),
            (_("redovisad i nämnden"), lambda one: one["reported"]["on"] if one["reported"] else None),
            (_("kostnad i kronor"), _cost),
            (_("lärdomar"), lambda one: " ".join(plain(text) for text in one["lessons"]) or None),
        ]

    def _outcomes(self, one: Content) -> str:
        rows = outcomes_of(one["themes"], self.speak)
        return listed((f"{label} ({n})" for label, n in rows), self.language)

    def _dialogue(self, one: Content) -> dict[str, Any]:
        themes = one["themes"]
        return {
            "id": f"dialogue-{one['id']}",
            "title": words_of(one["title"], self.language),
            "lang": foreign_to(one["title"], self.language),
            "number": one["registry_number"],
            "href": self._link(f"dialogues/{one['slug']}/"),
            "stage": self.stage(one),
            "about": about(one, self.body, self.speak),
            "extensive": one["extensive"]["holds"],
            "because": [self.speak.because(met) for met in thawed(one["extensive"]["criteria"])],
            "answered": bool(one["answered_on"]),
            "themes": [
                [words_of(row["name"], self.language), self.speak.number(row["count"]), *self._outcome(row)]
                for row in themes
            ],
            "short_themes": [[words_of(row["name"], self.language), self.speak.number(row["count"])] for row in themes],
            "points": [
                [_capital(words_of(row["name"], self.language)), *self._outcome(row)]
                for row in one["points"]
                if row["outcome"]
            ],
            "groups": [self._group(group) for group in one["groups"]],
            "evaluations": one["evaluations"],
            "satisfied": self._satisfied(one["participants"]),
            "lessons": one["lessons"],
        }

    def _link(self, path: str) -> str | None:
        return None if self.base is None else f"{self.base}/{self.language}/{path}"

    def _outcome(self, task: Content) -> list[str]:
        found = outcomes_of([task], self.speak)
        return [found[0][0] if found else "–", words_of(task["became"], self.language) or "–"]

    def _group(self, group: Content) -> list[str]:
        measures = group["measures"]
        done = sum(measure["status"] == "done" for measure in measures)
        not_done = [measure["because"] for measure in measures if measure["status"] == "not_done"]
        said = ngettext(
            "%(done)s av %(num)s insats gjord", "%(done)s av %(num)s insatser gjorda", len(measures), done=done
        )
        reach = str(self.speak.voice.reaches[Reach(group["reach"])]) if "reach" in group else "–"
        return [words_of(group["name"], self.language), reach, said, " ".join(not_done) or "–"]

    def _satisfied(self, participants: Content) -> list[list[str]]:
        asked = {
            "understood": _("Jag förstod vad jag kunde påverka"),
            "could_say": _("Jag kunde säga det jag ville"),
            "saw_what_happened": _("Jag såg vad som hände med det jag sa"),
        }
        rows = []
        for name, counts in participants["by_question"].items():
            good, all_ = counts[str(HIGHEST - 1)] + counts[str(HIGHEST)], sum(counts.values())
            rows.append([asked[name], _("%(good)s av %(all)s", good=good, all=all_)])
        return rows


def render(
    environment: Environment, page: AnnualReportPage, municipality: str, direction: str, adopted: dict[str, Any] | None
) -> str:
    """The report as one self-contained HTML document. `adopted`: {on, section, number, change}; None for a draft."""
    return environment.get_template("reports/annual_reports/document.html").render(
        lang=page.language, direction=direction, report=page, municipality=municipality, adopted=adopted
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _yes(value: bool) -> str:
    return _("ja") if value else _("nej")


def _final(one: Content) -> Content:
    return next((row for row in one["decisions"] if row["final"]), {})


def _with_measure_done(one: Content) -> int:
    return sum(any(measure["status"] == "done" for measure in group["measures"]) for group in one["groups"])


def _cost(one: Content) -> int | None:
    cost: int | None = one["cost"]["planned"] if one["cost"]["actual"] is None else one["cost"]["actual"]
    return cost
