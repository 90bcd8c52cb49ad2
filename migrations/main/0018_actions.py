"""Actions: what was promised, what was written of it, carrying over, and what champions say."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "action_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("will_do", sa.Text(), nullable=False),
        sa.Column("measure", sa.String(length=500), nullable=False),
        sa.Column("source_kind", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("source_words", sa.String(length=200), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("lead_unit_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asks_champions", sa.Boolean(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("closed_how", sa.String(length=10), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("updated_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("reminded_of", sa.Date(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(source_kind = '') = (source_id IS NULL)", name=op.f("ck_action_item_source_is_whole")),
        sa.CheckConstraint(
            "(state = 'done') = (closed_how <> '')", name=op.f("ck_action_item_done_says_whose_word_it_is")
        ),
        sa.CheckConstraint(
            "(state IN ('done', 'cannot')) = (ended_on IS NOT NULL)", name=op.f("ck_action_item_end_has_its_day")
        ),
        sa.CheckConstraint(
            "closed_how = '' OR closed_how IN ('lead', 'services', 'od')", name=op.f("ck_action_item_closing_is_known")
        ),
        sa.CheckConstraint(
            "state <> 'cannot' OR (reason <> '' AND decided_by <> '')",
            name=op.f("ck_action_item_refusal_has_its_reason"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'agreed', 'under_way', 'said_done', 'done', 'cannot')",
            name=op.f("ck_action_item_state_is_known"),
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["person.id"], name=op.f("fk_action_item_lead_id_person")),
        sa.ForeignKeyConstraint(["lead_unit_id"], ["unit.id"], name=op.f("fk_action_item_lead_unit_id_unit")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_action_item_theme_id_theme")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_action_item_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_item")),
    )
    with op.batch_alter_table("action_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_item_ended_on"), ["ended_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_item_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index("ix_action_item_source", ["source_kind", "source_id"], unique=False)
        batch_op.create_index("ix_action_item_state_due", ["state", "due_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_item_theme_id"), ["theme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_item_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_item_year"), ["year"], unique=False)

    op.create_table(
        "action_carried",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("to_year", sa.Integer(), nullable=False),
        sa.Column("from_due", sa.Date(), nullable=False),
        sa.Column("to_due", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_action_carried_has_a_reason")),
        sa.CheckConstraint("to_year > from_year", name=op.f("ck_action_carried_goes_forward")),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action_item.id"], name=op.f("fk_action_carried_action_id_action_item"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_action_carried_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_carried")),
        sa.UniqueConstraint("action_id", "from_year", name=op.f("uq_action_carried_action_id")),
    )
    with op.batch_alter_table("action_carried", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_carried_action_id"), ["action_id"], unique=False)

    op.create_table(
        "action_confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sees", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.CheckConstraint("sees OR words <> ''", name=op.f("ck_action_confirmation_not_yet_says_why")),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["action_item.id"],
            name=op.f("fk_action_confirmation_action_id_action_item"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_action_confirmation_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_confirmation")),
        sa.UniqueConstraint("action_id", "person_id", name=op.f("uq_action_confirmation_action_id")),
    )
    with op.batch_alter_table("action_confirmation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_confirmation_action_id"), ["action_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_confirmation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "action_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("evidence", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.CheckConstraint("words <> ''", name=op.f("ck_action_update_has_words")),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action_item.id"], name=op.f("fk_action_update_action_id_action_item"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_action_update_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_update")),
    )
    with op.batch_alter_table("action_update", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_update_action_id"), ["action_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_update_by_id"), ["by_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("action_update", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_update_by_id"))
        batch_op.drop_index(batch_op.f("ix_action_update_action_id"))

    op.drop_table("action_update")
    with op.batch_alter_table("action_confirmation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_confirmation_person_id"))
        batch_op.drop_index(batch_op.f("ix_action_confirmation_action_id"))

    op.drop_table("action_confirmation")
    with op.batch_alter_table("action_carried", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_carried_action_id"))

    op.drop_table("action_carried")
    with op.batch_alter_table("action_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_item_year"))
        batch_op.drop_index(batch_op.f("ix_action_item_unit_id"))
        batch_op.drop_index(batch_op.f("ix_action_item_theme_id"))
        batch_op.drop_index("ix_action_item_state_due")
        batch_op.drop_index("ix_action_item_source")
        batch_op.drop_index(batch_op.f("ix_action_item_lead_id"))
        batch_op.drop_index(batch_op.f("ix_action_item_ended_on"))

    op.drop_table("action_item")
