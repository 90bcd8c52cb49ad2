"""Hours that a council would set: the demonstration is made at any."""

from datetime import datetime, time, timedelta

from engage.core import clock


def at_nine(in_days: int) -> datetime:
    """Nine in the morning so many days from today (before today: negative)."""
    return _at(9, in_days)


def at_five(in_days: int) -> datetime:
    """Five in the afternoon of such a day."""
    return _at(17, in_days)


def _at(hour: int, in_days: int) -> datetime:
    return datetime.combine(clock.today() + timedelta(days=in_days), time(hour), clock.LONDON)
