"""The public process log in words: one sentence for every kind of entry, the office it was done in, old and new."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import LazyString, lazy_gettext, ngettext
from flask_babel import gettext as _

from portal.adapters.locale_format import comma, language_name
from portal.domain.decisions import DecisionKind
from portal.domain.languages import SOURCE
from portal.domain.public_log import LogKind
from portal.queries.public_texts import of_frozen
from portal.reports.decisions import decision_name
from portal.web import days, extensive_words
from portal.web.amendment_words import part_name
from portal.web.foreign import sentence, swedish, unmarked
from portal.web.formats import in_sentence, reader_language

Data = Mapping[str, Any]

ROLES: Mapping[str, LazyString] = {
    "dialogue_lead": lazy_gettext("dialogansvarig"),
    "dialogue_support": lazy_gettext("dialogstöd"),
    "dialogue_group": lazy_gettext("dialoggruppen"),
    "elected_reader": lazy_gettext("förtroendevald"),
    "registrar": lazy_gettext("registrator"),
    "moderator": lazy_gettext("granskare"),
    "administrator": lazy_gettext("administratör"),
    "portal": lazy_gettext("portalen"),
}

SHOULDS: Mapping[str, LazyString] = {
    "CLOSES_TOO_NEAR_DECISION": lazy_gettext(
        "Mellan dialogens sista dag och beslutet bör det finnas tid att sammanställa och läsa synpunkterna."
    ),
    "ANSWER_LATER_THAN_TWELVE_WEEKS": lazy_gettext("Svaret bör komma inom tolv veckor efter beslutet."),
    "CLOSES_AFTER_STEERING": lazy_gettext("Dialogen bör stänga innan det beslut den ska påverka."),
    "METHOD_DOES_NOT_FIT_LEVEL": lazy_gettext("Metoden bör passa steget på delaktighetstrappan."),
    "ANNOUNCED_TOO_LATE": lazy_gettext("Dialogen bör tillkännages minst sju dagar innan den öppnar."),
    "OPEN_TOO_SHORT": lazy_gettext("Dialogen bör vara öppen i minst 21 dagar."),
    "MAINLY_IN_HOLIDAYS": lazy_gettext("Dialogen bör inte ligga mest under skollov."),
    "TOO_FEW_REVIEWERS": lazy_gettext("Minst två personer bör kunna granska synpunkter."),
    "NOT_EVALUATED_BY_ELECTED": lazy_gettext("De förtroendevalda i dialoggruppen bör också utvärdera."),
    "LANGUAGE_WITHOUT_ANSWER": lazy_gettext("Svaret bör finnas i korthet på varje språk som minst fem skrev på."),
}


def _announced(_data: Data) -> str:
    return _("Dialogen tillkännagavs och löftet publicerades.")


def _amended(data: Data) -> str:
    parts = comma(reader_language()).join(part_name(part).lower() for part in data.get("parts", ()))
    if not parts:
        return _("Löftet ändrades.")
    return _("Löftet ändrades: %(parts)s.", parts=parts)


def _corrected(data: Data) -> str:
    if data.get("what") == "responsibility":
        body = of_frozen(data["to"], reader_language())
        return _("Ansvaret har gått över till %(body)s.", body=in_sentence(body.words) if body else "")
    return {
        "contact": _("Dialogen fick en ny kontaktperson."),
        "body": _("En annan nämnd tog över ansvaret för dialogen. Löftet gäller som förut."),
        "meeting": _("Ett möte flyttades."),
        "meeting_cancelled": _("Ett möte ställdes in."),
    }.get(str(data.get("what")), _("En text rättades."))


def _translation_corrected(data: Data) -> str:
    return _("En översättning till %(language)s rättades.", language=_language(data))


def _language_added(data: Data) -> str:
    return _("Dialogen finns nu också på %(language)s.", language=_language(data))


def _meeting_added(data: Data) -> str:
    if data.get("starts_at"):
        return _("Ett möte lades till: %(date)s.", date=days.with_time(datetime.fromisoformat(data["starts_at"])))
    return _("Ett möte lades till.")


def _should_passed(data: Data) -> str:
    should = SHOULDS.get(str(data.get("code")))
    if should is None:
        return _("Vi gick vidare utan att uppfylla ett krav som vi bör uppfylla.")
    return _("Vi gick vidare fast detta inte var uppfyllt: %(should)s", should=should)


def _stopped(data: Data) -> str:
    section = str(data.get("section", "")).removeprefix("§").strip()
    if data.get("by") and section:
        return sentence(
            _("Dialogen avbröts. Beslutat av %(who)s, § %(section)s."), who=swedish(data["by"]), section=section
        )
    if data.get("by"):
        return sentence(_("Dialogen avbröts. Beslutat av %(who)s."), who=swedish(data["by"]))
    return _("Dialogen avbröts.")


def _imported(data: Data) -> str:
    if data.get("taken_in") is not None:
        return _("%(number)s synpunkter lades in från en fil.", number=data["taken_in"])
    return _("Synpunkter lades in från en fil.")


def _decision(data: Data) -> str:
    kind = data.get("decision") or data.get("kind")
    name = decision_name(DecisionKind(kind)) if kind in set(DecisionKind) else _("Beslut")
    on = days.long(date.fromisoformat(str(data["decided_on"])[:10])) if data.get("decided_on") else ""
    section = str(data.get("section", "")).removeprefix("§").strip()
    if data.get("final"):
        pattern = _("Slutligt beslut infört: %(kind)s %(date)s, § %(section)s.")
        return pattern % {"kind": name.lower(), "date": on, "section": section}
    return _("Beslut infört: %(kind)s %(date)s, § %(section)s.", kind=name.lower(), date=on, section=section)


def _decision_corrected(data: Data) -> str:
    section = str(data.get("section", "")).removeprefix("§").strip()
    on = days.long(date.fromisoformat(str(data["decided_on"])[:10])) if data.get("decided_on") else ""
    if data.get("now_is"):
        return _("Ett beslut var fel infört (%(date)s, § %(section)s) och är rättat.", date=on, section=section)
    return _("Ett beslut var fel infört (%(date)s, § %(section)s) och är struket.", date=on, section=section)


def _handed_over(data: Data) -> str:
    if data.get("number", 1) > 1:
        return _("Resultatet lämnades till nämnden igen, som överlämning %(number)s.", number=data["number"])
    return _("Resultatet lämnades till nämnden.")


def _late_views_sent(data: Data) -> str:
    return ngettext(
        "Nämnden fick %(num)s synpunkt som kom efter överlämningen.",
        "Nämnden fick %(num)s synpunkter som kom efter överlämningen.",
        data.get("views", 0),
    )


def _reported(data: Data) -> str:
    if not data.get("on"):
        return _("Dialogen redovisades för nämnden.")
    on = days.long(date.fromisoformat(data["on"]))
    section = str(data.get("section", "")).removeprefix("§").strip()
    return _("Dialogen redovisades för nämnden %(date)s, § %(section)s.", date=on, section=section)


SENTENCES: Mapping[LogKind, Callable[[Data], str]] = {
    LogKind.ANNOUNCED: _announced,
    LogKind.AMENDED: _amended,
    LogKind.CORRECTED: _corrected,
    LogKind.TRANSLATION_CORRECTED: _translation_corrected,
    LogKind.LANGUAGE_ADDED: _language_added,
    LogKind.MEETING_ADDED: _meeting_added,
    LogKind.SHOULD_PASSED: _should_passed,
    LogKind.STOPPED: _stopped,
    LogKind.CANCELLED: lambda data: _("Dialogen ställdes in."),
    LogKind.IMPORTED: _imported,
    LogKind.HANDED_OVER: _handed_over,
    LogKind.LATE_VIEWS_SENT: _late_views_sent,
    LogKind.RESULT_PUBLISHED: lambda data: _("Resultatet publicerades: det här sa ni."),
    LogKind.PROPOSAL_PUBLISHED: lambda data: _("Förvaltningens förslag publicerades."),
    LogKind.DECISION_RECORDED: _decision,
    LogKind.DECISION_CORRECTED: _decision_corrected,
    LogKind.INTERIM_PUBLISHED: lambda data: _("Ett mellanbesked publicerades."),
    LogKind.ANSWER_PUBLISHED: lambda data: (
        _("Svaret publicerades i en annan dialog.") if data.get("elsewhere") else _("Svaret publicerades.")
    ),
    LogKind.CORRECTION_PUBLISHED: lambda data: _("En rättad utgåva publicerades."),
    LogKind.FOLLOW_UP_PUBLISHED: lambda data: _("En uppföljning publicerades."),
    LogKind.EXTENSIVE_TOLD: extensive_words.told,
    LogKind.EXTENSIVE_STATED: extensive_words.stated,
    LogKind.REPORTED_TO_BODY: _reported,
    LogKind.EVALUATED: lambda data: (
        _("En förtroendevald i dialoggruppen utvärderade dialogen.")
        if data.get("by") == "elected"
        else _("Dialoggruppen utvärderade dialogen.")
    ),
    LogKind.CONCLUDED: lambda data: _("Dialogen avslutades."),
}

_WITH_REASON = (LogKind.SHOULD_PASSED, LogKind.EXTENSIVE_STATED, LogKind.HANDED_OVER, LogKind.DECISION_CORRECTED)
_WITH_TEXTS = (LogKind.CORRECTED, LogKind.TRANSLATION_CORRECTED)


def _language(data: Data) -> str:
    return language_name(str(data.get("language", "sv")), reader_language())


def _value(kind: LogKind, data: Data, side: str) -> str | None:
    if kind not in _WITH_TEXTS or not data.get(side):
        return None
    if str(data.get("what", "")).startswith("meeting"):
        return days.with_time(datetime.fromisoformat(data[side]))
    return str(data[side])


def plain(kind: LogKind, data: Data) -> str:
    """The sentence of an entry without markup, for feeds."""
    return unmarked(SENTENCES[kind](data))


def _lang(kind: LogKind, data: Data) -> str | None:
    """The language of the texts that were corrected, where it is not the reader's."""
    code = str(data.get("language", SOURCE)) if kind is LogKind.TRANSLATION_CORRECTED else SOURCE
    is_text = kind is LogKind.TRANSLATION_CORRECTED or data.get("what") == "text"
    return code if is_text and code != reader_language() else None


def entry(kind: LogKind, at: datetime, role: str, data: Data, detail: object = None) -> dict[str, Any]:
    """One line of the log as `components/log.html` draws it; grounds are written in Swedish and marked as such.

    `detail` is what the page knows besides: who approved a promise, why it was changed, which body decided.
    """
    told = kind in _WITH_REASON or data.get("what") == "body"
    reason = data.get("because") or data.get("reason") if told else None
    why = extensive_words.told_why(data) if kind is LogKind.EXTENSIVE_TOLD else detail
    return {
        "when": days.with_time(at),
        "machine": at.isoformat(timespec="minutes"),
        "who": ROLES.get(role),
        "words": SENTENCES[kind](data),
        "detail": sentence(_("Skälet: %(reason)s"), reason=swedish(reason)) if reason else why,
        "lang": _lang(kind, data),
        "old": _value(kind, data, "old"),
        "new": _value(kind, data, "new"),
    }
