"""Checks a certificate against what is published, without trusting how either was made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from scipy.sparse import coo_array, csr_array, eye_array

from engage.disclosure import modular, small
from engage.disclosure.blocks import Ints, Mask
from engage.disclosure.certificate import Certificate
from engage.disclosure.profiles import packed
from engage.disclosure.small import Floats

# Weights of a relation between groups: numerators up to this, over denominators up to that. Any that holds exactly is
# a proof; these are small because the groups' are.
NUMERATOR, DENOMINATOR = 2**10, 12


class Fault(StrEnum):
    """What is wrong with a certificate."""

    TOO_FEW_SETS = "too_few_sets"
    NOT_DISJOINT = "not_disjoint"
    OUTSIDE = "outside"
    WRONG_RANK = "wrong_rank"
    RANK_UNPROVEN = "rank_unproven"
    SET_NOT_FULL_RANK = "set_not_full_rank"


def faults(certificate: Certificate, groups: Sequence[Ints], answered: Mask, k: int) -> tuple[Fault, ...]:
    """What is wrong with a certificate; nothing when the rule is proven.

    `groups`: the respondents (positions) of every published group, inner blocks and overlapping ones too.
    `answered`: (N,) bool, whose rows count. The rank of all groups is computed here anew, from the groups.
    """
    columns = []
    for group in groups:
        inside = np.zeros(len(answered), dtype=np.int64)
        inside[group] = 1
        columns.append((inside, 2))
    first, kinds = packed(columns or [(np.zeros(len(answered), dtype=np.int64), 1)])
    rows = np.array([inside[first] for inside, _ in columns], dtype=np.int64).reshape(len(groups), len(first)).T
    return faults_by_kind(certificate, Groups(kinds, csr_array(rows), identity(len(groups))), answered, k)


@dataclass(frozen=True, eq=False)
class Groups:
    """Published groups over kinds of people, each put together from base groups.

    `kinds`: (N,) people of one kind are in the same base groups. `bases`: (kinds, B), in which. `union`: (B, G), of
    which base groups each published one is the sum.
    """

    kinds: Ints
    bases: csr_array[Any]
    union: csr_array[Any]

    def rows(self, kinds: Ints) -> csr_array[Any]:
        """(n, G): in which groups people of some kinds are."""
        return csr_array(self.bases[kinds] @ self.union)

    def ordered(self) -> "Groups":
        """Small groups first: they make the elimination sparse."""
        sizes = self.bases.sum(axis=0).reshape(-1) @ self.union
        return replace(self, union=csr_array(self.union[:, np.argsort(sizes, kind="stable")]))


def identity(size: int) -> csr_array[Any]:
    """The union of groups that are base groups themselves."""
    return csr_array(eye_array(size, dtype=np.int64))


def faults_by_kind(certificate: Certificate, groups: Groups, answered: Mask, k: int) -> tuple[Fault, ...]:
    """The same, of people by kind."""
    found = set[Fault]()
    sets = certificate.sets
    if len(sets) < k:
        found.add(Fault.TOO_FEW_SETS)
    people = np.concatenate([*sets, np.zeros(0, dtype=np.int64)])
    if len(np.unique(people)) != len(people):
        found.add(Fault.NOT_DISJOINT)
    inside = (people >= 0) & (people < len(answered))
    if not inside.all() or not answered[people].all():
        return tuple(sorted(found | {Fault.OUTSIDE}))
    present = np.bincount(groups.kinds[answered], minlength=groups.bases.shape[0]) > 0
    there = groups.ordered()
    members = there.rows(there.kinds[people]).toarray().astype(float)
    apart = _apart(members)
    own = np.split(members, np.cumsum([len(each) for each in sets])[:-1]) if sets else []
    basis = _basis(own, there, present, apart)
    if basis is None:
        return tuple(sorted(found | {Fault.RANK_UNPROVEN}))
    if len(basis) != certificate.rank:
        found.add(Fault.WRONG_RANK)
    # Sets of people of the same kinds have the same rows.
    different = {rows.tobytes(): rows for rows in own}
    first = np.flatnonzero(np.isin(basis, apart))
    if any(not _full(rows[:, basis], first) for rows in different.values()):
        found.add(Fault.SET_NOT_FULL_RANK)
    return tuple(sorted(found))


def _basis(members: Sequence[Floats], there: Groups, present: Mask, apart: Ints) -> list[int] | None:
    """Columns that are a basis of the groups over the rationals; None where that cannot be proven.

    Those of one set, where every other column is a combination of them on everybody, shown in whole numbers.
    """
    if members:
        basis, others, weights = _relations(members[0], apart)
        if _hold(there, present, basis, others, weights):
            return basis
    return modular.independent_columns(there.rows(np.flatnonzero(present)).toarray().astype(np.int64))


def _apart(rows: Floats) -> Ints:
    """Columns of ones no two of which share a row, from the left: of each set they are eliminated in one step."""
    free = np.ones(len(rows), dtype=bool)
    found = []
    for at, column in enumerate(np.asfortranarray(rows).T):
        hits = np.flatnonzero(column)
        if free[hits].all() and (column[hits] == 1).all():
            free[hits] = False
            found.append(at)
    return np.array(found, dtype=np.int64)


def _eliminated(rows: Floats, apart: Ints) -> tuple[Ints, Ints, Floats, Floats]:
    """The columns apart that have a row, all others, and of these the pivot rows and the other rows, less the pivot
    row of the column that they are in: whole numbers, and exact.
    """
    inside = rows[:, apart]
    there = inside.any(axis=0)
    pivots = inside.argmax(axis=0)[there]
    rest = np.delete(np.arange(rows.shape[1]), apart[there])
    lead = rows[pivots][:, rest]
    others = np.delete(np.arange(len(rows)), pivots)
    return apart[there], rest, lead, rows[others][:, rest] - inside[others][:, there] @ lead


def _relations(rows: Floats, apart: Ints) -> tuple[list[int], list[int], Floats]:
    """A basis among the columns of some rows, the other columns, and their weights in the basis, modulo a prime."""
    first, rest, lead, left = _eliminated(rows, apart)
    form, then = small.echelon(left)
    others = np.delete(np.arange(len(rest)), then)
    above = small.residues(lead[:, others] - small.product(lead[:, then], form[:, others]))
    return [*first.tolist(), *rest[then].tolist()], rest[others].tolist(), np.vstack([above, form[:, others]])


def _hold(there: Groups, present: Mask, basis: list[int], others: list[int], weights: Floats) -> bool:
    """Whether the weights stand for fractions that give the other columns exactly, on everybody who is present."""
    left = np.arange(len(others))
    for denominator in range(1, DENOMINATOR + 1):
        lifted = small.residues(weights[:, left] * denominator)
        plausible = np.abs(lifted).max(axis=0, initial=0) <= NUMERATOR
        tried = left[plausible]
        relation = np.zeros((there.union.shape[1], len(tried)), dtype=np.int64)
        relation[basis] = lifted[:, plausible]
        relation[[others[each] for each in tried], range(len(tried))] = -denominator
        failed = _somewhere(there, present, relation)
        left = np.concatenate([left[~plausible], tried[failed]])
        if not left.size:
            return True
    return False


def _somewhere(there: Groups, present: Mask, weights: Ints) -> Mask:
    """(d,) whether a sum of groups with these weights (G, d) is other than nothing for anybody who is present."""
    values = coo_array(there.bases @ csr_array(there.union @ weights))
    wrong = np.zeros(weights.shape[1], dtype=np.bool_)
    wrong[values.col[present[values.row] & (values.data != 0)]] = True
    return wrong


def _full(rows: Floats, apart: Ints) -> bool:
    """Whether the columns are independent on these rows."""
    if rows.shape[0] < rows.shape[1]:
        return False
    return _surely_full(rows, apart) or modular.rank(rows.astype(np.int64)) == int(rows.shape[1])


def _surely_full(rows: Floats, apart: Ints) -> bool:
    """A proof that the columns are independent; False says nothing.

    The columns apart are eliminated first: what is left has full rank exactly where all has. Then an approximate
    inverse X of G, of that or (where it is not square) of its product with itself: where the norm of 1 - X G is under
    1, G has an inverse. (The series of Neumann; Rump, Verification methods, Acta Numerica 19, 2010.) G is of whole
    numbers, and exact; how far rounding can have moved the norm is added to it.
    """
    _, rest, _, left = _eliminated(rows, apart)
    size = len(rest)
    exact = left if len(left) == size else left.T @ left
    try:
        inverse = np.asarray(np.linalg.inv(exact), dtype=np.float64)
    except np.linalg.LinAlgError:
        return False
    wrong = np.asarray(np.eye(size) - inverse @ exact, dtype=np.float64)
    moved = 4 * (size + 2) * np.finfo(float).eps * _norm(inverse) * _norm(exact)
    return bool(_norm(wrong) + moved < 1)


def _norm(matrix: Floats) -> float:
    return float(np.abs(matrix).sum(axis=1).max(initial=0.0))
