"""Drafts that the elected read before they are given to the public: the promise, the result, the answer (B2, C1).

A draft is its parts: {key: value}, each value frozen JSON, as a reader sees it; equal parts, equal hash. Keys of a
result and an answer name their owner: `overview`, `theme:12:summary`, `point:3:outcome`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portal.domain.commitments import PARTS, content_hash
from portal.domain.dialogues import Stage

Parts = Mapping[str, Any]

RESULT_TEXTS = ("overview", "who_took_part", "who_is_missing", "done_about_it", "open_questions")
ANSWER_TEXTS = ("influence", "decision_weighed", "next_step")


class DraftSubject(StrEnum):
    """What is drafted."""

    COMMITMENT = "commitment"
    RESULT = "result"
    ANSWER = "answer"


@dataclass(frozen=True)
class PartChange:
    """One part of a draft that differs from what somebody read: None where it was not there, or is gone."""

    key: str
    old: Any
    new: Any


def subject_at(stage: Stage, result_published: bool) -> DraftSubject | None:
    """What is being drafted at that stage: the promise, then the result until it is published, then the answer."""
    if stage is Stage.PREPARING:
        return DraftSubject.COMMITMENT
    if stage in (Stage.ANALYSING, Stage.HANDED_OVER) and not result_published:
        return DraftSubject.RESULT
    return DraftSubject.ANSWER if stage is Stage.HANDED_OVER else None


def parts_of(subject: DraftSubject, content: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a draft, from the content that would be frozen now; empty ones are left out."""
    found: dict[str, Any] = {}
    if subject is DraftSubject.COMMITMENT:
        found = {key: content[key] for key in ("title", "lede", *PARTS)}
        return {key: value for key, value in found.items() if _said(value)}
    texts = RESULT_TEXTS if subject is DraftSubject.RESULT else ANSWER_TEXTS
    found = {key: content.get(key) for key in texts}
    fields = ("summary", "minority") if subject is DraftSubject.RESULT else ("outcome", "became", "reason")
    for owner in ("point", "theme"):
        named = "text" if owner == "point" else "name"
        for one in content.get(f"{owner}s", ()):
            written = {field: one.get(field) for field in fields if _said(one.get(field))}
            if written:
                found[f"{owner}:{one['id']}:name"] = one[named]
            found |= {f"{owner}:{one['id']}:{field}": value for field, value in written.items()}
    if subject is DraftSubject.ANSWER:
        for one in content.get("follow_ups", ()):
            found[f"follow_up:{one['id']}:what"] = one["what"]
    return {key: value for key, value in found.items() if _said(value)}


def _said(value: Any) -> bool:
    return value not in (None, "", [], {})


def hash_of(parts: Parts) -> str:
    """What a reading and a comment remember of the version they were about."""
    return content_hash(parts)


def differences(old: Parts, new: Parts) -> tuple[PartChange, ...]:
    """What has changed since `old` was read, in the order of the draft as it stands; what is gone comes last."""
    keys = [*new, *(key for key in old if key not in new)]
    return tuple(PartChange(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key))
