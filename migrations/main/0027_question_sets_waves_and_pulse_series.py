"""Question sets, which survey is the next wave of which, and pulse series."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "question_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_question_set_has_a_name")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_question_set_number_counts_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_set")),
        sa.UniqueConstraint("code", name=op.f("uq_question_set_code")),
    )
    op.create_table(
        "pulse_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("mode", sa.String(length=6), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("open_days", sa.Integer(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("sample", sa.Integer(), nullable=True),
        sa.Column("minimum_group", sa.Integer(), nullable=False),
        sa.Column("audience_unit_id", sa.Integer(), nullable=True),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("stopped_at", UtcDateTime(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("mode <> 'turns' OR items >= 1", name=op.f("ck_pulse_series_turns_have_items")),
        sa.CheckConstraint("mode IN ('whole', 'turns')", name=op.f("ck_pulse_series_mode_is_known")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_pulse_series_has_a_title")),
        sa.CheckConstraint("minimum_group >= 5", name=op.f("ck_pulse_series_minimum_group_never_under_five")),
        sa.CheckConstraint("open_days BETWEEN 1 AND 21", name=op.f("ck_pulse_series_open_for_one_to_21_days")),
        sa.CheckConstraint("round >= 1", name=op.f("ck_pulse_series_round_counts_from_one")),
        sa.CheckConstraint(
            "sample IS NULL OR sample >= minimum_group", name=op.f("ck_pulse_series_sample_holds_a_group")
        ),
        sa.CheckConstraint("weeks BETWEEN 4 AND 52", name=op.f("ck_pulse_series_every_four_weeks_or_less_often")),
        sa.ForeignKeyConstraint(["audience_unit_id"], ["unit.id"], name=op.f("fk_pulse_series_audience_unit_id_unit")),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_pulse_series_created_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pulse_series")),
    )
    op.create_table(
        "question_set_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_question_set_version_by_id_person")),
        sa.ForeignKeyConstraint(
            ["set_id"], ["question_set.id"], name=op.f("fk_question_set_version_set_id_question_set")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_set_version")),
        sa.UniqueConstraint("set_id", "number", name=op.f("uq_question_set_version_set_id")),
    )
    op.create_table(
        "pulse_asked",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pulse_asked_person_id_person")),
        sa.ForeignKeyConstraint(["series_id"], ["pulse_series.id"], name=op.f("fk_pulse_asked_series_id_pulse_series")),
        sa.PrimaryKeyConstraint("series_id", "round", "person_id", name=op.f("pk_pulse_asked")),
    )
    op.create_index("ix_pulse_asked_person_id", "pulse_asked", ["person_id"], unique=False)

    op.create_table(
        "pulse_wave",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["series_id"], ["pulse_series.id"], name=op.f("fk_pulse_wave_series_id_pulse_series")),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_pulse_wave_survey_id_survey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("survey_id", name=op.f("pk_pulse_wave")),
        sa.UniqueConstraint("series_id", "number", name=op.f("uq_pulse_wave_series_id")),
    )
    op.create_table(
        "question_set_use",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("set_code", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_question_set_use_survey_id_survey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("survey_id", "set_code", name=op.f("pk_question_set_use")),
    )
    op.create_index(op.f("ix_question_set_use_set_code"), "question_set_use", ["set_code"], unique=False)

    op.create_table(
        "survey_origin",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("known", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["previous_id"], ["survey.id"], name=op.f("fk_survey_origin_previous_id_survey"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_origin_survey_id_survey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("survey_id", name=op.f("pk_survey_origin")),
    )
    op.create_index(op.f("ix_survey_origin_previous_id"), "survey_origin", ["previous_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_survey_origin_previous_id"), table_name="survey_origin")

    op.drop_table("survey_origin")
    op.drop_index(op.f("ix_question_set_use_set_code"), table_name="question_set_use")

    op.drop_table("question_set_use")
    op.drop_table("pulse_wave")
    op.drop_index("ix_pulse_asked_person_id", table_name="pulse_asked")

    op.drop_table("pulse_asked")
    op.drop_table("question_set_version")
    op.drop_table("pulse_series")
    op.drop_table("question_set")
