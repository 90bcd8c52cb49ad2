"""What people report, and what was decided; each feature says how its own things are shown, hidden and restored."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType

from flask import Flask, current_app
from sqlalchemy import CheckConstraint, Index, String, delete, func, select, tuple_, update
from sqlalchemy.orm import Mapped, mapped_column

from engage.core import audit
from engage.core.db import Model, UtcDateTime, db
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.paging import Page

OPEN, HIDDEN, KEPT = "open", "hidden", "kept"
MOST_REASON = 1000
EACH = 10
# Decided reports go after so many months.
KEPT_MONTHS = 12


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
    `excerpts`: the same as `excerpt` for many at once, so that the queue costs one statement a kind; those that are
    gone are left out. Without it each is asked for by itself.
    """

    excerpt: Callable[[int], Excerpt | None]
    visible: Callable[[int], bool]
    hide: Callable[[int], None]
    restore: Callable[[int], None]
    excerpts: Callable[[Sequence[int]], Mapping[int, Excerpt]] | None = None


@dataclass(frozen=True)
class Case:
    """Everything that is open about one thing; the thing itself is None where it is gone."""

    kind: str
    object_id: int
    reasons: Sequence[str]
    first_at: datetime
    thing: Excerpt | None


@dataclass(frozen=True)
class Decision:
    """What was decided about one thing at one time, for all reports that were open then."""

    kind: str
    object_id: int
    hidden: bool
    decided_at: datetime
    decided_by_id: int | None
    note: str
    reports: int
    thing: Excerpt | None


def init_app(app: Flask, features: Iterable[ModuleType]) -> None:
    """Take in the MODERATED of the features; the same kind twice stops the start."""
    kinds: dict[str, Moderated] = {}
    for views in features:
        more: dict[str, Moderated] = getattr(views, "MODERATED", {})
        if doubled := kinds.keys() & more.keys():
            raise ValueError(f"moderated kind registered twice: {', '.join(sorted(doubled))}")
        kinds.update(more)
    app.extensions["moderated"] = kinds


def _of(kind: str) -> Moderated | None:
    found: Moderated | None = current_app.extensions["moderated"].get(kind)
    return found


def of(kind: str) -> Moderated:
    """How things of a kind are moderated, or NotThere."""
    found = _of(kind)
    if found is None:
        raise NotThere("There is nothing to report at this address.")
    return found


def seen(kind: str, object_id: int) -> Excerpt:
    """The thing, for somebody who may see and so report it; else NotThere."""
    known = of(kind)
    found = known.excerpt(object_id) if known.visible(object_id) else None
    if found is None or found.hidden:
        raise NotThere("That is not there, or is hidden already.")
    return found


def report(kind: str, object_id: int, reason: str, reporter_id: int, at: datetime) -> Report:
    """Put a report on the queue; a second one by the same person about the same thing replaces their words.

    It is in no audit record: that names who acts, and who reported is on no page but their own.
    """
    seen(kind, object_id)
    reason = reason.strip()
    if not reason or len(reason) > MOST_REASON:
        raise Invalid(f"Say what is wrong, in at most {MOST_REASON:,} characters.")
    own = select(Report).where(
        Report.kind == kind, Report.object_id == object_id, Report.state == OPEN, Report.reporter_id == reporter_id
    )
    row = db.session.scalars(own.order_by(Report.id)).first()
    if row is None:
        row = Report(kind=kind, object_id=object_id, reason=reason, reporter_id=reporter_id, reported_at=at)
        db.session.add(row)
    row.reason = reason
    db.session.flush()
    return row


def decide(kind: str, object_id: int, hide: bool, note: str, by_id: int | None, at: datetime) -> None:
    """Hide the thing or keep it; every open report about it is answered by the one decision."""
    _refuse_unfit(kind, object_id, note)
    known = _of(kind)
    found = known.excerpt(object_id) if known else None
    if hide and found is None:
        raise Conflict("That is gone already, so it cannot be hidden. Nothing was changed.")
    answered = (
        update(Report)
        .where(Report.kind == kind, Report.object_id == object_id, Report.state == OPEN)
        .values(state=HIDDEN if hide else KEPT, decided_by_id=by_id, decided_at=at, note=note.strip())
    )
    if not db.session.execute(answered).rowcount:  # type: ignore[attr-defined]  # an update's result has it
        raise Conflict("Somebody has decided this already. Nothing was changed.")
    if hide and known is not None:
        known.hide(object_id)
    db.session.flush()
    audit.record("hide" if hide else "keep", kind, object_id)


def gone(kind: str, object_id: int) -> None:
    """The thing is deleted: what was reported of it goes too, as its number may be given to another."""
    db.session.execute(delete(Report).where(Report.kind == kind, Report.object_id == object_id))


def restore(kind: str, object_id: int, note: str, by_id: int | None, at: datetime) -> None:
    """Bring back what was hidden; the reports about it say so."""
    _refuse_unfit(kind, object_id, note)
    known = _of(kind)
    found = known.excerpt(object_id) if known else None
    if known is None or found is None or not found.hidden:
        raise Conflict("That is not hidden, or is gone. Nothing was changed.")
    known.restore(object_id)
    db.session.execute(
        update(Report)
        .where(Report.kind == kind, Report.object_id == object_id, Report.state == HIDDEN)
        .values(state=KEPT, decided_by_id=by_id, decided_at=at, note=note.strip())
    )
    db.session.flush()
    audit.record("restore", kind, object_id)


def _refuse_unfit(kind: str, object_id: int, note: str) -> None:
    if db.session.scalars(select(Report.id).where(Report.kind == kind, Report.object_id == object_id)).first() is None:
        raise NotThere("Nothing was reported here.")
    if len(note) > MOST_REASON:
        raise Invalid(f"The note can have at most {MOST_REASON:,} characters.")


# Reads


def waiting() -> int:
    """How many things have an open report."""
    things = select(Report.kind, Report.object_id).where(Report.state == OPEN).distinct()
    return db.session.scalar(select(func.count()).select_from(things.subquery())) or 0


def cases(number: int = 1) -> Page[Case]:
    """What is open, the oldest first, the reports about one thing together: three statements, and one a kind."""
    total = waiting()
    number = min(max(1, number), max(1, -(-total // EACH)))
    first = func.min(Report.id)
    things = (
        select(Report.kind, Report.object_id)
        .where(Report.state == OPEN)
        .group_by(Report.kind, Report.object_id)
        .order_by(first)
        .limit(EACH)
        .offset((number - 1) * EACH)
    )
    shown = [(kind, on) for kind, on in db.session.execute(things)]
    about: dict[tuple[str, int], list[Report]] = {thing: [] for thing in shown}
    rows = select(Report).where(Report.state == OPEN, tuple_(Report.kind, Report.object_id).in_(shown))
    for row in db.session.scalars(rows.order_by(Report.id)) if shown else ():
        about[row.kind, row.object_id].append(row)
    excerpts = _excerpts(shown)
    found = [
        Case(kind, on, [row.reason for row in rows], rows[0].reported_at, excerpts.get((kind, on)))
        for (kind, on), rows in about.items()
        if rows
    ]
    return Page(found, number, EACH, total)


def case(kind: str, object_id: int) -> Case:
    """Everything open about one thing, or NotThere where nothing is: two statements."""
    rows = db.session.scalars(
        select(Report)
        .where(Report.state == OPEN, Report.kind == kind, Report.object_id == object_id)
        .order_by(Report.id)
    ).all()
    if not rows:
        raise NotThere("Nothing waits for a decision here. Somebody may have decided it already.")
    excerpts = _excerpts([(kind, object_id)])
    return Case(kind, object_id, [row.reason for row in rows], rows[0].reported_at, excerpts.get((kind, object_id)))


def decided(number: int = 1) -> Page[Decision]:
    """What was decided, the newest first: two statements, and one a kind."""
    of_one = (Report.kind, Report.object_id, Report.state, Report.decided_at, Report.decided_by_id, Report.note)
    grouped = select(*of_one, func.count().label("reports")).where(Report.state != OPEN).group_by(*of_one)
    total = db.session.scalar(select(func.count()).select_from(grouped.subquery())) or 0
    number = min(max(1, number), max(1, -(-total // EACH)))
    newest = grouped.order_by(Report.decided_at.desc(), Report.kind, Report.object_id)
    rows = db.session.execute(newest.limit(EACH).offset((number - 1) * EACH)).all()
    excerpts = _excerpts([(row.kind, row.object_id) for row in rows])
    found = [
        Decision(row.kind, row.object_id, row.state == HIDDEN, row.decided_at, row.decided_by_id, row.note,
                 row.reports, excerpts.get((row.kind, row.object_id)))
        for row in rows
    ]  # fmt: skip
    return Page(found, number, EACH, total)


def _excerpts(things: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Excerpt]:
    """The things that are still there."""
    by_kind: dict[str, list[int]] = {}
    for kind, on in things:
        by_kind.setdefault(kind, []).append(on)
    found: dict[tuple[str, int], Excerpt] = {}
    for kind, ids in by_kind.items():
        known = _of(kind)
        if known is None:
            continue
        if known.excerpts is not None:
            some = known.excerpts(ids)
        else:
            some = {on: each for on in ids if (each := known.excerpt(on)) is not None}
        found |= {(kind, on): each for on, each in some.items()}
    return found


def reported_by(person_id: int) -> Sequence[Report]:
    """Somebody's own reports, for their own copy and nobody else's."""
    return db.session.scalars(select(Report).where(Report.reporter_id == person_id).order_by(Report.id)).all()
