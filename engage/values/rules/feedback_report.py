"""A feedback report: which groups show, and what figures say of them.

Who rated a behaviour falls into disjoint blocks of at least `minimum` people, and a figure is told of a block
alone: there is no overall mean, so nothing can be subtracted from anything. A mean is told to the half, and its
ends are coded ("2 or lower", "4.5 or higher"): each figure fits ratings in which somebody was of another mind.
Strengths and gaps are worked out from what is shown, and from nothing else.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

NEVER_UNDER = 3
UNSEEN = "unseen"
RATINGS = ("1", "2", "3", "4", "5")
# In half steps: a mean of 2 and less is told as 4, one of 4.5 and more as 9.
LOW_END, HIGH_END = 4, 9
MOST_STRENGTHS, STRONG = 5, 7
# How many half steps lie between oneself and others before it is called a gap.
GAP = 2


class Relation(StrEnum):
    """How a reviewer works with the person the feedback is about."""

    SELF = "self"
    MANAGER = "manager"
    REPORT = "report"
    PEER = "peer"
    OTHER = "other"


# Attributed by design; everybody is told so before they write.
ATTRIBUTED = frozenset({Relation.SELF, Relation.MANAGER})
GROUPED = (Relation.REPORT, Relation.PEER, Relation.OTHER)
# Who takes a small group in, the first that can: fixed, so that the choice tells nothing.
TAKES_IN = (Relation.PEER, Relation.OTHER, Relation.REPORT)
Block = tuple[Relation, ...]


@dataclass(frozen=True)
class Answer:
    """One reviewer's ratings by the key of what they rated: "1" to "5", or "unseen"; blanks are left out.

    Who came by a link from outside is `outside`: part of a group, but never one of those who make it large enough,
    since whoever proposes addresses may own them.
    """

    relation: Relation
    ratings: Mapping[str, str]
    outside: bool = False


@dataclass(frozen=True)
class Figure:
    """What is told of one block: its mean in half steps, 4 for "2 or lower" to 9 for "4.5 or higher"."""

    block: Block
    halves: int


@dataclass(frozen=True)
class Line:
    """One behaviour: one's own rating (or none), the manager's, and the figures of the blocks."""

    key: str
    own: str
    manager: tuple[str, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Gap:
    """A behaviour that one sees otherwise than a group does; `higher`: oneself rates it higher."""

    key: str
    block: Block
    higher: bool


@dataclass(frozen=True)
class Report:
    """All that is ever told of the ratings; `blocks` is what comments go by, () where nothing shows."""

    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]
    strengths: tuple[str, ...]
    gaps: tuple[Gap, ...]


def settle(blocks: Iterable[Block], count: Callable[[Block], int], minimum: int) -> tuple[Block, ...]:
    """Blocks, the small ones merged until each counts at least `minimum`; () where all together do not.

    A block that counts nothing is merged like any other small one: else it would tell that it is empty.
    """
    known = sorted(blocks, key=_place)
    merged = _together(block for block in known if count(block) < minimum)
    large = [block for block in known if count(block) >= minimum]
    if not merged:
        return tuple(large)
    while large and count(merged) < minimum:
        taken = min(large, key=lambda block: min(TAKES_IN.index(relation) for relation in block))
        large.remove(taken)
        merged = _together((merged, taken))
    return tuple(sorted((*large, merged), key=_place)) if count(merged) >= minimum else ()


def _together(blocks: Iterable[Block]) -> Block:
    found = {relation for block in blocks for relation in block}
    return tuple(relation for relation in GROUPED if relation in found)


def _place(block: Block) -> tuple[int, ...]:
    return tuple(GROUPED.index(relation) for relation in block)


def planned(asked: Mapping[Relation, int], minimum: int = NEVER_UNDER, outside: bool = False) -> tuple[Block, ...]:
    """The blocks by how many colleagues are asked in each group, before anybody has answered; () for too few.

    `outside`: whether people from outside are asked, too; they are among the others, and not counted.
    """
    groups = [(each,) for each in GROUPED if asked.get(each) or (outside and each is Relation.OTHER)]
    return settle(groups, lambda block: sum(asked.get(relation, 0) for relation in block), minimum)


def answered(
    answers: Sequence[Answer], asked: Mapping[Relation, int], minimum: int, outside: bool = False
) -> tuple[Block, ...]:
    """The planned blocks, merged on until at least `minimum` colleagues answered in each."""
    return settle(planned(asked, minimum, outside), lambda block: _count(answers, block), minimum)


def _count(answers: Iterable[Answer], block: Block) -> int:
    return sum(answer.relation in block and not answer.outside for answer in answers)


def halves(ratings: Sequence[int]) -> int:
    """A mean to the nearest half (a quarter goes up), in half steps, its ends coded: 4 to 9."""
    steps = (4 * sum(ratings) + len(ratings)) // (2 * len(ratings))
    return min(max(steps, LOW_END), HIGH_END)


def report(
    keys: Sequence[str], answers: Sequence[Answer], asked: Mapping[Relation, int], minimum: int = NEVER_UNDER,
    outside: bool = False,
) -> Report:  # fmt: skip
    """The report on one person, of what was asked in its order; `asked`: how many colleagues were asked in each group,
    `outside`: whether anybody from outside was.

    Raises ValueError for a minimum under 3. More answers than people asked are counted as they are.
    """
    if minimum < NEVER_UNDER:
        raise ValueError("a group never shows under three answers")
    blocks = answered(answers, asked, minimum, outside)
    lines = tuple(_line(key, answers, blocks, minimum) for key in keys)
    return Report(blocks, lines, strengths(lines), gaps(lines))


def _line(key: str, answers: Sequence[Answer], blocks: Sequence[Block], minimum: int) -> Line:
    def raters(block: Collection[Relation]) -> list[Answer]:
        return [each for each in answers if each.relation in block and each.ratings.get(key) in RATINGS]

    shown = settle(blocks, lambda block: _count(raters(block), block), minimum)
    own = next((a.ratings.get(key, "") for a in answers if a.relation is Relation.SELF), "")
    manager = tuple(sorted(a.ratings.get(key, "") for a in answers if a.relation is Relation.MANAGER))
    figures = tuple(Figure(block, halves([int(each.ratings[key]) for each in raters(block)])) for block in shown)
    return Line(key, own, tuple(filter(None, manager)), figures)


def _all_shown(line: Line) -> list[int]:
    return [figure.halves for figure in line.figures] + [2 * int(each) for each in line.manager if each in RATINGS]


def strengths(lines: Sequence[Line]) -> tuple[str, ...]:
    """The keys that others rate highest, by the mean of the figures shown; at most five, none under 3.5."""
    scored = [(sum(found) / len(found), line.key) for line in lines if (found := _all_shown(line))]
    best = sorted((pair for pair in scored if pair[0] >= STRONG), key=lambda pair: -pair[0])
    return tuple(key for _score, key in best[:MOST_STRENGTHS])


def gaps(lines: Sequence[Line]) -> tuple[Gap, ...]:
    """Where one's own rating and a shown figure of a block are at least one apart."""
    return tuple(
        Gap(line.key, figure.block, 2 * int(line.own) > figure.halves)
        for line in lines
        if line.own in RATINGS
        for figure in line.figures
        if abs(2 * int(line.own) - figure.halves) >= GAP
    )
