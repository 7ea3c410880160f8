"""What the page of one dialogue shows, as its template draws it: promise, points, line to the decision, notices."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.adapters.locale_format import comma
from portal.domain.commitments import PointKind
from portal.domain.decisions import planned_in_force
from portal.domain.dialogues import Stage
from portal.domain.feedback import EditionKind
from portal.domain.languages import SOURCE
from portal.queries.public_details import Details
from portal.queries.public_dialogues import Public
from portal.queries.public_texts import Said, Words
from portal.reports.decisions import decision_name, reference
from portal.web import days, decision_words, dialogue_words, extensive_words, group_words, labels, ladder_words
from portal.web.amendment_words import changes_in
from portal.web.approval_words import Said as Approved
from portal.web.approval_words import promise_words
from portal.web.formats import reader_language
from portal.web.sessions import now

_STARTED = (Stage.ANALYSING, Stage.HANDED_OVER, Stage.ANSWERED, Stage.CONCLUDED)


def page_of(public: Public, details: Details, words: Words) -> dict[str, Any]:
    """The context of `public/dialogues/show.html`."""
    dialogue = public.dialogue
    language = public.language_for(reader_language())
    points = {kind: [row for row in details.points if row.kind is kind] for kind in PointKind}
    newest, more = public.newest_with_content, public.more
    return {
        **frame_of(public, words),
        "lede": words.get(dialogue.texts_id, "lede", language),
        "background": words.get(dialogue.texts_id, "background", language),
        "purpose": words.get(dialogue.texts_id, "purpose", language),
        "benefit": benefit_of(public, words),
        "use": words.get(dialogue.texts_id, "use", language),
        "facts": facts_of(public),
        "steps": ladder_words.steps(dialogue.ladder_id, dialogue.level),
        "promise": dialogue_words.promise_of(public),
        "giver": dialogue_words.in_sentence(dialogue_words.body_name(public, words)),
        "approvals": approval_words(public, details, words),
        "tie": tie_words(public),
        "still_open": public.stage in (Stage.ANNOUNCED, Stage.OPEN),
        "can_change": [words.get(row.texts_id, "text", language) for row in points[PointKind.CHANGEABLE]],
        "fixed": [words.get(row.texts_id, "text", language) for row in points[PointKind.FIXED]],
        "show_words": labels.SHOW_MODES[dialogue.show_mode],
        "decides": dialogue_words.in_sentence(dialogue_words.deciding_name(public, words)),
        "clock_words": dialogue_words.clock_of(public, words),
        "line": list(line_of(public, details, words)),
        "is_open": public.stage is Stage.OPEN and more is not None and more.questions > 0,
        "meetings": [_meeting(row, words, language) for row in details.meetings],
        "groups": group_words.groups_of(details.measures, words, language),
        "members": group_words.members_of(details.members),
        "amendments": [_amendment(row, words, dialogue.ladder_id) for row in details.amendments],
        "end_reason": words.get(dialogue.end_texts_id, "reason", language),
        "interims": [
            (row, words.get(row.note_texts_id, "note", language)) for row in public.interims if not dialogue.answered_at
        ],
        "decisions": [decision_words.step_of(row, words) for row in details.decisions],
        "comes": decision_words.comes(public, details, words),
        "feedback": newest and _feedback_title(public),
        "proposal": public.edition(EditionKind.PROPOSAL) is not None and not dialogue.answered_at,
        "contact": more,
        "series": _series(public, details, words),
        "statutory_link": public.matter.statutory_link,
        "extensive": extensive_words.notice(public, words),
    }


def benefit_of(public: Public, words: Words) -> Said | None:
    """What the dialogue is to give: in its own words, else as the suitability test has it in Swedish."""
    own = words.get(public.dialogue.texts_id, "benefit", public.language_for(reader_language()))
    if own:
        return own
    benefit = (public.more.tested_benefit or "").strip() if public.more else ""
    return Said(benefit, SOURCE, foreign=reader_language() != SOURCE) if benefit else None


def _feedback_title(public: Public) -> str:
    if public.dialogue.answered_at:
        return _("Svaret")
    if public.edition(EditionKind.PROPOSAL):
        return _("Förvaltningens förslag")
    return _("Resultatet: det här sa ni")


def frame_of(public: Public, words: Words) -> dict[str, Any]:
    """What every page of a dialogue needs: its title, crumbs, addresses, and in which language its texts are."""
    dialogue = public.dialogue
    language = public.language_for(reader_language())
    listing = f"/{reader_language()}/dialogues/"
    return {
        "public": public,
        "answered_in": public.more.answered_in if public.more else None,
        "dialogue": dialogue,
        "title": words.get(dialogue.texts_id, "title", language),
        "content_language": language,
        "here": dialogue_words.address(public),
        "swedish_page": f"/sv/dialogues/{dialogue.slug}/",
        "stage": dialogue_words.stage_code(public),
        "stage_label": dialogue_words.stage_label(public, words),
        "body": dialogue_words.body_name(public, words),
        "crumbs_top": [
            (_("Dialoger"), listing),
            (
                words.plain(public.matter.body_texts_id, "name"),
                f"/{reader_language()}/bodies/{public.matter.body_slug}/",
            ),
            (public.matter.registry_number, f"/{reader_language()}/matters/{public.matter.slug}/"),
        ],
    }


def facts_of(public: Public) -> list[tuple[str, bool]]:
    """The row of facts under the lede; the first weighs most."""
    dialogue = public.dialogue
    first = dialogue_words.dates_of(public)
    if public.stage in _STARTED and dialogue.opens_at and dialogue.closes_at:
        opened, last = days.local(dialogue.opens_at), days.last(_ended_at(dialogue))
        first = [_("Var öppen %(dates)s", dates=days.between(opened, last)), *first]
    found = [(text, place == 0) for place, text in enumerate(first)]
    if public.received:
        counted = (
            ngettext("%(num)s synpunkt hittills", "%(num)s synpunkter hittills", public.received)
            if public.stage is Stage.OPEN
            else dialogue_words.count_words(public.received)
        )
        found.append((counted, False))
    more = public.more
    if public.stage in (Stage.OPEN, Stage.ANNOUNCED) and more and more.questions:
        minutes = max(1, round(1.5 * more.free_texts + 0.5 * more.questions))
        found.append((ngettext("Tar ungefär %(num)s minut", "Tar ungefär %(num)s minuter", minutes), False))
        found += [(_("Inget konto, inget namn"), False), (_("Skriv på vilket språk du vill"), False)]
        if dialogue.answer_by:
            found.append((_("Svar senast %(date)s", date=days.long(dialogue.answer_by)), False))
    return found


def _ended_at(dialogue: Any) -> Any:
    return min(dialogue.closes_at, dialogue.stopped_at or dialogue.closes_at)


def approval_words(public: Public, details: Details, words: Words) -> list[str]:
    """Who gave the promise in the body's name, and by what right; each body that holds it too in its own name."""
    given = [details.approval, *details.joint_approvals]
    said: list[str] = [
        promise_words(Approved.of_row(row, dialogue_words.in_sentence(words.plain(row.body_texts_id, "name"))))
        for row in given
        if row is not None
    ]
    if details.approval is not None and details.approval.body_abolished_on is not None:
        now_with = dialogue_words.in_sentence(words.plain(public.matter.body_texts_id, "name"))
        said.append(_("Ansvaret har gått över till %(body)s. Löftet gäller fortfarande.", body=now_with))
    return said


def tie_words(public: Public) -> dict[str, str] | None:
    """The goal, plan or budget that the dialogue belongs to, its year, and the day it is to be decided while ahead."""
    dialogue = public.dialogue
    day = public.more.steering_decided_on if public.more else None
    if not dialogue.steering_goal:
        return None
    return {
        "goal": dialogue.steering_goal,
        "year": str(dialogue.steering_year or ""),
        "decided": _("Den ska beslutas %(date)s.", date=days.long(day)) if day and day >= days.today() else "",
    }


def line_of(public: Public, details: Details, words: Words) -> Iterator[dict[str, Any]]:
    """The way from question to answer, with dates."""
    dialogue, stage = public.dialogue, public.stage
    matter = f"/{reader_language()}/matters/{public.matter.slug}/"
    considered_on, tested_on = (public.more.considered_on, public.more.tested_on) if public.more else (None, None)
    if considered_on:
        yield _step(_("Övervägd: det ska bli dialog"), days.short(considered_on), "done", matter)
    if tested_on:
        yield _step(_("Prövad: frågan passar för dialog"), days.short(tested_on), "done", matter)
    if dialogue.announced_at:
        yield _step(_("Löftet publicerades"), days.short(dialogue.announced_at), "done")
    if stage is Stage.CANCELLED:
        yield _step(_("Dialogen ställdes in"), days.short(dialogue.cancelled_at or now()), "now")
        return
    if dialogue.opens_at and dialogue.closes_at:
        dates = days.between(days.local(dialogue.opens_at), days.last(_ended_at(dialogue)))
        if stage is Stage.ANNOUNCED:
            yield _step(_("Dialogen öppnar"), dates, "next")
        elif stage is Stage.OPEN:
            yield _step(_("Dialog pågår"), dates, "now")
        else:
            yield _step(_("Dialogen har hållits"), dates, "done")
    if dialogue.stopped_at:
        yield _step(_("Dialogen avbröts"), days.short(dialogue.stopped_at), "done")
    yield from _afterwards(public, details, words)


def _afterwards(public: Public, details: Details, words: Words) -> Iterator[dict[str, Any]]:
    dialogue, stage = public.dialogue, public.stage
    result = public.edition(EditionKind.RESULT)
    feedback = dialogue_words.address(public, "feedback")
    body = dialogue_words.in_sentence(dialogue_words.deciding_name(public, words))
    if result:
        yield _step(_("Resultatet: det här sa ni"), days.short(result.published_at), "done", feedback)
    elif dialogue.result_by:
        state = "now" if stage is Stage.ANALYSING else "next"
        yield _step(_("Resultatet: det här sa ni"), _("senast %(date)s", date=days.short(dialogue.result_by)), state)
    if dialogue.handed_over_at:
        handover = dialogue_words.address(public, "handover")
        yield _step(_("Lämnat till %(body)s", body=body), days.short(dialogue.handed_over_at), "done", handover)
    elif not dialogue.stopped_at:
        planned_on = dialogue.planned_decision_on
        before = _("före %(date)s", date=days.short(planned_on)) if planned_on else None
        yield _step(_("Resultatet lämnas till %(body)s", body=body), before, "next")
    yield from _deciding(public, details, words)
    if dialogue.answered_at:
        yield _step(_("Svar till alla som har deltagit"), days.short(dialogue.answered_at), "done", feedback)
    elif dialogue.answer_by:
        due = _("senast %(date)s", date=days.short(dialogue.answer_by))
        yield _step(_("Svar till alla som har deltagit"), due, "next")


def _deciding(public: Public, details: Details, words: Words) -> Iterator[dict[str, Any]]:
    """The meetings that deal with the matter, the decisions made, and the one planned, by their days."""
    dialogue = public.dialogue
    final_on = next((row.decided_on for row in details.decisions if row.final), None)
    told = {row.decided_on for row in details.decisions}
    found = [(row.decided_on, _decided(row, words)) for row in details.decisions]
    if final_on is None and not dialogue.stopped_at:
        new_days = [row.new_planned_on for row in details.decisions]
        planned = planned_in_force(dialogue.planned_decision_on, dialogue.planned_period, new_days)
        told |= {planned.on} if planned.on and not planned.period else set()
        sits = not planned.period and planned.on in {row.held_on for row in details.sittings}
        body = dialogue_words.in_sentence(dialogue_words.deciding_name(public, words))
        label = _("Sammanträde och beslut i %(body)s", body=body) if sits else _("Beslut i %(body)s", body=body)
        state = "now" if public.stage is Stage.HANDED_OVER else "next"
        found.append((planned.on or date.max, _step(label, dialogue_words.planned_words(planned), state)))
    for row in details.sittings:
        over = dialogue.stopped_at or (final_on is not None and row.held_on > final_on)
        if row.held_on not in told and not over:
            found.append((row.held_on, _sitting(row, words)))
    yield from (step for _day, step in sorted(found, key=lambda one: one[0]))


def _decided(row: Any, words: Words) -> dict[str, Any]:
    label = _("%(kind)s i %(body)s", kind=decision_name(row.kind), body=_decider(row, words))
    when = comma(reader_language()).join((days.short(row.decided_on), reference(row.section, row.delegate)))
    return _step(label, when, "done", row.link or None)


def _sitting(row: Any, words: Words) -> dict[str, Any]:
    body = dialogue_words.in_sentence(words.plain(row.body_texts_id, "name"))
    state = "done" if row.held_on < days.today() else "now" if row.held_on == days.today() else "next"
    return _step(_("Sammanträde i %(body)s", body=body), days.short(row.held_on), state)


def _decider(row: Any, words: Words) -> str:
    return row.delegate or dialogue_words.in_sentence(words.plain(row.body_texts_id, "name"))


def _step(label: str, when: str | None, state: str, href: str | None = None) -> dict[str, Any]:
    return {"label": label, "date": when, "state": state, "href": href}


def _meeting(row: Any, words: Words, language: str) -> dict[str, Any]:
    return {
        "title": words.get(row.texts_id, "title", language),
        "place": words.get(row.texts_id, "place", language),
        "about": words.get(row.texts_id, "about", language),
        "when": days.from_to(row.starts_at, row.ends_at),
        "cancelled": row.cancelled_at is not None,
        "over": row.ends_at <= now(),
    }


def _amendment(row: Any, words: Words, ladder_id: int | None) -> dict[str, Any]:
    return {
        "number": row.number,
        "at": row.frozen_at,
        "by": row.decided_by,
        "reason": words.get(row.reason_texts_id, "reason"),
        "changes": changes_in(row.content, ladder_id),
    }


def _series(public: Public, details: Details, words: Words) -> list[dict[str, Any]]:
    return [
        {
            "here": other.id == public.dialogue.id,
            "title": words.get(other.texts_id, "title"),
            "href": f"/{reader_language()}/dialogues/{other.slug}/",
            "level": ladder_words.label(other.level, other.ladder_id),
            "opens": other.opens_at,
            "answered": other.answered_at is not None,
        }
        for other in details.series
    ]
