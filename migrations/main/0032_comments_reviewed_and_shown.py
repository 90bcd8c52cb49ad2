"""Comments of surveys are masked, reviewed and shown; words put them under themes; a few of them are quoted."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "theme_keyword",
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.Column("found", sa.Integer(), nullable=True),
        sa.CheckConstraint("word <> ''", name=op.f("ck_theme_keyword_is_a_word")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_theme_keyword_theme_id_theme")),
        sa.PrimaryKeyConstraint("theme_id", "word", name=op.f("pk_theme_keyword")),
    )
    op.create_table(
        "survey_comment",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=False),
        sa.Column("block", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("themed_by_hand", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'withheld') = (reason <> '')", name=op.f("ck_survey_comment_withheld_with_a_reason")
        ),
        sa.CheckConstraint("NOT shown OR state = 'approved'", name=op.f("ck_survey_comment_shown_only_when_approved")),
        sa.CheckConstraint(
            "state IN ('waiting', 'approved', 'withheld')", name=op.f("ck_survey_comment_state_is_known")
        ),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_comment_survey_id_survey")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_comment")),
    )
    with op.batch_alter_table("survey_comment", schema=None) as batch_op:
        batch_op.create_index("ix_survey_comment_state", ["survey_id", "state", "id"], unique=False)

    op.create_table(
        "survey_comment_review",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_comment_review_survey_id_survey")),
        sa.PrimaryKeyConstraint("survey_id", name=op.f("pk_survey_comment_review")),
    )
    op.create_table(
        "survey_comment_reviewer",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_survey_comment_reviewer_person_id_person")),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_comment_reviewer_survey_id_survey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("survey_id", "person_id", name=op.f("pk_survey_comment_reviewer")),
    )
    with op.batch_alter_table("survey_comment_reviewer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_comment_reviewer_person_id"), ["person_id"], unique=False)

    op.create_table(
        "survey_comment_theme",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["survey_comment.id"],
            name=op.f("fk_survey_comment_theme_comment_id_survey_comment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_survey_comment_theme_theme_id_theme")),
        sa.PrimaryKeyConstraint("comment_id", "theme_id", name=op.f("pk_survey_comment_theme")),
    )
    with op.batch_alter_table("survey_comment_theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_comment_theme_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "survey_quotation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=400), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("words <> ''", name=op.f("ck_survey_quotation_has_words")),
        sa.CheckConstraint("approved_by_id IS NULL OR agreed", name=op.f("ck_survey_quotation_approved_is_agreed")),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> asked_by_id",
            name=op.f("ck_survey_quotation_approved_by_a_second_person"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name=op.f("fk_survey_quotation_approved_by_id_person")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_survey_quotation_asked_by_id_person")),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["survey_comment.id"],
            name=op.f("fk_survey_quotation_comment_id_survey_comment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_quotation")),
        sa.UniqueConstraint("comment_id", name="uq_survey_quotation_comment_id"),
    )
    with op.batch_alter_table("survey_quotation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_quotation_approved_by_id"), ["approved_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_survey_quotation_asked_by_id"), ["asked_by_id"], unique=False)

    with op.batch_alter_table("survey", schema=None) as batch_op:
        # What was opened before keeps its promise, under which nobody reads comments, whatever stands here.
        batch_op.add_column(sa.Column("comments_read_by", sa.String(length=10), nullable=False, server_default="heads"))
        batch_op.create_check_constraint(
            op.f("ck_survey_comment_readers_are_known"), "comments_read_by IN ('nobody', 'od', 'heads', 'staff')"
        )


def downgrade() -> None:
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_survey_comment_readers_are_known"), type_="check")
        batch_op.drop_column("comments_read_by")

    with op.batch_alter_table("survey_quotation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_quotation_asked_by_id"))
        batch_op.drop_index(batch_op.f("ix_survey_quotation_approved_by_id"))

    op.drop_table("survey_quotation")
    with op.batch_alter_table("survey_comment_theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_comment_theme_theme_id"))

    op.drop_table("survey_comment_theme")
    with op.batch_alter_table("survey_comment_reviewer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_comment_reviewer_person_id"))

    op.drop_table("survey_comment_reviewer")
    op.drop_table("survey_comment_review")
    with op.batch_alter_table("survey_comment", schema=None) as batch_op:
        batch_op.drop_index("ix_survey_comment_state")

    op.drop_table("survey_comment")
    op.drop_table("theme_keyword")
