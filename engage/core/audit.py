"""The record of who did what to which thing: ids and acts, never a text, an answer or a name."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from engage.core import clock
from engage.core.db import Model, UtcDateTime, db
from engage.core.retention import Kept

KEPT = (Kept("Who did what, and when: ids and acts, never a text", "for good", "nothing: no schedule deletes it yet"),)
Fact = str | int | bool | None


class AuditEvent(Model):
    """One act; written once, never changed."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    act: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(40), default="")
    facts: Mapped[str] = mapped_column(Text, default="{}")


def init_app(app: Flask, who: Callable[[], int | None]) -> None:
    """Tell the record how to find the person acting."""
    app.extensions["audit_who"] = who


def record(act: str, kind: str, object_id: int | str = "", **facts: Fact) -> None:
    """Write down an act in the transaction that does it."""
    db.session.add(_event(act, kind, object_id, facts))


def record_in(own: Session, act: str, kind: str, object_id: int | str = "", **facts: Fact) -> None:
    """The same in a session of its own, for what must be kept whatever becomes of the request."""
    own.add(_event(act, kind, object_id, facts))


def _event(act: str, kind: str, object_id: int | str, facts: dict[str, Fact]) -> AuditEvent:
    return AuditEvent(
        at=clock.now(),
        actor_id=current_app.extensions["audit_who"](),
        act=act,
        kind=kind,
        object_id=str(object_id),
        facts=json.dumps(facts, sort_keys=True),
    )


def latest(limit: int, before_id: int | None = None, kind: str = "") -> Sequence[AuditEvent]:
    """The newest acts first, for the page of the audit log."""
    rows = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(limit)
    if before_id is not None:
        rows = rows.where(AuditEvent.id < before_id)
    if kind:
        rows = rows.where(AuditEvent.kind == kind)
    return db.session.scalars(rows).all()


def kinds() -> Sequence[str]:
    """What kinds of thing acts were done to."""
    return db.session.scalars(select(AuditEvent.kind).distinct().order_by(AuditEvent.kind)).all()


def facts_in_words(event: AuditEvent) -> str:
    """What else is known of an act: "count 12, role od"."""
    facts: dict[str, Fact] = json.loads(event.facts)
    return ", ".join(f"{name} {value}".replace("_", " ") for name, value in facts.items())
