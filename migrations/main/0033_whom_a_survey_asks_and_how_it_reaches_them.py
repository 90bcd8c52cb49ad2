"""Whom a survey asks, by which channel, what is mailed about it; surveys are extended and cancelled."""

import json

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

BEFORE = "'draft', 'scheduled', 'open', 'closed', 'released', 'archived'"
UNITS = sa.text(
    "SELECT survey.id, unit.id, unit.name FROM survey JOIN unit ON unit.id = survey.audience_unit_id ORDER BY survey.id"
)
CHOSEN = sa.text("UPDATE survey SET audience = :chosen, audience_words = :words WHERE id = :survey")
AUDIENCES = sa.text("SELECT id, audience FROM survey WHERE audience <> '' ORDER BY id")
UNIT = sa.text("UPDATE survey SET audience_unit_id = :unit WHERE id = :survey")
CANCELLED = sa.text("UPDATE survey SET stage = 'archived' WHERE stage = 'cancelled'")


def upgrade() -> None:
    connection = op.get_bind()
    units = connection.execute(UNITS).all()
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.add_column(sa.Column("audience", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("audience_words", sa.String(length=2000), server_default="", nullable=False))
        batch_op.add_column(sa.Column("extended_from", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("extended_why", sa.String(length=500), server_default="", nullable=False))
        batch_op.add_column(sa.Column("cancelled_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("cancelled_why", sa.String(length=500), server_default="", nullable=False))
        batch_op.drop_constraint(batch_op.f("ck_survey_stage_is_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_survey_stage_is_known"), f"stage IN ({BEFORE}, 'cancelled')")
        batch_op.create_check_constraint(
            batch_op.f("ck_survey_cancelled_with_a_reason"), "(stage = 'cancelled') = (cancelled_why <> '')"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_survey_cancelled_at_a_time"), "(cancelled_at IS NULL) = (cancelled_why = '')"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_survey_extended_with_a_reason"), "(extended_from IS NULL) = (extended_why = '')"
        )
        batch_op.drop_constraint(batch_op.f("fk_survey_audience_unit_id_unit"), type_="foreignkey")
        batch_op.drop_column("audience_unit_id")
    for survey, unit, name in units:
        chosen = json.dumps({"base": f"unit:{unit}"}, separators=(",", ":"))
        connection.execute(CHOSEN, {"chosen": chosen, "words": f"{name} and all below it", "survey": survey})
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("channel", sa.String(length=4), server_default="page", nullable=False))
        batch_op.add_column(sa.Column("joined_on", sa.Date(), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_invitation_channel_is_known"), "channel IN ('page', 'code')")
    _tables()


def _tables() -> None:
    op.create_table(
        "survey_left_out",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_survey_left_out_person_id_person")),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_left_out_survey_id_survey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("survey_id", "person_id", name=op.f("pk_survey_left_out")),
    )
    op.create_index(op.f("ix_survey_left_out_person_id"), "survey_left_out", ["person_id"], unique=False)
    op.create_table(
        "survey_reach",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("homes", sa.Text(), nullable=False),
        sa.Column("rates", sa.Text(), nullable=False),
        sa.Column("rates_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_reach_survey_id_survey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("survey_id", name=op.f("pk_survey_reach")),
    )
    op.create_table(
        "survey_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("told", sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "kind IN ('invitation', 'reminder', 'cancelled')", name=op.f("ck_survey_mail_kind_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_mail_survey_id_survey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_mail")),
        sa.UniqueConstraint("survey_id", "kind", "due_on", name=op.f("uq_survey_mail_survey_id_kind_due_on")),
    )
    for name, columns in (("survey_mail_to", ("mail_id", "person_id", "survey_id")),
                          ("survey_bounce", ("survey_id", "person_id"))):  # fmt: skip
        _of_an_invitation(name, columns)


def _of_an_invitation(name: str, columns: tuple[str, ...]) -> None:
    mail = sa.ForeignKeyConstraint(
        ["mail_id"], ["survey_mail.id"], name=op.f(f"fk_{name}_mail_id_survey_mail"), ondelete="CASCADE"
    )
    op.create_table(
        name,
        *(sa.Column(each, sa.Integer(), nullable=False) for each in columns),
        *([mail] if "mail_id" in columns else []),
        sa.ForeignKeyConstraint(
            ["survey_id", "person_id"], ["invitation.survey_id", "invitation.person_id"],
            name=op.f(f"fk_{name}_survey_id_invitation"), ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(*columns[:2], name=op.f(f"pk_{name}")),
    )  # fmt: skip


def downgrade() -> None:
    for name in ("survey_bounce", "survey_mail_to", "survey_mail", "survey_reach"):
        op.drop_table(name)
    op.drop_index(op.f("ix_survey_left_out_person_id"), table_name="survey_left_out")
    op.drop_table("survey_left_out")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_invitation_channel_is_known"), type_="check")
        batch_op.drop_column("joined_on")
        batch_op.drop_column("channel")
    connection = op.get_bind()
    chosen = [(row.id, json.loads(row.audience).get("base", "")) for row in connection.execute(AUDIENCES)]
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.add_column(sa.Column("audience_unit_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_survey_audience_unit_id_unit"), "unit", ["audience_unit_id"], ["id"])
        for name in ("stage_is_known", "cancelled_with_a_reason", "cancelled_at_a_time", "extended_with_a_reason"):
            batch_op.drop_constraint(batch_op.f(f"ck_survey_{name}"), type_="check")
        for name in ("cancelled_why", "cancelled_at", "extended_why", "extended_from", "audience_words", "audience"):
            batch_op.drop_column(name)
    for survey, base in chosen:
        # Only one unit could be said before; of anything wider nothing is left but "everyone".
        if base.startswith("unit:") and " " not in base:
            connection.execute(UNIT, {"unit": int(base[5:]), "survey": survey})
    connection.execute(CANCELLED)
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.create_check_constraint(batch_op.f("ck_survey_stage_is_known"), f"stage IN ({BEFORE})")
