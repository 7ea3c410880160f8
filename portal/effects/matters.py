"""What registering, considering and deciding a matter writes, for every service that does it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.languages import SOURCE
from portal.domain.matters import ConsiderationOutcome, MatterFacts
from portal.domain.permissions import Actor
from portal.domain.refusals import Invalid, Refusal
from portal.domain.slugs import slug_of
from portal.effects import audit
from portal.effects.publication import SITE, dialogue_scope, raise_version
from portal.effects.texts import new_set, write
from portal.models.bodies import Body
from portal.models.matters import Consideration, Matter
from portal.queries import dialogues, matters


@dataclass(frozen=True)
class Judgement:
    """What was considered, why, by which body or in its name, and when."""

    outcome: ConsiderationOutcome
    grounds: str
    body: Body
    decided_by: str
    decided_on: date
    section: str = ""


def refuse_faults(facts: MatterFacts) -> None:
    """Raises Invalid with NO_TITLE, NO_SUMMARY, PERIOD_WITHOUT_LAST_DAY or NOT_AN_ADDRESS."""
    found = []
    if not facts.title.get(SOURCE, "").strip():
        found.append(Refusal("NO_TITLE", f"title-{SOURCE}"))
    if not facts.summary.get(SOURCE, "").strip():
        found.append(Refusal("NO_SUMMARY", f"summary-{SOURCE}"))
    if (facts.planned_period or "").strip() and facts.planned_decision_on is None:
        found.append(Refusal("PERIOD_WITHOUT_LAST_DAY", "planned_decision_on"))
    link = (facts.statutory_link or "").strip()
    if link and not link.startswith(("https://", "http://")):
        found.append(Refusal("NOT_AN_ADDRESS", "statutory_link"))
    if found:
        raise Invalid(*found)


def add(session: Session, actor: Actor, verb: str, body: Body, facts: MatterFacts, on: date, now: datetime) -> Matter:
    """Write a new matter of a body, registered on that day; raises what `refuse_faults` raises."""
    refuse_faults(facts)
    matter = Matter(
        slug=slug_of(facts.title[SOURCE], matters.slugs(session), otherwise="arende"),
        body=body,
        texts=new_set(session, "matter"),
        registered_on=on,
        considerations=[],
    )
    session.add(matter)
    fill(session, matter, facts, now)
    session.flush()
    audit.record(session, actor, verb, "matter", matter.id, None, said(matter), now)
    raise_version(session, SITE)
    return matter


def fill(session: Session, matter: Matter, facts: MatterFacts, now: datetime) -> None:
    """Write these facts on the matter."""
    for field, words in (("title", facts.title), ("summary", facts.summary)):
        for language in sorted(words, key=lambda code: code != SOURCE):
            write(session, matter.texts, field, language, words[language], now=now)
    matter.registry_number = facts.registry_number.strip()
    matter.planned_decision_on = facts.planned_decision_on
    matter.planned_period = (facts.planned_period or "").strip() or None
    matter.statutory_link = (facts.statutory_link or "").strip() or None


def judgement_faults(judgement: Judgement, today: date, links: Collection[str | None]) -> list[Refusal]:
    """Why a judgement cannot be recorded as it is for matters with these links to a statutory consultation."""
    found = []
    if not judgement.grounds.strip():
        found.append(Refusal("CONSIDERATION_WITHOUT_GROUNDS", "grounds"))
    if not judgement.decided_by.strip():
        found.append(Refusal("NO_DECIDER", "decided_by"))
    if judgement.decided_on > today:
        found.append(Refusal("DECIDED_IN_THE_FUTURE", "decided_on"))
    if judgement.outcome is ConsiderationOutcome.STATUTORY_CONSULTATION and not all(links):
        found.append(Refusal("NO_STATUTORY_LINK", "outcome"))
    return found


def consider(
    session: Session, actor: Actor, verb: str, matter: Matter, judgement: Judgement, now: datetime
) -> Consideration:
    """Write the consideration of a matter; an earlier one stays beside it."""
    earlier = matters.standing_consideration(session, matter.id)
    consideration = Consideration(
        outcome=judgement.outcome,
        grounds=judgement.grounds.strip(),
        body=judgement.body,
        decided_by=judgement.decided_by.strip(),
        decided_on=judgement.decided_on,
        section=judgement.section.strip(),
        recorded_by_id=actor.user_id,
        recorded_at=now,
    )
    matter.considerations.append(consideration)
    session.flush()
    before = {"outcome": earlier.outcome} if earlier else None
    after = {
        "outcome": judgement.outcome,
        "body": judgement.body.id,
        "by": consideration.decided_by,
        "on": judgement.decided_on,
        "section": judgement.section,
    }
    audit.record(session, actor, verb, "matter", matter.id, before, after, now)
    raise_of(session, matter)
    return consideration


def raise_of(session: Session, matter: Matter) -> None:
    """Raise the public version of everything that shows this matter."""
    scopes = [dialogue_scope(each.id) for each in dialogues.of_matter(session, matter.id) if each.announced_at]
    raise_version(session, SITE, *scopes)


def said(matter: Matter) -> dict[str, object]:
    """What is registered of a matter, for the audit record."""
    texts = {f"{field}.{code}": text.source for (field, code), text in sorted(matter.texts.texts.items())}
    decided = {"on": matter.planned_decision_on, "period": matter.planned_period}
    return {"registry_number": matter.registry_number, "decision": decided, "link": matter.statutory_link, **texts}
