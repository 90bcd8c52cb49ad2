"""How many ballots of an opened box were sealed anew for the next one."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("opened_count", schema=None) as batch_op:
        batch_op.add_column(sa.Column("carried", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("opened_count", schema=None) as batch_op:
        batch_op.drop_column("carried")
