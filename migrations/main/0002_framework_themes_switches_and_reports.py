"""The published framework, themes, switches, and what was reported."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "framework",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= in_force_from", name=op.f("ck_framework_dates_in_order")),
        sa.CheckConstraint("version > 0", name=op.f("ck_framework_version_counts_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework")),
        sa.UniqueConstraint("version", name=op.f("uq_framework_version")),
    )
    op.create_table(
        "moderation_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("reported_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck_moderation_report_decided_has_its_date")
        ),
        sa.CheckConstraint("state IN ('open', 'hidden', 'kept')", name=op.f("ck_moderation_report_state_is_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_report")),
    )
    with op.batch_alter_table("moderation_report", schema=None) as batch_op:
        batch_op.create_index("ix_moderation_report_on", ["kind", "object_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_moderation_report_state"), ["state"], unique=False)

    op.create_table(
        "switch_state",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_switch_state")),
    )
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_theme_has_a_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("name", name=op.f("uq_theme_name")),
    )
    op.create_table(
        "framework_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("colour", sa.String(length=12), nullable=False),
        sa.Column("replaces", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"],
            ["framework.id"],
            name=op.f("fk_framework_value_framework_id_framework"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_value")),
        sa.UniqueConstraint("framework_id", "identity", name=op.f("uq_framework_value_framework_id")),
    )
    op.create_table(
        "behaviour",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("value_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(length=40), nullable=False),
        sa.Column("audience", sa.String(length=120), nullable=False),
        sa.Column("audience_kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=120), nullable=False),
        sa.Column("polarity", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("tags", sa.String(length=200), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("replaces", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "polarity IN ('positive', 'negative', 'neutral')", name=op.f("ck_behaviour_polarity_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["value_id"], ["framework_value.id"], name=op.f("fk_behaviour_value_id_framework_value"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_behaviour")),
        sa.UniqueConstraint("value_id", "identity", name=op.f("uq_behaviour_value_id")),
    )
    with op.batch_alter_table("behaviour", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_behaviour_identity"), ["identity"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("behaviour", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_behaviour_identity"))

    op.drop_table("behaviour")
    op.drop_table("framework_value")
    op.drop_table("theme")
    op.drop_table("switch_state")
    with op.batch_alter_table("moderation_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_report_state"))
        batch_op.drop_index("ix_moderation_report_on")

    op.drop_table("moderation_report")
    op.drop_table("framework")
