"""An announced dialogue in words: its stage, its answer clock, its card, its promise. All pages say the same."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.adapters import locale_format
from portal.domain.decisions import PlannedDecision
from portal.domain.dialogues import Stage, next_change
from portal.domain.escalation import LiesWith, lies_with
from portal.domain.feedback import EditionKind, Outcome, outcome_counts
from portal.domain.promised_dates import Promised, PromisedDate, next_promise
from portal.queries.public_dialogues import Public
from portal.queries.public_texts import Words
from portal.web import days, labels, ladder_words
from portal.web.formats import in_sentence, reader_language
from portal.web.sessions import now, settings

FRESH = timedelta(minutes=1)
"""How long a page may show an earlier number of submissions: a sending that nobody sees raises no version."""


def body_name(public: Public, words: Words) -> str:
    """The name of the body that holds the dialogue, with those that hold it together with it."""
    name = words.plain(public.matter.body_texts_id, "name")
    return together(name, [words.plain(one, "name") for one in public.joint])


def together(name: str, others: Sequence[str]) -> str:
    """*Tekniska nämnden tillsammans med kultur- och fritidsnämnden*; the name alone when nobody else is with it."""
    if not others:
        return name
    listed = locale_format.listed([in_sentence(one) for one in others], reader_language())
    return _("%(body)s tillsammans med %(others)s", body=name, others=listed)


def deciding_name(public: Public, words: Words) -> str:
    """The name of the body that decides."""
    own = public.matter.deciding_texts_id or public.matter.body_texts_id
    return words.plain(own, "name")


def stage_code(public: Public) -> str:
    """The code that the tag draws: the stage, or `stopped` until the answer of a dialogue that was stopped early."""
    waiting = public.stage in (Stage.ANALYSING, Stage.HANDED_OVER)
    return "stopped" if public.is_stopped and waiting else public.stage.value


def stage_label(public: Public, words: Words) -> str:
    """The stage as its readers call it."""
    return stage_words(public.stage, deciding_name(public, words), stopped=public.is_stopped)


def stage_words(stage: Stage, body: str, *, stopped: bool) -> str:
    """The stage in words, the same to the public and the office; `body` decides. A stopped dialogue always says so."""
    names = {
        Stage.PREPARING: _("Förbereds"),
        Stage.ANNOUNCED: _("Öppnar snart"),
        Stage.OPEN: _("Öppen"),
        Stage.ANALYSING: _("Sammanställs"),
        Stage.HANDED_OVER: _("Hos %(body)s", body=in_sentence(body)),
        Stage.ANSWERED: _("Besvarad"),
        Stage.CONCLUDED: _("Avslutad"),
        Stage.ABANDONED: _("Nedlagd"),
        Stage.CANCELLED: _("Inställd"),
    }
    after_stop = {
        Stage.ANALYSING: _("Avbruten, sammanställs"),
        Stage.HANDED_OVER: _("Avbruten, hos %(body)s", body=in_sentence(body)),
        Stage.ANSWERED: _("Avbruten och besvarad"),
        Stage.CONCLUDED: _("Avbruten och avslutad"),
    }
    return after_stop.get(stage, names[stage]) if stopped else names[stage]


def planned_words(planned: PlannedDecision) -> str | None:
    """When the decision is planned, with the day or period it was postponed from; None when nothing is planned."""
    when = planned.period or (days.short(planned.on) if planned.on else None)
    if when is None or not planned.moved:
        return when
    first = planned.period_from or (days.short(planned.postponed_from) if planned.postponed_from else "")
    return _("%(date)s (uppskjutet från %(first)s)", date=when, first=first)


def promises_of(public: Public) -> list[PromisedDate]:
    """The two promised dates with the days they were kept; none for a cancelled dialogue."""
    dialogue = public.dialogue
    if public.stage is Stage.CANCELLED:
        return []
    result = public.edition(EditionKind.RESULT, EditionKind.ANSWER)
    rows = (
        (Promised.RESULT, dialogue.result_by, dialogue.first_result_by, result.published_at if result else None),
        (Promised.ANSWER, dialogue.answer_by, dialogue.first_answer_by, dialogue.answered_at),
    )
    return [
        PromisedDate(what, by, first or by, days.local(kept) if kept else None) for what, by, first, kept in rows if by
    ]


def late_words(promises: Sequence[PromisedDate], today: date) -> str | None:
    """What is late, in plain words; None when nothing is."""
    promise = next_promise(promises)
    late = promise.days_late(today) if promise else 0
    if promise is None or not late:
        return None
    if promise.what is Promised.RESULT:
        return ngettext("Resultatet är %(num)s dag försenat.", "Resultatet är %(num)s dagar försenat.", late)
    return ngettext("Svaret är %(num)s dag försenat.", "Svaret är %(num)s dagar försenat.", late)


def escalation_words(public: Public, words: Words) -> str | None:
    """Whom a late answer lies with by now; None while it lies with those who work on it."""
    answer = next((one for one in promises_of(public) if one.what is Promised.ANSWER), None)
    if answer is None or answer.kept_on is not None:
        return None
    late = answer.days_late(days.today())
    step = lies_with(late, settings().rules().escalation, is_board=public.is_of_board)
    if step in (None, LiesWith.GROUP):
        return None
    holder = public.matter.board_texts_id if step is LiesWith.BOARD else public.matter.body_texts_id
    name = words.plain(holder, "name") or words.plain(public.matter.body_texts_id, "name")
    return _("Nu ligger frågan hos %(body)s.", body=in_sentence(name))


def kept_words(promises: Sequence[PromisedDate]) -> str | None:
    """How the answer's day stands to the first promise: earlier, on the day, or later; None before the answer."""
    answer = next((one for one in promises if one.what is Promised.ANSWER), None)
    if answer is None or answer.kept_on is None:
        return None
    if late := answer.days_past_first(answer.kept_on):
        return ngettext(
            "Svaret kom %(num)s dag senare än vi först lovade.",
            "Svaret kom %(num)s dagar senare än vi först lovade.",
            late,
        )
    early = (answer.first_by - answer.kept_on).days
    if early == 0:
        return _("Svaret kom den dag vi lovade.")
    return ngettext(
        "Svaret kom %(num)s dag tidigare än vi lovade.", "Svaret kom %(num)s dagar tidigare än vi lovade.", early
    )


def clock_of(public: Public, words: Words) -> dict[str, Any] | None:
    """The arguments of `components/clock.html`; None when nothing was promised any more."""
    promises = promises_of(public)
    if not promises:
        return None
    by_kind = {one.what: one for one in promises}
    late = late_words(promises, days.today())
    said = [one for one in (late, escalation_words(public, words)) if one]
    shown: dict[str, Any] = {"late_text": " ".join(said) or None, "note": kept_words(promises)}
    for what, name in ((Promised.RESULT, "result"), (Promised.ANSWER, "answer")):
        if promise := by_kind.get(what):
            shown[f"{name}_by"] = days.long(promise.by)
            shown[f"{name}_done"] = days.long(promise.kept_on) if promise.kept_on else None
            shown[f"{name}_first"] = days.long(promise.first_by) if promise.was_moved else None
    return shown


def promise_of(public: Public) -> str:
    """The promise of the dialogue's step, in the reader's language."""
    dialogue = public.dialogue
    body = in_sentence(dialogue.delegating_body)
    delegated = days.long(dialogue.delegating_date) if dialogue.delegating_date else ""
    section = dialogue.delegating_section.removeprefix("§").strip()
    return ladder_words.promise(dialogue.level, dialogue.ladder_id, body, delegated, section)


def dates_of(public: Public) -> list[str]:
    """What a card says about days: when it opens or closes, and what comes next."""
    dialogue = public.dialogue
    if public.stage is Stage.ANNOUNCED and dialogue.opens_at:
        return [_("Öppnar %(date)s", date=days.long(dialogue.opens_at))]
    if public.stage is Stage.OPEN and dialogue.closes_at:
        return [_("Öppen till %(date)s", date=days.closing(dialogue.closes_at))]
    promise = next_promise(promises_of(public))
    if promise is not None and promise.days_late(days.today()) == 0:
        words = _("Resultat senast %(date)s") if promise.what is Promised.RESULT else _("Svar senast %(date)s")
        return [words % {"date": days.long(promise.by)}]
    if public.stage in (Stage.ANSWERED, Stage.CONCLUDED) and dialogue.answered_at:
        return [_("Svaret kom %(date)s", date=days.long(dialogue.answered_at))]
    return []


def count_words(received: int) -> str:
    """*412 synpunkter*."""
    return ngettext("%(num)s synpunkt", "%(num)s synpunkter", received)


def address(public: Public, part: str = "") -> str:
    """The address of a page of the dialogue in the reader's language."""
    return f"/{reader_language()}/dialogues/{public.dialogue.slug}/{part}"


def outcomes_of(public: Public) -> list[tuple[str, str, int]] | None:
    """How many themes and points became what in the newest edition of the answer; None before there is one."""
    if public.outcomes is None:
        return None
    counted = outcome_counts(Outcome(code) for code in public.outcomes)
    names = labels.PROPOSED if public.is_proposal else labels.OUTCOMES
    return [(outcome.value, capital(str(names[outcome])), number) for outcome, number in counted.items()]


def capital(words: str) -> str:
    """The words with a capital first letter."""
    return words[:1].upper() + words[1:]


def card_of(public: Public, words: Words) -> dict[str, Any]:
    """The dialogue as `components/dialogue_card.html` draws it."""
    dialogue = public.dialogue
    language = public.language_for(reader_language())
    title, lede = (words.get(dialogue.texts_id, field, language) for field in ("title", "lede"))
    late = late_words(promises_of(public), days.today())
    answered = public.outcomes is not None
    is_open = public.stage is Stage.OPEN
    return {
        "title": title.words if title else "",
        "lang": title.lang if title and title.foreign else None,
        "summary": lede.words if lede and public.stage in (Stage.OPEN, Stage.ANNOUNCED) else None,
        "href": address(public, "feedback" if answered else ""),
        "steps": ladder_words.steps(dialogue.ladder_id, dialogue.level),
        "level": dialogue.level,
        "stage": stage_code(public),
        "stage_label": stage_label(public, words),
        "body": body_name(public, words),
        "dates": dates_of(public),
        "counts": [count_words(public.received)] if public.received and public.stage is not Stage.ANNOUNCED else [],
        "outcomes": outcomes_of(public),
        "proposal": public.is_proposal,
        "late": late,
        "action": (_("Lämna din synpunkt"), address(public, "take-part")) if is_open else None,
    }


def holds_until(publics: Sequence[Public]) -> datetime:
    """The next moment at which the clock alone changes a page about these dialogues: a stage, a day, a count."""
    moments = [days.tomorrow()]
    for public in publics:
        change = next_change(public.dialogue.stage_facts(), now())
        moments += [change] if change else []
        moments += [now() + FRESH] if public.stage is Stage.OPEN else []
    return min(moments)
