"""What people report, and what was decided; each feature says how its own things are shown, hidden and restored."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType

from flask import Flask, current_app
from sqlalchemy import CheckConstraint, Index, String, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from engage.core import audit
from engage.core.db import Model, UtcDateTime, db
from engage.core.errors import Conflict, Invalid, NotThere

OPEN, HIDDEN, KEPT = "open", "hidden", "kept"
MOST_REASON = 1000
SHOWN = 200


class Report(Model):
    """Somebody's word that something is wrong with a thing; who it was is on no page."""

    __tablename__ = "moderation_report"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'hidden', 'kept')", name="state_is_known"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_has_its_date"),
        Index("ix_moderation_report_on", "kind", "object_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int]
    reason: Mapped[str] = mapped_column(String(MOST_REASON))
    state: Mapped[str] = mapped_column(String(10), default=OPEN, index=True)
    reporter_id: Mapped[int | None]
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None]
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(MOST_REASON), default="")


@dataclass(frozen=True)
class Excerpt:
    """A reported thing as the queue shows it: its words, what it is, where it stands, whether it is hidden now."""

    text: str
    what: str
    address: str
    hidden: bool


@dataclass(frozen=True)
class Moderated:
    """How a feature's things of one kind are shown to whoever decides, hidden and brought back.

    `visible`: whether the person whose request this is may see the thing, and so report it.
    """

    excerpt: Callable[[int], Excerpt | None]
    visible: Callable[[int], bool]
    hide: Callable[[int], None]
    restore: Callable[[int], None]


@dataclass(frozen=True)
class Case:
    """Everything that is open about one thing."""

    kind: str
    object_id: int
    reasons: Sequence[str]
    first_at: datetime


def init_app(app: Flask, features: Iterable[ModuleType]) -> None:
    """Take in the MODERATED of the features; the same kind twice stops the start."""
    kinds: dict[str, Moderated] = {}
    for views in features:
        more: dict[str, Moderated] = getattr(views, "MODERATED", {})
        if doubled := kinds.keys() & more.keys():
            raise ValueError(f"moderated kind registered twice: {', '.join(sorted(doubled))}")
        kinds.update(more)
    app.extensions["moderated"] = kinds


def of(kind: str) -> Moderated:
    """How things of a kind are moderated, or NotThere."""
    found: Moderated | None = current_app.extensions["moderated"].get(kind)
    if found is None:
        raise NotThere("There is nothing to report at this address.")
    return found


def seen(kind: str, object_id: int) -> Excerpt:
    """The thing, for somebody who may see and so report it; else NotThere."""
    known = of(kind)
    found = known.excerpt(object_id) if known.visible(object_id) else None
    if found is None:
        raise NotThere("That is not there, or is hidden already.")
    return found


def report(kind: str, object_id: int, reason: str, reporter_id: int, at: datetime) -> Report:
    """Put a report on the queue; a second one by the same person about the same thing replaces their words."""
    seen(kind, object_id)
    reason = reason.strip()
    if not reason or len(reason) > MOST_REASON:
        raise Invalid(f"Say what is wrong, in at most {MOST_REASON} characters.")
    own = select(Report).where(
        Report.kind == kind, Report.object_id == object_id, Report.state == OPEN, Report.reporter_id == reporter_id
    )
    row = db.session.scalar(own)
    if row is None:
        row = Report(kind=kind, object_id=object_id, reason=reason, reporter_id=reporter_id, reported_at=at)
        db.session.add(row)
    row.reason = reason
    db.session.flush()
    audit.record("report", kind, object_id)
    return row


def decide(kind: str, object_id: int, hide: bool, note: str, by_id: int | None, at: datetime) -> None:
    """Hide the thing or keep it; every open report about it is answered by the one decision."""
    if len(note) > MOST_REASON:
        raise Invalid(f"The note can have at most {MOST_REASON} characters.")
    found = of(kind).excerpt(object_id)
    answered = (
        update(Report)
        .where(Report.kind == kind, Report.object_id == object_id, Report.state == OPEN)
        .values(state=HIDDEN if hide else KEPT, decided_by_id=by_id, decided_at=at, note=note.strip())
    )
    if not db.session.execute(answered).rowcount:  # type: ignore[attr-defined]  # an update's result has it
        raise Conflict("Somebody has decided this already. Nothing was changed.")
    if hide and found is not None:
        of(kind).hide(object_id)
    db.session.flush()
    audit.record("hide" if hide else "keep", kind, object_id)


def restore(kind: str, object_id: int, note: str, by_id: int | None, at: datetime) -> None:
    """Bring back what was hidden; the reports about it say so."""
    found = of(kind).excerpt(object_id)
    if found is None or not found.hidden:
        raise Conflict("That is not hidden, or is gone. Nothing was changed.")
    of(kind).restore(object_id)
    db.session.execute(
        update(Report)
        .where(Report.kind == kind, Report.object_id == object_id, Report.state == HIDDEN)
        .values(state=KEPT, decided_by_id=by_id, decided_at=at, note=note.strip()[:MOST_REASON])
    )
    db.session.flush()
    audit.record("restore", kind, object_id)


def waiting() -> int:
    """How many things have an open report."""
    things = select(Report.kind, Report.object_id).where(Report.state == OPEN).distinct()
    return db.session.scalar(select(func.count()).select_from(things.subquery())) or 0


def cases() -> Sequence[Case]:
    """What is open, the oldest first, the reports about one thing together; one statement."""
    rows = db.session.scalars(select(Report).where(Report.state == OPEN).order_by(Report.id).limit(SHOWN)).all()
    found: dict[tuple[str, int], list[Report]] = {}
    for row in rows:
        found.setdefault((row.kind, row.object_id), []).append(row)
    return [Case(kind, on, [r.reason for r in rows], rows[0].reported_at) for (kind, on), rows in found.items()]


def decided(limit: int = 50) -> Sequence[Report]:
    """What was decided, the newest first."""
    query = select(Report).where(Report.state != OPEN).order_by(Report.decided_at.desc(), Report.id.desc())
    return db.session.scalars(query.limit(limit)).all()
