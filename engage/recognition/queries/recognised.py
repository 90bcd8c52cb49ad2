"""The kept figures of who gets recognised, year by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from engage.core.db import db
from engage.recognition.models import RecognitionYear
from engage.recognition.rules.recognised import Crossing, Figures, Year, from_text, year_of

MOST_YEARS = 10


@dataclass(frozen=True)
class Kept:
    """A year as it is kept: its figures, where there are any, and when they were made, asked for and frozen."""

    year: Year
    figures: Figures | None
    sha256: str
    made_at: datetime | None
    asked_at: datetime | None
    frozen_at: datetime | None


@dataclass(frozen=True)
class Trend:
    """How much of a year's thanks went between directorates."""

    year: Year
    frozen: bool
    crossing: Crossing


def row(year: Year, for_update: bool = False) -> RecognitionYear | None:
    """A year's row."""
    rows = select(RecognitionYear).where(RecognitionYear.first_day == year.first_day)
    return db.session.scalar(rows.with_for_update() if for_update else rows)


def kept(rows: Sequence[RecognitionYear], year: Year) -> Kept:
    """One year out of those read; empty where it was never worked out."""
    found = next((each for each in rows if each.first_day == year.first_day), None)
    if found is None:
        return Kept(year, None, "", None, None, None)
    figures = from_text(found.document) if found.document else None
    return Kept(year, figures, found.sha256, found.made_at, found.asked_at, found.frozen_at)


def all_rows() -> Sequence[RecognitionYear]:
    """The newest years that were worked out or asked for: one statement."""
    rows = select(RecognitionYear).order_by(RecognitionYear.first_day.desc()).limit(MOST_YEARS)
    return db.session.scalars(rows).all()


def trend(rows: Sequence[RecognitionYear]) -> Sequence[Trend]:
    """Thanks between directorates in every kept year, the oldest first."""
    return [
        Trend(Year(each.first_day), each.frozen_at is not None, from_text(each.document).crossing)
        for each in reversed(rows)
        if each.document
    ]


def years(rows: Sequence[RecognitionYear], today: date) -> Sequence[Year]:
    """The years that can be chosen, the newest first: this one, the last, and every kept one."""
    this = year_of(today)
    found = {this.first_day, date(this.first_day.year - 1, 4, 1), *(each.first_day for each in rows)}
    return [Year(first) for first in sorted(found, reverse=True) if first <= this.first_day]
