"""Nobody has the e-mail address of somebody else, in whatever case its letters are."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


# Alembic cannot read this index back: a later step that makes the table anew on SQLite has to make it, too.
def upgrade() -> None:
    op.create_index("ix_person_email_lower", "person", [sa.text("lower(email)")], unique=True)


def downgrade() -> None:
    op.drop_index("ix_person_email_lower", table_name="person")
