"""What the principles need: agendas, bodies over time, plans, ladders, question sets, drafts, reach, reports.

Schema only; rows are moved in a revision of their own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


WIDENED = (
    (
        "decisions",
        "ck_decisions_decisionkind",
        "kind IN ('decided', 'proposed', 'referred_back', 'postponed', 'withdrawn')",
    ),
    (
        "editions",
        "ck_editions_editionkind",
        "kind IN ('result', 'proposal', 'answer', 'correction', 'interim', 'follow_up')",
    ),
    (
        "outbox",
        "ck_outbox_mailkind",
        "kind IN ('code', 'amendment', 'stop', 'interim', 'result', 'proposal', 'answer', 'correction', 'follow_up', 'next_dialogue', 'review_decision', 'appeal_decision', 'staff_sign_in')",
    ),
    (
        "public_log",
        "ck_public_log_logkind",
        "kind IN ('announced', 'amended', 'corrected', 'translation_corrected', 'language_added', 'meeting_added', 'should_passed', 'stopped', 'cancelled', 'imported', 'handed_over', 'late_views_sent', 'result_published', 'proposal_published', 'decision_recorded', 'decision_corrected', 'interim_published', 'answer_published', 'correction_published', 'follow_up_published', 'extensive_told', 'extensive_stated', 'reported_to_body', 'evaluated', 'concluded')",
    ),
)
"""Table, constraint and condition of each enumeration that has got more values."""


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "ladders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hidden_level", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_ladders_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladders")),
    )
    op.create_table(
        "suitability_question_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("in_force_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_suitability_question_sets_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suitability_question_sets")),
        sa.UniqueConstraint("number", name=op.f("uq_suitability_question_sets_number")),
    )
    op.create_table(
        "annual_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("html_hash", sa.String(length=64), nullable=False),
        sa.Column("accounts_for", sa.JSON(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("section", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_annual_reports_body_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_annual_reports_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_reports")),
        sa.UniqueConstraint("body_id", "year", "number", name=op.f("uq_annual_reports_body_id_year_number")),
    )
    op.create_table(
        "body_meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_body_meetings_body_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_meetings")),
    )
    with op.batch_alter_table("body_meetings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_body_meetings_body_id"), ["body_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_body_meetings_held_on"), ["held_on"], unique=False)

    op.create_table(
        "ladder_steps",
        sa.Column("ladder_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("texts_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ladder_id"], ["ladders.id"], name=op.f("fk_ladder_steps_ladder_id")),
        sa.ForeignKeyConstraint(["texts_id"], ["text_sets.id"], name=op.f("fk_ladder_steps_texts_id")),
        sa.PrimaryKeyConstraint("ladder_id", "level", name=op.f("pk_ladder_steps")),
    )
    op.create_table(
        "seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "chair",
                "first_vice",
                "second_vice",
                "member",
                "substitute",
                name="seatrole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_seats_body_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_seats_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
    )
    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seats_body_id"), ["body_id"], unique=False)

    op.create_table(
        "steering_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "goal", "plan", "budget", name="steeringkind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_steering_items_body_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steering_items")),
    )
    with op.batch_alter_table("steering_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_steering_items_body_id"), ["body_id"], unique=False)

    op.create_table(
        "suitability_set_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("yes_no", "text", name="answerkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("decisive", sa.Boolean(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("texts_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["suitability_question_sets.id"],
            name=op.f("fk_suitability_set_questions_set_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["texts_id"], ["text_sets.id"], name=op.f("fk_suitability_set_questions_texts_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suitability_set_questions")),
        sa.UniqueConstraint("set_id", "key", name=op.f("uq_suitability_set_questions_set_id_key")),
    )
    with op.batch_alter_table("suitability_set_questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suitability_set_questions_set_id"), ["set_id"], unique=False)

    op.create_table(
        "yearly_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("section", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_yearly_plans_body_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_yearly_plans")),
        sa.UniqueConstraint("body_id", "year", name=op.f("uq_yearly_plans_body_id_year")),
    )
    with op.batch_alter_table("yearly_plans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_yearly_plans_body_id"), ["body_id"], unique=False)

    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_agenda_items_matter_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["body_meetings.id"], name=op.f("fk_agenda_items_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint("meeting_id", "matter_id", name=op.f("uq_agenda_items_meeting_id_matter_id")),
    )
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_items_matter_id"), ["matter_id"], unique=False)

    op.create_table(
        "matter_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("from_body_id", sa.Integer(), nullable=False),
        sa.Column("to_body_id", sa.Integer(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["from_body_id"], ["bodies.id"], name=op.f("fk_matter_moves_from_body_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_matter_moves_matter_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_matter_moves_recorded_by_id")),
        sa.ForeignKeyConstraint(["to_body_id"], ["bodies.id"], name=op.f("fk_matter_moves_to_body_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_moves")),
    )
    with op.batch_alter_table("matter_moves", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_matter_moves_matter_id"), ["matter_id"], unique=False)

    op.create_table(
        "meeting_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["body_meetings.id"], name=op.f("fk_meeting_moves_meeting_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_meeting_moves_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_moves")),
    )
    with op.batch_alter_table("meeting_moves", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_moves_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "dialogue_bodies",
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_dialogue_bodies_body_id")),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_dialogue_bodies_dialogue_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dialogue_id", "body_id", name=op.f("pk_dialogue_bodies")),
    )
    with op.batch_alter_table("dialogue_bodies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_bodies_body_id"), ["body_id"], unique=False)

    op.create_table(
        "draft_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "commitment",
                "result",
                "answer",
                name="draftsubject",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("part", sa.String(length=60), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reply", sa.String(length=2000), nullable=False),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["dialogue_id"], ["dialogues.id"], name=op.f("fk_draft_comments_dialogue_id")),
        sa.ForeignKeyConstraint(["resolved_by_id"], ["users.id"], name=op.f("fk_draft_comments_resolved_by_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_draft_comments_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_comments")),
    )
    with op.batch_alter_table("draft_comments", schema=None) as batch_op:
        batch_op.create_index("ix_draft_comments_dialogue_id_resolved_at", ["dialogue_id", "resolved_at"], unique=False)

    op.create_table(
        "draft_readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "commitment",
                "result",
                "answer",
                name="draftsubject",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dialogue_id"], ["dialogues.id"], name=op.f("fk_draft_readings_dialogue_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_draft_readings_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_readings")),
        sa.UniqueConstraint(
            "dialogue_id",
            "subject",
            "user_id",
            "content_hash",
            name=op.f("uq_draft_readings_dialogue_id_subject_user_id_content_hash"),
        ),
    )
    op.create_table(
        "late_sendings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["dialogue_id"], ["dialogues.id"], name=op.f("fk_late_sendings_dialogue_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["users.id"], name=op.f("fk_late_sendings_sent_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_sendings")),
    )
    with op.batch_alter_table("late_sendings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_late_sendings_dialogue_id"), ["dialogue_id"], unique=False)

    op.create_table(
        "planned_dialogues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("texts_id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=True),
        sa.Column("dialogue_id", sa.Integer(), nullable=True),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("lead", sa.String(length=120), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("added_later", sa.Boolean(), nullable=False),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("because", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["dialogue_id"], ["dialogues.id"], name=op.f("fk_planned_dialogues_dialogue_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_planned_dialogues_matter_id")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["yearly_plans.id"], name=op.f("fk_planned_dialogues_plan_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["texts_id"], ["text_sets.id"], name=op.f("fk_planned_dialogues_texts_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_dialogues")),
    )
    with op.batch_alter_table("planned_dialogues", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_planned_dialogues_dialogue_id"), ["dialogue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_planned_dialogues_matter_id"), ["matter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_planned_dialogues_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "delivery_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "meeting",
                "poster",
                "letter",
                "media",
                "other",
                name="deliveryactkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_delivery_acts_edition_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_delivery_acts_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_acts")),
    )
    with op.batch_alter_table("delivery_acts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_acts_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "elected_presences",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_elected_presences_meeting_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["member_id"], ["group_members.id"], name=op.f("fk_elected_presences_member_id")),
        sa.PrimaryKeyConstraint("meeting_id", "member_id", name=op.f("pk_elected_presences")),
    )
    op.create_table(
        "group_counts",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("declared", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["affected_groups.id"], name=op.f("fk_group_counts_group_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_group_counts")),
    )
    op.create_table(
        "handover_files",
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column(
            "format",
            sa.Enum("html", "pdf", "docx", name="documentformat", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["handover_id"], ["handovers.id"], name=op.f("fk_handover_files_handover_id")),
        sa.PrimaryKeyConstraint("handover_id", "format", "language", name=op.f("pk_handover_files")),
    )
    op.create_table(
        "meeting_groups",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["affected_groups.id"], name=op.f("fk_meeting_groups_group_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_groups_meeting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("meeting_id", "group_id", name=op.f("pk_meeting_groups")),
    )
    op.create_table(
        "measure_addresses",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dialogue_id"], ["dialogues.id"], name=op.f("fk_measure_addresses_dialogue_id")),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measures.id"], name=op.f("fk_measure_addresses_measure_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("measure_id", name=op.f("pk_measure_addresses")),
        sa.UniqueConstraint("dialogue_id", "code", name=op.f("uq_measure_addresses_dialogue_id_code")),
    )
    with op.batch_alter_table("affected_groups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("target", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("target_share", sa.Integer(), nullable=True))

    with op.batch_alter_table("approvals", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "kind",
                sa.Enum(
                    "body",
                    "chair",
                    "delegate",
                    name="approvalkind",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                server_default="chair",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("delegation", sa.String(length=300), server_default="", nullable=False))

    with op.batch_alter_table("bodies", schema=None) as batch_op:
        batch_op.add_column(sa.Column("abolished_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("successor_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_bodies_successor_id"), "bodies", ["successor_id"], ["id"])

    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("delegation", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("next_body_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("corrected_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("corrected_because", sa.String(), server_default="", nullable=False))
        batch_op.create_foreign_key(
            batch_op.f("fk_decisions_corrected_by_id"), "decisions", ["corrected_by_id"], ["id"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_decisions_next_body_id"), "bodies", ["next_body_id"], ["id"])

    with op.batch_alter_table("dialogue_methods", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cost_hours", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("reached", sa.Integer(), nullable=True))

    with op.batch_alter_table("dialogues", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ladder_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("asks_groups", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("steering_item_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("extensive_stated_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("extensive_stated_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("extensive_told", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("planned_cost", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("actual_cost", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_dialogues_extensive_stated_by_id"), "users", ["extensive_stated_by_id"], ["id"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_dialogues_ladder_id"), "ladders", ["ladder_id"], ["id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_dialogues_steering_item_id"), "steering_items", ["steering_item_id"], ["id"]
        )

    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("promised_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("settled_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_follow_ups_settled_by_id"), "users", ["settled_by_id"], ["id"])

    with op.batch_alter_table("group_evaluations", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "kind",
                sa.Enum(
                    "group", "elected", name="evaluationkind", native_enum=False, create_constraint=True, length=40
                ),
                server_default="group",
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column(
                "met",
                sa.Enum(
                    "met", "partly", "not_met", name="purposemet", native_enum=False, create_constraint=True, length=40
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))

    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.add_column(sa.Column("competence", sa.String(length=300), server_default="", nullable=False))

    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.String(), server_default="", nullable=False))

    with op.batch_alter_table("matters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("decided_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("decided_section", sa.String(length=40), server_default="", nullable=False))

    with op.batch_alter_table("measures", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        batch_op.create_foreign_key(batch_op.f("fk_measures_owner_id"), "users", ["owner_id"], ["id"])

    with op.batch_alter_table("methods", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fit", sa.String(length=5), server_default="-----", nullable=False))
        batch_op.add_column(sa.Column("retired", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))

    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("indexed", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.create_index(
            "ix_submissions_not_indexed",
            ["dialogue_id"],
            unique=False,
            sqlite_where=sa.text("NOT submissions.indexed"),
            postgresql_where=sa.text("NOT submissions.indexed"),
        )
        batch_op.create_index("ix_submissions_received_at_id", ["received_at", "id"], unique=False)
        batch_op.create_index("ix_submissions_registered_at_id", ["registered_at", "id"], unique=False)

    with op.batch_alter_table("suitability_replies", schema=None) as batch_op:
        batch_op.alter_column("answer", existing_type=sa.VARCHAR(length=40), nullable=True)
    for table, name, condition in WIDENED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(name), type_="check")
            batch_op.create_check_constraint(op.f(name), condition)


def downgrade() -> None:
    """There is no way back but a restored backup: going back would lose what was written since."""
    raise NotImplementedError("restore the backup that was made before the upgrade")
