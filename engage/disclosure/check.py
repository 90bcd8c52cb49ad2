"""Checks a certificate against what is published, without trusting how either was made."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from engage.disclosure.blocks import Ints, Mask
from engage.disclosure.certificate import Certificate
from engage.disclosure.modular import independent_columns, rank


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
    matrix = np.zeros((len(answered), len(groups)), dtype=np.uint8)
    # Small groups first: they make the elimination sparse.
    for column, group in enumerate(sorted(groups, key=len)):
        matrix[group, column] = 1
    basis = independent_columns(_profiles(matrix[answered]))
    if basis is None:
        return tuple(sorted(found | {Fault.RANK_UNPROVEN}))
    if len(basis) != certificate.rank:
        found.add(Fault.WRONG_RANK)
    if any(rank(matrix[members][:, basis].astype(np.int64)) < len(basis) for members in sets):
        found.add(Fault.SET_NOT_FULL_RANK)
    return tuple(sorted(found))


def _profiles(matrix: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> Ints:
    """The distinct rows: equal rows add nothing to a rank."""
    packed = np.ascontiguousarray(np.packbits(matrix, axis=1))
    if not packed.size:
        return matrix[:0].astype(np.int64)
    _, first = np.unique(packed.view(np.dtype((np.void, packed.shape[1]))).reshape(-1), return_index=True)
    return matrix[np.sort(first)].astype(np.int64)
