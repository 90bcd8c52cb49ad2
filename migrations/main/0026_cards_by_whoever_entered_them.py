"""Paper cards are found by whoever typed them in."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

HELD = sa.text("entered_by_id IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_thanks_entered_by_id", "thanks", ["entered_by_id"], unique=False, sqlite_where=HELD, postgresql_where=HELD
    )


def downgrade() -> None:
    op.drop_index("ix_thanks_entered_by_id", table_name="thanks", sqlite_where=HELD, postgresql_where=HELD)
