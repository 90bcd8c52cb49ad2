"""Guides, toolkits, benefits and help."""

import sqlalchemy as sa
from alembic import op

from engage.core.db import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guide_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("eligible", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("lead_officer_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("reviewed_at", UtcDateTime(), nullable=True),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("archived_at", UtcDateTime(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'archived') = (archived_at IS NOT NULL)", name=op.f("ck_guide_page_archived_has_its_date")
        ),
        sa.CheckConstraint("kind IN ('guide', 'toolkit', 'benefit', 'help')", name=op.f("ck_guide_page_kind_is_known")),
        sa.CheckConstraint("link = '' OR link LIKE 'https://%'", name=op.f("ck_guide_page_link_is_https")),
        sa.CheckConstraint(
            "state <> 'published' OR (lead_officer_id IS NOT NULL AND review_on IS NOT NULL AND published_at IS NOT NULL)",
            name=op.f("ck_guide_page_published_has_lead_and_dates"),
        ),
        sa.CheckConstraint("state IN ('draft', 'published', 'archived')", name=op.f("ck_guide_page_state_is_known")),
        sa.ForeignKeyConstraint(["lead_officer_id"], ["person.id"], name=op.f("fk_guide_page_lead_officer_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_page")),
        sa.UniqueConstraint("address", name=op.f("uq_guide_page_address")),
    )
    with op.batch_alter_table("guide_page", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guide_page_lead_officer_id"), ["lead_officer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_guide_page_review_on"), ["review_on"], unique=False)
        batch_op.create_index("ix_guide_page_state_kind", ["state", "kind"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("guide_page", schema=None) as batch_op:
        batch_op.drop_index("ix_guide_page_state_kind")
        batch_op.drop_index(batch_op.f("ix_guide_page_review_on"))
        batch_op.drop_index(batch_op.f("ix_guide_page_lead_officer_id"))

    op.drop_table("guide_page")
