"""What the documents are drafted from: the settings in force and the inventory, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One table of the inventory in words; `columns` is name and class."""

    part: str
    table: str
    purpose: str
    seen: str
    basis: str
    kept: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    is_personal: bool


@dataclass(frozen=True)
class Promised:
    """What one survey promises that is scheduled, open or waits for its release."""

    title: str
    minimum_group: int
    comment_threshold: int
    kept_months: int


@dataclass(frozen=True)
class Switched:
    """A switch, where it stands, and what was said when it was turned."""

    title: str
    about: str
    on: bool
    why: str


@dataclass(frozen=True)
class Facts:
    """Everything that Engage knows of itself."""

    organisation: str
    address: str
    https: bool
    production: bool
    demo: bool
    sends_mail: bool
    session_hours: int
    idle_minutes: int
    postgres: bool
    ballots_apart: bool
    ballots_insert_only: bool
    people: int
    rows: Sequence[Row]
    kept: Sequence[tuple[str, Sequence[tuple[str, str, str]]]]
    promised: Sequence[Promised]
    switches: Sequence[Switched]
    classes: Mapping[str, int]
