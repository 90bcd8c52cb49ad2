"""Topics that teams talk about, and what each team said."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversation_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("source_kind", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("framework_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("closing", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Date(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "(source_kind = '') = (source_id IS NULL)", name=op.f("ck_conversation_topic_source_is_whole")
        ),
        sa.CheckConstraint("kind IN ('values', 'results', 'other')", name=op.f("ck_conversation_topic_kind_is_known")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_conversation_topic_has_a_title")),
        sa.CheckConstraint(
            "closed_on IS NULL OR closed_on >= opened_on", name=op.f("ck_conversation_topic_dates_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_conversation_topic_created_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework.id"], name=op.f("fk_conversation_topic_framework_id_framework")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_topic")),
    )
    op.create_table(
        "team_conversation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("led_by_id", sa.Integer(), nullable=False),
        sa.Column("took_part", sa.Integer(), nullable=True),
        sa.Column("commitment", sa.String(length=200), nullable=False),
        sa.Column("kept", sa.String(length=10), nullable=False),
        sa.Column("kept_on", sa.Date(), nullable=True),
        sa.Column("kept_note", sa.String(length=300), nullable=False),
        sa.Column("logged_by_id", sa.Integer(), nullable=False),
        sa.Column("logged_at", UtcDateTime(), nullable=False),
        sa.Column("hidden_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(kept = '') = (kept_on IS NULL)", name=op.f("ck_team_conversation_kept_has_its_date")),
        sa.CheckConstraint(
            "commitment <> '' AND length(commitment) <= 200",
            name=op.f("ck_team_conversation_commitment_is_one_sentence"),
        ),
        sa.CheckConstraint("kept IN ('', 'yes', 'partly', 'no')", name=op.f("ck_team_conversation_kept_is_known")),
        sa.CheckConstraint(
            "took_part IS NULL OR took_part BETWEEN 1 AND 500", name=op.f("ck_team_conversation_took_part_is_small")
        ),
        sa.ForeignKeyConstraint(["led_by_id"], ["person.id"], name=op.f("fk_team_conversation_led_by_id_person")),
        sa.ForeignKeyConstraint(["logged_by_id"], ["person.id"], name=op.f("fk_team_conversation_logged_by_id_person")),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["conversation_topic.id"],
            name=op.f("fk_team_conversation_topic_id_conversation_topic"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_team_conversation_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_conversation")),
        sa.UniqueConstraint("topic_id", "unit_id", name=op.f("uq_team_conversation_topic_id")),
    )
    with op.batch_alter_table("team_conversation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_conversation_held_on"), ["held_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_team_conversation_led_by_id"), ["led_by_id"], unique=False)
        batch_op.create_index("ix_team_conversation_logged_by_id", ["logged_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_team_conversation_unit_id"), ["unit_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("team_conversation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_conversation_unit_id"))
        batch_op.drop_index("ix_team_conversation_logged_by_id")
        batch_op.drop_index(batch_op.f("ix_team_conversation_led_by_id"))
        batch_op.drop_index(batch_op.f("ix_team_conversation_held_on"))

    op.drop_table("team_conversation")
    op.drop_table("conversation_topic")
