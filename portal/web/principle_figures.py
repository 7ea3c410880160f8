"""The municipality's figures for each principle: how it is kept, and beside it the figure that speaks against.

This year so far and the year before. No score, no ranking: each figure leads to the cases it counts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.adapters import locale_format
from portal.domain.evaluations import PurposeMet
from portal.domain.feedback import Outcome
from portal.domain.moderation import Verdict
from portal.domain.principles import Principle as P
from portal.domain.suitability import SuitabilityOutcome
from portal.queries import (
    annual_reports,
    considered,
    escalation,
    evaluations,
    extensive,
    groups,
    matters,
    outcomes,
    principles,
    promised_dates,
    public_log,
    public_texts,
)
from portal.queries.public_matters import DECIDED_WITHOUT, OVERDUE
from portal.web import days
from portal.web.formats import reader_language
from portal.web.log_words import SHOULDS
from portal.web.sessions import reading, settings

MOST_CASES = 20


@dataclass(frozen=True)
class Figure:
    """One figure: what it counts, this year, and the year before (None: it is of today). `against`: it speaks against.

    `href` leads to a list of its cases; `cases` are addresses of dialogues, each perhaps with a reason in Swedish.
    """

    label: str
    value: str
    before: str | None = None
    against: bool = False
    href: str | None = None
    cases: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True)
class _Year:
    """Everything that was counted of one year."""

    counts: principles.YearCounts
    considered: considered.ConsideredFigures
    groups: groups.GroupFigures
    kept: promised_dates.KeptInYear
    outcomes: outcomes.Outcomes
    evaluated: evaluations.YearFigures
    passed: Sequence[public_log.Passed]


def figures() -> tuple[Mapping[P, list[Figure]], Mapping[str, Any]]:
    """The figures of every principle, and the titles of the dialogues they name, by address."""
    session, this_year = reading(), days.today().year
    this, last = _year(session, this_year), _year(session, this_year - 1)
    found = {
        P.V: list(_openness(this, last)),
        P.A1: list(_considered(session, this, last)),
        P.A2: list(_steered(this, last)),
        P.A3: list(_tested(this, last)),
        P.B1: list(_reached(this, last)),
        P.B2: list(_promised(this, last)),
        P.C1: list(_decided(this, last)),
        P.C2: list(_held(session, this, last)),
        P.C3: list(_extensive(session)),
        P.C4: list(_in_groups(this, last)),
        P.D1: list(_answered(this, last)),
        P.D2: list(_reported(session)),
        P.D3: list(_evaluated(this, last)),
    }
    slugs = {slug for rows in found.values() for row in rows for slug, _detail, _reason in row.cases}
    sets = principles.titles(session, slugs)
    words = public_texts.load(session, set(sets.values()), reader_language())
    return found, {slug: words.get(texts_id, "title") for slug, texts_id in sets.items()}


def _year(session: Session, year: int) -> _Year:
    rules = settings().rules()
    return _Year(
        counts=principles.in_year(session, year, rules),
        considered=considered.in_year(session, year, None, rules),
        groups=groups.figures_of_year(session, year),
        kept=promised_dates.kept_in_year(session, rules, year, days.today()),
        outcomes=outcomes.outcomes_in_year(session, rules, year),
        evaluated=evaluations.of_year(session, year),
        passed=public_log.shoulds_passed_in_year(session, rules, year),
    )


def _openness(this: _Year, last: _Year) -> Iterator[Figure]:
    def read(year: _Year) -> str:
        return _of(sum(n for verdict, n in year.counts.reviewed.items() if verdict is not Verdict.WITHHELD),
                   sum(year.counts.reviewed.values()))  # fmt: skip

    yield Figure(_("Granskade synpunkter som visas, helt eller med en del dold"), read(this), read(last))
    withheld = _both(lambda year: _number(year.counts.reviewed.get(Verdict.WITHHELD, 0)), this, last)
    yield Figure(_("Granskade synpunkter som inte visas"), *withheld, against=True)
    changed = _both(lambda year: _of(year.counts.appeals_changed, year.counts.appeals), this, last)
    yield Figure(_("Beslut att dölja en text som ändrades när någon annan prövade det"), *changed, against=True)
    cases = [(one.slug, str(SHOULDS.get(one.code, "")), one.reason) for one in this.passed]
    numbers = (_number(len(this.passed)), _number(len(last.passed)))
    label = _("Avsteg från sådant vi bör göra, med skäl som alla kan läsa")
    yield Figure(label, *numbers, against=True, cases=cases[:MOST_CASES])


def _considered(session: Session, this: _Year, last: _Year) -> Iterator[Figure]:
    in_time = _both(lambda year: _of(len(year.considered.in_time), year.considered.decided), this, last)
    yield Figure(_("Avgjorda ärenden där dialog övervägdes i tid"), *in_time, href=_here("matters/"))
    without = _both(lambda year: _number(len(year.considered.without)), this, last)
    href = _here(f"matters/?outcome={DECIDED_WITHOUT}")
    yield Figure(_("Ärenden som avgjordes utan att dialog övervägdes"), *without, against=True, href=href)
    overdue = matters.overdue(session, None, days.today(), settings().rules())
    href = _here(f"matters/?outcome={OVERDUE}")
    yield Figure(_("Ärenden där övervägandet är försenat just nu"), _number(len(overdue)), against=True, href=href)


def _steered(this: _Year, last: _Year) -> Iterator[Figure]:
    tied = _both(lambda year: _of(year.counts.tied, len(year.counts.announced)), this, last)
    yield Figure(_("Nya dialoger som hör till ett mål, en plan eller en budget"), *tied, href=_here("dialogues/"))
    codes = ("CLOSES_TOO_NEAR_DECISION", "CLOSES_AFTER_STEERING")
    late = [[one for one in year.passed if one.code in codes] for year in (this, last)]
    cases = [(one.slug, "", one.reason) for one in late[0]]
    label = _("Dialoger som stänger nära beslutet, eller efter det som de skulle påverka")
    yield Figure(label, _number(len(late[0])), _number(len(late[1])), against=True, cases=cases)


def _tested(this: _Year, last: _Year) -> Iterator[Figure]:
    fit = _both(lambda year: _number(year.counts.tests.get(SuitabilityOutcome.SUITABLE, 0)), this, last)
    yield Figure(_("Frågor som prövades och passade för dialog"), *fit, href=_here("matters/"))
    unfit = _both(lambda year: _number(year.counts.tests.get(SuitabilityOutcome.NOT_SUITABLE, 0)), this, last)
    yield Figure(_("Frågor som prövades och inte passade"), *unfit, against=True, href=_here("matters/"))


def _reached(this: _Year, last: _Year) -> Iterator[Figure]:
    done = _both(lambda year: _of(year.groups.with_measure_done, year.groups.groups), this, last)
    yield Figure(_("Berörda grupper där minst en insats blev gjord"), *done)
    heard = _both(lambda year: _of(year.groups.heard, year.groups.groups), this, last)
    yield Figure(_("Grupper som hördes"), *heard)
    silent = _both(lambda year: _number(year.groups.silent), this, last)
    cases = [(slug, "", "") for slug in this.groups.slugs_with_silent]
    yield Figure(_("Grupper som var tysta när resultatet lämnades över"), *silent, against=True, cases=cases)


def _promised(this: _Year, last: _Year) -> Iterator[Figure]:
    given = _both(lambda year: _number(len(year.counts.announced)), this, last)
    yield Figure(_("Löften som gavs innan någon kunde skriva"), *given, href=_here("dialogues/"))
    amended = _both(lambda year: _number(year.counts.amendments), this, last)
    cases = [(slug, "", "") for slug in this.counts.amended]
    yield Figure(_("Ändringar av ett löfte, öppet och med skäl"), *amended, against=True, cases=cases)


def _decided(this: _Year, last: _Year) -> Iterator[Figure]:
    handed = _both(lambda year: _number(year.counts.handed_over), this, last)
    yield Figure(_("Resultat som lämnades till politikerna"), *handed)
    decided = _both(lambda year: _number(len(year.counts.decided)), this, last)
    cases = [(slug, "", "") for slug in this.counts.decided]
    yield Figure(_("Beslut som fattades med ett resultat som underlag"), *decided, cases=cases)
    stopped = _both(lambda year: _number(len(year.counts.stopped)), this, last)
    cases = [(slug, "", "") for slug in this.counts.stopped]
    yield Figure(_("Dialoger som avbröts före beslutet"), *stopped, against=True, cases=cases)


def _held(session: Session, this: _Year, last: _Year) -> Iterator[Figure]:
    holding = _both(lambda year: _of(year.counts.bodies_holding, year.counts.bodies), this, last)
    yield Figure(_("Nämnder och styrelser som började minst en dialog"), *holding, href=_here("bodies/"))
    late = [one for one in escalation.late_answers(session, days.today()) if not one.concluded_at]
    cases = [(one.slug, "", "") for one in late]
    yield Figure(_("Svar som är försenade just nu"), _number(len(late)), against=True, cases=cases)


def _extensive(session: Session) -> Iterator[Figure]:
    rules = settings().rules()
    told = extensive.reported(session, rules)
    yield Figure(_("Besvarade omfattande dialoger som är redovisade i nämnden"), _of(told.reported, told.answered))
    overridden = extensive.overrides(session, rules)
    cases = [(one.slug, "", found.reason) for one, found in overridden]
    label = _("Avsteg från måtten för vad som är omfattande, med skäl")
    yield Figure(label, _number(len(overridden)), against=True, cases=cases)


def _in_groups(this: _Year, last: _Year) -> Iterator[Figure]:
    held = _both(lambda year: _number(len(year.counts.held_by_board)), this, last)
    cases = [(slug, "", "") for slug in this.counts.held_by_board]
    yield Figure(_("Dialoger som kommunstyrelsen beslutade om, alla med hel dialoggrupp"), *held, cases=cases)
    without = _both(
        lambda year: _of(year.groups.meetings - year.groups.meetings_with_elected, year.groups.meetings), this, last
    )
    yield Figure(_("Möten där ingen förtroendevald ur gruppen var med"), *without, against=True)


def _answered(this: _Year, last: _Year) -> Iterator[Figure]:
    in_time = _both(lambda year: _of(len(year.kept.in_time), year.kept.due), this, last)
    yield Figure(_("Svar som kom senast den dag som lovades först"), *in_time)
    moved = _both(lambda year: _number(year.kept.times_moved), this, last)
    cases = [(one.slug, "", "") for one in this.kept.moved]
    yield Figure(_("Gånger en lovad dag flyttades"), *moved, against=True, cases=cases)
    late = _both(lambda year: _number(len(year.kept.later) + len(year.kept.still_late)), this, last)
    cases = [(one.slug, "", "") for one in (*this.kept.later, *this.kept.still_late)]
    yield Figure(_("Svar som kom senare, eller inte har kommit"), *late, against=True, cases=cases)
    changed = _both(lambda year: _themes(year, Outcome.CHANGED, Outcome.PARTLY_CHANGED), this, last)
    yield Figure(_("Teman som ledde till en ändring, helt eller delvis"), *changed)
    unchanged = _both(lambda year: _themes(year, Outcome.NOT_CHANGED), this, last)
    yield Figure(_("Teman där inget ändrades"), *unchanged, against=True)


def _themes(year: _Year, *wanted: Outcome) -> str:
    return _of(sum(year.outcomes.themes.get(one, 0) for one in wanted), year.outcomes.themes_answered)


def _reported(session: Session) -> Iterator[Figure]:
    years = annual_reports.kept_by_year(session, settings().rules(), days.today())
    adopted = sum(len(year.adopted) for year in years)
    yield Figure(_("Antagna verksamhetsberättelser med dialoger i"), _number(adopted), href=_here("bodies/"))
    label = _("Verksamhetsberättelser som är försenade och saknar en dialog")
    yield Figure(label, _number(sum(len(year.late) for year in years)), against=True, href=_here("bodies/"))


def _evaluated(this: _Year, last: _Year) -> Iterator[Figure]:
    by_group = _both(lambda year: _of(year.evaluated.by_group, year.evaluated.dialogues), this, last)
    yield Figure(_("Besvarade dialoger som dialoggruppen har utvärderat"), *by_group)
    asked = _both(lambda year: _number(year.evaluated.participants), this, last)
    yield Figure(_("Deltagare som har berättat hur de tyckte att dialogen var"), *asked)
    not_met = _both(lambda year: _number(year.evaluated.met.get(PurposeMet.NOT_MET, 0)), this, last)
    yield Figure(_("Dialoger som inte nådde sitt syfte"), *not_met, against=True, href=_here("methods/"))


def _both(count: Callable[[_Year], str], this: _Year, last: _Year) -> tuple[str, str]:
    return count(this), count(last)


def _number(value: int) -> str:
    return locale_format.number(value, reader_language())


def _of(part: int, whole: int) -> str:
    return _("%(part)s av %(whole)s", part=_number(part), whole=_number(whole)) if whole else "–"


def _here(path: str) -> str:
    return f"/{reader_language()}/{path}"
