"""The facts that the gates of a dialogue's life look at, gathered from every noun; the rules are in the domain."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain import suitability
from portal.domain.bodies import BodyKind
from portal.domain.calendar import days_open, last_day, local_day, share_in
from portal.domain.commitments import PointKind
from portal.domain.evaluations import EvaluationKind
from portal.domain.facts import (
    DeliveryFacts,
    DialogueFacts,
    GroupFacts,
    MeasureFacts,
    MeetingFacts,
    MethodFacts,
    TaskFacts,
)
from portal.domain.feedback import EditionKind
from portal.domain.groups import MemberRole
from portal.domain.languages import SOURCE
from portal.domain.moderation import ReviewState
from portal.domain.permissions import Act
from portal.domain.rules import Rules
from portal.domain.suitability import SuitabilityOutcome
from portal.domain.texts import TextStage
from portal.domain.themes import CodingState, has_minority
from portal.models.dialogues import Dialogue
from portal.models.evaluations import GroupEvaluation, Lesson
from portal.models.groups import AffectedGroup, GroupMember
from portal.models.matters import Matter
from portal.models.meetings import Meeting
from portal.models.questions import Question
from portal.models.submissions import Submission
from portal.models.texts import TextSet
from portal.models.themes import Theme
from portal.queries import (
    answers,
    commitments,
    extensive,
    feedback,
    figures,
    joint_bodies,
    ladders,
    matters,
    methods,
    steering,
    texts,
    users,
)
from portal.queries import suitability as suitability_questions
from portal.queries.dialogues import passed_shoulds, shown_languages
from portal.queries.texts import OwnedTexts

ANSWER_LANGUAGE_FROM = 5
"""An answer is due in short in every language in which at least so many submissions came (product.md)."""


def facts_of(session: Session, dialogue: Dialogue, rules: Rules, now: datetime) -> DialogueFacts:
    """Everything the gates of this dialogue look at, at `now`.

    All its texts are read first and held, so that what is asked afterwards finds them in the session.
    """
    today = local_day(now, rules.zone)
    sets = texts.owned(session, dialogue)
    values: dict[str, Any] = _matter(session, dialogue.matter)
    values |= _promise(session, dialogue, rules, sets)
    values |= _groups(session, dialogue, today)
    values |= _meetings(session, dialogue)
    values |= _received(session, dialogue, rules)
    values |= _concluded(session, dialogue, now)
    passed = {f"{row.gate}:{row.code}": row.reason for row in passed_shoulds(session, dialogue.id)}
    return DialogueFacts(now=now, today=today, moments=dialogue.stage_facts(), passed=passed, **values)


def facts_for_hold(
    session: Session,
    matter: Matter,
    rules: Rules,
    now: datetime,
    *,
    planned_decision_on: date | None = None,
    steering_goal: str = "",
    steering_year: int | None = None,
) -> DialogueFacts:
    """What the gate *hold* looks at, before there is a dialogue: the matter, its test, and the tie to steering."""
    return DialogueFacts(
        now=now,
        today=local_day(now, rules.zone),
        planned_decision_on=planned_decision_on or matter.planned_decision_on,
        steering_goal=bool(steering_goal.strip()),
        steering_year=steering_year is not None,
        **_matter(session, matter),
    )


def _matter(session: Session, matter: Matter) -> dict[str, Any]:
    standing = matters.standing_consideration(session, matter.id)
    test = matters.suitability_of(session, matter.id)
    said = {reply.question_key: reply.said for reply in test.answers} if test else {}
    version = suitability_questions.of_version(session, test.questions_version) if test else None
    asked = (version or suitability_questions.newest(session)).questions
    against = suitability.speaks_against(asked, said)
    return {
        "consideration": standing.outcome if standing else None,
        "considered_with_grounds": bool(standing and standing.grounds.strip()),
        "matter_withdrawn": matter.withdrawn_on is not None,
        "matter_decided": matter.decided_on is not None,
        "registry_number": matter.registry_number,
        "suitability_complete": test is not None
        and test.outcome is not None
        and not suitability.unanswered(asked, said),
        "suitable": test is not None and test.outcome is SuitabilityOutcome.SUITABLE and not against,
        "suitability_purpose": bool(test and test.purpose.strip()),
        "suitability_grounds": bool(test and test.grounds.strip()),
        "suitability_body": bool(test and test.body_id),
        "suitability_person": bool(test and test.decided_by.strip() and test.decided_on),
        "open_to_influence": suitability.OPEN_TO_INFLUENCE not in against,
        "honest_level": test.highest_level if test else None,
    }


def _promise(session: Session, dialogue: Dialogue, rules: Rules, sets: Collection[OwnedTexts]) -> dict[str, Any]:
    zone, opens, closes = rules.zone, dialogue.opens_at, dialogue.closes_at
    opens_on = local_day(opens, zone) if opens else None
    closes_on = last_day(closes, zone) if closes else None
    timed = opens is not None and closes is not None and opens < closes
    languages = tuple(entry.language for entry in dialogue.languages)
    if dialogue.announced_at is not None:
        languages = shown_languages(dialogue)
    written = texts.facts_in(dialogue, sets, languages, texts.ALL_STAGES)
    result = dialogue.result_texts
    announced = dialogue.announced_at is not None
    return {
        "level": dialogue.level,
        "level_on_ladder": announced or dialogue.level != ladders.hidden_level(session, rules.hidden_level),
        "delegating_decision": bool(
            dialogue.delegating_body and dialogue.delegating_date and dialogue.delegating_section
        ),
        "body": dialogue.body_id is not None,
        "deciding_body": dialogue.deciding_body_id is not None,
        "planned_decision_on": dialogue.planned_decision_on,
        "opens_on": opens_on,
        "closes_on": closes_on,
        "days_before_decision": rules.days_between_close_and_decision,
        "days_open": days_open(opens, closes, zone) if timed and opens and closes else 0,
        "holiday_share": share_in(opens_on, closes_on, rules.holidays) if timed and opens_on and closes_on else 0.0,
        "result_by": dialogue.result_by,
        "answer_by": dialogue.answer_by,
        "steering_goal": bool(dialogue.steering_goal.strip()),
        "steering_year": dialogue.steering_year is not None,
        "steering_name": dialogue.steering_goal,
        "steering_decided_on": steering.decided_on(session, dialogue),
        "commitment_texts": written[TextStage.COMMITMENT],
        "commitment_approved": announced or commitments.standing_approval(session, dialogue, rules) is not None,
        "joint_without_commitment": ()
        if announced
        else joint_bodies.without_approval(
            session, dialogue, commitments.COMMITMENT, commitments.hash_of(session, dialogue, rules)
        ),
        "contact": dialogue.contact_id is not None,
        "reviewers": users.count_who_may(session, Act.REVIEW, dialogue.body_id),
        "result_texts": written[TextStage.RESULT],
        "result_swedish_complete": SOURCE not in written[TextStage.RESULT].missing,
        "answer_texts": written[TextStage.ANSWER],
        "who_took_part": _written(result, "who_took_part"),
        "who_is_missing": _written(result, "who_is_missing"),
        "done_about_it": _written(result, "done_about_it"),
        "influence": _written(dialogue.answer_texts, "influence"),
        "decision_weighed": _written(dialogue.answer_texts, "decision_weighed"),
        "next_step": _written(dialogue.answer_texts, "next_step")
        and bool(dialogue.next_step_owner.strip())
        and dialogue.next_step_on is not None,
    }


def _written(text_set: TextSet, field: str) -> bool:
    return bool(text_set.plain(field).strip())


def _groups(session: Session, dialogue: Dialogue, today: date) -> dict[str, Any]:
    groups = session.scalars(
        select(AffectedGroup)
        .where(AffectedGroup.dialogue_id == dialogue.id)
        .order_by(AffectedGroup.position, AffectedGroup.id)
    )
    members = session.scalars(
        select(GroupMember.role).where(
            GroupMember.dialogue_id == dialogue.id,
            GroupMember.until_on.is_(None) | (GroupMember.until_on >= today),
        )
    )
    return {
        "groups": tuple(
            GroupFacts(
                group.texts.plain("name"),
                tuple(MeasureFacts(measure.status, bool(measure.because.strip())) for measure in group.measures),
            )
            for group in groups
        ),
        "held_by_board": dialogue.held_by.kind is BodyKind.EXECUTIVE_BOARD,
        "member_roles": frozenset(members),
    }


def _meetings(session: Session, dialogue: Dialogue) -> dict[str, Any]:
    held = session.scalars(
        select(Meeting)
        .where(Meeting.dialogue_id == dialogue.id, Meeting.cancelled_at.is_(None))
        .order_by(Meeting.ends_at)
    ).all()
    notes: dict[int | None, int] = {}
    if held:
        counted = (
            select(Submission.meeting_id, func.count())
            .where(Submission.dialogue_id == dialogue.id, Submission.meeting_id.is_not(None))
            .group_by(Submission.meeting_id)
        )
        notes = {row[0]: row[1] for row in session.execute(counted)}
    chosen = methods.of_dialogue(session, dialogue.id)
    return {
        "questions": session.scalar(select(func.count(Question.id)).where(Question.dialogue_id == dialogue.id)) or 0,
        "meetings": tuple(
            MeetingFacts(
                meeting.ends_at, meeting.head_count, notes.get(meeting.id, 0), bool(meeting.no_notes_because.strip())
            )
            for meeting in held
        ),
        "methods": tuple(MethodFacts(method.texts.plain("name"), method.fit) for method in chosen),
        "people_hear_each_other": any(method.hear_each_other for method in chosen)
        or any(meeting.people_hear_each_other for meeting in held),
    }


def _received(session: Session, dialogue: Dialogue, rules: Rules) -> dict[str, Any]:
    came = figures.intake(session, dialogue.id)
    appeals = select(func.count(Submission.id)).where(
        Submission.dialogue_id == dialogue.id, Submission.appeal_open, ~Submission.after_handover
    )
    return {
        "received": came.received,
        "waiting_review": came.by_state.get(ReviewState.WAITING, 0),
        "open_appeals": session.scalar(appeals) or 0,
        "uncoded": came.by_coding.get(CodingState.WAITING, 0),
        "uncounted_questions": sum(
            sum(count.chosen.values()) < count.answered for count in figures.closed_questions(session, dialogue.id)
        ),
        "extensive": extensive.of_dialogue(session, dialogue, rules, came.received).holds,
        "stop_recorded": dialogue.stopped_at is not None,
        "final_decision": any(decision.final for decision in answers.decisions(session, dialogue.id)),
        **_themes(session, dialogue, came.by_language),
    }


def _themes(session: Session, dialogue: Dialogue, by_language: Mapping[str, int]) -> dict[str, Any]:
    themes = session.scalars(
        select(Theme)
        .where(Theme.dialogue_id == dialogue.id, Theme.merged_into_id.is_(None))
        .order_by(Theme.position, Theme.id)
    ).all()
    points = answers.points(session, dialogue.id)
    counts = figures.themes(session, dialogue.id)
    follow_ups = answers.follow_ups(session, dialogue.id)
    followed = {row.theme_id for row in follow_ups}, {row.point_id for row in follow_ups}
    own = {entry.language for entry in dialogue.languages} | {SOURCE, "und"}
    owed = sorted(code for code, number in by_language.items() if number >= ANSWER_LANGUAGE_FROM and code not in own)
    return {
        "themes": tuple(
            TaskFacts(
                theme.texts.plain("name"),
                theme.outcome,
                _written(theme.answer_texts, "reason"),
                theme.id in followed[0],
                summarised=_written(theme.result_texts, "summary"),
                minority_left_out=theme.with_stance
                and has_minority(counts.get(theme.id, figures.ThemeCount()).by_stance)
                and not _written(theme.result_texts, "minority"),
            )
            for theme in themes
        ),
        "points": tuple(
            TaskFacts(
                point.texts.plain("text"),
                point.outcome,
                _written(point.answer_texts, "reason"),
                point.id in followed[1],
                kind=point.kind,
            )
            for point in points
        ),
        "changeable_points": sum(point.kind is PointKind.CHANGEABLE for point in points),
        "submission_languages_unanswered": tuple(
            code for code in owed if any(theme.answer_texts.get("reason", code) is None for theme in themes)
        ),
    }


def _concluded(session: Session, dialogue: Dialogue, now: datetime) -> dict[str, Any]:
    approved = False
    lacking: tuple[str, ...] = ()
    if dialogue.handed_over_at is not None:
        basis = answers.basis_hash(answers.content_of(session, dialogue, now))
        approved = answers.standing_approval(session, dialogue.id, "answer", basis) is not None
        lacking = joint_bodies.without_approval(session, dialogue, "answer", basis)
    answer = feedback.newest_of_kind(session, dialogue.id, EditionKind.ANSWER)
    delivered = feedback.deliveries(session, answer.id) if answer else ()

    def number(column: Any) -> int:
        return session.scalar(select(func.count(column.id)).where(column.dialogue_id == dialogue.id)) or 0

    return {
        "answer_approved": approved,
        "joint_without_answer": lacking,
        "deliveries": tuple(
            DeliveryFacts(
                row.channel, max(row.on_list - row.accepted - row.failed, 0), row.failed, bool(row.instead.strip())
            )
            for row in delivered
        ),
        "answer_published": answer is not None,
        **_evaluated(session, dialogue),
        "lessons": number(Lesson),
        "reported_to_body": dialogue.body_report_on is not None and bool(dialogue.body_report_section.strip()),
    }


def _evaluated(session: Session, dialogue: Dialogue) -> dict[str, Any]:
    kinds = set(
        session.scalars(select(GroupEvaluation.kind).where(GroupEvaluation.dialogue_id == dialogue.id).distinct())
    )
    elected = select(func.count(GroupMember.id)).where(
        GroupMember.dialogue_id == dialogue.id, GroupMember.role == MemberRole.POLITICIAN
    )
    return {
        "group_evaluated": EvaluationKind.GROUP in kinds,
        "elected_evaluated": EvaluationKind.ELECTED in kinds,
        "elected_in_group": bool(session.scalar(elected)),
    }
