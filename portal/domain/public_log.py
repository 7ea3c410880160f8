"""What the public process log of a dialogue tells (principle V). Each kind has its sentence in the pages."""

from enum import StrEnum


class LogKind(StrEnum):
    """Kinds of public log entries."""

    ANNOUNCED = "announced"
    AMENDED = "amended"
    CORRECTED = "corrected"
    TRANSLATION_CORRECTED = "translation_corrected"
    LANGUAGE_ADDED = "language_added"
    MEETING_ADDED = "meeting_added"
    SHOULD_PASSED = "should_passed"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    IMPORTED = "imported"
    HANDED_OVER = "handed_over"
    LATE_VIEWS_SENT = "late_views_sent"
    RESULT_PUBLISHED = "result_published"
    PROPOSAL_PUBLISHED = "proposal_published"
    DECISION_RECORDED = "decision_recorded"
    DECISION_CORRECTED = "decision_corrected"
    INTERIM_PUBLISHED = "interim_published"
    ANSWER_PUBLISHED = "answer_published"
    CORRECTION_PUBLISHED = "correction_published"
    FOLLOW_UP_PUBLISHED = "follow_up_published"
    EXTENSIVE_TOLD = "extensive_told"
    EXTENSIVE_STATED = "extensive_stated"
    REPORTED_TO_BODY = "reported_to_body"
    EVALUATED = "evaluated"
    CONCLUDED = "concluded"
