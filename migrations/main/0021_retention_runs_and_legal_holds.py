"""Runs of retention rules, legal holds, and how many came to events of long ago."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("lifted_at", UtcDateTime(), nullable=True),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("lifted_why", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN unit_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN kind = '' THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_legal_hold_covers_one_thing"),
        ),
        sa.CheckConstraint("(lifted_at IS NULL) = (lifted_why = '')", name=op.f("ck_legal_hold_lifted_has_its_reason")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_legal_hold_has_a_reason")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    with op.batch_alter_table("legal_hold") as table:
        table.create_index(op.f("ix_legal_hold_person_id"), ["person_id"], unique=False)
        table.create_index(op.f("ix_legal_hold_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "retention_run",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("deleted_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_retention_run")),
    )
    op.create_table(
        "retention_count",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("ahead", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "ahead", name=op.f("pk_retention_count")),
    )
    op.create_table(
        "event_past_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("guests", sa.Boolean(), nullable=False),
        sa.Column("booked", sa.Integer(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.Column("walked_in", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "booked >= 0 AND came >= 0 AND walked_in >= 0", name=op.f("ck_event_past_attendance_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["event_session.id"],
            name=op.f("fk_event_past_attendance_session_id_event_session"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_event_past_attendance_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_past_attendance")),
    )
    with op.batch_alter_table("event_past_attendance") as table:
        table.create_index(op.f("ix_event_past_attendance_session_id"), ["session_id"], unique=False)

    with op.batch_alter_table("event") as table:
        table.add_column(sa.Column("past_heads", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.drop_column("past_heads")

    with op.batch_alter_table("event_past_attendance") as table:
        table.drop_index(op.f("ix_event_past_attendance_session_id"))

    op.drop_table("event_past_attendance")
    op.drop_table("retention_count")
    op.drop_table("retention_run")
    with op.batch_alter_table("legal_hold") as table:
        table.drop_index(op.f("ix_legal_hold_unit_id"))
        table.drop_index(op.f("ix_legal_hold_person_id"))

    op.drop_table("legal_hold")
