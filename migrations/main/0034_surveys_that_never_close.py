"""Surveys that never close: their series, their pools, and ballots that go on from one box to the next."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "standing_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=7), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("minimum_group", sa.Integer(), nullable=False),
        sa.Column("audience_unit_id", sa.Integer(), nullable=True),
        sa.Column("looked_on", sa.Date(), nullable=True),
        sa.Column("paused_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('joiners', 'leavers')", name=op.f("ck_standing_series_kind_is_known")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_standing_series_has_a_title")),
        sa.CheckConstraint("days BETWEEN 1 AND 365", name=op.f("ck_standing_series_days_of_a_year")),
        sa.CheckConstraint("minimum_group >= 5", name=op.f("ck_standing_series_minimum_group_never_under_five")),
        sa.ForeignKeyConstraint(
            ["audience_unit_id"], ["unit.id"], name=op.f("fk_standing_series_audience_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_standing_series_created_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_series")),
    )
    op.create_table(
        "standing_pool",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["standing_series.id"], name=op.f("fk_standing_pool_series_id_standing_series")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_standing_pool_survey_id_survey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("survey_id", name=op.f("pk_standing_pool")),
        sa.UniqueConstraint("series_id", "number", name=op.f("uq_standing_pool_series_id")),
    )
    with op.batch_alter_table("ballot_box", schema=None) as batch_op:
        batch_op.add_column(sa.Column("carries_to", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("carried_in", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("carried_out", sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_ballot_box_carries_to"), ["carries_to"])
        batch_op.create_foreign_key(
            batch_op.f("fk_ballot_box_carries_to_ballot_box"), "ballot_box", ["carries_to"], ["code"]
        )

    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.add_column(sa.Column("standing", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.drop_column("standing")

    with op.batch_alter_table("ballot_box", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_ballot_box_carries_to_ballot_box"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_ballot_box_carries_to"), type_="unique")
        batch_op.drop_column("carried_out")
        batch_op.drop_column("carried_in")
        batch_op.drop_column("carries_to")

    op.drop_table("standing_pool")
    op.drop_table("standing_series")
