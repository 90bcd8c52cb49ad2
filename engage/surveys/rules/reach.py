"""Whom a survey asks, by which channel, and how many of them a draw takes: values only."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from engage.directory.rules.audience import EVERYONE_TEXT


class Channel(StrEnum):
    """The one way in which somebody can answer, set when the survey opens."""

    PAGE = "page"
    CODE = "code"


@dataclass(frozen=True)
class Chosen:
    """Whom a survey asks: whoever is in each list that is not empty, less who is left out.

    `base`: a text of directory/rules/audience (everyone, units, roles, networks). `number`, `percent`: a sample.
    `joiners`: whoever starts work while the survey is open is asked too.
    `code_sites`, `code_units`: whoever works there answers by a code, as does everybody without an e-mail address.
    `page_only`: there are no codes; whoever has no address finds the survey on their start page.
    """

    base: str = EVERYONE_TEXT
    sites: tuple[str, ...] = ()
    work_types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    without_units: tuple[int, ...] = ()
    without_kinds: tuple[str, ...] = ()
    number: int | None = None
    percent: int | None = None
    joiners: bool = False
    code_sites: tuple[str, ...] = ()
    code_units: tuple[int, ...] = ()
    page_only: bool = False

    @property
    def is_sample(self) -> bool:
        """Whether lots are drawn."""
        return self.number is not None or self.percent is not None


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides about one person: never shown, and nothing of it is kept with the survey."""

    person: int
    unit: int
    kind: str
    site: str
    work_type: str
    has_address: bool


EVERYONE = Chosen()


def to_text(chosen: Chosen) -> str:
    """As a column holds it: only what is not as usual; nothing for everyone."""
    said = {name: value for name, value in asdict(chosen).items() if value != getattr(EVERYONE, name)}
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False) if said else ""


def from_text(text: str) -> Chosen:
    """The choice of such a text; ValueError for anything else."""
    said = json.loads(text) if text else {}
    if not isinstance(said, dict) or not said.keys() <= {each.name for each in fields(Chosen)}:
        raise ValueError("no audience of a survey")
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    return Chosen(**given)


def is_meant(
    chosen: Chosen, who: Facts, base: Collection[int] | None, without: Collection[int], listed: Collection[int]
) -> bool:
    """Whether somebody is asked, before lots are drawn.

    `base`: the people whom the base means, None for everybody. `without`: the units that are left out, with all
    below. `listed`: the people who are left out by name.
    """
    return (
        (base is None or who.person in base)
        and (not chosen.sites or who.site in chosen.sites)
        and (not chosen.work_types or who.work_type in chosen.work_types)
        and (not chosen.kinds or who.kind in chosen.kinds)
        and who.kind not in chosen.without_kinds
        and who.unit not in without
        and who.person not in listed
    )


def channel(chosen: Chosen, who: Facts, code_units: Collection[int]) -> Channel:
    """A code for whoever has no e-mail address or works where codes are given out, else the page; never both."""
    if chosen.page_only:
        return Channel.PAGE
    by_code = not who.has_address or who.site in chosen.code_sites or who.unit in code_units
    return Channel.CODE if by_code else Channel.PAGE


def sample_size(chosen: Chosen, meant: int) -> int:
    """How many of those meant are asked; half a person is rounded up."""
    if chosen.number is not None:
        return min(chosen.number, meant)
    if chosen.percent is not None:
        return min(meant, -(-meant * chosen.percent // 100))
    return meant


def in_proportion(counts: Mapping[int, int], size: int) -> dict[int, int]:
    """What a draw of `size` gives each unit on average, in whole people that add up: for a forecast, not a draw."""
    whole = sum(counts.values())
    if size >= whole:
        return dict(counts)
    found = {unit: number * size // whole for unit, number in counts.items()}
    rest = sorted(counts, key=lambda unit: (-(counts[unit] * size % whole), unit))
    for unit in rest[: size - sum(found.values())]:
        found[unit] += 1
    return {unit: number for unit, number in found.items() if number}


def smallest_leaf(code: str, children: Mapping[str, Collection[str]], sizes: Mapping[str, int]) -> str:
    """From a group down to the smallest that nothing stands below; of equals the first by code."""
    while below := children.get(code):
        code = min(below, key=lambda each: (_size(each, children, sizes), each))
    return code


def _size(code: str, children: Mapping[str, Collection[str]], sizes: Mapping[str, int]) -> int:
    below = children.get(code)
    return sum(_size(each, children, sizes) for each in below) if below else sizes.get(code, 0)


def below(parents: Mapping[int, int | None], tops: Collection[int]) -> frozenset[int]:
    """Units with everything under them."""
    found, last = set(tops), -1
    while len(found) != last:
        last = len(found)
        found |= {unit for unit, parent in parents.items() if parent in found}
    return frozenset(found)
