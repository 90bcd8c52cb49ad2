"""Whether the audit log is as it was written; and the one honest way to delete from it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask import current_app
from sqlalchemy import Row, Select, delete, func, insert, select
from sqlalchemy.exc import DataError

from engage.core import audit, clock
from engage.core.audit import YEARS_KEPT, AuditCheckpoint, AuditEvent, AuditHead
from engage.core.audit_chain import BEGINNING, act_digest, checkpoint_seal, head_seal, same
from engage.core.db import db
from engage.core.errors import Conflict
from engage.core.retention import Rule

BATCH = 2000
# AuditEvent's columns, by name: what is changed past the ORM is read as it lies there.
COLUMNS = ("id", "at", "actor_id", "act", "kind", "object_id", "facts", "previous", "digest")
Log = tuple[int, int, str]


def verify() -> Log:
    """The last number, how many acts there ever were, and the last digest; Conflict tells of the first broken row.

    The log is read in batches: a million acts need no more memory than two thousand.
    """
    secret: str = current_app.extensions["settings"].audit_secret
    head = db.session.execute(select(AuditHead.last_id, AuditHead.acts, AuditHead.digest, AuditHead.seal)).first()
    if head is None:
        raise Conflict("The audit log is broken: the row that says where it ends is missing.")
    if not same(head.seal, head_seal(secret, head.last_id, head.acts, head.digest)):
        raise Conflict(
            "The audit log is broken: the row that says where it ends was changed, or AUDIT_SECRET is not the one it "
            "was written under."
        )
    last_id, acts, digest = _through(secret, *_deleted(secret))
    if (last_id, acts, digest) != (head.last_id, head.acts, head.digest):
        raise Conflict(
            f"The audit log is broken: it ends with number {last_id} after {acts} acts, and ended with number "
            f"{head.last_id} after {head.acts}."
        )
    return head.last_id, head.acts, head.digest


def _deleted(secret: str) -> Log:
    """What the rule has deleted so far: up to which number, how many, and the digest that the next one follows."""
    found, before = (0, 0, BEGINNING), BEGINNING
    for row in db.session.scalars(select(AuditCheckpoint).order_by(AuditCheckpoint.id)):
        if not same(row.seal, checkpoint_seal(secret, before, row.at, row.up_to, row.acts, row.digest)):
            raise Conflict(f"The audit log is broken: checkpoint {row.id}, which tells of a deletion, was changed.")
        found, before = (row.up_to, row.acts, row.digest), row.seal
    return found


def _through(secret: str, up_to: int, acts: int, digest: str) -> Log:
    for row in _rows(up_to):
        why = _broken(row, secret, up_to, digest)
        if why:
            raise Conflict(f"The audit log is broken at number {row.id}: {why}.")
        up_to, acts, digest = row.id, acts + 1, row.digest
    return up_to, acts, digest


def _broken(row: Row[tuple[object, ...]], secret: str, up_to: int, digest: str) -> str:
    if row.id <= up_to:
        return "it is older than what was deleted by rule"
    if row.previous != digest:
        return "it does not follow the one before it, so one was removed, added or moved"
    sealed = [row.actor_id, row.act, row.kind, row.object_id, row.facts]
    if not same(row.digest, act_digest(secret, row.previous, row.id, row.at, sealed)):
        return "it is not what was written"
    return ""


def _rows(up_to: int) -> Iterator[Row[tuple[object, ...]]]:
    """Every row by number. One that was slipped in before what is left comes first, and is told."""
    columns = [getattr(AuditEvent, name) for name in COLUMNS]
    last: int | None = None
    while True:
        query = select(*columns).order_by(AuditEvent.id).limit(BATCH)
        try:
            some = db.session.execute(query if last is None else query.where(AuditEvent.id > last)).all()
        except (ValueError, TypeError, DataError) as error:
            after = f"after number {last}" if last is not None else f"from number {up_to + 1} on"
            raise Conflict(f"The audit log is broken {after}: a row cannot be read.") from error
        yield from some
        if len(some) < BATCH:
            return
        last = some[-1].id


def due(at: datetime) -> Select[int]:
    """Acts that have been kept long enough. Only a whole beginning goes: an act that is older than one before it stays
    with it."""
    first_kept = select(func.min(AuditEvent.id)).where(AuditEvent.at >= clock.months_after(at, -12 * YEARS_KEPT))
    return select(AuditEvent.id).where(AuditEvent.id < func.coalesce(first_kept.scalar_subquery(), 2**62))


def forget(ids: Sequence[int], at: datetime) -> None:
    """Delete the acts of a rule's run: the beginning of the log, up to the last of these."""
    forget_through(max(ids))


def forget_through(number: int) -> int:
    """Delete every act up to a number, and leave a sealed checkpoint in their place; answers how many."""
    secret: str = current_app.extensions["settings"].audit_secret
    audit.locked_head(db.session())
    newest = select(AuditEvent.id, AuditEvent.digest).where(AuditEvent.id <= number).order_by(AuditEvent.id.desc())
    last = db.session.execute(newest.limit(1)).first()
    if last is None:
        return 0
    before = db.session.scalar(select(AuditCheckpoint).order_by(AuditCheckpoint.id.desc()).limit(1))
    gone = db.session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.id <= last.id)) or 0
    now, so_far = clock.now(), gone + (before.acts if before else 0)
    seal = checkpoint_seal(secret, before.seal if before else BEGINNING, now, last.id, so_far, last.digest)
    row = {"at": now, "up_to": last.id, "acts": so_far, "digest": last.digest, "seal": seal}
    db.session.execute(insert(AuditCheckpoint), [row])
    db.session.execute(delete(AuditEvent).where(AuditEvent.id <= last.id).execution_options(synchronize_session=False))
    audit.record("delete by rule", "audit log", last.id, acts=gone)
    return gone


KEPT = (
    Rule(name="audit-log", what="Who did what, and when: ids and acts, never a text", how_long=f"{YEARS_KEPT} years",
         then="deleted, the oldest first; a sealed note of how many stays", due=due, erase=forget),
)  # fmt: skip
