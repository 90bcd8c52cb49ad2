"""Codes on paper, kiosks, and how many answers were typed in."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "survey_code_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("group_code", sa.String(length=120), nullable=False),
        sa.Column("site", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_survey_code_batch_number_positive")),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_code_batch_survey_id_survey")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_code_batch")),
    )
    op.create_index("ix_survey_code_batch_survey_id", "survey_code_batch", ["survey_id"])

    op.create_table(
        "survey_kiosk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("place <> ''", name=op.f("ck_survey_kiosk_place_is_named")),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_kiosk_survey_id_survey")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_kiosk")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_survey_kiosk_token_digest")),
    )
    op.create_index("ix_survey_kiosk_survey_id", "survey_kiosk", ["survey_id"])

    op.create_table(
        "survey_paper_count",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.CheckConstraint("papers >= 0", name=op.f("ck_survey_paper_count_papers_not_negative")),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_paper_count_survey_id_survey")),
        sa.PrimaryKeyConstraint("survey_id", name=op.f("pk_survey_paper_count")),
    )
    op.create_table(
        "survey_code",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("group_code", sa.String(length=120), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["survey_code_batch.id"], name=op.f("fk_survey_code_batch_id_survey_code_batch")
        ),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_code_survey_id_survey")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_survey_code")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_survey_code_batch_id", "survey_code", ["batch_id"])
    op.create_index("ix_survey_code_survey_id", "survey_code", ["survey_id"])


def downgrade() -> None:
    op.drop_table("survey_code")
    op.drop_table("survey_paper_count")
    op.drop_table("survey_kiosk")
    op.drop_table("survey_code_batch")
