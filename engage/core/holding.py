"""Setting, reviewing and lifting a legal hold."""

from datetime import date, datetime

from engage.core import audit, clock, holds
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.core.holds import MOST_WHY, REVIEW_MONTHS, LegalHold

LIFTED = "This hold was lifted already. Nothing was changed."
TWICE = "A hold in force covers this already. Review that one instead."


def set_hold(
    reason: str, by_id: int | None, at: datetime, *, person_id: int | None = None, unit_id: int | None = None,
    kind: str = "",
) -> LegalHold:  # fmt: skip
    """From now on no rule deletes what it covers; Conflict where one covers just this."""
    reason = _fit(reason)
    if sum((person_id is not None, unit_id is not None, bool(kind))) != 1:
        raise Invalid("A hold covers one person, one unit or one kind of record.")
    if holds.covers_already(person_id, unit_id, kind):
        raise Conflict(TWICE)
    row = LegalHold(person_id=person_id, unit_id=unit_id, kind=kind, reason=reason, set_at=at, set_by_id=by_id,
                    review_on=_next(at))  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.record("set", "legal hold", row.id)
    return row


def review(row: LegalHold, at: datetime) -> None:
    """It is still needed: the next review is in a year."""
    if row.lifted_at is not None:
        raise Conflict(LIFTED)
    row.review_on = _next(at)
    db.session.flush()
    audit.record("review", "legal hold", row.id)


def lift(row: LegalHold, why: str, by_id: int | None, at: datetime) -> None:
    """What it covered is deleted again after its time; the hold itself stays on the page."""
    if row.lifted_at is not None:
        raise Conflict(LIFTED)
    row.lifted_at, row.lifted_by_id, row.lifted_why = at, by_id, _fit(why)
    db.session.flush()
    audit.record("lift", "legal hold", row.id)


def _next(at: datetime) -> date:
    return clock.months_after(clock.local(at).date(), REVIEW_MONTHS)


def _fit(words: str) -> str:
    words = words.strip()
    if not words or len(words) > MOST_WHY:
        raise Invalid(f"Say why, in at most {MOST_WHY} characters.")
    return words
