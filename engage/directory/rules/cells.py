"""What one cell of a staff extract means. Codes of refusal, never wording."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

from engage.directory.rules.faults import CellFault

BLANK = frozenset({"", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "-", "--", "not applicable"})
# In a name only what no person is called: Na, Null and None are surnames.
BLANK_NAME = frozenset({"", "NA", "N/A", "#N/A", "NULL", "-", "--"})
FORMULA = ("=", "+", "-", "@")
EXCEL_TEXT = re.compile(r'^="([^"=]*)"$')
EXCEL_DAY_ZERO = date(1899, 12, 30)
EXCEL_DAYS = range(7_000, 80_000)
YEARS = range(1920, 2101)
MONTHS = {name: number for number, name in enumerate(
    "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}  # fmt: skip
ISO = re.compile(r"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ][\d:.]+Z?)?$")
DAY_FIRST = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})(?: [\d:]+)?$")
WORDED = re.compile(r"^(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})$")
YES = frozenset({"y", "yes", "true", "1", "t", "main", "head", "primary"})
NO = frozenset({"n", "no", "false", "0", "f", "secondary"})
KIND_WORDS = {
    "employee": "employee", "staff": "employee", "permanent": "employee", "casual": "employee",
    "agency": "agency", "agency worker": "agency", "contractor": "agency", "interim": "agency",
    "school": "school", "schools": "school", "school staff": "school", "volunteer": "volunteer",
    "councillor": "councillor", "member": "councillor", "elected member": "councillor", "partner": "partner",
}  # fmt: skip
LANGUAGES = {"english": "en", "welsh": "cy", "cymraeg": "cy", "eng": "en", "cym": "cy", "wel": "cy"}
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s.]+$")
MOST_HOURS = 168.0


def _tidied(raw: str) -> str:
    if not (raw.isascii() and raw.isprintable()):
        kept = (" " if c in "\t\n\r\xa0" else c for c in raw)
        raw = "".join(c for c in kept if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
        raw = unicodedata.normalize("NFC", raw)
    return " ".join(raw.split())


def text(raw: str, longest: int = 200) -> str:
    """The words of a cell, tidied; blank words are nothing; a formula is refused."""
    value = _tidied(raw)
    if value.casefold() in BLANK:
        return ""
    return _safe(value, longest)


common_text = lru_cache(maxsize=100_000)(text)


def unit_name(raw: str) -> str:
    """The name of a unit."""
    return common_text(raw, 200)


def name(raw: str, longest: int = 100) -> str:
    """A person's name: only what cannot be one is blank."""
    value = _tidied(raw)
    return "" if value in BLANK_NAME else _safe(value, longest)


def identifier(raw: str, longest: int) -> str:
    """A number that is a name: leading zeros stay, Excel's marks of text go."""
    return text(raw.strip().removeprefix("'"), longest)


def _safe(value: str, longest: int) -> str:
    if value.startswith(FORMULA):
        kept = EXCEL_TEXT.match(value)
        if kept is None:
            raise CellFault("formula")
        value = kept.group(1).strip()
        if value.startswith(FORMULA):
            raise CellFault("formula")
    if len(value) > longest:
        raise CellFault("too_long")
    return value


def email(raw: str) -> str | None:
    """An e-mail address in lower case, or None."""
    value = text(raw, 254)
    if value and not EMAIL.match(value):
        raise CellFault("not_an_email")
    return value.lower() or None


@lru_cache(maxsize=50_000)
def day(raw: str) -> tuple[date | None, bool]:
    """A date, day first, and whether it was one of Excel's day numbers; two-digit years are refused."""
    value = text(raw, 40)
    if not value:
        return None, False
    if value.isascii() and value.replace(".", "", 1).isdigit():
        return _from_digits(value)
    return _calendar(*_parts(value)), False


def _from_digits(value: str) -> tuple[date | None, bool]:
    whole = value.split(".")[0]
    if len(whole) == 8 and whole == value:
        return _calendar(int(whole[:4]), int(whole[4:6]), int(whole[6:])), False
    if len(whole) <= 6 and int(whole or 0) in EXCEL_DAYS:
        return EXCEL_DAY_ZERO + timedelta(days=int(whole)), True
    raise CellFault("not_a_date")


def _parts(value: str) -> tuple[int, int, int]:
    if found := ISO.match(value):
        year, month, day_ = map(int, found.groups())
        return year, month, day_
    if found := DAY_FIRST.match(value):
        day_, month, year = map(int, found.groups())
        if len(found.group(3)) == 2:
            raise CellFault("year_of_two_digits")
        if month > 12 >= day_:
            raise CellFault("month_first")
        return year, month, day_
    if (found := WORDED.match(value)) and found.group(2)[:3].lower() in MONTHS:
        return int(found.group(3)), MONTHS[found.group(2)[:3].lower()], int(found.group(1))
    raise CellFault("not_a_date")


def _calendar(year: int, month: int, day_: int) -> date:
    if year not in YEARS:
        raise CellFault("year_out_of_range")
    try:
        return datetime(year, month, day_).date()  # noqa: DTZ001  # a day has no zone
    except ValueError:
        raise CellFault("not_a_date") from None


@lru_cache(maxsize=5_000)
def hours(raw: str) -> float | None:
    """Hours a week, 0 to 168, or None."""
    value = text(raw, 20)
    if not value:
        return None
    try:
        found = float(value)
    except ValueError:
        raise CellFault("not_a_number") from None
    if not 0 <= found <= MOST_HOURS:
        raise CellFault("not_a_number")
    return found


@lru_cache(maxsize=1_000)
def flag(raw: str) -> bool:
    """Yes or no; blank is no."""
    value = text(raw, 20).casefold()
    if value in YES:
        return True
    if value and value not in NO:
        raise CellFault("not_yes_or_no")
    return False


@lru_cache(maxsize=1_000)
def kind(raw: str) -> str:
    """What somebody is to the council; blank is an employee."""
    value = text(raw, 40).casefold()
    if value and value not in KIND_WORDS:
        raise CellFault("kind_unknown")
    return KIND_WORDS.get(value, "employee")


@lru_cache(maxsize=1_000)
def language(raw: str) -> str:
    """A language code; blank is English."""
    value = text(raw, 10).casefold()
    return LANGUAGES.get(value, value) or "en"
