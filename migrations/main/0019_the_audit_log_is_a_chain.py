"""The audit log becomes a chain that nothing changes: what it holds already is chained as it stands."""

import sqlalchemy as sa
from alembic import op
from flask import current_app

from engage.core.audit_chain import BEGINNING, act_digest, head_seal
from engage.core.db import UtcDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BATCH = 2000
EVENTS = sa.table(
    "audit_event",
    sa.column("id", sa.Integer), sa.column("at", UtcDateTime()), sa.column("actor_id", sa.Integer),
    *(sa.column(name, sa.String) for name in ("act", "kind", "object_id", "facts", "previous", "digest")),
)  # fmt: skip
INDEXES = (
    ("ix_audit_event_act", ["act", "id"]), ("ix_audit_event_kind", ["kind", "id"]),
    ("ix_audit_event_kind_act", ["kind", "act", "id"]),
    ("ix_audit_event_object", ["object_id", "id"]),
    ("ix_audit_event_actor", ["actor_id", "id"]), ("ix_audit_event_at", ["at", "id"]),
)  # fmt: skip
NEVER = "the audit log is never changed"
# Only what a checkpoint names may go.
GOES = "OLD.id > COALESCE((SELECT MAX(up_to) FROM audit_checkpoint), 0)"
SQLITE = (
    f"CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, '{NEVER}'); END",
    f"CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event WHEN {GOES} "
    f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END",
    f"CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint "
    f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END",
)
POSTGRESQL = (
    f"CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{NEVER}'; END $$",
    f"CREATE FUNCTION audit_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {GOES} "
    f"THEN RAISE EXCEPTION '{NEVER}'; END IF; RETURN OLD; END $$",
    "CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuse_delete()",
    "CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
)


def upgrade() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_there_is_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "audit_checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("up_to", sa.Integer(), nullable=False),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_checkpoint")),
    )
    with op.batch_alter_table("audit_event") as table:
        table.add_column(sa.Column("previous", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("digest", sa.String(length=64), nullable=True))
    _chain(op.get_bind())
    with op.batch_alter_table("audit_event") as table:
        table.alter_column("previous", existing_type=sa.String(length=64), nullable=False)
        table.alter_column("digest", existing_type=sa.String(length=64), nullable=False)
        for name, columns in INDEXES:
            table.create_index(name, columns)
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def _chain(bind: sa.Connection) -> None:
    secret = current_app.extensions["settings"].audit_secret
    last_id, acts, digest = 0, 0, BEGINNING
    link = (
        sa.update(EVENTS)
        .where(EVENTS.c.id == sa.bindparam("of"))
        .values(previous=sa.bindparam("before"), digest=sa.bindparam("own"))
    )
    while rows := bind.execute(sa.select(EVENTS).where(EVENTS.c.id > last_id).order_by(EVENTS.c.id).limit(BATCH)).all():
        links = []
        for row in rows:
            sealed = [row.actor_id, row.act, row.kind, row.object_id, row.facts]
            previous, digest = digest, act_digest(secret, digest, row.id, row.at, sealed)
            links.append({"of": row.id, "before": previous, "own": digest})
        bind.execute(link, links)
        last_id, acts = rows[-1].id, acts + len(rows)
    head = sa.table("audit_head", *(sa.column(name) for name in ("id", "last_id", "acts", "digest", "seal")))
    seal = head_seal(secret, last_id, acts, digest)
    bind.execute(sa.insert(head).values(id=1, last_id=last_id, acts=acts, digest=digest, seal=seal))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_event_no_update")
        op.execute("DROP TRIGGER audit_event_no_delete")
    else:
        op.execute("DROP TRIGGER audit_event_no_truncate ON audit_event")
        op.execute("DROP FUNCTION audit_refuse_delete() CASCADE")
        op.execute("DROP FUNCTION audit_refuse() CASCADE")
        last = "SELECT setval('audit_event_id_seq', GREATEST((SELECT MAX(id) FROM audit_event), 1))"
        op.execute(last)
    with op.batch_alter_table("audit_event") as table:
        for name, _columns in INDEXES:
            table.drop_index(name)
        table.drop_column("digest")
        table.drop_column("previous")
    op.drop_table("audit_checkpoint")
    op.drop_table("audit_head")
