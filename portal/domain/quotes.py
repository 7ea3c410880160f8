"""What may be quoted in a result: words that are shown, never a masked part (submissions.md)."""

from collections.abc import Collection

from portal.domain.dialogues import ShowMode
from portal.domain.moderation import VISIBLE, ReviewState, Span


def fault(
    text: str, span: Span, state: ReviewState, masks: Collection[Span], shown: ShowMode, quotes_promised: bool
) -> str | None:
    """Code of why [start, end) of an answer may not be quoted, or None.

    `masks` are those of this answer in the standing decision. `shown` is how the text is shown under its promise; where
    texts are never shown they are quoted only if the form said so (`quotes_promised`).
    """
    if state not in VISIBLE:
        return "QUOTE_NOT_SHOWN"
    if shown is ShowMode.NEVER and not quotes_promised:
        return "QUOTES_NOT_PROMISED"
    if not 0 <= span.start < span.end <= len(text) or not text[span.start : span.end].strip():
        return "QUOTE_EMPTY"
    if any(mask.start < span.end and span.start < mask.end for mask in masks):
        return "QUOTE_MASKED"
    return None
