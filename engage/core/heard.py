"""What we heard: one shape for what people said anywhere, and what each feature that heard something brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

COLUMNS = {
    "works_well": "What works well",
    "even_better": "Even better if",
    "comment": "Comments on a text",
    "concern": "Concerns passed on",
    "question": "Questions at events",
    "survey": "Comments in surveys",
}


@dataclass(frozen=True)
class Heard:
    """One thing that somebody said: never who; the service only as far as enough people were asked in it."""

    source: str
    address: str
    column: str
    themes: tuple[str, ...]
    service: str
    month: date
    text: str
    agreed: int = 0


@dataclass(frozen=True)
class Wanted:
    """What of it is looked for; `theme` is an id, 0 for what is under none; empty or None: all."""

    theme: int | None = None
    service: str = ""
    column: str = ""
    source: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Counted:
    """How much there is: by theme (id and name; 0: under none) and column, and altogether."""

    by_theme: Mapping[tuple[int, str], Mapping[str, int]]
    total: int


class Source(Protocol):
    """What a feature's queries/heard.py offers."""

    def heard(self, wanted: Wanted, most: int) -> Sequence[Heard]:
        """The newest months first, at most so many."""

    def counted(self, wanted: Wanted) -> Counted:
        """How much there is."""

    def sources(self) -> Sequence[tuple[str, str]]:
        """Key and title of each thing that something was heard in."""

    def services(self) -> Sequence[str]:
        """The services that anything is told of."""
