"""Which reminders about terms and training were sent."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "network_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("training_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "(appointment_id IS NULL) <> (training_id IS NULL)", name=op.f("ck_network_reminder_about_one_thing")
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_network_reminder_appointment_id_appointment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training.id"], name=op.f("fk_network_reminder_training_id_training"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_reminder")),
        sa.UniqueConstraint("appointment_id", "due_on", name=op.f("uq_network_reminder_appointment_id")),
        sa.UniqueConstraint("training_id", "due_on", name=op.f("uq_network_reminder_training_id")),
    )


def downgrade() -> None:
    op.drop_table("network_reminder")
