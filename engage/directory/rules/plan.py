"""What an import would change: values only, so that it can be shown, hashed, applied and undone."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engage.directory.rules.extract import Value
from engage.directory.rules.faults import Note
from engage.directory.rules.unit_book import NewUnit


@dataclass(frozen=True, slots=True)
class Change:
    """A row that stays and changes: what its fields were, and what they become."""

    id: int
    was: Mapping[str, Value]
    now: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to be added; `ref` is negative."""

    ref: int
    number: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post to be added; references to people, units and posts are ids, or negative for new ones."""

    ref: int
    reference: str | None
    person: int | None
    unit: int
    manager: int | None
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Moved:
    """A person or a unit that changes its place, in words."""

    what: str
    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class Staying:
    """People of another profile whom a file leaves where they are, though it takes over others of them."""

    source: str
    stay: int
    taken: int
    in_file: int

    @property
    def of(self) -> int:
        """How many the other profile had."""
        return self.stay + self.taken

    def stops(self, percent: int) -> bool:
        """Whether the file seems to stand for all of the other profile's people: a few in both are an overlap."""
        return self.taken * 100 > self.in_file * percent and self.stay * 100 > self.of * percent


@dataclass(frozen=True)
class UnitPlan:
    """What becomes of the units."""

    made: Sequence[NewUnit] = ()
    changed: Sequence[Change] = ()
    new_names: Sequence[str] = ()
    closed_names: Sequence[Moved] = ()
    moved_names: Sequence[Moved] = ()
    reopened_names: Sequence[str] = ()


@dataclass(frozen=True)
class Plan:
    """Everything that one import would do, for people or for units."""

    kind: str
    source: str
    on: date
    units: UnitPlan
    notes: Sequence[Note] = ()
    rows: int = 0
    people_made: Sequence[NewPerson] = ()
    people_changed: Sequence[Change] = ()
    posts_made: Sequence[NewPost] = ()
    posts_changed: Sequence[Change] = ()
    joiners: Sequence[str] = ()
    leavers: Sequence[str] = ()
    returners: Sequence[str] = ()
    movers: Sequence[Moved] = ()
    unknown_managers: Sequence[tuple[int, str]] = ()
    vacancies: int = 0
    people_before: int = 0
    staying: Sequence[Staying] = ()
    # Of the directory as it was read for this plan; means nothing to another process.
    read: int = 0

    @property
    def changes_nothing(self) -> bool:
        """Whether applying it would leave everything as it is."""
        parts = (self.units.made, self.units.changed, self.people_made, self.people_changed,
                 self.posts_made, self.posts_changed)  # fmt: skip
        return not any(parts)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each, for the audit, the list of imports and the command."""
        return {
            "rows": self.rows, "joiners": len(self.joiners), "leavers": len(self.leavers),
            "returners": len(self.returners), "staying": sum(one.stay for one in self.staying),
            "movers": len(self.movers), "vacancies": self.vacancies,
            "people_changed": len(self.people_changed), "posts_made": len(self.posts_made),
            "posts_changed": len(self.posts_changed), "unknown_managers": len(self.unknown_managers),
            "units_made": len(self.units.made), "units_closed": len(self.units.closed_names),
            "units_moved": len(self.units.moved_names), "units_reopened": len(self.units.reopened_names),
        }  # fmt: skip

    def fingerprint(self) -> str:
        """The same for the same file against the same directory, and for nothing else."""
        digest = hashlib.sha256(f"{self.kind} {self.source} {self.on} {self.counts}".encode())
        parts: tuple[Sequence[object], ...] = (
            self.units.made, self.units.changed, self.people_made, self.people_changed,
            self.posts_made, self.posts_changed,
        )  # fmt: skip
        for part in parts:
            for each in part:
                digest.update(repr(each).encode())
        return digest.hexdigest()


def too_many_leavers(leavers: int, people_before: int, stop_percent: int) -> bool:
    """Whether so many would leave that the file is more likely cut short than the council."""
    return leavers * 100 > people_before * stop_percent
