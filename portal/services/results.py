"""Work on the result before it is handed over: quotes picked from shown texts, and measures' ends (C1)."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain import quotes
from portal.domain.moderation import Span
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
    masks = [Span(m.start, m.end) for m in results.standing_masks(session, submission.id) if m.answer_id == answer.id]
    refused = quotes.fault(text, span, submission.state, masks, dialogue.show_mode, dialogue.quotes_allowed)
    if refused:
        raise Invalid(Refusal(refused, "quote"))
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
