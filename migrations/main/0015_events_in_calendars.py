"""Events: when they were published, which version a window holds, and what calendars know their sessions by."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("published_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("event_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("uid", sa.String(length=32), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("event_session", schema=None) as batch_op:
        batch_op.drop_column("sequence")
        batch_op.drop_column("uid")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_column("version")
        batch_op.drop_column("published_at")
