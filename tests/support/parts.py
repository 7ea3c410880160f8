"""The parts that dialogues are made of in tests: bodies, people, matters, questions. Import `factories` instead."""

import itertools
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from portal.adapters import passwords
from portal.domain.bodies import BodyKind
from portal.domain.calendar import end_of, local_day, start_of
from portal.domain.commitments import PointKind
from portal.domain.dialogues import ShowMode
from portal.domain.matters import ConsiderationOutcome
from portal.domain.permissions import Actor, Role
from portal.domain.questions import QuestionKind
from portal.domain.rules import Keys, Rules
from portal.domain.slugs import slug_of
from portal.domain.suitability import (
    CURRENT_VERSION,
    QUESTION_SETS,
    AnswerKind,
    SuitabilityAnswer,
    SuitabilityOutcome,
)
from portal.effects.texts import new_set, write
from portal.models.bodies import Body
from portal.models.commitments import Approval, CommitmentPoint
from portal.models.dialogues import Dialogue, DialogueLanguage
from portal.models.groups import AffectedGroup, Measure
from portal.models.matters import Consideration, Matter, SuitabilityReply, SuitabilityTest
from portal.models.meetings import Meeting
from portal.models.questions import Question, QuestionOption
from portal.models.texts import TextSet
from portal.models.users import RoleGrant, User
from portal.queries import bodies as body_questions
from portal.queries import commitments, dialogues, matters, users

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Stockholm")
LANGUAGES = ("sv", "fi", "en", "ar")
SECRET = "a secret of forty characters, only a test"
PASSWORD = "fyra korta ord räcker"
RULES = Rules(ZONE, Keys.derive(SECRET), LANGUAGES, mail_offered=True)

_number = itertools.count(1)


def in_languages(text: str, languages: Iterable[str] = LANGUAGES) -> dict[str, str]:
    """The Swedish text, and for every other language the same with its code before it."""
    return {language: text if language == "sv" else f"[{language}] {text}" for language in languages}


def make_texts(session: Session, kind: str, now: datetime = NOW, **fields: str | Mapping[str, str]) -> TextSet:
    """A text set; a field given as a string is Swedish only, as a mapping has languages."""
    text_set = new_set(session, kind)
    for field, value in fields.items():
        for language, source in ({"sv": value} if isinstance(value, str) else value).items():
            write(session, text_set, field, language, source, now=now)
    return text_set


def make_body(
    session: Session,
    name: str = "Tekniska nämnden",
    *,
    kind: BodyKind = BodyKind.COMMITTEE,
    email: str | None = "tekniska@asby.example",
    languages: Iterable[str] = LANGUAGES,
    slug: str | None = None,
) -> Body:
    """A body with its name in every language."""
    texts = make_texts(session, "body", name=in_languages(name, languages))
    slug = slug or slug_of(name, body_questions.slugs(session))
    body = Body(slug=slug, kind=kind, texts=texts, email=email, postal_address="Rådhuset, 123 45 Åsby")
    session.add(body)
    session.flush()
    return body


def make_user(
    session: Session,
    name: str = "Lena Lindqvist",
    *,
    roles: Iterable[Role] = (Role.DIALOGUE_LEAD,),
    body: Body | None = None,
    email: str | None = None,
    password: str | None = None,
    now: datetime = NOW,
) -> User:
    """A member of staff with these roles, for that body or (None) for all. Without `password` nobody can sign in."""
    number = next(_number)
    user = User(
        email=email or f"{slug_of(name)}-{number}@asby.example",
        name=name,
        title="handläggare",
        session_token=f"token-{number}-{slug_of(name)}",
        password_hash=passwords.make_hash(password) if password else None,
        created_at=now,
    )
    user.roles = [RoleGrant(role=role, body_id=body.id if body else None) for role in roles]
    session.add(user)
    session.flush()
    return user


def actor(user: User) -> Actor:
    """The user as the actor that services take."""
    return users.actor_of(user)


def lead(session: Session, *, body: Body | None = None) -> Actor:
    """A new dialogue lead (for one body, or all) as an actor."""
    return actor(make_user(session, "Lena Lindqvist", body=body))


def make_matter(
    session: Session,
    *,
    title: str = "Ny park vid Hamngatan",
    body: Body | None = None,
    registry_number: str = "TN 2026/41",
    planned_decision_on: date | None = None,
    considered: ConsiderationOutcome | None = ConsiderationOutcome.DIALOGUE,
    suitable: bool = True,
    now: datetime = NOW,
) -> Matter:
    """A matter; by default considered (outcome *dialogue*) and found suitable."""
    body = body or make_body(session)
    today = local_day(now, ZONE)
    matter = Matter(
        slug=slug_of(title, matters.slugs(session)),
        registry_number=registry_number,
        body=body,
        texts=make_texts(
            session, "matter", title=in_languages(title), summary=in_languages(f"{title}: vad det gäller.")
        ),
        registered_on=today - timedelta(days=30),
        planned_decision_on=planned_decision_on or today + timedelta(days=100),
    )
    session.add(matter)
    session.flush()
    if considered is not None:
        session.add(
            Consideration(
                matter=matter,
                outcome=considered,
                grounds="Förslaget ändrar vardagen för dem som bor i närheten.",
                body=body,
                decided_by="Olle Ordförande",
                decided_on=today - timedelta(days=20),
                section="§ 12",
                recorded_at=now - timedelta(days=20),
            )
        )
    if suitable:
        make_suitability(session, matter, now=now)
    session.flush()
    return matter


def make_suitability(session: Session, matter: Matter, *, now: datetime = NOW) -> SuitabilityTest:
    """A complete suitability test that speaks for a dialogue."""
    test = SuitabilityTest(
        matter_id=matter.id,
        questions_version=CURRENT_VERSION,
        purpose="Få veta hur parken ska användas.",
        benefit="Beslutet blir bättre.",
        grounds="Det finns saker kvar att påverka.",
        highest_level=5,
        outcome=SuitabilityOutcome.SUITABLE,
        body_id=matter.body_id,
        decided_by="Olle Ordförande",
        decided_on=local_day(now, ZONE) - timedelta(days=20),
    )
    yes, words = suitability_answers()
    test.answers = [
        *(SuitabilityReply(question_key=key, answer=answer) for key, answer in yes.items()),
        *(SuitabilityReply(question_key=key, note=text) for key, text in words.items()),
    ]
    session.add(test)
    session.flush()
    return test


def suitability_answers(version: int = CURRENT_VERSION) -> tuple[dict[str, SuitabilityAnswer], dict[str, str]]:
    """A yes to every question of a shipped version of the test, and words where it asks for words."""
    asked = QUESTION_SETS[version]
    yes = {question.key: SuitabilityAnswer.YES for question in asked if question.kind is AnswerKind.YES_NO}
    return yes, {question.key: "De som bor nära." for question in asked if question.kind is AnswerKind.TEXT}


def make_dialogue(
    session: Session,
    *,
    title: str = "Hur ska parken vid Hamngatan bli?",
    matter: Matter | None = None,
    body: Body | None = None,
    held_by: Body | None = None,
    languages: Iterable[str] = LANGUAGES,
    level: int = 2,
    show_mode: ShowMode = ShowMode.AFTER_REVIEW,
    opens_in: int = 10,
    open_days: int = 28,
    slug: str | None = None,
    now: datetime = NOW,
) -> Dialogue:
    """A dialogue that is being prepared: dates and texts set; no points, groups, questions, contact or approval.

    It opens `opens_in` days from `now` (negative: days ago) at the start of the day and is open `open_days` days.
    """
    languages = tuple(languages)
    matter = matter or make_matter(session, body=body, now=now)
    body = body or matter.body
    opens = local_day(now, ZONE) + timedelta(days=opens_in)
    closes = opens + timedelta(days=open_days - 1)
    planned = closes + timedelta(days=60)
    dialogue = Dialogue(
        slug=slug or slug_of(title, dialogues.slugs(session)),
        matter=matter,
        body=body,
        held_by=held_by or body,
        deciding_body=body,
        texts=make_texts(
            session,
            "dialogue",
            title=in_languages(title, languages),
            lede=in_languages("Vi ska bygga en park. Vad behöver du där?", languages),
            purpose=in_languages("Vi vill veta hur parken ska användas.", languages),
            use=in_languages("Dina synpunkter blir underlag för nämndens beslut.", languages),
        ),
        result_texts=new_set(session, "result"),
        answer_texts=new_set(session, "answer"),
        level=level,
        show_mode=show_mode,
        opens_at=start_of(opens, ZONE),
        closes_at=end_of(closes, ZONE),
        planned_decision_on=planned,
        result_by=closes + timedelta(days=30),
        answer_by=planned + timedelta(days=21),
        steering_goal="Översiktsplan 2026, mål 4",
        steering_year=2026,
        created_at=now,
    )
    dialogue.languages = [DialogueLanguage(language=code, position=place) for place, code in enumerate(languages)]
    session.add(dialogue)
    session.flush()
    return dialogue


def make_point(
    session: Session,
    dialogue: Dialogue,
    text: str = "Vilka växter parken får",
    *,
    kind: PointKind = PointKind.CHANGEABLE,
) -> CommitmentPoint:
    """A point that can change (or is fixed) in every language of the dialogue, placed last."""
    codes = [entry.language for entry in dialogue.languages]
    point = CommitmentPoint(
        dialogue_id=dialogue.id,
        kind=kind,
        position=len(commitments.points_of(session, dialogue.id, kind)) + 1,
        texts=make_texts(session, "point", text=in_languages(text, codes)),
        answer_texts=new_set(session, "point_answer"),
    )
    session.add(point)
    session.flush()
    return point


def make_question(
    session: Session,
    dialogue: Dialogue,
    label: str = "Vad tycker du att vi ska tänka på?",
    *,
    kind: QuestionKind = QuestionKind.FREE_TEXT,
    options: Iterable[str] = (),
    required: bool = False,
    position: int | None = None,
) -> Question:
    """A question with its options in every language of the dialogue, placed last unless `position` is given."""
    codes = [entry.language for entry in dialogue.languages]
    number = next(_number) if position is None else position
    texts = make_texts(session, "question", label=in_languages(label, codes))
    question = Question(dialogue_id=dialogue.id, position=number, kind=kind, required=required, texts=texts)
    question.options = [
        QuestionOption(position=place, texts=make_texts(session, "option", label=in_languages(text, codes)))
        for place, text in enumerate(options, 1)
    ]
    session.add(question)
    session.flush()
    return question


def make_group(
    session: Session,
    dialogue: Dialogue,
    name: str = "Barn i kvarteren runt parken",
    *,
    measure: str | None = "Möte i skolan",
) -> AffectedGroup:
    """An affected group with one planned measure, or none."""
    codes = [entry.language for entry in dialogue.languages]
    texts = make_texts(session, "group", name=in_languages(name, codes))
    group = AffectedGroup(dialogue_id=dialogue.id, position=next(_number), texts=texts)
    if measure:
        what = make_texts(session, "measure", what=in_languages(measure, codes))
        group.measures = [Measure(texts=what, owner="Lena Lindqvist")]
    session.add(group)
    session.flush()
    return group


def make_meeting(
    session: Session, dialogue: Dialogue, title: str = "Träff i parken", *, starts_at: datetime | None = None
) -> Meeting:
    """A two-hour meeting, by default at 17 UTC on the second day of the open time."""
    codes = [entry.language for entry in dialogue.languages]
    texts = make_texts(session, "meeting", title=in_languages(title, codes), place=in_languages("Hamngatan 1", codes))
    starts = starts_at or (dialogue.opens_at or NOW) + timedelta(days=1, hours=17)
    meeting = Meeting(dialogue_id=dialogue.id, texts=texts, starts_at=starts, ends_at=starts + timedelta(hours=2))
    session.add(meeting)
    session.flush()
    return meeting


def approve(session: Session, dialogue: Dialogue, *, now: datetime = NOW) -> Approval:
    """An approval in the body's name of the commitment exactly as it stands."""
    approval = Approval(
        dialogue_id=dialogue.id,
        subject=commitments.COMMITMENT,
        body_id=dialogue.body_id,
        approved_by="Olle Ordförande",
        approver_role="ordförande",
        approved_on=local_day(now, ZONE),
        section="§ 14",
        content_hash=commitments.hash_of(session, dialogue, RULES),
        recorded_at=now,
    )
    session.add(approval)
    session.flush()
    return approval
