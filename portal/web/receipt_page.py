"""What a receipt says at every stage, in sentences (submissions.md, *The way back*)."""

from typing import Any

from flask_babel import gettext as _

from portal.domain.decisions import minutes_pending, planned_in_force, section_of
from portal.domain.dialogues import ShowMode, Stage
from portal.domain.moderation import ReviewState
from portal.domain.submissions import Channel, Timing
from portal.domain.themes import CodingState, Stance
from portal.queries.receipts import ReceiptState
from portal.reports.feedback import FeedbackPage, said
from portal.web import days
from portal.web.labels import REASONS
from portal.web.voice import voice


class ReceiptPage:
    """The sentences of one receipt for one reader."""

    def __init__(self, state: ReceiptState, language: str) -> None:
        self.state, self.language = state, language

    @property
    def review(self) -> tuple[str, str]:
        """Where the text stands in the review: a headline, and what it means."""
        state, submission = self.state, self.state.submission
        never = state.dialogue.show_mode is ShowMode.NEVER
        has_text = any(one.answer.text for one in state.written)
        if submission.state is ReviewState.TAKEN_BACK:
            kept = _("Den visas och citeras inte längre. Den finns kvar som allmän handling.")
            return _("Du har tagit tillbaka din synpunkt"), kept
        if submission.state is ReviewState.ERASED:
            return _("Din synpunkt är gallrad"), _("Texten är borttagen enligt kommunens gallringsbeslut.")
        if submission.state is ReviewState.WAITING:
            if submission.additions:
                return _("Du har lagt till text"), _("Vi läser hela synpunkten igen.")
            return _("Vi har tagit emot din synpunkt"), _("Den väntar på att bli läst.")
        if not has_text:
            return _("Vi har tagit emot dina svar"), _("De räknas under varje fråga.")
        if submission.state is ReviewState.WITHHELD:
            reason = str(REASONS[submission.reason]) if submission.reason else ""
            if never:
                return _("Vi har läst den. Den citeras inte."), _("Därför: %(reason)s.", reason=reason)
            return _("Vi har läst den. Den visas inte."), _("Därför: %(reason)s.", reason=reason)
        if submission.state is ReviewState.MASKED:
            told = _("Det som är dolt är markerat i din text här nedanför.")
            return (_("Vi har läst den. Den får citeras med en del dold.") if never else
                    _("Vi har läst den. Den visas med en del dold.")), told  # fmt: skip
        if state.decision is None:
            return _("Din synpunkt visas"), _("Vi läser den i efterhand.")
        if never:
            return _("Vi har läst den."), _("Den visas inte för andra, men den får citeras utan namn.")
        return _("Vi har läst den. Den visas."), _("Den står där utan namn, precis som du skrev den.")

    @property
    def headline(self) -> str:
        """What is newest about it: the answer, or the result; empty while its review is the newest."""
        submission = self.state.submission
        if submission.state in (ReviewState.TAKEN_BACK, ReviewState.ERASED, ReviewState.WAITING):
            return ""
        if self.answered:
            return _("Svaret på din synpunkt är klart")
        if self.proposed:
            return _("Förvaltningens förslag är klart") if self.themes else ""
        return _("Resultatet med din synpunkt är klart") if self.themes else ""

    @property
    def counted(self) -> str:
        """Whether and where it is counted; empty as long as nothing is published, for coding is working material."""
        state, submission = self.state, self.state.submission
        if submission.after_handover:
            return _("Den kom in efter att resultatet lämnades till nämnden. Den är skickad dit och finns i ärendet.")
        if not submission.counted:
            return _("Den räknas inte med i resultatet.")
        if state.edition is None:
            return ""
        if state.counted_later:
            return _("Den räknas i nästa utgåva av resultatet.")
        if submission.coding is CodingState.NONE and any(one.answer.text for one in state.written):
            return _("Den är läst och räknad, men hör inte till något av temana.")
        return ""

    @property
    def late(self) -> str:
        """What is said about when it came, if it was not in time."""
        timing = self.state.submission.timing
        if timing is Timing.WITHIN_GRACE:
            return _("Den kom in strax efter stängning, men togs emot.")
        if timing is Timing.TOO_LATE:
            return _("Den kom in efter sista dagen.")
        return _("Den kom in innan dialogen öppnade.") if timing is Timing.TOO_EARLY else ""

    @property
    def channel_told(self) -> bool:
        """Whether the page says by which way it came: not for the web, where the writer knows."""
        return self.state.submission.channel is not Channel.WEB

    @property
    def themes(self) -> list[dict[str, Any]]:
        """The themes it was counted in, as rows of `components/became.html` with the answer to each."""
        state = self.state
        if state.edition is None or not state.themes:
            return []
        ids = {one.theme["id"]: one.stance for one in state.themes}
        readable = {quote["quote_id"] for one in state.themes for quote in one.theme["quotes"]}
        frozen = FeedbackPage(self.frozen, state.dialogue.slug, readable, voice(self.language))
        rows = []
        for theme, row in zip(state.edition.content["themes"], frozen.themes, strict=True):
            if theme["id"] in ids:
                stance = ids[theme["id"]]
                rows.append({**row, "quotes": [], "points": self._stance(stance) if stance else None})
        return rows

    @property
    def points(self) -> list[dict[str, Any]]:
        """What became of each point that could change, once the answer is there; before it, what is proposed."""
        state = self.state
        if state.edition is None or not (self.answered or self.proposed):
            return []
        frozen = FeedbackPage(self.frozen, state.dialogue.slug, (), voice(self.language))
        return [{**row, "id": None} for row in frozen.points]

    @property
    def with_the_body(self) -> str:
        """Where it lies between the handover and the answer, and when the body decides; else empty."""
        dialogue = self.state.dialogue
        new_days = [one.new_planned_on for one in self.state.decisions]
        planned = planned_in_force(dialogue.planned_decision_on, dialogue.planned_period, new_days)
        day = planned.on
        if self.state.stage is not Stage.HANDED_OVER or any(one.final for one in self.state.decisions):
            return ""
        if day is None:
            return _("Den ligger hos nämnden, som beslutar.")
        if day < days.today():
            return _("Den ligger hos nämnden, som inte har beslutat än.")
        return _("Den ligger hos nämnden, som beslutar %(date)s.", date=planned.period or days.long(day))

    @property
    def decided(self) -> list[tuple[str, str]]:
        """What was finally decided, from the day it is recorded, and when the answer comes; with the link to read it.

        A dialogue whose answer is there says the rest itself.
        """
        dialogue = self.state.dialogue
        found = []
        for one in (row for row in self.state.decisions if row.final):
            body, on = one.body.texts.plain("name", self.language), days.long(one.decided_on)
            if one.delegate:
                said_so = _(
                    "%(who)s beslutade på delegation %(date)s, beslut nummer %(number)s.",
                    who=one.delegate, date=on, number=section_of(one.section),
                )  # fmt: skip
            else:
                said_so = _(
                    "%(body)s beslutade %(date)s, § %(section)s.", body=body, date=on, section=section_of(one.section)
                )
            sentences = [said_so]
            if minutes_pending(one.delegate, one.minutes_approved_on):
                sentences.append(_("Protokollet är inte justerat ännu."))
            if not self.answered and dialogue.answer_by:
                by = days.long(dialogue.answer_by)
                sentences.append(_("Svaret, med vad det betyder för din synpunkt, kommer senast %(date)s.", date=by))
            found.append((" ".join(sentences), one.link))
        return found

    @property
    def answered(self) -> bool:
        """Whether the answer is published."""
        return self.state.stage in (Stage.ANSWERED, Stage.CONCLUDED)

    @property
    def proposed(self) -> bool:
        """Whether the newest edition is the administration's proposal, which politicians have not decided on."""
        edition = self.state.edition
        return edition is not None and not self.answered and bool(edition.content.get("proposal", False))

    @property
    def frozen(self) -> dict[str, Any]:
        """The newest edition's content; once there is an answer its outcomes are no proposal."""
        return {**(self.state.edition.content if self.state.edition else {}), "proposal": self.proposed}

    @property
    def promised(self) -> dict[str, Any]:
        """The promise it was written under, each text as `said`: points that could change, and use."""
        version = self.state.promise
        if version is None:
            return {"points": [], "use": None}
        content = version.content
        return {
            "points": [said(point["text"], self.language) for point in content["points"]],
            "use": said(content["use"], self.language),
        }

    def _stance(self, stance: Stance) -> str:
        return {
            Stance.FOR: _("Din synpunkt räknas som för."),
            Stance.AGAINST: _("Din synpunkt räknas som emot."),
            Stance.NEITHER: _("Din synpunkt räknas som varken för eller emot."),
        }[stance]
