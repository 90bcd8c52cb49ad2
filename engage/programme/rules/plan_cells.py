"""Cells of a plan’s file: months, amounts, percentages and guarded words, each read and written back the same."""

import calendar
import re
from datetime import date

# What a spreadsheet takes for the beginning of a formula.
RISKY = ("=", "+", "-", "@")
MONTH = re.compile(r"(\d{4})-(\d{2})\Z")
NAMED = re.compile(r"([A-Za-z]{3,9})[- ](\d{2}|\d{4})\Z")
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\Z")
AMOUNT = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?\Z")
FIRST_YEAR, LAST_YEAR = 1990, 2100
# A hundred billion pounds, or so many of anything.
MOST = 100_000_000_000 * 100
NAMES = [name.casefold() for name in calendar.month_name]


def guarded(text: str) -> str:
    """Words that a spreadsheet never takes for a formula."""
    return "'" + text if text.lstrip("'").startswith(RISKY) else text


def unguarded(text: str) -> str:
    """The words as they were before that."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(RISKY) else text


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def when(text: str, *, end: bool) -> date:
    """The first day of a month (2021-04, Apr-21), or its last where it ends something; a full day as it is.

    Raises ValueError where it is none, or before 1990 or after 2100.
    """
    year, month, day = _parts(text)
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        raise ValueError(text)
    if day:
        return date(year, month, day)
    return last_day(year, month) if end else date(year, month, 1)


def _parts(text: str) -> tuple[int, int, int]:
    if found := MONTH.match(text):
        return int(found[1]), int(found[2]), 0
    if found := DAY.match(text):
        return int(found[1]), int(found[2]), int(found[3]) or 99
    if found := SLASHED.match(text):
        return int(found[3]), int(found[2]), int(found[1]) or 99
    if found := NAMED.match(text):
        # A spreadsheet turns 2021-04 into Apr-21 when it saves the file.
        month = next((at for at, name in enumerate(NAMES) if name and name.startswith(found[1].casefold())), 0)
        return int(found[2]) + (2000 if len(found[2]) == 2 else 0), month, 0
    raise ValueError(text)


def shown(day: date | None, *, end: bool) -> str:
    """A day as the file has it: the month where it is that month’s first, or last, day."""
    if day is None:
        return ""
    whole = day == last_day(day.year, day.month) if end else day.day == 1
    return f"{day:%Y-%m}" if whole else day.isoformat()


def hundredths(text: str) -> int:
    """Pence of pounds, hundredths of a number; raises ValueError where it is no amount, OverflowError beyond reason."""
    found = AMOUNT.match(text)
    if found is None:
        raise ValueError(text)
    if (
        len(found[1]) > 20
        or (whole := int(found[1].replace(",", "")) * 100 + int((found[2] or "0").ljust(2, "0"))) > MOST
    ):
        raise OverflowError(text)
    return whole


def plain(amount: int | None, *, pounds: bool = False) -> str:
    """2000000, 17.3; pounds with both digits of pence: 12.50."""
    if amount is None:
        return ""
    whole, rest = divmod(amount, 100)
    if not rest:
        return str(whole)
    return f"{whole}.{rest:02}" if pounds else f"{whole}.{rest:02}".rstrip("0")
