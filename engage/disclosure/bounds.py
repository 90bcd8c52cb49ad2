"""The bounds guard: published counts of overlapping blocks must leave every profile's answers open."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack, vstack

from engage.disclosure.blocks import Ints

# Which published blocks a profile is in: plain or sparse.
Membership: TypeAlias = NDArray[np.integer | np.bool_] | csr_array
# Below what one person in the largest council could make; above what the solver's tolerance can.
OPEN = 1e-6


def margin(membership: Membership, people: Ints, published: Ints | NDArray[np.float64]) -> float:
    """The largest t with t*n <= y <= (1-t)*n for every respondent profile, all published counts met.

    `membership`: (P, G), which of G published blocks a profile (people in the same blocks) is in.
    `people`: (P,) answers per profile, each at least 1. `published`: (G,) positive answers per block.
    0 means that some profile's answers are certain. ValueError where no answers fit the published counts.
    On a tree the profiles are the leaf blocks, so t is the smallest minority share of a leaf: positive
    wherever the alike guard holds, and no programme is needed.
    """
    profiles = len(people)
    if not profiles:
        return 0.5
    n = csr_array(np.asarray(people, dtype=float)[:, None])
    one = eye_array(profiles, format="csr")
    below = hstack([-one, n], format="csr")
    above = hstack([one, n], format="csr")
    groups = csr_array(csr_array(membership).T, dtype=float)
    meet = hstack([groups, csr_array((groups.shape[0], 1))], format="csr")
    solved = linprog(
        c=np.append(np.zeros(profiles), -1.0),
        A_ub=vstack([below, above], format="csr"),
        b_ub=np.concatenate([np.zeros(profiles), np.asarray(people, dtype=float)]),
        A_eq=meet,
        b_eq=np.asarray(published, dtype=float),
        bounds=[(0, None)] * profiles + [(0, 0.5)],
        method="highs",
    )
    if not solved.success:
        raise ValueError("no answers fit the published counts")
    return float(solved.x[-1])


def leaves_open(membership: Membership, people: Ints, published: Ints | NDArray[np.float64]) -> bool:
    """Whether t is positive; where it is not, the caller merges in the last table added and asks again."""
    return margin(membership, people, published) > OPEN
