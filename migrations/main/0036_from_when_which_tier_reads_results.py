"""From when which tier of readers reads a release."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

DAYS = ("directors_from", "services_from", "managers_from", "staff_from")


def upgrade() -> None:
    with op.batch_alter_table("release", schema=None) as batch_op:
        for name in DAYS:
            batch_op.add_column(sa.Column(name, sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("release", schema=None) as batch_op:
        for name in reversed(DAYS):
            batch_op.drop_column(name)
