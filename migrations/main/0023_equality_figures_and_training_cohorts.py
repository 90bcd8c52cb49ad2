"""Equality figures as numbers of groups, and the courses whose cohorts an item counts."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "equality_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("measure", sa.String(length=80), nullable=False),
        sa.Column("characteristic", sa.String(length=80), nullable=False),
        sa.Column("for_group", sa.String(length=80), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("everybody", sa.Integer(), nullable=False),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "measure <> '' AND characteristic <> '' AND for_group <> ''", name=op.f("ck_equality_figure_has_its_names")
        ),
        sa.CheckConstraint(
            "people >= 0 AND people <= everybody", name=op.f("ck_equality_figure_no_more_than_everybody")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equality_figure")),
        sa.UniqueConstraint("as_at", "measure", "characteristic", "for_group", name="uq_equality_figure_once"),
    )
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("course", sa.String(length=120), server_default="", nullable=False))
        batch_op.add_column(sa.Column("trainer_course", sa.String(length=120), server_default="", nullable=False))

    with op.batch_alter_table("plan_measure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("equality_measure", sa.String(length=80), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("equality_characteristic", sa.String(length=80), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("equality_group", sa.String(length=80), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("plan_measure", schema=None) as batch_op:
        batch_op.drop_column("equality_group")
        batch_op.drop_column("equality_characteristic")
        batch_op.drop_column("equality_measure")

    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        batch_op.drop_column("trainer_course")
        batch_op.drop_column("course")

    op.drop_table("equality_figure")
