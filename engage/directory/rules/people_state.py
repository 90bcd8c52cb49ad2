"""The directory as an import finds it, in the order in which the database reads it out."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from engage.directory.rules.extract import Value
from engage.directory.rules.unit_book import UnitNow

Seen = TypeVar("Seen", bound=Hashable)


class PersonNow(NamedTuple):
    """A person as they stand; the fields after `source` are columns.PERSON_FIELDS in order."""

    id: int
    number: str
    source: str | None
    first_name: str
    known_as: str
    surname: str
    email: str | None
    kind: str
    language: str
    started_on: date | None
    leaves_on: date | None


class PostNow(NamedTuple):
    """An open post as it stands; the fields after `source` are columns.POST_FIELDS in order."""

    id: int
    person: int | None
    reference: str | None
    unit: int
    manager: int | None
    source: str | None
    job_title: str
    grade: str
    site: str
    work_type: str
    shift: str
    contract: str
    hours: float | None
    is_head: bool
    is_main: bool


@dataclass
class Read:
    """What was read of the directory: the same digest, in one process, only where nothing has changed."""

    digest: int = 0

    def through(self, rows: Iterable[Seen]) -> Iterator[Seen]:
        """The same rows, each taken into the digest."""
        for row in rows:
            self.digest = hash((self.digest, row))
            yield row


@dataclass(frozen=True)
class State:
    """Everything an import compares with; people and posts are read through once, in this order."""

    organisation: str
    units: Sequence[UnitNow]
    people: Iterable[PersonNow]
    posts: Iterable[PostNow]


def differences(
    fields: Sequence[str], now: Sequence[Value], file: Sequence[Value], order: Sequence[str]
) -> tuple[dict[str, Value], dict[str, Value]]:
    """What differs between a row as it stands (in `order`) and the file (in `fields`): was, becomes."""
    was: dict[str, Value] = {}
    becomes: dict[str, Value] = {}
    for name, value in zip(fields, file, strict=True):
        old = now[order.index(name)]
        if old != value:
            was[name], becomes[name] = old, value
    return was, becomes
