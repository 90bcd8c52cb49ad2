"""Having a year's figures worked out, and freezing those of a year that is over."""

from datetime import date, datetime

from engage.core import audit, outbox
from engage.core.db import db
from engage.core.errors import Conflict
from engage.recognition.models import RecognitionYear
from engage.recognition.queries import recognised as queries
from engage.recognition.rules.recognised import Figures, Year, digest, to_text

ON, WORK, LEFT = "recognition year", "recognition.year", "recognition.left-the-wall"
FROZEN = "The figures of this year are frozen. They are worked out once, and not again."


def ask(year: Year, today: date, at: datetime) -> None:
    """Have the worker compute a running year, or compute and freeze one that is over."""
    if year.first_day > today:
        raise Conflict("This year has not begun.")
    row = queries.row(year, for_update=True)
    if row is not None and row.frozen_at is not None:
        raise Conflict(FROZEN)
    if row is None:
        row = RecognitionYear(first_day=year.first_day, document="", sha256="")
        db.session.add(row)
    row.asked_at = at
    db.session.flush()
    outbox.enqueue(WORK, {"first_day": year.first_day.isoformat()})
    audit.record("ask for figures", ON, year.first_day.year)


def left_the_wall() -> None:
    """A thank-you is shown to all staff no longer, or again: what is worked out of the running year follows."""
    outbox.enqueue(LEFT, {})


def store(year: Year, figures: Figures, at: datetime) -> None:
    """Keep what was worked out, unless the year is frozen; of a year that is over it is frozen from now on."""
    row = queries.row(year, for_update=True)
    if row is None:
        row = RecognitionYear(first_day=year.first_day)
        db.session.add(row)
    if row.frozen_at is not None:
        return
    row.document = to_text(figures)
    row.sha256, row.made_at, row.asked_at = digest(row.document), at, None
    row.frozen_at = at if figures.closed else None
    db.session.flush()
    audit.record("freeze figures" if figures.closed else "work out figures", ON, year.first_day.year, sha256=row.sha256)
