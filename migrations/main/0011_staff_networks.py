"""Staff networks and their people, items shared with unions, the log of first aiders."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "first_aid_year",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=20), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.CheckConstraint("told = 0 OR (told >= 10 AND told % 5 = 0)", name=op.f("ck_first_aid_year_told_is_rounded")),
        sa.PrimaryKeyConstraint("year", "theme", name=op.f("pk_first_aid_year")),
    )
    op.create_table(
        "shared_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("shared_at", UtcDateTime(), nullable=True),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_shared_item_has_a_title")),
        sa.CheckConstraint("length(body) <= 6000", name=op.f("ck_shared_item_body_is_short")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_item")),
        sa.UniqueConstraint("once", name=op.f("uq_shared_item_once")),
    )
    with op.batch_alter_table("shared_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shared_item_shared_at"), ["shared_at"], unique=False)

    op.create_table(
        "first_aid_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("aider_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("theme", sa.String(length=20), nullable=False),
        sa.Column("pointed_to", sa.String(length=20), nullable=False),
        sa.Column("lasted", sa.String(length=20), nullable=False),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "lasted IN ('not_said', 'short', 'half', 'hour', 'long')", name=op.f("ck_first_aid_contact_length_is_known")
        ),
        sa.CheckConstraint(
            "pointed_to IN ('not_said', 'nowhere', 'occupational', 'gp', 'eap', 'crisis', 'manager', 'other')",
            name=op.f("ck_first_aid_contact_pointed_to_is_known"),
        ),
        sa.CheckConstraint(
            "theme IN ('stress', 'bereavement', 'money', 'relationships', 'family', 'health', 'other')",
            name=op.f("ck_first_aid_contact_theme_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["aider_id"], ["person.id"], name=op.f("fk_first_aid_contact_aider_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_first_aid_contact_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_aid_contact")),
        sa.UniqueConstraint("once", name=op.f("uq_first_aid_contact_once")),
    )
    with op.batch_alter_table("first_aid_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_first_aid_contact_aider_id"), ["aider_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_first_aid_contact_on"), ["on"], unique=False)

    op.create_table(
        "network_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.Column("mailed", sa.Boolean(), nullable=False),
        sa.Column("mailed_to", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(body) <= 3000", name=op.f("ck_network_message_body_is_short")),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_network_message_network_id_network"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_message")),
        sa.UniqueConstraint("once", name=op.f("uq_network_message_once")),
    )
    with op.batch_alter_table("network_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_network_message_network_id"), ["network_id"], unique=False)

    op.create_table(
        "network_person",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_network_person_network_id_network"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_network_person_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("network_id", "person_id", name=op.f("pk_network_person")),
    )
    with op.batch_alter_table("network_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_network_person_person_id"), ["person_id"], unique=False)

    op.create_table(
        "network_request",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(state = 'waiting') = (answered_on IS NULL)", name=op.f("ck_network_request_answer_has_its_day")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'accepted', 'declined')", name=op.f("ck_network_request_state_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_network_request_network_id_network"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_network_request_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("network_id", "person_id", name=op.f("pk_network_request")),
    )
    with op.batch_alter_table("network_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_network_request_person_id"), ["person_id"], unique=False)

    op.create_table(
        "network_size",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_network_size_network_id_network"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("network_id", name=op.f("pk_network_size")),
    )
    op.create_table(
        "shared_item_network",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["shared_item.id"], name=op.f("fk_shared_item_network_item_id_shared_item"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_shared_item_network_network_id_network"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", "network_id", name=op.f("pk_shared_item_network")),
    )
    with op.batch_alter_table("shared_item_network", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shared_item_network_network_id"), ["network_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("shared_item_network", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shared_item_network_network_id"))

    op.drop_table("shared_item_network")
    op.drop_table("network_size")
    with op.batch_alter_table("network_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_request_person_id"))

    op.drop_table("network_request")
    with op.batch_alter_table("network_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_person_person_id"))

    op.drop_table("network_person")
    with op.batch_alter_table("network_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_message_network_id"))

    op.drop_table("network_message")
    with op.batch_alter_table("first_aid_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_first_aid_contact_on"))
        batch_op.drop_index(batch_op.f("ix_first_aid_contact_aider_id"))

    op.drop_table("first_aid_contact")
    with op.batch_alter_table("shared_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shared_item_shared_at"))

    op.drop_table("shared_item")
    op.drop_table("first_aid_year")
