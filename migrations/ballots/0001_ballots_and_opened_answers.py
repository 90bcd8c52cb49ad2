"""Ballots and opened answers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ballot",
        sa.Column("box", sa.String(length=32), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("box", "id", name=op.f("pk_ballot")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "opened_answers",
        sa.Column("box", sa.String(length=32), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("box", "id", name=op.f("pk_opened_answers")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "opened_comment",
        sa.Column("box", sa.String(length=32), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("reporting_group", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("box", "id", name=op.f("pk_opened_comment")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "opened_count",
        sa.Column("box", sa.String(length=32), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("unreadable", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("box", name=op.f("pk_opened_count")),
    )


def downgrade() -> None:
    op.drop_table("opened_count")
    op.drop_table("opened_comment")
    op.drop_table("opened_answers")
    op.drop_table("ballot")
