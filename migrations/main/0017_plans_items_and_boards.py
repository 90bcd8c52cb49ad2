"""Plans, their items, and the boards that read them."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "board",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("about", sa.String(length=500), nullable=False),
        sa.Column("cadence", sa.String(length=16), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "cadence IN ('monthly', 'every two months', 'quarterly', 'twice a year', 'yearly', 'as needed')",
            name=op.f("ck_board_cadence_is_known"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_board_has_a_name")),
        sa.CheckConstraint("notice_days BETWEEN 0 AND 60", name=op.f("ck_board_notice_in_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
        sa.UniqueConstraint("name", name=op.f("uq_board_name")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("level_names", sa.String(length=300), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("archived_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_plan_has_a_name")),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name=op.f("ck_plan_ends_after_it_starts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("name", name=op.f("uq_plan_name")),
    )
    op.create_table(
        "board_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.CheckConstraint('due_on <= "on"', name=op.f("ck_board_meeting_due_before_it_meets")),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_board_meeting_board_id_board"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_meeting")),
        sa.UniqueConstraint("board_id", "on", name="uq_board_meeting_on_its_day"),
    )
    with op.batch_alter_table("board_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_board_meeting_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_board_meeting_on"), ["on"], unique=False)

    op.create_table(
        "board_reader",
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["board.id"], name=op.f("fk_board_reader_board_id_board"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_board_reader_person_id_person")),
        sa.PrimaryKeyConstraint("board_id", "person_id", name=op.f("pk_board_reader")),
    )
    with op.batch_alter_table("board_reader", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_board_reader_person_id"), ["person_id"], unique=False)

    op.create_table(
        "plan_heading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_plan_heading_has_a_name")),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name=op.f("ck_plan_heading_not_under_itself")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["plan_heading.id"], name=op.f("fk_plan_heading_parent_id_plan_heading"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_plan_heading_plan_id_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_heading")),
        sa.UniqueConstraint("plan_id", "parent_id", "name", name="uq_plan_heading_under_its_parent"),
    )
    with op.batch_alter_table("plan_heading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_heading_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_heading_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("heading_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("objective", sa.Text(), nullable=False),
        sa.Column("phase", sa.String(length=60), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column("budget_pence", sa.BigInteger(), nullable=True),
        sa.Column("asked_for_on", sa.Date(), nullable=True),
        sa.Column("reminded_for_on", sa.Date(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_plan_item_has_a_name")),
        sa.CheckConstraint(
            "stage IN ('not started', 'under way', 'complete', 'stopped')", name=op.f("ck_plan_item_stage_is_known")
        ),
        sa.CheckConstraint("budget_pence IS NULL OR budget_pence >= 0", name=op.f("ck_plan_item_budget_not_negative")),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_plan_item_ends_after_it_starts"),
        ),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_plan_item_board_id_board")),
        sa.ForeignKeyConstraint(
            ["heading_id"], ["plan_heading.id"], name=op.f("fk_plan_item_heading_id_plan_heading"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["person.id"], name=op.f("fk_plan_item_lead_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_item_plan_id_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_item")),
    )
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_item_board_id"), ["board_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_item_heading_id"), ["heading_id"], unique=False)
        batch_op.create_index("ix_plan_item_in_plan", ["plan_id", "position", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_item_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_item_stage"), ["stage"], unique=False)

    op.create_table(
        "plan_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("what", sa.String(length=240), nullable=False),
        sa.Column("was", sa.String(length=500), nullable=False),
        sa.Column("becomes", sa.String(length=500), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.CheckConstraint(
            "kind IN ('added', 'removed', 'dates', 'scope', 'milestone', 'budget')",
            name=op.f("ck_plan_change_kind_is_known"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_plan_change_by_id_person")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["plan_item.id"], name=op.f("fk_plan_change_item_id_plan_item"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_change_plan_id_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_change")),
    )
    with op.batch_alter_table("plan_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_change_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_change_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_change_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_consultation_stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("with_whom", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("with_whom <> ''", name=op.f("ck_plan_consultation_stage_says_with_whom")),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_plan_consultation_stage_ends_after_it_starts"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["plan_item.id"], name=op.f("fk_plan_consultation_stage_item_id_plan_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_consultation_stage")),
    )
    with op.batch_alter_table("plan_consultation_stage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_consultation_stage_item_id"), ["item_id"], unique=False)

    op.create_table(
        "plan_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("better", sa.String(length=6), nullable=False),
        sa.Column("saving", sa.Boolean(), nullable=False),
        sa.CheckConstraint("better IN ('higher', 'lower')", name=op.f("ck_plan_measure_better_is_known")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_plan_measure_has_a_name")),
        sa.CheckConstraint("saving = FALSE OR unit = 'pounds'", name=op.f("ck_plan_measure_savings_are_pounds")),
        sa.CheckConstraint("unit IN ('number', 'percent', 'pounds')", name=op.f("ck_plan_measure_unit_is_known")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["plan_item.id"], name=op.f("fk_plan_measure_item_id_plan_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_measure")),
    )
    with op.batch_alter_table("plan_measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_measure_item_id"), ["item_id"], unique=False)

    op.create_table(
        "plan_milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=True),
        sa.CheckConstraint("dropped = FALSE OR met_on IS NULL", name=op.f("ck_plan_milestone_dropped_was_not_met")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["plan_item.id"], name=op.f("fk_plan_milestone_item_id_plan_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_milestone")),
    )
    with op.batch_alter_table("plan_milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_milestone_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_milestone_item_id"), ["item_id"], unique=False)

    op.create_table(
        "plan_output",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("quarter_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("row_no", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["plan_item.id"], name=op.f("fk_plan_output_item_id_plan_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_output")),
        sa.UniqueConstraint("item_id", "quarter_on", "text", name="uq_plan_output_in_its_quarter"),
    )
    with op.batch_alter_table("plan_output", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_output_quarter_on"), ["quarter_on"], unique=False)

    op.create_table(
        "plan_risk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=500), nullable=False),
        sa.Column("likelihood", sa.Integer(), nullable=False),
        sa.Column("impact", sa.Integer(), nullable=False),
        sa.Column("response", sa.String(length=1000), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("what <> ''", name=op.f("ck_plan_risk_says_what")),
        sa.CheckConstraint("impact BETWEEN 1 AND 5", name=op.f("ck_plan_risk_impact_in_range")),
        sa.CheckConstraint("likelihood BETWEEN 1 AND 5", name=op.f("ck_plan_risk_likelihood_in_range")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["plan_item.id"], name=op.f("fk_plan_risk_item_id_plan_item"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_plan_risk_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_risk")),
    )
    with op.batch_alter_table("plan_risk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_risk_item_id"), ["item_id"], unique=False)

    op.create_table(
        "plan_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("for_group", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("cost_pence", sa.BigInteger(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("row_no", sa.Integer(), nullable=True),
        sa.CheckConstraint("cost_pence IS NULL OR cost_pence >= 0", name=op.f("ck_plan_session_cost_not_negative")),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_plan_session_ends_after_it_starts"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["plan_item.id"], name=op.f("fk_plan_session_item_id_plan_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_session")),
    )
    with op.batch_alter_table("plan_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_session_item_id"), ["item_id"], unique=False)

    op.create_table(
        "plan_spend",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("pence", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("pence <> 0", name=op.f("ck_plan_spend_is_an_amount")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_plan_spend_by_id_person")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["plan_item.id"], name=op.f("fk_plan_spend_item_id_plan_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_spend")),
    )
    with op.batch_alter_table("plan_spend", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_spend_item_id"), ["item_id"], unique=False)

    op.create_table(
        "plan_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("trouble", sa.Integer(), nullable=False),
        sa.Column("delay_reason", sa.String(length=1000), nullable=False),
        sa.Column("next_steps", sa.String(length=1000), nullable=False),
        sa.Column("plain_words", sa.String(length=1000), nullable=False),
        sa.Column("colour", sa.String(length=12), nullable=False),
        sa.CheckConstraint(
            "stage IN ('not started', 'under way', 'complete', 'stopped')", name=op.f("ck_plan_update_stage_is_known")
        ),
        sa.CheckConstraint("status <> ''", name=op.f("ck_plan_update_says_something")),
        sa.CheckConstraint("trouble BETWEEN 0 AND 2", name=op.f("ck_plan_update_trouble_in_range")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_plan_update_by_id_person")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["plan_item.id"], name=op.f("fk_plan_update_item_id_plan_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_update")),
    )
    with op.batch_alter_table("plan_update", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_update_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_update_item_id"), ["item_id"], unique=False)

    op.create_table(
        "plan_measure_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=True),
        sa.Column("actual", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_plan_measure_period_ends_after_it_starts")),
        sa.ForeignKeyConstraint(
            ["measure_id"],
            ["plan_measure.id"],
            name=op.f("fk_plan_measure_period_measure_id_plan_measure"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_measure_period")),
        sa.UniqueConstraint("measure_id", "starts_on", "ends_on", name="uq_plan_measure_period_once"),
    )
    with op.batch_alter_table("plan_measure_period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_measure_period_ends_on"), ["ends_on"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("plan_measure_period", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_measure_period_ends_on"))

    op.drop_table("plan_measure_period")
    with op.batch_alter_table("plan_update", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_update_item_id"))
        batch_op.drop_index(batch_op.f("ix_plan_update_at"))

    op.drop_table("plan_update")
    with op.batch_alter_table("plan_spend", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_spend_item_id"))

    op.drop_table("plan_spend")
    with op.batch_alter_table("plan_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_session_item_id"))

    op.drop_table("plan_session")
    with op.batch_alter_table("plan_risk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_risk_item_id"))

    op.drop_table("plan_risk")
    with op.batch_alter_table("plan_output", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_output_quarter_on"))

    op.drop_table("plan_output")
    with op.batch_alter_table("plan_milestone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_milestone_item_id"))
        batch_op.drop_index(batch_op.f("ix_plan_milestone_due_on"))

    op.drop_table("plan_milestone")
    with op.batch_alter_table("plan_measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_measure_item_id"))

    op.drop_table("plan_measure")
    with op.batch_alter_table("plan_consultation_stage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_consultation_stage_item_id"))

    op.drop_table("plan_consultation_stage")
    with op.batch_alter_table("plan_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_change_plan_id"))
        batch_op.drop_index(batch_op.f("ix_plan_change_item_id"))
        batch_op.drop_index(batch_op.f("ix_plan_change_at"))

    op.drop_table("plan_change")
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_item_stage"))
        batch_op.drop_index(batch_op.f("ix_plan_item_lead_id"))
        batch_op.drop_index("ix_plan_item_in_plan")
        batch_op.drop_index(batch_op.f("ix_plan_item_heading_id"))
        batch_op.drop_index(batch_op.f("ix_plan_item_board_id"))

    op.drop_table("plan_item")
    with op.batch_alter_table("plan_heading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_heading_plan_id"))
        batch_op.drop_index(batch_op.f("ix_plan_heading_parent_id"))

    op.drop_table("plan_heading")
    with op.batch_alter_table("board_reader", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_board_reader_person_id"))

    op.drop_table("board_reader")
    with op.batch_alter_table("board_meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_board_meeting_on"))
        batch_op.drop_index(batch_op.f("ix_board_meeting_due_on"))

    op.drop_table("board_meeting")
    op.drop_table("plan")
    op.drop_table("board")
