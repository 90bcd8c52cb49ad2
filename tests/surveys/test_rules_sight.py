"""Who sees which published groups, and from when: the rule by itself."""

from datetime import date

import pytest

from engage.surveys.rules.published import Block
from engage.surveys.rules.sight import Dates, Frozen, Place, Tier, begins, in_sight, moved, out_of_order

TODAY = date(2027, 3, 10)
BEFORE, LATER = date(2027, 3, 1), date(2027, 4, 1)
PARENTS = {
    "C": None, "A": "C", "A1": "A", "A11": "A1", "A1~other": "A1", "A2": "A", "B": "C", "B1": "B", "B2": "B",
    "C~other": "C",
}  # fmt: skip
# A12 and A13 were small, and counted with what was left over of A1; B3 was counted with all of B.
HOMES = {"A12": "A1~other", "A13": "A1~other", "B3": "B", "D": "C~other", "D1": "C~other"}
FROZEN = Frozen(PARENTS, HOMES)


def block(code, parent, *units):
    """A published group."""
    return Block(code, code, parent, 0, (), bool(units), "", units)


BLOCKS = (
    block("C", None), block("A", "C"), block("A1", "A"), block("A11", "A1"), block("A1~other", "A1"),
    block("A2", "A"), block("B", "C"), block("B~other", "B", "B1", "B2"), block("C~other", "C"),
)  # fmt: skip


def place(*up, headed=True):
    """A unit and what is above it."""
    return Place(headed, up)


@pytest.mark.parametrize(
    ("where", "seen"),
    [
        ((), "C"),
        ((place("A11", "A1", "A", "C", headed=False),), "C A"),
        ((place("D1", "D", "C", headed=False),), "C C~other"),
        ((place("C", headed=False),), "C"),
        ((place("NEW", "A1", "A", "C", headed=False),), "C A"),
        ((place("C"),), "C A A1 A11 A1~other A2 B B~other C~other"),
        ((place("A", "C"),), "C A A1 A11 A1~other A2"),
        ((place("A1", "A", "C"),), "C A A1 A11 A1~other"),
        ((place("A11", "A1", "A", "C"),), "C A A11"),
        # A team that was put together with others is seen together with them,
        ((place("A12", "A1", "A", "C"),), "C A A1~other"),
        ((place("B1", "B", "C"),), "C B B~other"),
        # and one that is only a part of a whole that somebody else heads is not.
        ((place("B3", "B", "C"),), "C B"),
        # What came later was no group.
        ((place("NEW", "A1", "A", "C"),), "C A"),
        # Two posts: what is seen from either.
        ((place("A2", "A", "C"), place("B1", "B", "C", headed=False)), "C A A2 B"),
    ],
)
def test_each_sees_the_organisation_their_directorate_and_what_they_head(where, seen):
    assert in_sight(BLOCKS, FROZEN, where, Dates(), TODAY) == frozenset(seen.split())


def test_what_sank_into_another_unit_is_seen_with_it_and_the_whole_above_is_not():
    frozen = Frozen({"C": None, "A~with": "C", "B": "C"}, {"H": "A~with", "T": "A~with"})
    blocks = (block("C", None), block("A~with", "C", "A", "T"), block("B", "C"))
    assert in_sight(blocks, frozen, (place("A", "C"),), Dates(), TODAY) == {"C", "A~with"}
    assert in_sight(blocks, frozen, (place("T", "C"),), Dates(), TODAY) == {"C", "A~with"}
    assert frozen.itself(("H", "A", "C")) is None


@pytest.mark.parametrize(
    ("dates", "where", "first", "seen"),
    [
        (Dates(staff=LATER), (place("A11", "A1", "A", "C", headed=False),), LATER, ""),
        (Dates(staff=LATER), (), LATER, ""),
        (Dates(staff=LATER), (place("A11", "A1", "A", "C"),), None, "C A A11"),
        (Dates(managers=LATER), (place("A11", "A1", "A", "C"),), LATER, ""),
        (Dates(managers=LATER), (place("A1", "A", "C"),), None, "C A A1 A11 A1~other"),
        (Dates(services=LATER), (place("A1", "A", "C"),), LATER, ""),
        (Dates(services=LATER), (place("A", "C"),), None, "C A A1 A11 A1~other A2"),
        (Dates(directors=LATER), (place("A", "C"),), LATER, ""),
        (Dates(BEFORE, BEFORE, BEFORE, TODAY), (), None, "C"),
        # Somebody with two posts reads from the day of the first, and each unit from its own.
        (Dates(managers=LATER), (place("A2", "A", "C"), place("A11", "A1", "A", "C")), None, "C A A2"),
    ],
)
def test_nobody_reads_before_the_day_of_their_tier(dates, where, first, seen):
    assert begins(where, dates, TODAY) == first
    assert in_sight(BLOCKS, FROZEN, where, dates, TODAY) == frozenset(seen.split())


def test_days_come_in_the_order_of_the_tiers_and_an_empty_one_is_that_of_the_tier_above():
    assert out_of_order(Dates(BEFORE, TODAY, None, LATER)) is None
    assert out_of_order(Dates(BEFORE, LATER, None, TODAY)) is Tier.STAFF
    assert out_of_order(Dates(LATER, BEFORE)) is Tier.SERVICES
    assert Dates(services=LATER).of(Tier.STAFF) == LATER
    assert Dates(services=LATER).of(Tier.DIRECTORS) is None


def test_whoever_reads_by_now_goes_on_reading():
    assert moved(Dates(), Dates(staff=LATER), TODAY) is Tier.STAFF
    assert moved(Dates(staff=LATER), Dates(staff=TODAY), TODAY) is None
    assert moved(Dates(BEFORE), Dates(LATER), TODAY) is Tier.DIRECTORS
