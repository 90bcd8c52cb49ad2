"""What results are set beside: figures of others, and questions joined over waves."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "benchmark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("figures_of", sa.Date(), nullable=False),
        sa.Column("imported_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_benchmark_has_a_name")),
        sa.CheckConstraint("source <> ''", name=op.f("ck_benchmark_says_where_it_comes_from")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benchmark")),
        sa.UniqueConstraint("name", name=op.f("uq_benchmark_name")),
    )
    op.create_table(
        "joined_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("later", sa.String(length=120), nullable=False),
        sa.Column("earlier", sa.String(length=120), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joined_question")),
        sa.UniqueConstraint("later", "earlier", name="uq_joined_question_later_earlier"),
    )
    op.create_table(
        "benchmark_figure",
        sa.Column("benchmark_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.CheckConstraint("kind IN ('question', 'theme', 'index')", name=op.f("ck_benchmark_figure_kind_is_known")),
        sa.CheckConstraint("value BETWEEN 0 AND 100", name=op.f("ck_benchmark_figure_value_within_0_to_100")),
        sa.ForeignKeyConstraint(
            ["benchmark_id"], ["benchmark.id"], name=op.f("fk_benchmark_figure_benchmark_id_benchmark")
        ),
        sa.PrimaryKeyConstraint("benchmark_id", "kind", "key", name=op.f("pk_benchmark_figure")),
    )


def downgrade() -> None:
    op.drop_table("benchmark_figure")
    op.drop_table("joined_question")
    op.drop_table("benchmark")
