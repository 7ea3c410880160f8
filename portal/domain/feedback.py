"""Feedback: outcomes of themes and points, editions, follow-ups (D1)."""

from enum import StrEnum


class Outcome(StrEnum):
    """What became of a theme or of a point of the commitment (life.md, *Outcomes*)."""

    CHANGED = "changed"
    PARTLY_CHANGED = "partly_changed"
    NOT_CHANGED = "not_changed"
    SUPPORTS_PROPOSAL = "supports_proposal"
    ALREADY_PLANNED = "already_planned"
    OUTSIDE_MANDATE = "outside_mandate"
    TO_BE_INVESTIGATED = "to_be_investigated"


class EditionKind(StrEnum):
    """Kind of a numbered edition of the feedback."""

    RESULT = "result"
    ANSWER = "answer"
    CORRECTION = "correction"
    INTERIM = "interim"
    FOLLOW_UP = "follow_up"


class FollowUpStatus(StrEnum):
    """State of a follow-up; it ends in *done* or *changed, because*."""

    PLANNED = "planned"
    DONE = "done"
    CHANGED = "changed"
