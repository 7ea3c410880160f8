"""Work on the result before it is handed over: quotes picked from shown texts, and measures' ends (C1)."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.dialogues import ShowMode
from portal.domain.moderation import VISIBLE, ReviewState, Span
from portal.domain.permissions import Act, Actor, require
from portal.domain.refusals import Invalid, Refusal
from portal.effects import audit
from portal.models.dialogues import Dialogue
from portal.models.submissions import Answer, Submission
from portal.models.themes import Quote, Theme
from portal.queries import results


def pick_quote(
    session: Session, actor: Actor, dialogue: Dialogue, theme: Theme, answer: Answer, span: Span, now: datetime
) -> Quote:
    """Picks [start, end) of an answer for a theme.

    Refuses a text that is not shown, a masked part, an empty span, and texts of a dialogue that neither shows them nor
    said that they may be quoted.
    """
    require(actor, Act.CODE, dialogue.body_id)
    submission = session.get_one(Submission, answer.submission_id)
    text = answer.text or ""
    if submission.dialogue_id != dialogue.id or theme.dialogue_id != dialogue.id:
        raise Invalid("QUOTE_FROM_ELSEWHERE")
    if submission.state not in VISIBLE:
        raise Invalid("QUOTE_NOT_SHOWN")
    if dialogue.show_mode is ShowMode.NEVER and not dialogue.quotes_allowed:
        raise Invalid("QUOTES_NOT_PROMISED")
    if not (0 <= span.start < span.end <= len(text)) or not text[span.start : span.end].strip():
        raise Invalid(Refusal("QUOTE_EMPTY", "quote"))
    if submission.state is ReviewState.MASKED and any(
        mask.answer_id == answer.id and mask.start < span.end and span.start < mask.end
        for mask in results.standing_masks(session, submission.id)
    ):
        raise Invalid(Refusal("QUOTE_MASKED", "quote"))
    quote = Quote(theme_id=theme.id, answer_id=answer.id, start=span.start, end=span.end)
    session.add(quote)
    session.flush()
    after = {"theme_id": theme.id, "answer_id": answer.id, "start": span.start, "end": span.end}
    audit.record(session, actor, "results.pick_quote", "quote", quote.id, None, after, now, dialogue.id)
    return quote


def drop_quote(session: Session, actor: Actor, dialogue: Dialogue, quote: Quote, now: datetime) -> None:
    """Takes a quote out of the working result. Published editions keep theirs."""
    require(actor, Act.CODE, dialogue.body_id)
    before = {"theme_id": quote.theme_id, "answer_id": quote.answer_id, "start": quote.start, "end": quote.end}
    audit.record(session, actor, "results.drop_quote", "quote", quote.id, before, None, now, dialogue.id)
    session.delete(quote)
