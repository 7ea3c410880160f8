"""Affected groups with their measures, the dialogue group, and the figures of a year about both (B1, C4)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from portal.domain.groups import MeasureStatus, Reach
from portal.domain.refusals import NotFound
from portal.models.dialogues import Dialogue
from portal.models.groups import AffectedGroup, GroupMember, Measure, MeasureAddress
from portal.models.handovers import Handover
from portal.models.meetings import ElectedPresence, Meeting


def of_dialogue(session: Session, dialogue_id: int) -> list[AffectedGroup]:
    """The affected groups in order, each with its measures."""
    return list(
        session.scalars(
            select(AffectedGroup)
            .where(AffectedGroup.dialogue_id == dialogue_id)
            .options(
                selectinload(AffectedGroup.texts),
                selectinload(AffectedGroup.measures).selectinload(Measure.texts),
                selectinload(AffectedGroup.measures).selectinload(Measure.address),
            )
            .order_by(AffectedGroup.position, AffectedGroup.id)
        )
    )


def group(session: Session, dialogue: Dialogue, group_id: int) -> AffectedGroup:
    """One group of that dialogue; raises NotFound."""
    found = session.get(AffectedGroup, group_id)
    if found is None or found.dialogue_id != dialogue.id:
        raise NotFound("NO_SUCH_GROUP")
    return found


def measure(session: Session, dialogue: Dialogue, measure_id: int) -> Measure:
    """One measure of that dialogue; raises NotFound."""
    found = session.get(Measure, measure_id)
    if found is None:
        raise NotFound("NO_SUCH_MEASURE")
    group(session, dialogue, found.group_id)
    return found


def members_of(session: Session, dialogue_id: int, on: date | None = None) -> list[GroupMember]:
    """Everybody who is or was in the dialogue group; with `on` those who are in it that day."""
    chosen = (
        select(GroupMember).where(GroupMember.dialogue_id == dialogue_id).order_by(GroupMember.role, GroupMember.id)
    )
    if on is not None:
        chosen = chosen.where(GroupMember.until_on.is_(None) | (GroupMember.until_on >= on))
    return list(session.scalars(chosen))


def member(session: Session, dialogue: Dialogue, member_id: int) -> GroupMember:
    """One member of that dialogue's group; raises NotFound."""
    found = session.get(GroupMember, member_id)
    if found is None or found.dialogue_id != dialogue.id:
        raise NotFound("NO_SUCH_MEMBER")
    return found


def addresses(session: Session, dialogue_id: int) -> dict[str, int]:
    """The short addresses of the dialogue's measures: measure id by code."""
    rows = select(MeasureAddress.code, MeasureAddress.measure_id).where(MeasureAddress.dialogue_id == dialogue_id)
    return {row.code: row.measure_id for row in session.execute(rows)}


@dataclass(frozen=True)
class GroupFigures:
    """Groups of the dialogues handed over in a year, and the meetings held in it.

    `with_measure_done` and `silent` stand side by side: what was done, and who was not heard nevertheless. `silent` is
    what the newest handover of each dialogue froze; `slugs_with_silent` are those dialogues.
    """

    groups: int = 0
    with_measure_done: int = 0
    measures_done: int = 0
    measures_not_done: int = 0
    heard: int = 0
    thin: int = 0
    silent: int = 0
    unknown: int = 0
    slugs_with_silent: tuple[str, ...] = ()
    meetings: int = 0
    meetings_with_elected: int = 0
    elected_presences: int = 0


def figures_of_year(session: Session, year: int, body_id: int | None = None) -> GroupFigures:
    """The figures of one body, or of all; a year is that of UTC, since nobody hands over or meets at midnight."""
    begins, ends = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    handed = [Dialogue.handed_over_at >= begins, Dialogue.handed_over_at < ends]
    held = [Meeting.starts_at >= begins, Meeting.starts_at < ends]
    if body_id is not None:
        handed.append(Dialogue.body_id == body_id)
        held.append(Dialogue.body_id == body_id)
    counts = session.execute(
        select(
            func.count(AffectedGroup.id.distinct()).label("groups"),
            func.count(AffectedGroup.id.distinct()).filter(Measure.status == MeasureStatus.DONE).label("with_done"),
            func.count(Measure.id).filter(Measure.status == MeasureStatus.DONE).label("done"),
            func.count(Measure.id).filter(Measure.status == MeasureStatus.NOT_DONE).label("not_done"),
        )
        .select_from(Dialogue)
        .join(AffectedGroup, AffectedGroup.dialogue_id == Dialogue.id)
        .outerjoin(Measure, Measure.group_id == AffectedGroup.id)
        .where(*handed)
    ).one()
    frozen: dict[str, list[str]] = {}
    rows = session.execute(
        select(Dialogue.slug, Handover.content)
        .join(Handover, Handover.dialogue_id == Dialogue.id)
        .where(*handed)
        .order_by(Dialogue.slug, Handover.number)
    )
    for slug, content in rows:
        frozen[slug] = [group.get("reach", Reach.UNKNOWN.value) for group in content.get("groups", ())]
    states = [state for each in frozen.values() for state in each]
    meetings = session.execute(
        select(
            func.count(Meeting.id.distinct()).label("held"),
            func.count(ElectedPresence.meeting_id.distinct()).label("with_elected"),
            func.count(ElectedPresence.member_id).label("presences"),
        )
        .select_from(Meeting)
        .join(Dialogue, Dialogue.id == Meeting.dialogue_id)
        .outerjoin(ElectedPresence, ElectedPresence.meeting_id == Meeting.id)
        .where(*held, Meeting.cancelled_at.is_(None), Meeting.head_count.is_not(None))
    ).one()
    return GroupFigures(
        groups=counts.groups,
        with_measure_done=counts.with_done,
        measures_done=counts.done,
        measures_not_done=counts.not_done,
        heard=states.count(Reach.HEARD.value),
        thin=states.count(Reach.THIN.value),
        silent=states.count(Reach.SILENT.value),
        unknown=states.count(Reach.UNKNOWN.value),
        slugs_with_silent=tuple(slug for slug, each in frozen.items() if Reach.SILENT.value in each),
        meetings=meetings.held,
        meetings_with_elected=meetings.with_elected,
        elected_presences=meetings.presences,
    )
