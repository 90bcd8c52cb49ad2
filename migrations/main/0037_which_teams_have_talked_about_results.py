"""Which teams have talked about their results."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "result_talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=160), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("agreed", sa.String(length=200), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=False),
        sa.Column("said_at", UtcDateTime(), nullable=False),
        sa.Column("hidden_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("length(agreed) <= 200", name=op.f("ck_result_talk_agreed_is_one_sentence")),
        sa.ForeignKeyConstraint(["said_by_id"], ["person.id"], name=op.f("fk_result_talk_said_by_id_person")),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_result_talk_survey_id_survey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_talk")),
        sa.UniqueConstraint("survey_id", "code", name="uq_result_talk_survey_id_code"),
    )
    for column in ("held_on", "said_by_id"):
        op.create_index(op.f(f"ix_result_talk_{column}"), "result_talk", [column])


def downgrade() -> None:
    op.drop_table("result_talk")
