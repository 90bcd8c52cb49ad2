"""Concerns that champions pass on, with their cases; briefings, and that somebody read one."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "briefing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("embargo_until", UtcDateTime(), nullable=True),
        sa.Column("opens", sa.Boolean(), nullable=False),
        sa.Column("shown_at", UtcDateTime(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_briefing_has_a_title")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefing")),
    )
    with op.batch_alter_table("briefing", schema=None) as batch_op:
        batch_op.create_index("ix_briefing_shown", ["shown_at", "id"], unique=False)

    op.create_table(
        "briefing_reading",
        sa.Column("briefing_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["briefing_id"], ["briefing.id"], name=op.f("fk_briefing_reading_briefing_id_briefing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("briefing_id", "mark", name=op.f("pk_briefing_reading")),
    )
    op.create_table(
        "concern_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("declined", sa.Boolean(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("published_title", sa.String(length=120), nullable=False),
        sa.Column("published_place", sa.String(length=200), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_on IS NOT NULL)", name=op.f("ck_concern_case_answer_has_its_day")
        ),
        sa.CheckConstraint(
            "published_at IS NULL OR state = 'answered'", name=op.f("ck_concern_case_only_answers_are_published")
        ),
        sa.CheckConstraint(
            "state IN ('received', 'with_lead', 'answered')", name=op.f("ck_concern_case_state_is_known")
        ),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_concern_case_answered_by_id_person")),
        sa.ForeignKeyConstraint(["lead_id"], ["person.id"], name=op.f("fk_concern_case_lead_id_person")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_concern_case_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_case")),
    )
    with op.batch_alter_table("concern_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_case_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index("ix_concern_case_published", ["published_at"], unique=False)
        batch_op.create_index("ix_concern_case_state_due", ["state", "due_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_case_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "briefing_network",
        sa.Column("briefing_id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["briefing_id"], ["briefing.id"], name=op.f("fk_briefing_network_briefing_id_briefing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_briefing_network_network_id_network")),
        sa.PrimaryKeyConstraint("briefing_id", "network_id", name=op.f("pk_briefing_network")),
    )
    with op.batch_alter_table("briefing_network", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_briefing_network_network_id"), ["network_id"], unique=False)

    op.create_table(
        "concern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("teller_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("said_by", sa.Integer(), nullable=True),
        sa.Column("passed_on", sa.Date(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("emptied_on", sa.Date(), nullable=True),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.CheckConstraint("said_by IS NULL OR said_by > 0", name=op.f("ck_concern_somebody_said_it")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_concern_author_id_person")),
        sa.ForeignKeyConstraint(["case_id"], ["concern_case.id"], name=op.f("fk_concern_case_id_concern_case")),
        sa.ForeignKeyConstraint(["teller_id"], ["person.id"], name=op.f("fk_concern_teller_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_concern_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sa.UniqueConstraint("once", name=op.f("uq_concern_once")),
    )
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concern_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_teller_id"), ["teller_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_unit_id"), ["unit_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concern_unit_id"))
        batch_op.drop_index(batch_op.f("ix_concern_teller_id"))
        batch_op.drop_index(batch_op.f("ix_concern_case_id"))
        batch_op.drop_index(batch_op.f("ix_concern_author_id"))

    op.drop_table("concern")
    with op.batch_alter_table("briefing_network", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_briefing_network_network_id"))

    op.drop_table("briefing_network")
    with op.batch_alter_table("concern_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concern_case_theme_id"))
        batch_op.drop_index("ix_concern_case_state_due")
        batch_op.drop_index("ix_concern_case_published")
        batch_op.drop_index(batch_op.f("ix_concern_case_lead_id"))

    op.drop_table("concern_case")
    op.drop_table("briefing_reading")
    with op.batch_alter_table("briefing", schema=None) as batch_op:
        batch_op.drop_index("ix_briefing_shown")

    op.drop_table("briefing")
