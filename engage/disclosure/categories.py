"""Categories of a characteristic within one block: in which order they merge, whatever anybody answered."""

from collections.abc import Sequence
from dataclasses import dataclass

# Position of those who did not tell, in a part's `categories`.
BLANK = -1


@dataclass(frozen=True)
class Part:
    """Categories put together (positions, ascending; BLANK first), their people, and the two parts it was made of."""

    categories: tuple[int, ...]
    n: int
    of: tuple["Part", ...] = ()

    @property
    def told(self) -> tuple[int, ...]:
        """The categories without those who did not tell."""
        return tuple(each for each in self.categories if each != BLANK)

    @property
    def name(self) -> str:
        """A code for what it puts together."""
        return "+".join([*map(str, self.told), *(["blank"] if BLANK in self.categories else [])])


def neighbours(parts: Sequence[Part], at: int, ordered: bool) -> list[int]:
    """Positions of the parts that one may merge with."""
    others = [i for i in range(len(parts)) if i != at]
    told = parts[at].told
    if not ordered or not told:
        return others
    beside = {told[0] - 1, told[-1] + 1}
    return [i for i in others if not parts[i].told or beside & {parts[i].told[0], parts[i].told[-1]}]


def joined(parts: Sequence[Part], ordered: bool) -> list[Part]:
    """One merge: the smallest part with the smallest that it may merge with. Ties by category, so it always ends."""
    at = min(range(len(parts)), key=lambda i: (parts[i].n, parts[i].categories))
    beside = min(neighbours(parts, at, ordered), key=lambda i: (parts[i].n, parts[i].categories))
    pair = (parts[at], parts[beside])
    whole = Part(tuple(sorted(pair[0].categories + pair[1].categories)), pair[0].n + pair[1].n, pair)
    return [part for i, part in enumerate(parts) if i not in (at, beside)] + [whole]


def enough(parts: Sequence[Part], k: int, ordered: bool) -> list[Part]:
    """Parts with at least `k` people each, or one part."""
    found = list(parts)
    while len(found) > 1 and min(part.n for part in found) < k:
        found = joined(found, ordered)
    return found


def hierarchy(parts: Sequence[Part], ordered: bool) -> Part:
    """The fixed order in which a table's cells merge for figures: a binary tree, `parts` its leaves.

    It follows the respondents and not the answers. So a merged cell says that one of those in it was too few
    or too alike, and never which.
    """
    found = [Part(part.categories, part.n) for part in parts]
    while len(found) > 1:
        found = joined(found, ordered)
    return found[0]


def coarser(top: Part, parts: Sequence[Part]) -> list[Part] | None:
    """One merge in the fixed order: the smallest of `parts` with its partner. None where only one is left."""
    smallest = min(parts, key=lambda part: (part.n, part.categories))
    above = _above(top, smallest)
    whole = set(above.categories)
    rest = [part for part in parts if not whole >= set(part.categories)]
    return [*rest, above] if rest else None


def _above(top: Part, part: Part) -> Part:
    """The part that was made of this one and another."""
    wanted = set(part.categories)
    while True:
        below = next(each for each in top.of if set(each.categories) >= wanted)
        if set(below.categories) == wanted:
            return top
        top = below
