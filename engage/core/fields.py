"""Fields that say in plain words what to type: numbers, and moments on the council's own clocks."""

import math
import re
from datetime import date, datetime, time
from typing import Any

from wtforms import FloatField, IntegerField
from wtforms.validators import ValidationError

from engage.core import clock

DAY = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\Z")
TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?\Z", re.IGNORECASE)


class WholeNumber(IntegerField):
    """A whole number, or a plain sentence."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Enter a whole number, such as 10.") from error


class Number(FloatField):
    """A number that is one (no infinity), or a plain sentence."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Enter a number, such as 2.5.") from error
        if self.data is not None and not math.isfinite(self.data):
            self.data = None
            raise ValueError("Enter a number, such as 2.5.")


def moment_or_none(day: str | None, at: str | None) -> datetime | None:
    try:
        return moment(day, at)
    except ValidationError:
        return None


def moment(day: str | None, at: str | None) -> datetime | None:
    """UTC of what was typed, or a ValidationError that says what to type."""
    if not (day or "").strip():
        return None
    found, hour = DAY.match((day or "").strip()), TIME.match((at or "").strip())
    if found is None:
        raise ValidationError("Enter the day as numbers, for example 27/3/2027.")
    if hour is None:
        raise ValidationError("Enter the time on the 24-hour clock, for example 9:00.")
    on, clock_time = _date(found), _time(hour)
    moment = clock.from_local(datetime.combine(on, clock_time))
    if moment is None:
        skipped = f"{on.day} {on:%B %Y} at {clock_time.hour}:{clock_time:%M}"
        raise ValidationError(f"{skipped} does not exist: the clocks go forward. Choose another time.")
    return moment


def _date(found: re.Match[str]) -> date:
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError as error:
        raise ValidationError(f"There is no such day as {found[0]}.") from error


def _time(found: re.Match[str]) -> time:
    try:
        return time(_hour(int(found[1]), found[3]), int(found[2] or 0))
    except ValueError as error:
        raise ValidationError(f"There is no such time as {found[0]}.") from error


def day(typed: str | None) -> date | None:
    """The day that was typed (27/3/2027), None for nothing, or a ValidationError that says what to type."""
    found = moment(typed, "12:00")
    return clock.local(found).date() if found is not None else None


def typed_day(value: date | None) -> str:
    """A day as it is typed: 27/3/2027."""
    return f"{value.day}/{value.month}/{value.year}" if value else ""


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half.lower() == "pm" else 0)
