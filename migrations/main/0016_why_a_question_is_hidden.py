"""Why a question at an event is not shown, for whoever asked."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event_question") as table:
        table.add_column(sa.Column("hidden_why", sa.String(length=500), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("event_question") as table:
        table.drop_column("hidden_why")
