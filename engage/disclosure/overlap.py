"""What blocks and cells that overlap tell together about one question: answers made certain, groups left over."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from scipy.sparse import csr_array

from engage.disclosure.blocks import Ints
from engage.disclosure.bounds import leaves_open
from engage.disclosure.packing import Grid
from engage.disclosure.small import Floats

# Of the share of positive answers that a way of filling in the counts gives any profile: clear of none and all.
CLEAR = 1e-4
ROUNDS = 12


@dataclass(frozen=True, eq=False)
class Overlap:
    """A figure's leaf blocks and cells (all of them, as columns) over the profiles of those who answered.

    `columns`: (P, families) the column of each profile in each family of disjoint groups, `width` where in none.
    """

    columns: Ints
    people: Ints
    width: int
    family: Ints

    @classmethod
    def of(cls, grid: Grid, leaves: int, width: int) -> "Overlap":
        """`grid`: with every cell as a column, from 0 to `width`; the leaf blocks become columns before them."""
        there = np.flatnonzero((grid.people > 0) & (grid.leaf >= 0))
        slots = grid.slots[there]
        total = leaves + width
        # A family after the other, as they are gone through.
        columns = np.asfortranarray(np.column_stack([grid.leaf[there], np.where(slots < 0, total, slots + leaves)]))
        family = np.full(total, -1, dtype=np.int64)
        for at, each in enumerate(columns.T):
            family[each[each < total]] = at
        return cls(columns, grid.people[there], total, family)

    def sums(self, values: Floats | Ints) -> Floats:
        """(columns,) of a number for each profile."""
        found, weights = np.zeros(self.width + 1), values.astype(float)
        for each in self.columns.T:
            found += np.bincount(each, weights=weights, minlength=self.width + 1)
        return found[:-1]

    def spread(self, weights: Floats) -> Floats:
        """(P,) the sum of a number for each column, over the columns a profile is in."""
        padded = np.append(weights, 0.0)
        return np.asarray(sum(padded.take(each) for each in self.columns.T), dtype=float)

    def crossed(self, weights: Floats | Ints) -> Floats:
        """(columns, columns) weight of the profiles that are in both."""
        found = np.zeros((self.width + 1, self.width + 1))
        weights = weights.astype(float)
        for i, (across, own, many) in enumerate(self.narrow):
            for down, other, size in self.narrow[i:]:
                # Nowhere but in the rows and columns of these two families.
                both = np.bincount(own * size + other, weights=weights, minlength=many * size).reshape(many, size)
                found[np.ix_(across, down)] = both
                found[np.ix_(down, across)] = both.T
        return found[:-1, :-1]

    @cached_property
    def narrow(self) -> list[tuple[Ints, Ints, int]]:
        """Of each family: its columns, (P,) which of them each profile is in, and how many they are."""
        found = [np.unique(each, return_inverse=True) for each in self.columns.T]
        return [(columns, at.reshape(-1), len(columns)) for columns, at in found]


def leftovers(overlap: Overlap, common: Floats, positive: Ints, low: int) -> bool:
    """Whether a group, less the groups inside it, is never too alike: less one of them, or less all of a family.

    The counts of what is left over can be worked out, and no cell shows it: so no other guard looks at it.
    """
    sizes, yes = np.diag(common), overlap.sums(positive)
    inside = (common == sizes[None, :]) & (sizes[None, :] < sizes[:, None]) & (sizes[None, :] > 0)
    families = np.zeros((overlap.width, overlap.columns.shape[1]))
    families[np.arange(overlap.width), overlap.family] = overlap.family >= 0
    for people, agreeing in (
        (sizes[:, None] - sizes[None, :] * inside, yes[:, None] - yes[None, :] * inside),
        (sizes[:, None] - (inside * sizes) @ families, yes[:, None] - (inside * yes) @ families),
    ):
        minority = np.minimum(agreeing, people - agreeing)
        if ((people > 0.5) & (people < sizes[:, None]) & (minority < low - 0.5)).any():
            return False
    return True


def stays_open(overlap: Overlap, common: Floats, positive: Ints) -> bool:
    """Whether the published counts leave every profile's answers open.

    They do where some way of filling them in gives every profile both answers; one is looked for directly,
    and only where that finds none does the linear programme decide.
    """
    if not len(overlap.people):
        return True
    published = overlap.sums(positive)
    return bool(_filled(overlap, common, published) or leaves_open(_membership(overlap), overlap.people, published))


def _membership(overlap: Overlap) -> csr_array:
    profiles, families = overlap.columns.shape
    at = np.repeat(np.arange(profiles), families), overlap.columns.reshape(-1)
    return csr_array((np.ones(profiles * families), at), shape=(profiles, overlap.width + 1))[:, :-1]


def _filled(overlap: Overlap, common: Floats, published: Floats) -> bool:
    """Looks for shares strictly between none and all, for every profile, that meet the published counts.

    From the same share for everybody along the logistic curve, which exists exactly where nothing is certain, by
    Newton's steps; and from each point of it straight on, which meets the counts as soon as it stays between.
    """
    n = overlap.people.astype(float)
    whole = float(published[overlap.family == 0].sum() / n.sum())
    if not CLEAR < whole < 1 - CLEAR:
        return False
    share = np.full(len(n), whole)
    slopes = np.zeros(overlap.width)
    for at in range(ROUNDS):
        steep = share * (1 - share)
        curved = overlap.crossed(n * steep) if at else common * (whole * (1 - whole))
        step = _solved(curved, published - overlap.sums(n * share))
        if step is None:
            return False
        if _meets(overlap, share + steep * overlap.spread(step), published):
            return True
        slopes += np.clip(step, -4, 4)
        share = 1 / (1 + np.exp(-np.clip(np.log(whole / (1 - whole)) + overlap.spread(slopes), -30, 30)))
    return False


def _meets(overlap: Overlap, share: Floats, published: Floats) -> bool:
    if not (share.min() > CLEAR and share.max() < 1 - CLEAR):
        return False
    return bool(np.abs(overlap.sums(overlap.people * share) - published).max() < 1e-6)


def _solved(matrix: Floats, right: Floats) -> Floats | None:
    """A solution, of many: the columns depend on each other, so a trace is added and what it cost is solved again."""
    try:
        factor = cho_factor(matrix + np.eye(len(matrix)) * (1e-9 * np.trace(matrix) / len(matrix) + 1e-12))
    except LinAlgError:
        return None
    found = cho_solve(factor, right)
    for _ in range(3):
        found = found + cho_solve(factor, right - matrix @ found)
    return np.asarray(found)
