"""What the council writes in its documents, version by version, and requests for a person's own data."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "data_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("outcome", sa.String(length=1000), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("released_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_data_request_closed_has_its_time")
        ),
        sa.CheckConstraint(
            "state <> 'released' OR released_at IS NOT NULL", name=op.f("ck_data_request_released_has_its_time")
        ),
        sa.CheckConstraint("state IN ('open', 'released', 'closed')", name=op.f("ck_data_request_state_is_known")),
        sa.CheckConstraint("due_on > received_on", name=op.f("ck_data_request_due_after_it_came")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_data_request_made_by_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_data_request_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
    )
    with op.batch_alter_table("data_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_data_request_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_data_request_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_data_request_state_due_on", ["state", "due_on"], unique=False)

    op.create_table(
        "policy_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("changed", sa.String(length=500), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "document IN ('privacy', 'accessibility', 'dpia', 'eia')", name=op.f("ck_policy_version_document_is_known")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_policy_version_numbers_begin_at_one")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["person.id"], name=op.f("fk_policy_version_published_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_version")),
        sa.UniqueConstraint("document", "number", name=op.f("uq_policy_version_document")),
    )
    with op.batch_alter_table("policy_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_version_published_by_id"), ["published_by_id"], unique=False)

    op.create_table(
        "third_party_kept",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["data_request.id"],
            name=op.f("fk_third_party_kept_request_id_data_request"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("request_id", "record", "name", name=op.f("pk_third_party_kept")),
    )


def downgrade() -> None:
    op.drop_table("third_party_kept")
    with op.batch_alter_table("policy_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_version_published_by_id"))

    op.drop_table("policy_version")
    with op.batch_alter_table("data_request", schema=None) as batch_op:
        batch_op.drop_index("ix_data_request_state_due_on")
        batch_op.drop_index(batch_op.f("ix_data_request_person_id"))
        batch_op.drop_index(batch_op.f("ix_data_request_made_by_id"))

    op.drop_table("data_request")
