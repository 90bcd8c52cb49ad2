"""Recruitment rounds: targets, applications, suggestions, decisions."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recruitment_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("call", sa.Text(), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=True),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("term_starts_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("letter_appointed", sa.Text(), nullable=False),
        sa.Column("letter_waiting", sa.Text(), nullable=False),
        sa.Column("letter_declined", sa.Text(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'open' OR closes_at IS NOT NULL", name=op.f("ck_recruitment_round_open_ones_close")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'deciding', 'decided', 'cancelled')",
            name=op.f("ck_recruitment_round_state_is_known"),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_recruitment_round_has_a_title")),
        sa.CheckConstraint(
            "opens_at IS NULL OR closes_at IS NULL OR closes_at > opens_at",
            name=op.f("ck_recruitment_round_closes_after_it_opens"),
        ),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_recruitment_round_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recruitment_round")),
    )
    with op.batch_alter_table("recruitment_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recruitment_round_network_id"), ["network_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recruitment_round_state"), ["state"], unique=False)

    op.create_table(
        "recruitment_application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("languages", sa.String(length=120), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("asked_manager_id", sa.Integer(), nullable=True),
        sa.Column("manager", sa.String(length=10), nullable=False),
        sa.Column("manager_why", sa.String(length=500), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=True),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("told", sa.String(length=10), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "manager = 'nobody' OR asked_at IS NOT NULL", name=op.f("ck_recruitment_application_asked_when")
        ),
        sa.CheckConstraint(
            "manager IN ('nobody', 'asked', 'agreed', 'cannot')",
            name=op.f("ck_recruitment_application_answer_is_known"),
        ),
        sa.CheckConstraint(
            "outcome IN ('sent', 'withdrawn', 'appointed', 'waiting', 'declined')",
            name=op.f("ck_recruitment_application_outcome_is_known"),
        ),
        sa.CheckConstraint("length(why) <= 1000", name=op.f("ck_recruitment_application_why_is_short")),
        sa.ForeignKeyConstraint(
            ["asked_manager_id"], ["person.id"], name=op.f("fk_recruitment_application_asked_manager_id_person")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recruitment_application_person_id_person")),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["recruitment_round.id"],
            name=op.f("fk_recruitment_application_round_id_recruitment_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recruitment_application")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_recruitment_application_round_id")),
    )
    with op.batch_alter_table("recruitment_application", schema=None) as batch_op:
        batch_op.create_index("ix_recruitment_application_manager", ["asked_manager_id", "manager"], unique=False)
        batch_op.create_index(batch_op.f("ix_recruitment_application_person_id"), ["person_id"], unique=False)

    op.create_table(
        "recruitment_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_recruitment_decision_by_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recruitment_decision_person_id_person")),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["recruitment_round.id"],
            name=op.f("fk_recruitment_decision_round_id_recruitment_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recruitment_decision")),
    )
    with op.batch_alter_table("recruitment_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recruitment_decision_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recruitment_decision_round_id"), ["round_id"], unique=False)

    op.create_table(
        "recruitment_suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "answer IN ('asked', 'no', 'applied')", name=op.f("ck_recruitment_suggestion_answer_is_known")
        ),
        sa.CheckConstraint("person_id <> by_id", name=op.f("ck_recruitment_suggestion_not_oneself")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_recruitment_suggestion_by_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recruitment_suggestion_person_id_person")),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["recruitment_round.id"],
            name=op.f("fk_recruitment_suggestion_round_id_recruitment_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recruitment_suggestion")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_recruitment_suggestion_round_id")),
    )
    with op.batch_alter_table("recruitment_suggestion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recruitment_suggestion_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recruitment_suggestion_person_id"), ["person_id"], unique=False)

    op.create_table(
        "recruitment_target",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_recruitment_target_asks_for_somebody")),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["recruitment_round.id"],
            name=op.f("fk_recruitment_target_round_id_recruitment_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_recruitment_target_unit_id_unit")),
        sa.PrimaryKeyConstraint("round_id", "unit_id", name=op.f("pk_recruitment_target")),
    )
    with op.batch_alter_table("recruitment_target", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recruitment_target_unit_id"), ["unit_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("recruitment_target", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recruitment_target_unit_id"))

    op.drop_table("recruitment_target")
    with op.batch_alter_table("recruitment_suggestion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recruitment_suggestion_person_id"))
        batch_op.drop_index(batch_op.f("ix_recruitment_suggestion_by_id"))

    op.drop_table("recruitment_suggestion")
    with op.batch_alter_table("recruitment_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recruitment_decision_round_id"))
        batch_op.drop_index(batch_op.f("ix_recruitment_decision_person_id"))

    op.drop_table("recruitment_decision")
    with op.batch_alter_table("recruitment_application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recruitment_application_person_id"))
        batch_op.drop_index("ix_recruitment_application_manager")

    op.drop_table("recruitment_application")
    with op.batch_alter_table("recruitment_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recruitment_round_state"))
        batch_op.drop_index(batch_op.f("ix_recruitment_round_network_id"))

    op.drop_table("recruitment_round")
