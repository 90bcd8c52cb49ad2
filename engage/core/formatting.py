"""How dates, numbers and sizes read on screen."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from flask import Flask

from engage.core import clock


def day(value: date | datetime | None) -> str:
    """3 March 2027."""
    if value is None:
        return ""
    shown = clock.local(value) if isinstance(value, datetime) else value
    return f"{shown.day} {shown:%B %Y}"


def moment(value: datetime | None) -> str:
    """3 March 2027 at 2:05pm."""
    if value is None:
        return ""
    shown = clock.local(value)
    hour = shown.hour % 12 or 12
    return f"{day(shown)} at {hour}:{shown:%M}{'am' if shown.hour < 12 else 'pm'}"


def number(value: int | float | None) -> str:
    """12,345."""
    return "" if value is None else f"{value:,}"


def count(amount: int, one: str, many: str | None = None) -> str:
    """1 person, 2 people."""
    return f"{amount:,} {one if amount == 1 else (many or one + 's')}"


def size(amount: int) -> str:
    """340 kB, 2.1 MB."""
    if amount < 999_500:
        return f"{max(1, round(amount / 1000))} kB"
    return f"{amount / 1_000_000:.1f} MB"


def listed(words: Sequence[str]) -> str:
    """One, two and three."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def named(codes: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """The names that stand for codes, each once, in the order of the codes."""
    return list(dict.fromkeys(names[code] for code in codes))


def plain(word: str) -> str:
    """Ballot box made, of ballot_box_made: a machine's word as a person reads it."""
    return word.replace("_", " ").replace(".", " ").replace("-", " ").capitalize()


def init_app(app: Flask) -> None:
    """Make them filters of the templates."""
    app.jinja_env.filters.update(
        day=day, moment=moment, number=number, count=count, size=size, listed=listed, named=named, plain=plain
    )
