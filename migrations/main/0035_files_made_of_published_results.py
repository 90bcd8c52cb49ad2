"""Files made of published results."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "survey_pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'made', 'failed')", name=op.f("ck_survey_pack_state_is_known")),
        sa.CheckConstraint("done BETWEEN 0 AND total", name=op.f("ck_survey_pack_done_within_total")),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_pack_survey_id_survey")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_pack")),
        sa.UniqueConstraint("survey_id", "kind", name=op.f("uq_survey_pack_survey_id")),
    )


def downgrade() -> None:
    op.drop_table("survey_pack")
