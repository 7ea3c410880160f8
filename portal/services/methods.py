"""The method library: begun with the standard methods, kept by the municipality, grown by what dialogues teach."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.languages import SOURCE
from portal.domain.method_texts import ABOUT
from portal.domain.methods import KEY_LIMIT, NOWHERE, STANDARD, StandardMethod, method_faults
from portal.domain.permissions import Act, Actor, require, require_everywhere
from portal.domain.refusals import GateClosed, Invalid, Refusal
from portal.domain.slugs import slug_of
from portal.effects import audit
from portal.effects.locking import lock
from portal.effects.publication import SITE, raise_version
from portal.effects.texts import made_set, new_set, write_all
from portal.models.evaluations import Method
from portal.queries import methods


@dataclass(frozen=True)
class MethodFacts:
    """What is said of a method: `fit` as in `domain.methods`, texts by language, the name in Swedish required."""

    fit: str
    hear_each_other: bool
    name: Mapping[str, str]
    about: Mapping[str, str] = field(default_factory=dict)
    cost: Mapping[str, str] = field(default_factory=dict)


def fill(session: Session, actor: Actor, now: datetime) -> int:
    """Add the standard methods that the library does not have yet; return how many. What is there is not touched,
    but for a standard method of an older library, which is told which steps it fits and what it is."""
    require_everywhere(actor, Act.MANAGE_BODIES)
    known = {method.key: method for method in methods.everyone(session)}
    missing = [standard for standard in STANDARD if standard.key not in known]
    for standard in missing:
        _add_standard(session, standard, actor, now)
    older = [standard for standard in STANDARD if standard.key in known and known[standard.key].fit == NOWHERE]
    for standard in older:
        known[standard.key].fit = standard.fit
        if not known[standard.key].texts.plain("about"):
            write_all(session, known[standard.key].texts, "about", ABOUT[standard.key], now=now)
    if missing or older:
        session.flush()
        added = {"added": [standard.key for standard in missing], "told": [standard.key for standard in older]}
        audit.record(session, actor, "methods.fill", "method", None, None, added, now)
    return len(missing)


def add(session: Session, actor: Actor, facts: MethodFacts, now: datetime) -> Method:
    """Add a method of the municipality's own. Its key follows from its Swedish name.

    Raises Invalid with METHOD_WITHOUT_NAME or METHOD_WITHOUT_STEP.
    """
    require(actor, Act.KEEP_METHODS)
    _refuse_faults(facts)
    key = slug_of(facts.name[SOURCE][: KEY_LIMIT - 4], methods.keys(session) | {"new"}, otherwise="metod")
    method = Method(key=key, texts=new_set(session, "method"))
    session.add(method)
    _fill(session, method, facts, now)
    audit.record(session, actor, "methods.add", "method", method.id, None, _said(method), now)
    raise_version(session, SITE)
    return method


def change(session: Session, actor: Actor, method: Method, facts: MethodFacts, version: int, now: datetime) -> None:
    """Change what is said of a method; dialogues that were announced with it are not asked again. Raises as `add`."""
    require(actor, Act.KEEP_METHODS)
    _refuse_faults(facts)
    lock(session, method, version)
    before = _said(method)
    _fill(session, method, facts, now)
    method.version += 1
    audit.record(session, actor, "methods.change", "method", method.id, before, _said(method), now)
    raise_version(session, SITE)


def retire(session: Session, actor: Actor, method: Method, retired: bool, now: datetime) -> None:
    """Offer a method no longer, or again. The dialogues that use it keep it, and so does the library."""
    require(actor, Act.KEEP_METHODS)
    lock(session, method)
    before, method.retired = method.retired, retired
    method.version += 1
    audit.record(session, actor, "methods.retire", "method", method.id, before, retired, now)
    raise_version(session, SITE)


def remove(session: Session, actor: Actor, method: Method, now: datetime) -> None:
    """Remove a method that nobody has used. Raises GateClosed with METHOD_IN_USE or METHOD_IS_STANDARD: retire it."""
    require(actor, Act.KEEP_METHODS)
    lock(session, method)
    if used := methods.uses(session, method.id):
        raise GateClosed(Refusal("METHOD_IN_USE", params={"uses": used}))
    if method.key in {standard.key for standard in STANDARD}:
        raise GateClosed(Refusal("METHOD_IS_STANDARD"))
    audit.record(session, actor, "methods.remove", "method", method.id, _said(method), None, now)
    session.delete(method)
    session.flush()
    raise_version(session, SITE)


def _add_standard(session: Session, standard: StandardMethod, actor: Actor, now: datetime) -> None:
    texts = made_set(session, "method", now, actor.user_id, name=standard.name, about=ABOUT[standard.key])
    method = Method(key=standard.key, fit=standard.fit, hear_each_other=standard.hear_each_other, texts=texts)
    session.add(method)


def _refuse_faults(facts: MethodFacts) -> None:
    found = [Refusal(code, where) for where, code in method_faults(facts.name.get(SOURCE, ""), facts.fit)]
    if found:
        raise Invalid(*found)


def _fill(session: Session, method: Method, facts: MethodFacts, now: datetime) -> None:
    method.fit, method.hear_each_other = facts.fit, facts.hear_each_other
    for name, words in (("name", facts.name), ("about", facts.about), ("cost", facts.cost)):
        write_all(session, method.texts, name, words, now=now)
    session.flush()


def _said(method: Method) -> dict[str, object]:
    words = {f"{name}.{code}": text.source for (name, code), text in sorted(method.texts.texts.items())}
    return {"key": method.key, "fit": method.fit, "hear_each_other": method.hear_each_other, **words}
