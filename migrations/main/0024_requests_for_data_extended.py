"""A request for data can take longer, once, with the reason that its person is told."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("data_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("extended_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("extended_why", sa.String(length=500), server_default="", nullable=False))
        batch_op.create_check_constraint(
            batch_op.f("ck_data_request_extended_with_a_reason"), "(extended_at IS NULL) = (extended_why = '')"
        )


def downgrade() -> None:
    with op.batch_alter_table("data_request", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_data_request_extended_with_a_reason"), type_="check")
        batch_op.drop_column("extended_why")
        batch_op.drop_column("extended_at")
