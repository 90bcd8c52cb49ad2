"""Benchmarks: figures of others by the identity of a question, from a file; good as a whole or not at all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_ROWS, LONGEST_KEY = 1_000, 120
KIND, KEY, WORDING, VALUE = "Kind", "Identity", "Wording", "Value"
COLUMNS = (KIND, KEY, WORDING, VALUE)
NEEDED = (KIND, KEY, VALUE)
NUMBER = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?) ?%?")


class Of(StrEnum):
    """What a figure is of."""

    QUESTION = "question"
    THEME = "theme"
    INDEX = "index"


@dataclass(frozen=True)
class Figure:
    """One figure: a question's or theme's percent positive, or an index from 0 to 100."""

    of: Of
    key: str
    value: float


class BadRow(ValueError):
    """What is wrong with the file, and in which row: the first thing found, in a code and the value."""

    def __init__(self, code: str, row: int = 0, value: str = "") -> None:
        super().__init__(code)
        self.code, self.row, self.value = code, row, value


def columns(headers: Sequence[str]) -> tuple[Mapping[int, str], Sequence[str], list[str]]:
    """Which column is which, by any case; the needed ones that are missing; those that nobody knows."""
    by_name = {name.casefold(): name for name in COLUMNS}
    known: dict[int, str] = {}
    unknown = []
    for at, header in enumerate(headers):
        name = by_name.get(" ".join(header.split()).casefold())
        if name is None or name in known.values():
            unknown.append(header)
        else:
            known[at] = name
    return known, [name for name in NEEDED if name not in known.values()], unknown


def figures(rows: Sequence[tuple[int, Mapping[str, str]]]) -> tuple[Figure, ...]:
    """The figures of a file's rows, in order; a row without a value is passed over.

    BadRow for the first row that cannot be taken, or where no row has a value."""
    found: dict[tuple[Of, str], Figure] = {}
    for number, cells in rows:
        value = cells.get(VALUE, "").strip()
        if not value:
            continue
        figure = Figure(_of(number, cells.get(KIND, "")), _key(number, cells.get(KEY, "")), _value(number, value))
        if (figure.of, figure.key) in found:
            raise BadRow("twice", number, figure.key)
        found[figure.of, figure.key] = figure
    if not found:
        raise BadRow("nothing")
    return tuple(found.values())


def _of(number: int, text: str) -> Of:
    try:
        return Of(text.strip().casefold())
    except ValueError:
        raise BadRow("kind", number, text[:LONGEST_KEY]) from None


def _key(number: int, text: str) -> str:
    key = text.strip()
    if not key or len(key) > LONGEST_KEY or not key.isprintable():
        raise BadRow("key", number, key[:LONGEST_KEY])
    return key


def _value(number: int, text: str) -> float:
    matched = NUMBER.fullmatch(text)
    if matched is None or float(matched[1]) > 100:
        raise BadRow("value", number, text[:LONGEST_KEY])
    return float(matched[1])
