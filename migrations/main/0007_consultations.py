"""Consultations: their text, stages and entries, and what became of them."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=True),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("names_removed_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_at IS NOT NULL)", name=op.f("ck_consultation_answered_has_its_date")
        ),
        sa.CheckConstraint(
            "(state IN ('draft', 'open')) = (closed_at IS NULL)", name=op.f("ck_consultation_closed_has_its_date")
        ),
        sa.CheckConstraint("kind IN ('text', 'board', 'both')", name=op.f("ck_consultation_kind_is_known")),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'closed', 'answered')", name=op.f("ck_consultation_state_is_known")
        ),
        sa.CheckConstraint(
            "closes_at IS NULL OR opens_at IS NULL OR closes_at > opens_at",
            name=op.f("ck_consultation_closes_after_it_opens"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_state"), ["state"], unique=False)

    op.create_table(
        "consultation_stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_stage_consultation_id_consultation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_stage")),
    )
    with op.batch_alter_table("consultation_stage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_stage_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "consultation_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("new_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_statement_consultation_id_consultation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_statement")),
    )
    with op.batch_alter_table("consultation_statement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_statement_consultation_id"), ["consultation_id"], unique=False
        )

    op.create_table(
        "consultation_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("old_wording", sa.Text(), nullable=False),
        sa.Column("new_wording", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "decision IN ('changed', 'not_changed')", name=op.f("ck_consultation_answer_decision_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_answer_consultation_id_consultation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["consultation_statement.id"],
            name=op.f("fk_consultation_answer_statement_id_consultation_statement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_consultation_answer_theme_id_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_answer")),
        sa.UniqueConstraint("consultation_id", "theme_id", name=op.f("uq_consultation_answer_consultation_id")),
    )
    op.create_table(
        "consultation_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("board_column", sa.String(length=20), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=260), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("agreed", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.Column("hidden_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "board_column IS NULL OR board_column IN ('works_well', 'even_better')",
            name=op.f("ck_consultation_entry_column_is_known"),
        ),
        sa.CheckConstraint(
            "(statement_id IS NULL) <> (board_column IS NULL)",
            name=op.f("ck_consultation_entry_on_a_statement_or_a_board"),
        ),
        sa.CheckConstraint("agreed >= 0", name=op.f("ck_consultation_entry_agreed_not_negative")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_consultation_entry_author_id_person")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_entry_consultation_id_consultation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["consultation_statement.id"],
            name=op.f("fk_consultation_entry_statement_id_consultation_statement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_consultation_entry_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_entry")),
        sa.UniqueConstraint("once", name=op.f("uq_consultation_entry_once")),
    )
    with op.batch_alter_table("consultation_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_entry_author_id"), ["author_id"], unique=False)
        batch_op.create_index(
            "ix_consultation_entry_on", ["consultation_id", "statement_id", "board_column"], unique=False
        )

    op.create_table(
        "statement_verdict",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sounds_like_us", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_statement_verdict_person_id_person")),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["consultation_statement.id"],
            name=op.f("fk_statement_verdict_statement_id_consultation_statement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("statement_id", "person_id", name=op.f("pk_statement_verdict")),
    )
    with op.batch_alter_table("statement_verdict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_verdict_person_id"), ["person_id"], unique=False)

    op.create_table(
        "entry_agreement",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["consultation_entry.id"],
            name=op.f("fk_entry_agreement_entry_id_consultation_entry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_entry_agreement_person_id_person")),
        sa.PrimaryKeyConstraint("entry_id", "person_id", name=op.f("pk_entry_agreement")),
    )
    with op.batch_alter_table("entry_agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_agreement_person_id"), ["person_id"], unique=False)

    op.create_table(
        "entry_theme",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["consultation_entry.id"],
            name=op.f("fk_entry_theme_entry_id_consultation_entry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_entry_theme_theme_id_theme")),
        sa.PrimaryKeyConstraint("entry_id", "theme_id", name=op.f("pk_entry_theme")),
    )
    with op.batch_alter_table("entry_theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_theme_theme_id"), ["theme_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("entry_theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_theme_theme_id"))

    op.drop_table("entry_theme")
    with op.batch_alter_table("entry_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_agreement_person_id"))

    op.drop_table("entry_agreement")
    with op.batch_alter_table("statement_verdict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_verdict_person_id"))

    op.drop_table("statement_verdict")
    with op.batch_alter_table("consultation_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_consultation_entry_on")
        batch_op.drop_index(batch_op.f("ix_consultation_entry_author_id"))

    op.drop_table("consultation_entry")
    op.drop_table("consultation_answer")
    with op.batch_alter_table("consultation_statement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_statement_consultation_id"))

    op.drop_table("consultation_statement")
    with op.batch_alter_table("consultation_stage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_stage_consultation_id"))

    op.drop_table("consultation_stage")
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_state"))

    op.drop_table("consultation")
