"""The figures of a category in a stage as they are kept: one canonical document, written once and read for ever."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

PLACES_AFTER_POINT = 6


@dataclass(frozen=True)
class EntryFigures:
    """An entry: how many judges scored it, its means and ranks; calibrated is None where it cannot be compared."""

    id: int
    judges: int
    raw: float | None
    calibrated: float | None
    low: float | None
    high: float | None
    raw_rank: int | None
    rank: int | None

    @property
    def differs(self) -> bool:
        """Whether calibration moves it to another rank."""
        return self.rank is not None and self.rank != self.raw_rank

    @property
    def value(self) -> float | None:
        """What the order goes by: calibrated, else raw."""
        return self.raw if self.calibrated is None else self.calibrated


@dataclass(frozen=True)
class CutFigures:
    """So many places, and the entries that are too close to call at their end."""

    places: int
    too_close: tuple[int, ...]


@dataclass(frozen=True)
class Figures:
    """All of a category; `apart`: groups of entries that share no judge, where scores cannot be compared."""

    scale_top: int
    entries: tuple[EntryFigures, ...]
    cuts: tuple[CutFigures, ...]
    apart: tuple[tuple[int, ...], ...] = ()

    @property
    def too_close(self) -> frozenset[int]:
        """Every entry that is too close to call at some cut."""
        return frozenset(each for cut in self.cuts for each in cut.too_close)

    @property
    def ordered(self) -> Sequence[EntryFigures]:
        """The best first, by the calibrated score; without any score last."""
        return sorted(self.entries, key=lambda each: (each.value is None, -(each.value or 0.0), each.id))


def to_json(figures: Figures) -> str:
    """The document: keys in order, no blanks, figures to six places."""
    return json.dumps(_rounded(asdict(figures)), sort_keys=True, separators=(",", ":"))


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, PLACES_AFTER_POINT)
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, (list, tuple)) else value


def from_json(document: str) -> Figures:
    """The figures of a document."""
    held = json.loads(document)
    return Figures(
        held["scale_top"],
        tuple(EntryFigures(**each) for each in held["entries"]),
        tuple(CutFigures(each["places"], tuple(each["too_close"])) for each in held["cuts"]),
        tuple(tuple(group) for group in held["apart"]),
    )
