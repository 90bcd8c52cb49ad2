"""Concerns that champions passed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class OwnConcern:
    """A concern of one champion's, as their desk shows it."""

    id: int
    title: str
    state: str
    passed_on: date
    due_on: date
    answer: str


def own(person_id: int, open_only: bool = False) -> Sequence[OwnConcern]:
    """What somebody passed on, or took over from whoever stepped down, the newest first."""
    return ()
