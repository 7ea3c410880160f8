"""What became of themes and points in the answers of a year: changed, partly, not changed, and the rest (D1)."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.calendar import local_day
from portal.domain.feedback import EditionKind, Outcome, outcome_counts
from portal.domain.rules import Rules
from portal.models.dialogues import Dialogue
from portal.models.feedback import Edition

_ANSWERS = (EditionKind.ANSWER, EditionKind.CORRECTION, EditionKind.FOLLOW_UP)


@dataclass(frozen=True)
class Outcomes:
    """Counts of a year: `themes` and `points` by outcome; `dialogues` are (id, slug) of those that were answered."""

    dialogues: list[tuple[int, str]] = field(default_factory=list)
    themes: dict[Outcome, int] = field(default_factory=dict)
    points: dict[Outcome, int] = field(default_factory=dict)

    @property
    def themes_answered(self) -> int:
        """How many themes have an outcome with its reason; the gate lets no answer out with one that has not."""
        return sum(self.themes.values())


def outcomes_in_year(session: Session, rules: Rules, year: int, body_id: int | None = None) -> Outcomes:
    """What the answers published that year say, as their newest edition has it. Of one body, or of all."""
    around = datetime(year - 1, 12, 31, tzinfo=UTC), datetime(year + 1, 1, 2, tzinfo=UTC)
    chosen = select(Dialogue.id, Dialogue.slug, Dialogue.answered_at).where(Dialogue.answered_at.between(*around))
    if body_id is not None:
        chosen = chosen.where(Dialogue.body_id == body_id)
    rows = session.execute(chosen.order_by(Dialogue.answered_at, Dialogue.id)).all()
    answered = [(row.id, row.slug) for row in rows if local_day(row.answered_at, rules.zone).year == year]
    newest: dict[int, dict[str, object]] = {}
    if answered:
        contents = session.execute(
            select(Edition.dialogue_id, Edition.content)
            .where(Edition.dialogue_id.in_([one for one, _slug in answered]), Edition.kind.in_(_ANSWERS))
            .order_by(Edition.number)
        ).all()
        newest = {row.dialogue_id: row.content for row in contents}
    return Outcomes(answered, _counted(newest, "themes"), _counted(newest, "points"))


def _counted(contents: dict[int, dict[str, object]], tasks: str) -> dict[Outcome, int]:
    said = (task["outcome"] for content in contents.values() for task in content.get(tasks, ()))  # type: ignore[attr-defined]
    return outcome_counts(Outcome(outcome) for outcome in said if outcome)
