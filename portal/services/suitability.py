"""A suitability test that has begun is moved to the newest questions, when its lead wants that (A3)."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.domain.suitability import kept
from portal.effects import audit
from portal.effects.locking import lock
from portal.effects.publication import SITE, raise_version
from portal.models.matters import Matter, SuitabilityTest
from portal.queries import matters, suitability


def move_to_newest(session: Session, actor: Actor, matter: Matter, version: int, now: datetime) -> SuitabilityTest:
    """Let the test of a matter answer the newest questions. Answers to those that stayed are kept, the outcome is not.

    Raises Invalid with SUITABILITY_TEST_INCOMPLETE when none has begun, GateClosed with QUESTIONS_ARE_NEWEST, Conflict.
    """
    require(actor, Act.CONSIDER, matter.body_id)
    lock(session, matter)
    test = matters.suitability_of(session, matter.id)
    if test is None:
        raise Invalid(Refusal("SUITABILITY_TEST_INCOMPLETE"))
    lock(session, test, version)
    newest = suitability.newest(session)
    if test.questions_version == newest.version:
        raise GateClosed(Refusal("QUESTIONS_ARE_NEWEST"))
    staying = kept(suitability.of_version(session, test.questions_version), newest)
    before = {"questions": test.questions_version, "answers": {one.question_key: one.said for one in test.answers}}
    test.answers = [reply for reply in test.answers if reply.question_key in staying]
    test.questions_version = newest.version
    if test.outcome is not None:
        raise_version(session, SITE)
    test.outcome, test.body_id, test.decided_by, test.decided_on = None, None, "", None
    test.version += 1
    session.flush()
    after = {"questions": newest.version, "kept": sorted(staying)}
    audit.record(session, actor, "suitability.move_to_newest", "suitability", test.id, before, after, now)
    return test
