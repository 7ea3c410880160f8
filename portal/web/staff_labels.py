"""The names of codes that only the staff's pages show: roles, kinds of bodies, outcomes, the principles in a line."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from portal.adapters.locale_format import endonym
from portal.domain.bodies import BodyKind
from portal.domain.commitments import PointKind
from portal.domain.groups import MeasureStatus, MemberRole
from portal.domain.matters import ConsiderationOutcome
from portal.domain.permissions import Role
from portal.domain.principles import Principle
from portal.domain.questions import QuestionKind
from portal.domain.suitability import SuitabilityAnswer, SuitabilityOutcome

ROLES: Mapping[Role, LazyString] = {
    Role.ADMINISTRATOR: _("Administratör"),
    Role.DIALOGUE_LEAD: _("Dialogansvarig"),
    Role.DIALOGUE_SUPPORT: _("Dialogstöd"),
    Role.MODERATOR: _("Granskare"),
    Role.REGISTRAR: _("Registrator eller nämndsekreterare"),
    Role.ELECTED_READER: _("Förtroendevald"),
}

ROLE_NOTES: Mapping[Role, LazyString] = {
    Role.ADMINISTRATOR: _("Lägger till personer och nämnder och ser inställningarna."),
    Role.DIALOGUE_LEAD: _("Prövar, planerar, tillkännager och besvarar dialoger."),
    Role.DIALOGUE_SUPPORT: _("Förbereder texter, översättningar, insatser och möten. Publicerar inte."),
    Role.MODERATOR: _("Granskar synpunkter och sorterar dem i teman."),
    Role.REGISTRAR: _("Lägger in ärenden och beslut, tar emot överlämningar."),
    Role.ELECTED_READER: _("Läser utkast i sina dialoggrupper och utvärderar. Ser aldrig kontaktuppgifter."),
}

BODY_KINDS: Mapping[BodyKind, LazyString] = {
    BodyKind.COUNCIL: _("Kommunfullmäktige"),
    BodyKind.EXECUTIVE_BOARD: _("Kommunstyrelsen"),
    BodyKind.COMMITTEE: _("Nämnd"),
    BodyKind.SUB_COMMITTEE: _("Utskott"),
}

CONSIDERATIONS: Mapping[ConsiderationOutcome, LazyString] = {
    ConsiderationOutcome.DIALOGUE: _("Det ska bli dialog"),
    ConsiderationOutcome.NO_DIALOGUE: _("Ingen dialog"),
    ConsiderationOutcome.INFORMATION_ONLY: _("Bara information"),
    ConsiderationOutcome.STATUTORY_CONSULTATION: _("Lagstadgat samråd i stället"),
    ConsiderationOutcome.NOT_AFFECTING_GROUPS: _("Berör inte grupper av invånare direkt"),
}

CONSIDERATION_NOTES: Mapping[ConsiderationOutcome, LazyString] = {
    ConsiderationOutcome.DIALOGUE: _(
        "Frågan går att påverka, och invånarna berörs. Nästa steg är lämplighetsprövningen."
    ),
    ConsiderationOutcome.NO_DIALOGUE: _("Ni väljer att inte hålla dialog. Skälen blir offentliga."),
    ConsiderationOutcome.INFORMATION_ONLY: _("Frågan går inte att påverka. Ni berättar vad som händer."),
    ConsiderationOutcome.STATUTORY_CONSULTATION: _(
        "Lagen säger hur invånarna ska höras, till exempel i en detaljplan."
    ),
    ConsiderationOutcome.NOT_AFFECTING_GROUPS: _(
        "Ärendet gäller till exempel en enskild person eller kommunens inre arbete."
    ),
}

SUITABILITY_ANSWERS: Mapping[SuitabilityAnswer, LazyString] = {
    SuitabilityAnswer.YES: _("Ja"),
    SuitabilityAnswer.NO: _("Nej"),
    SuitabilityAnswer.UNSURE: _("Osäkert"),
}

SUITABILITY_OUTCOMES: Mapping[SuitabilityOutcome, LazyString] = {
    SuitabilityOutcome.SUITABLE: _("Frågan passar för dialog"),
    SuitabilityOutcome.NOT_SUITABLE: _("Frågan passar inte för dialog"),
}

SUITABILITY_QUESTIONS: Mapping[str, tuple[LazyString, LazyString]] = {
    "open_to_influence": (
        _("Går frågan fortfarande att påverka?"),
        _("Inget beslut är taget, och de som beslutar har inte bestämt sig."),
    ),
    "deciders_ready": (
        _("Är de som beslutar beredda att ta intryck?"),
        _("Fråga dem. En dialog där svaret redan är klart skadar förtroendet."),
    ),
    "decides_better": (
        _("Blir beslutet bättre om politikerna vet mer om vad invånarna tycker och behöver?"),
        _("Till exempel vilka värderingar, vanor och behov som finns."),
    ),
    "ours_to_decide": (
        _("Är det kommunen som bestämmer, och gäller det fler än en enskild person?"),
        _("Dialog passar inte för myndighetsbeslut om enskilda eller för det som regionen eller staten bestämmer."),
    ),
    "time_and_recipient": (
        _("Finns det tid före beslutet, pengar, personal och någon som tar emot resultatet?"),
        _("Räkna med minst tre veckor öppet och tid för att läsa, sammanställa och svara."),
    ),
    "no_statutory_procedure": (
        _("Är det fritt från krav i lag på hur frågan ska hanteras?"),
        _(
            "Svara nej om det också ska hållas samråd enligt plan- och bygglagen. "
            "Då håller ni dialogen före eller vid sidan av."
        ),
    ),
    "fixed_parts_known": (
        _("Vet ni vad som redan är bestämt och inte går att ändra?"),
        _("Det ska stå i åtagandet, så att ingen lägger tid på det."),
    ),
    "groups_affected": (
        _("Vilka grupper berörs direkt, och hur mycket?"),
        _("Tänk också på dem som sällan hörs: barn, äldre, människor med funktionsnedsättning, nya i Sverige."),
    ),
    "not_negotiable": (
        _("Vad är redan bestämt och går inte att påverka?"),
        _("Det ska stå i åtagandet, så att ingen lägger tid på det. Skriv ”inget” om allt är öppet."),
    ),
    "conflict": (
        _("Hur laddad är frågan, och behövs en samtalsledare som inte är part?"),
        _("I en konflikt litar människor mer på ett samtal som någon utomstående leder."),
    ),
}

MEASURE_STATUSES: Mapping[MeasureStatus, LazyString] = {
    MeasureStatus.PLANNED: _("Planerad"),
    MeasureStatus.DONE: _("Gjord"),
    MeasureStatus.NOT_DONE: _("Inte gjord, därför att …"),
}

MEMBER_ROLES: Mapping[MemberRole, LazyString] = {
    MemberRole.INVESTIGATOR: _("Utredare"),
    MemberRole.DIALOGUE_SUPPORT: _("Dialogstöd"),
    MemberRole.POLITICIAN: _("Förtroendevald"),
}

QUESTION_KINDS: Mapping[QuestionKind, LazyString] = {
    QuestionKind.FREE_TEXT: _("Fritt svar"),
    QuestionKind.ONE_CHOICE: _("Ett val"),
    QuestionKind.SEVERAL_CHOICES: _("Flera val"),
    QuestionKind.SCALE: _("Skala"),
}

POINT_KINDS: Mapping[PointKind, LazyString] = {
    PointKind.CHANGEABLE: _("Går att påverka"),
    PointKind.FIXED: _("Redan bestämt"),
}

PRINCIPLES: Mapping[Principle, LazyString] = {
    Principle.V: _("Öppenhet, respekt och ansvar ska prägla varje dialog."),
    Principle.A1: _(
        "Dialog ska alltid övervägas när ett förslag eller en större förändring direkt berör grupper av invånare."
    ),
    Principle.A2: _("Dialogen ska ligga rätt i beslutsprocessen och höra ihop med mål, plan eller budget."),
    Principle.A3: _("Nyttan och syftet bestämmer formen. Först prövas om frågan passar för dialog."),
    Principle.B1: _("Berörda grupper ska vara kända innan, och insatser som låter alla delta går först."),
    Principle.B2: _("De som deltar får tidigt veta hur mycket de kan påverka och hur materialet används."),
    Principle.C1: _("Dialogen är de förtroendevaldas ansvar och verktyg. De beslutar."),
    Principle.C2: _("Kommunstyrelsen har helhetsansvaret. Varje nämnd håller dialog inom sitt område."),
    Principle.C3: _("Mer omfattande dialoger redovisas i nämnden."),
    Principle.C4: _("När kommunstyrelsen beslutar om dialog ska det finnas en dialoggrupp."),
    Principle.D1: _("Resultatet återkopplas alltid, och det ska framgå hur deltagandet påverkade."),
    Principle.D2: _("Mer omfattande dialoger redovisas i verksamhetsberättelsen."),
    Principle.D3: _("Process, metoder och kunskap utvärderas och utvecklas hela tiden."),
}

STAFF_LANGUAGES = ("sv", "fi", "en")
"""The languages that the office speaks."""


def language_choices() -> list[tuple[str, str]]:
    """The languages of the office by their own names, for a select."""
    return [(code, endonym(code)) for code in STAFF_LANGUAGES]


def choices(labels: Mapping[Any, object], empty: object = None) -> list[tuple[str, object]]:
    """(value, label) of every code of a table of labels, for a select or radio buttons; first an empty one if asked."""
    first = [("", empty)] if empty is not None else []
    return [*first, *((str(code), label) for code, label in labels.items())]
