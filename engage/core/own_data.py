"""What is held about one person, as each feature tells it for the person's own copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Held:
    """One kind of record: what it is, why and how long it is kept, and its rows as names and plain values."""

    title: str
    why: str
    rows: Sequence[Mapping[str, str | int | bool | None]]
