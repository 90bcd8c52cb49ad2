"""Who sees which groups of a release, and from when: one rule for every page, comparison and download.

The OD team sees all. Who heads a unit sees it and what is below it, from the day of their tier; from that day they,
and from the last day all staff, see the organisation and their own directorate.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from engage.surveys.rules.comment_blocks import branches
from engage.surveys.rules.published import Block, Head

# How disclosure marks a group that was put together: with what sank into it, or of what was left over.
WITH, OTHER = "~with", "~other"
# A team says in one sentence what it agreed about its results; that is kept for three years.
MOST_AGREED, TALK_KEPT_MONTHS = 200, 36


class Tier(StrEnum):
    """Who reads results, in the order in which they may begin."""

    DIRECTORS = "directors"
    SERVICES = "services"
    MANAGERS = "managers"
    STAFF = "staff"


@dataclass(frozen=True)
class Dates:
    """The first day of each tier; None: as soon as the tier before it, the first one from publication."""

    directors: date | None = None
    services: date | None = None
    managers: date | None = None
    staff: date | None = None

    def of(self, tier: Tier) -> date | None:
        """From when a tier reads; None: from publication."""
        days = [getattr(self, each) for each in list(Tier)[: list(Tier).index(tier) + 1]]
        return max((day for day in days if day is not None), default=None)

    def come(self, tier: Tier, today: date) -> bool:
        """Whether a tier reads by now."""
        day = self.of(tier)
        return day is None or day <= today


@dataclass(frozen=True)
class Place:
    """A unit of somebody's, and the units above it by their codes, up to the organisation."""

    headed: bool
    up: tuple[str, ...]

    @property
    def tier(self) -> Tier:
        """By how deep the unit lies, where they head it."""
        depth = len(self.up) - 1
        if not self.headed:
            return Tier.STAFF
        return Tier.DIRECTORS if depth < 2 else Tier.SERVICES if depth == 2 else Tier.MANAGERS


@dataclass(frozen=True)
class Frozen:
    """The groups of the day a survey opened, each with its parent, and in which each unit's people were counted."""

    parents: Mapping[str, str | None]
    homes: Mapping[str, str]

    def itself(self, up: Sequence[str]) -> str | None:
        """The group that is a unit, or in which it was put together with others; None: only a whole above it."""
        for code in (up[0], up[0] + WITH):
            if code in self.parents:
                return code
        home = self.homes.get(up[0], "")
        together = home.endswith((WITH, OTHER)) and home.removesuffix(WITH) not in up[1:]
        return home if together else None

    def holding(self, up: Sequence[str]) -> str | None:
        """The group in which the people of a unit were counted, or of the nearest unit above it that was there."""
        for unit in up:
            for code in (unit, unit + WITH, self.homes.get(unit)):
                if code in self.parents:
                    return code
        return None


def out_of_order(dates: Dates) -> Tier | None:
    """The first tier that would read before one that stands above it."""
    latest: date | None = None
    for tier in Tier:
        day: date | None = getattr(dates, tier)
        if day is not None and latest is not None and day < latest:
            return tier
        latest = day if day is not None else latest
    return None


def moved(before: Dates, after: Dates, today: date) -> Tier | None:
    """The first tier that reads already and would not any more."""
    return next((tier for tier in Tier if before.come(tier, today) and not after.come(tier, today)), None)


def begins(places: Sequence[Place], dates: Dates, today: date) -> date | None:
    """The day from which somebody reads something, where that is still to come."""
    tiers = {Tier.STAFF, *(place.tier for place in places)}
    if any(dates.come(tier, today) for tier in tiers):
        return None
    return min(day for tier in tiers if (day := dates.of(tier)) is not None)


def in_sight(
    blocks: Sequence[Block], frozen: Frozen, places: Sequence[Place], dates: Dates, today: date
) -> frozenset[str]:
    """The codes of the published groups that somebody reads today who does not see all."""
    if not blocks or begins(places, dates, today) is not None:
        return frozenset()
    found = {blocks[0].code}
    branch = branches(frozen.parents)
    for place in places:
        group = frozen.holding(place.up)
        if group is not None and (own := _block(blocks, frozen, branch[group])) is not None:
            found.add(own)
    for place in places:
        if place.headed and dates.come(place.tier, today):
            found.update(_headed(blocks, frozen, place.up))
    return frozenset(found)


def _headed(blocks: Sequence[Block], frozen: Frozen, up: Sequence[str]) -> Iterator[str]:
    """The published group of a unit, and those below it where it stands as a whole."""
    group = frozen.itself(up)
    own = _block(blocks, frozen, group) if group is not None else None
    if group is not None and own is not None:
        yield own
        if is_headed(frozen, up, own):
            yield from _below(blocks, own)


def _block(blocks: Sequence[Block], frozen: Frozen, group: str) -> str | None:
    """The published group that is a frozen one, or into which it was put with others; None: only a whole above it."""
    held = {code: block.code for block in blocks for code in (block.code, *block.units)}
    at: str | None = group
    while at is not None and at not in held:
        at = frozen.parents.get(at)
    if at is None or (at != group and held[at] in (at, at + WITH)):
        return None
    return held[at]


def _below(blocks: Sequence[Block], code: str) -> Iterator[str]:
    inside = {code}
    for block in blocks:  # parents come first
        if block.parent in inside:
            inside.add(block.code)
            yield block.code


def is_headed(frozen: Frozen, up: Sequence[str], code: str) -> bool:
    """Whether a published group is somebody's unit, with what sank into it, and not one of several put together."""
    group = frozen.itself(up)
    return group in (up[0], up[0] + WITH) and code in (group, f"{group}{WITH}")


def directorate(head: Head, block: Block) -> Block:
    """The group right below the top in which a group lies; the top itself for the top."""
    top = head.blocks[0].code
    while block.parent is not None and block.parent != top:
        block = next(each for each in head.blocks if each.code == block.parent)
    return block


def narrowed(head: Head, codes: Collection[str]) -> Head:
    """A head with these groups alone, each hung on the nearest above that is among them, and with their tables."""
    if len(codes) == len(head.blocks):
        return head
    parents = {block.code: block.parent for block in head.blocks}

    def above(block: Block) -> str | None:
        up = block.parent
        while up is not None and up not in codes:
            up = parents[up]
        return up

    kept = [at for at, block in enumerate(head.blocks) if block.code in codes]
    return replace(
        head,
        blocks=tuple(replace(head.blocks[at], parent=above(head.blocks[at])) for at in kept),
        heat=tuple(head.heat[at] for at in kept),
        index_heat=tuple(head.index_heat[at] for at in kept),
        index_partial=tuple(head.index_partial[at] for at in kept),
        tables=tuple(table for table in head.tables if table.block in codes),
        part=True,
    )
