"""What champions log."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "champion_activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("site", sa.String(length=120), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("works_well", sa.Text(), nullable=False),
        sa.Column("even_better", sa.Text(), nullable=False),
        sa.Column("says_well", sa.Boolean(), sa.Computed("works_well <> ''", persisted=True), nullable=False),
        sa.Column("says_better", sa.Boolean(), sa.Computed("even_better <> ''", persisted=True), nullable=False),
        sa.Column("logged_at", UtcDateTime(), nullable=False),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "how IN ('in_person', 'phone', 'online', 'written')", name=op.f("ck_champion_activity_how_is_known")
        ),
        sa.CheckConstraint(
            "kind IN ('conversation', 'briefing', 'event', 'concern')", name=op.f("ck_champion_activity_kind_is_known")
        ),
        sa.CheckConstraint("length(even_better) <= 1000", name=op.f("ck_champion_activity_even_better_is_short")),
        sa.CheckConstraint("length(works_well) <= 1000", name=op.f("ck_champion_activity_works_well_is_short")),
        sa.CheckConstraint("people BETWEEN 1 AND 5000", name=op.f("ck_champion_activity_people_are_some")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_champion_activity_network_id_network")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_champion_activity_person_id_person")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_champion_activity_theme_id_theme")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_champion_activity_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_champion_activity")),
        sa.UniqueConstraint("once", name=op.f("uq_champion_activity_once")),
    )
    with op.batch_alter_table("champion_activity", schema=None) as batch_op:
        batch_op.create_index(
            "ix_champion_activity_days", ["happened_on", "kind", "network_id", "unit_id", "people"], unique=False
        )
        batch_op.create_index("ix_champion_activity_own", ["person_id", "happened_on", "id"], unique=False)
        batch_op.create_index(
            "ix_champion_activity_places", ["unit_id", "kind", "happened_on", "network_id", "people"], unique=False
        )
        batch_op.create_index(
            "ix_champion_activity_themes",
            ["theme_id", "says_well", "says_better", "happened_on", "network_id", "unit_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("champion_activity", schema=None) as batch_op:
        batch_op.drop_index("ix_champion_activity_themes")
        batch_op.drop_index("ix_champion_activity_places")
        batch_op.drop_index("ix_champion_activity_own")
        batch_op.drop_index("ix_champion_activity_days")

    op.drop_table("champion_activity")
