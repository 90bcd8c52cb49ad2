"""Feedback rounds: whom they are about, who is asked, and the reports."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feedback_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("propose_until", sa.Date(), nullable=True),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("remind_days", sa.Integer(), nullable=False),
        sa.Column("reminded", sa.Boolean(), nullable=False),
        sa.Column("conversation_first", sa.Boolean(), nullable=False),
        sa.Column("open_to_all", sa.Boolean(), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("kept_months", sa.Integer(), nullable=False),
        sa.Column("box", sa.String(length=32), nullable=True),
        sa.Column("promise", sa.Text(), nullable=False),
        sa.Column("promise_digest", sa.String(length=64), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("answers_deleted_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "stage IN ('draft', 'proposing', 'collecting', 'closed', 'reported')",
            name=op.f("ck_feedback_round_stage_is_known"),
        ),
        sa.CheckConstraint("kept_months BETWEEN 1 AND 24", name=op.f("ck_feedback_round_kept_for_one_to_24_months")),
        sa.CheckConstraint("minimum >= 3", name=op.f("ck_feedback_round_minimum_never_under_three")),
        sa.CheckConstraint("remind_days >= 0", name=op.f("ck_feedback_round_remind_days_not_negative")),
        sa.ForeignKeyConstraint(["box"], ["ballot_box.code"], name=op.f("fk_feedback_round_box_ballot_box")),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_feedback_round_created_by_id_person")),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework.id"], name=op.f("fk_feedback_round_framework_id_framework")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_round")),
        sa.UniqueConstraint("box", name=op.f("uq_feedback_round_box")),
    )
    with op.batch_alter_table("feedback_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_round_stage"), ["stage"], unique=False)

    op.create_table(
        "feedback_subject",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("manages", sa.Boolean(), nullable=False),
        sa.Column("coach_id", sa.Integer(), nullable=True),
        sa.Column("conversation_on", sa.Date(), nullable=True),
        sa.Column("shared_at", UtcDateTime(), nullable=True),
        sa.Column("shared_with_manager_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "standing IN ('invited', 'proposing', 'sent', 'approved')",
            name=op.f("ck_feedback_subject_standing_is_known"),
        ),
        sa.CheckConstraint("coach_id <> person_id", name=op.f("ck_feedback_subject_coach_is_somebody_else")),
        sa.CheckConstraint("manager_id <> person_id", name=op.f("ck_feedback_subject_manager_is_somebody_else")),
        sa.ForeignKeyConstraint(["coach_id"], ["person.id"], name=op.f("fk_feedback_subject_coach_id_person")),
        sa.ForeignKeyConstraint(["manager_id"], ["person.id"], name=op.f("fk_feedback_subject_manager_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_feedback_subject_person_id_person")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["feedback_round.id"], name=op.f("fk_feedback_subject_round_id_feedback_round")
        ),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_feedback_subject")),
    )
    with op.batch_alter_table("feedback_subject", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_subject_manager_id"), ["manager_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_subject_person_id"), ["person_id"], unique=False)

    op.create_table(
        "feedback_outside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("taken_part", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "subject_id"],
            ["feedback_subject.round_id", "feedback_subject.person_id"],
            name="fk_feedback_outside_subject",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_outside")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feedback_outside_token_hash")),
    )
    with op.batch_alter_table("feedback_outside", schema=None) as batch_op:
        batch_op.create_index("ix_feedback_outside_about", ["round_id", "subject_id"], unique=False)

    op.create_table(
        "feedback_report",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "subject_id"],
            ["feedback_subject.round_id", "feedback_subject.person_id"],
            name="fk_feedback_report_subject",
        ),
        sa.PrimaryKeyConstraint("round_id", "subject_id", name=op.f("pk_feedback_report")),
    )
    op.create_table(
        "feedback_reviewer",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=10), nullable=False),
        sa.Column("taken_part", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(relation = 'self') = (subject_id = reviewer_id)", name=op.f("ck_feedback_reviewer_self_is_oneself")
        ),
        sa.CheckConstraint(
            "relation IN ('self', 'manager', 'report', 'peer', 'other')",
            name=op.f("ck_feedback_reviewer_relation_is_known"),
        ),
        sa.ForeignKeyConstraint(["reviewer_id"], ["person.id"], name=op.f("fk_feedback_reviewer_reviewer_id_person")),
        sa.ForeignKeyConstraint(
            ["round_id", "subject_id"],
            ["feedback_subject.round_id", "feedback_subject.person_id"],
            name="fk_feedback_reviewer_subject",
        ),
        sa.PrimaryKeyConstraint("round_id", "subject_id", "reviewer_id", name=op.f("pk_feedback_reviewer")),
    )
    with op.batch_alter_table("feedback_reviewer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_reviewer_reviewer_id"), ["reviewer_id"], unique=False)

    op.create_table(
        "feedback_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("block", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("saw", sa.Text(), nullable=False),
        sa.Column("led_to", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id", "subject_id"],
            ["feedback_report.round_id", "feedback_report.subject_id"],
            name="fk_feedback_comment_report",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_comment")),
    )
    with op.batch_alter_table("feedback_comment", schema=None) as batch_op:
        batch_op.create_index("ix_feedback_comment_report", ["round_id", "subject_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("feedback_comment", schema=None) as batch_op:
        batch_op.drop_index("ix_feedback_comment_report")

    op.drop_table("feedback_comment")
    with op.batch_alter_table("feedback_reviewer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_reviewer_reviewer_id"))

    op.drop_table("feedback_reviewer")
    op.drop_table("feedback_report")
    with op.batch_alter_table("feedback_outside", schema=None) as batch_op:
        batch_op.drop_index("ix_feedback_outside_about")

    op.drop_table("feedback_outside")
    with op.batch_alter_table("feedback_subject", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_subject_person_id"))
        batch_op.drop_index(batch_op.f("ix_feedback_subject_manager_id"))

    op.drop_table("feedback_subject")
    with op.batch_alter_table("feedback_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_round_stage"))

    op.drop_table("feedback_round")
