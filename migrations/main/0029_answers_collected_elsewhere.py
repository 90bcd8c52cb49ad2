"""Surveys whose answers were collected elsewhere say so."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

RULE = "ck_survey_collected_elsewhere_without_a_box"


def upgrade() -> None:
    with op.batch_alter_table("survey") as batch:
        batch.add_column(sa.Column("collected_elsewhere", sa.String(length=60), nullable=False, server_default=""))
        batch.create_check_constraint(op.f(RULE), "collected_elsewhere = '' OR box IS NULL")
    with op.batch_alter_table("survey") as batch:
        batch.alter_column("collected_elsewhere", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("survey") as batch:
        batch.drop_constraint(op.f(RULE), type_="check")
        batch.drop_column("collected_elsewhere")
