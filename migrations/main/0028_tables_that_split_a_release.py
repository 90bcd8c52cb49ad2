"""Releases split by characteristics, and how deep."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "release_table",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("characteristic", sa.String(length=40), nullable=False),
        sa.Column("block", sa.String(length=160), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_release_table_release_id_release")),
        sa.PrimaryKeyConstraint("release_id", "characteristic", "block", name=op.f("pk_release_table")),
    )
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.add_column(sa.Column("split_to", sa.Integer(), nullable=False, server_default="1"))
        batch_op.create_check_constraint(op.f("ck_survey_split_to_a_known_depth"), "split_to BETWEEN 0 AND 2")
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.alter_column("split_to", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_survey_split_to_a_known_depth"), type_="check")
        batch_op.drop_column("split_to")
    op.drop_table("release_table")
