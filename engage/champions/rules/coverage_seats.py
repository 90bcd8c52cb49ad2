"""How many champions each coverage group gets: nobody without, the worst ratio the smallest, the rest in proportion.

Both aims of the plan do not follow from one classic method. Equal proportions (Huntington-Hill: the next seat to
the group with the greatest h / √(n(n+1)), h people and n champions) minimises Σ h²/n, so ratios differ as little as
they can in all, but its worst ratio is not always the smallest there can be: of 24 and 13 people with 4 seats it makes
3 and 1, worst 13, where 2 and 2 have a worst of 12. Giving the next seat to the greatest h/n (Adams) makes the worst
ratio the smallest, and is careless of everybody else. So: first the smallest worst ratio r* is found, then each
group gets the ⌈h/r*⌉ seats that it takes, then what is left goes by equal proportions. The result has the smallest
Σ h²/n of all that have the smallest worst ratio. The proofs are in the docstrings; the tests try everything on small
cases, and integer programmes on large ones.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Group:
    """A coverage group: people who work there (heads), and champions of it who stay (at most as many)."""

    id: int
    staff: int
    staying: int = 0


class TooFewSeats(ValueError):
    """Not every group can have its floor; `needed` seats would do."""

    def __init__(self, needed: int) -> None:
        super().__init__(f"{needed} seats are needed")
        self.needed = needed


@dataclass(frozen=True)
class Claim:
    """A group's claim to the next seat, numerator over denominator; whole numbers, so that no tie is an accident.

    The greater claim comes first out of a heap; of equal ones that of more staff, then of the smaller id.
    """

    over: int
    under: int
    staff: int
    id: int

    def __lt__(self, other: "Claim") -> bool:
        mine, theirs = self.over * other.under, other.over * self.under
        return (-mine, -self.staff, self.id) < (-theirs, -other.staff, other.id)


def by_ratio(group: Group, seats: int) -> Claim:
    """People for each champion, h/n: whoever has the most of them is worst off. seats: at least 1."""
    return Claim(group.staff, seats, group.staff, group.id)


def by_proportion(group: Group, seats: int) -> Claim:
    """Huntington-Hill's claim squared, h² / n(n+1): what one more seat takes off Σ h²/n. seats: at least 1.

    h²/n − h²/(n+1) = h²/(n(n+1)), falling in n: so the greatest claim first, from whatever lower bounds, minimises
    Σ h²/n above these bounds (a separable convex sum). E. V. Huntington, "The apportionment of representatives in
    Congress", Transactions of the American Mathematical Society 30 (1928).
    """
    return Claim(group.staff * group.staff, seats * (seats + 1), group.staff, group.id)


def floors(groups: Iterable[Group], floor: int) -> dict[int, int]:
    """What each group has at least: the floor or whoever stays, never more than work there.

    A group without people gets nothing. Whoever stays is put out of nowhere, so a group may begin with more than
    its share.
    """
    return {each.id: min(each.staff, max(floor, each.staying)) for each in groups if each.staff > 0}


def needed(groups: Iterable[Group], floor: int) -> int:
    """The fewest seats with which every group has its floor, whoever stays."""
    return sum(min(each.staff, floor) for each in groups)


def smallest_worst(groups: Sequence[Group], least: Mapping[int, int], seats: int) -> Fraction:
    """The smallest worst ratio h/n (people for one champion) of `seats` seats with at least `least` in each group.

    The next seat always goes to the greatest h/n. Proof that nothing is better: let r be the worst ratio reached, of
    group w. The last seat of any group above its lower bound was given when its claim was the greatest, so at least
    w's, which was at least r, as claims only fall. With one seat less it would have r or worse. So whatever has a
    worst ratio under r gives every group at least as many seats, and w one more: more seats than there are.
    Errors: none; groups: each with people; least: at least 1 each; seats: at least their sum.
    """
    held = dict(least)
    claims = [by_ratio(each, held[each.id]) for each in groups]
    heapq.heapify(claims)
    for _ in range(seats - sum(held.values())):
        first = claims[0]
        held[first.id] += 1
        heapq.heapreplace(claims, Claim(first.over, held[first.id], first.staff, first.id))
    return Fraction(claims[0].over, claims[0].under)


def enough_for(groups: Iterable[Group], ratio: int, floor: int = 1) -> int:
    """The fewest seats with which every group has its floor and nobody shares a champion with more than `ratio` people.

    Σ max(lower bound, ⌈h/ratio⌉): each term is the least for its group alone. `share_out` of this number reaches it.
    """
    lower = floors(groups, floor)
    return sum(max(lower[each.id], -(-each.staff // ratio)) for each in groups if each.id in lower)


def share_out(groups: Iterable[Group], seats: int, floor: int = 1) -> dict[int, int]:
    """How many champions each group should have, by group id; groups without people are left out.

    seats: champions in all, those who stay counted among them. Where so many stay that the floors of the others go
    beyond it, more than `seats` are given: nobody is put out, and no floor is taken. Never more than there are
    people. Error: TooFewSeats where the floors alone need more.
    Source: the module's docstring; the smallest worst ratio first, Huntington-Hill for what is left.
    """
    live = [each for each in groups if each.staff > 0]
    if not live:
        return {}
    if seats < (least := needed(live, floor)):
        raise TooFewSeats(least)
    lower = floors(live, floor)
    total = min(max(seats, sum(lower.values())), sum(each.staff for each in live))
    worst = smallest_worst(live, lower, total)
    held = {each.id: max(lower[each.id], -(-each.staff * worst.denominator // worst.numerator)) for each in live}
    return equal_proportions(live, held, total)


def equal_proportions(groups: Sequence[Group], held: Mapping[int, int], seats: int) -> dict[int, int]:
    """Give what is left of `seats` by Huntington-Hill, on top of what is held (at least 1 in each group)."""
    given = dict(held)
    staff = {each.id: each for each in groups}
    claims = [by_proportion(each, given[each.id]) for each in groups]
    heapq.heapify(claims)
    for _ in range(seats - sum(given.values())):
        first = claims[0].id
        given[first] += 1
        heapq.heapreplace(claims, by_proportion(staff[first], given[first]))
    return given


def worst_ratio(groups: Iterable[Group], held: Mapping[int, int]) -> Fraction | None:
    """People for one champion where that is most; None where a group with people has none, or nobody is there."""
    ratios = []
    for each in groups:
        if each.staff and not held.get(each.id):
            return None
        if each.staff:
            ratios.append(Fraction(each.staff, held[each.id]))
    return max(ratios, default=None)
