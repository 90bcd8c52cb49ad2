"""Answers as columns: for every item what each respondent chose, a byte or two each, however many there are."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engage.disclosure import Characteristic, Composite, Figure, option_figure
from engage.disclosure import Kind as CompositeKind
from engage.surveys.opened import Opened
from engage.surveys.rules import Direction, Item, Kind, Option, Questionnaire, items
from engage.surveys.rules.figures import index_scores
from engage.surveys.rules.packing import BASE, BITS, LETTERS, PACKED, Place, layout, pack

Mask = NDArray[np.bool_]
Places = NDArray[np.int16]
POOLED, REST = "__rest", "All other answers"
NOTHING = -1
BATCH = 4096
NUMBER_OF = np.zeros(128, dtype=np.int64)
NUMBER_OF[np.frombuffer(LETTERS.encode(), dtype=np.uint8)] = np.arange(BASE)


@dataclass(frozen=True, eq=False)
class Tally:
    """One item over N respondents, asides left out.

    `places`: (N,) the option chosen, NOTHING where blank; where several may be chosen `ticked` is (N, options)
    and `places` empty. `told` and `pools` are what the spread shows: each told option unites some of `options`
    (their positions), the rare ones as one.
    """

    item: Item
    options: tuple[Option, ...]
    places: Places
    ticked: Mask | None
    told: tuple[Option, ...]
    pools: tuple[tuple[int, ...], ...]

    @property
    def directed(self) -> bool:
        """Whether answers speak for or against."""
        return any(option.direction is not None for option in self.options)

    @property
    def answered(self) -> Mask:
        """(N,) who answered."""
        return np.asarray(self.places >= 0 if self.ticked is None else self.ticked.any(axis=1))

    def chose(self, positions: Sequence[int]) -> Mask:
        """(N,) who chose any of these options."""
        if self.ticked is not None:
            return np.asarray(self.ticked[:, list(positions)].any(axis=1))
        wanted = np.zeros(len(self.options) + 1, dtype=np.bool_)
        wanted[list(positions)] = True
        return np.asarray(wanted[self.places])  # NOTHING is the last, never wanted

    def figure(self) -> Figure:
        """What the disclosure engine has to guard: positive answers, or every option where none has a direction."""
        positive = [at for at, option in enumerate(self.options) if option.direction is Direction.POSITIVE]
        guarded = (self.chose(positive),) if self.directed else tuple(self.chose(pool) for pool in self.pools)
        return Figure(self.item.code, self.answered, guarded, self.item.sensitive)

    def points(self) -> NDArray[np.float64]:
        """(N,) index points 0 to 100 of each respondent's answer; nan where blank."""
        scale = index_scores(self.item.options)
        worth = np.array([*(scale.get(option.code, np.nan) for option in self.options), np.nan])
        return np.asarray(worth[self.places])

    def by_profile(self, profile_of: NDArray[np.int64], profiles: int) -> NDArray[np.int64]:
        """(profiles, c): as few counts as those of any group follow from: who chose each option; where several may be
        chosen all that `whole` tells."""
        size = len(self.options)
        if self.ticked is None:
            cells = profile_of * (size + 1) + self.places + 1
            return np.bincount(cells, minlength=profiles * (size + 1)).reshape(profiles, size + 1)[:, 1:]
        masks = [*self.ticked.T, *(self.chose(pool) for pool in self.pools), self.answered]
        return np.column_stack([np.bincount(profile_of[mask], minlength=profiles) for mask in masks])

    def whole(self, sums: NDArray[Any]) -> NDArray[Any]:
        """(groups, options + told + 1): who chose each option, each told one, and who answered, from a group's sums."""
        if self.ticked is not None:
            return sums
        told = [sums[:, list(pool)].sum(axis=1) for pool in self.pools]
        return np.column_stack([sums, *told, sums.sum(axis=1)])

    def counts(self, profile_of: NDArray[np.int64], profiles: int) -> NDArray[np.int64]:
        """The same by profile."""
        return self.whole(self.by_profile(profile_of, profiles))


@dataclass(frozen=True, eq=False)
class Answered:
    """Everything read of N opened ballots: the reporting group, the characteristics and the items."""

    groups: list[str]
    characteristics: list[Characteristic]
    tallies: list[Tally]


def tallies(questionnaire: Questionnaire, opened: Iterable[Opened], k: int) -> Answered:
    """A tally for each item, options under `k` pooled; what splits the figures is told apart, not counted.

    Read in batches: as dictionaries the answers of a large survey would not fit into memory.
    """
    splits, places = _splits(questionnaire), layout(questionnaire)
    width = places[-1].end if places else 0
    by_field = {place.field: place for place in places}
    columns = [_Column(item, by_field.get(item.code)) for item in items(questionnaire)]
    groups: list[str] = []
    for batch in _batches(opened):
        groups += [sys.intern(row.group) for row in batch]
        letters = "".join([_letters(places, width, row.answers) for row in batch]).encode()
        sheet = NUMBER_OF[np.frombuffer(letters, dtype=np.uint8)].reshape(len(batch), -1)
        for column in columns:
            column.read(sheet, batch)
    ordered = {question.code: question.ordered or question.kind is Kind.SCALE for question in questionnaire.questions}
    return Answered(
        groups,
        [column.characteristic(ordered[column.item.code]) for column in columns if column.item.code in splits],
        [column.tally(k) for column in columns if column.item.question not in splits],
    )


def _letters(places: Sequence[Place], width: int, answers: Mapping[str, Any]) -> str:
    """A ballot's choices as letters. Whoever may insert ballots may have inserted anything: that counts as blank."""
    found = answers[PACKED] if PACKED in answers else pack(places, answers)[PACKED]
    return found if isinstance(found, str) and len(found) == width and found.isascii() else LETTERS[0] * width


def _splits(questionnaire: Questionnaire) -> set[str]:
    return {question.code for question in questionnaire.questions if question.characteristic}


def counted(questionnaire: Questionnaire) -> list[Item]:
    """The items that figures are made of: all but the characteristics, whose tables they are shown in.

    The shares of a characteristic in every team would be figures of a smaller and smaller group.
    """
    splits = _splits(questionnaire)
    return [item for item in items(questionnaire) if item.question not in splits]


def _batches(opened: Iterable[Opened]) -> Iterator[list[Opened]]:
    rows = iter(opened)
    while batch := list(islice(rows, BATCH)):
        yield batch


class _Column:
    """One item, as it is read. What is set aside counts as nothing."""

    def __init__(self, item: Item, place: Place | None) -> None:
        self.item = item
        self.options = item.counted
        self.at = {option.code: at for at, option in enumerate(self.options)}
        self.place = place
        self.several = place is not None and place.several
        # By the number that the letters make: nothing, then every option, then what no option has.
        codes, width = (place.codes, place.width) if place is not None and not place.several else ((), 0)
        self.worth = np.full(BASE**width, NOTHING)
        self.worth[1 : 1 + len(codes)] = [self.at.get(code, NOTHING) for code in codes]
        self.parts: list[NDArray[Any]] = []

    def read(self, sheet: NDArray[np.int64], rows: Sequence[Opened]) -> None:
        """Take in a batch: (rows, letters) numbers, or of a ranking the first place."""
        if self.place is None:
            first = [_first(row.answers.get(self.item.code)) for row in rows]
            self.parts.append(np.array([self.at.get(code, NOTHING) for code in first], dtype=np.int16))
            return
        numbers = sheet[:, self.place.start : self.place.end]
        if self.several:
            at = [self.place.codes.index(code) for code in self.at]
            self.parts.append(np.column_stack([numbers[:, n // BITS] >> n % BITS & 1 for n in at]).astype(np.bool_))
        else:
            weights = BASE ** np.arange(self.place.width)
            self.parts.append(self.worth[numbers @ weights].astype(np.int16))

    def tally(self, k: int) -> Tally:
        """The item over all respondents."""
        none: Places = np.zeros(0, dtype=np.int16)
        width = len(self.options) if self.several else 0
        whole = np.concatenate(self.parts) if self.parts else np.zeros((0, width) if self.several else 0, np.int16)
        alone = tuple((at,) for at in range(len(self.options)))
        places, ticked = (none, whole.astype(np.bool_)) if self.several else (whole, None)
        found = Tally(self.item, self.options, places, ticked, self.options, alone)
        return found if found.directed else pooled(found, k)

    def characteristic(self, ordered: bool) -> Characteristic:
        """The item as what splits the figures; a choice set aside is as if nothing had been told."""
        whole = np.concatenate(self.parts) if self.parts else np.zeros(0, np.int16)
        codes = tuple(option.code for option in self.options)
        return Characteristic(self.item.code, codes, whole.astype(np.int64), ordered)


def _first(value: Any) -> str:
    found = value[0] if isinstance(value, list) and value else value
    return found if isinstance(found, str) else ""


def pooled(tally: Tally, k: int) -> Tally:
    """The same with rare options told as one, so that they do not hold back the whole question."""
    columns = {option.code: tally.chose((at,)) for at, option in enumerate(tally.options)}
    _, together = option_figure(tally.item.code, tally.answered, columns, k)
    options = {option.code: option for option in tally.options}
    at = {option.code: place for place, option in enumerate(tally.options)}
    told = tuple(options[group[0]] if len(group) == 1 else Option(POOLED, REST) for group in together)
    return replace(tally, told=told, pools=tuple(tuple(at[code] for code in group) for group in together))


def composites(questionnaire: Questionnaire, known: set[str]) -> list[Composite]:
    """Themes and indices whose items are all there."""
    themes = [Composite(f"theme:{each.code}", each.items, CompositeKind.THEME) for each in questionnaire.themes]
    indices = [Composite(f"index:{each.code}", each.items, CompositeKind.INDEX) for each in questionnaire.indices]
    return [each for each in (*themes, *indices) if each.items and set(each.items) <= known]
