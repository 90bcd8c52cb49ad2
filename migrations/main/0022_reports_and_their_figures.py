"""Reports with their words and frozen figures, the council's layout and Word templates, and what was sent."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_section",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("heading", sa.String(length=120), nullable=False),
        sa.Column("asks", sa.String(length=10), nullable=False),
        sa.Column("hint", sa.String(length=300), nullable=False),
        sa.Column("numbered", sa.Boolean(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "asks IN ('words', 'signed', 'yes_no', 'figures')", name=op.f("ck_paper_section_asks_is_known")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_paper_section")),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False),
        sa.Column("achievements", sa.Text(), nullable=False),
        sa.Column("meeting", sa.String(length=200), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("key_decision", sa.Boolean(), nullable=False),
        sa.Column("forward_plan", sa.String(length=200), nullable=False),
        sa.Column("wards", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("copied_from_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("final_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'directorate') = (unit_id IS NOT NULL)", name=op.f("ck_report_a_directorate_has_its_unit")
        ),
        sa.CheckConstraint("(state = 'final') = (document <> '')", name=op.f("ck_report_final_has_its_document")),
        sa.CheckConstraint("(state = 'final') = (final_at IS NOT NULL)", name=op.f("ck_report_final_has_its_time")),
        sa.CheckConstraint("kind IN ('paper', 'directorate', 'exception')", name=op.f("ck_report_kind_is_known")),
        sa.CheckConstraint("state IN ('draft', 'comments', 'final')", name=op.f("ck_report_state_is_known")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_report_has_a_title")),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_report_days_in_order")),
        sa.ForeignKeyConstraint(
            ["copied_from_id"], ["report.id"], name=op.f("fk_report_copied_from_id_report"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_report_created_by_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_report_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_state"), ["state"], unique=False)

    op.create_table(
        "word_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(content) > 0", name=op.f("ck_word_template_not_empty")),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_word_template_added_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_template")),
    )
    op.create_table(
        "report_commenter",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_report_commenter_person_id_person")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_commenter_report_id_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "section", name=op.f("pk_report_commenter")),
    )
    with op.batch_alter_table("report_commenter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_commenter_person_id"), ["person_id"], unique=False)

    op.create_table(
        "report_sent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_to", sa.String(length=500), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("sent_to <> ''", name=op.f("ck_report_sent_sent_to_somebody")),
        sa.ForeignKeyConstraint(["noted_by_id"], ["person.id"], name=op.f("fk_report_sent_noted_by_id_person")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_sent_report_id_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_sent")),
    )
    with op.batch_alter_table("report_sent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_sent_report_id"), ["report_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_sent_sent_on"), ["sent_on"], unique=False)

    op.create_table(
        "report_snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_report_snapshot_made_by_id_person")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_snapshot_report_id_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_snapshot")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_report_snapshot_report_id")),
    )
    op.create_table(
        "report_words",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("yes", sa.Boolean(), nullable=True),
        sa.Column("author", sa.String(length=160), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_words_report_id_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "section", name=op.f("pk_report_words")),
    )


def downgrade() -> None:
    op.drop_table("report_words")
    op.drop_table("report_snapshot")
    with op.batch_alter_table("report_sent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_sent_sent_on"))
        batch_op.drop_index(batch_op.f("ix_report_sent_report_id"))

    op.drop_table("report_sent")
    with op.batch_alter_table("report_commenter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_commenter_person_id"))

    op.drop_table("report_commenter")
    op.drop_table("word_template")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_state"))

    op.drop_table("report")
    op.drop_table("paper_section")
