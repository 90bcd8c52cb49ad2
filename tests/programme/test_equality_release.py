"""What is shown of equality figures: whoever knows the method and all that is shown cannot tell a small group."""

from collections import defaultdict
from datetime import date
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.programme.release import apart
from engage.programme.rules.equality import (
    LEAST,
    OVER,
    UNDER,
    Group,
    Key,
    Share,
    Table,
    hundredths,
    share,
    shown,
    within,
)  # fmt: skip
from engage.programme.rules.equality_file import Read, near

DAY = date(2026, 3, 31)
COUNTS = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 60), min_size=1)


def told(people, everybody, hidden=()):
    """All that a reader sees of a table."""
    alone = apart(people, everybody, hidden)
    return shown(Table(DAY, everybody, tuple(Group(name, n, name in alone) for name, n in people.items())))


def seen(people, everybody, hidden=()):
    found = told(people, everybody, hidden)
    return everybody, found.declared, tuple(sorted(found.shares.items(), key=str)), found.together, found.together_share


def small_sums(row):
    """Every set of groups, those who did not say too, and how many people it is; only those below the threshold."""
    for size in range(1, len(row)):
        for chosen in combinations(range(len(row)), size):
            number = sum(row[at] for at in chosen)
            if number < LEAST:
                yield chosen, number


def assert_open(classes):
    """In each class of tables that look the same, no small number is the same in all of them."""
    small = 0
    for rows in classes.values():
        for chosen, number in small_sums(rows[0]):
            small += 1
            assert any(sum(row[at] for at in chosen) != number for row in rows), (rows[0], chosen)
    assert small


@pytest.mark.parametrize("everybody", [24, 41])
def test_no_small_group_remainder_or_complement_can_be_worked_out(everybody):
    classes = defaultdict(list)
    for a, b, c in product(range(everybody + 1), repeat=3):
        if a + b + c <= everybody:
            classes[seen({"A": a, "B": b, "C": c}, everybody)].append((a, b, c, everybody - a - b - c))
    assert_open(classes)


def test_nor_from_the_period_before_where_all_but_one_person_are_the_same():
    everybody, classes = 36, defaultdict(list)
    for a, b in product(range(everybody + 1), repeat=2):
        for c in range(everybody + 1 - a - b):
            if (before := {"A": a, "B": b, "C": c})["A"] > 0:
                now = before | {"A": a - 1, "B": b + 1}
                hidden = set(before) - apart(before, everybody)
                classes[seen(before, everybody), seen(now, everybody, hidden)].append(
                    (a, b, c, everybody - a - b - c)
                )  # fmt: skip
    assert_open(classes)


@given(COUNTS, st.integers(0, 40), st.sets(st.sampled_from("ABCDEFGH")))
def test_what_stands_apart_is_never_small_and_what_is_left_over_is_neither(people, unsaid, hidden):
    alone = apart(people, sum(people.values()) + unsaid, hidden)
    rest = [people[each] for each in people if each not in alone]
    assert not alone & hidden and all(people[each] >= LEAST for each in alone)
    if alone:
        assert len(alone) + bool(rest) > 1 and (not rest or (len(rest) > 1 and sum(rest) >= LEAST))


@given(st.integers(20, 3000), st.data())
def test_a_share_always_stands_for_several_possible_numbers(of, data):
    made = share(data.draw(st.integers(0, of)), of)
    assert sum(share(part, of) == made for part in range(of + 1)) >= 3


def test_shares_by_hand():
    assert share(0, 19) is None and share(0, 5000) == Share(1, UNDER) and share(5000, 5000) == Share(99, OVER)
    assert share(613, 5000) == Share(12) and share(12, 100) == Share(10) and share(30, 40) == Share(80)
    with pytest.raises(ValueError, match="6 of 5"):
        share(6, 5)


def test_a_table_by_hand():
    found = told({"White": 3900, "Asian": 420, "Black": 240, "Mixed": 7}, 5000)
    assert found.shares == {"White": Share(85), "Asian": Share(9)} and found.together == ("Black", "Mixed")
    assert found.together_share == Share(5) and found.declared == Share(91) and found.everybody == 5000
    assert hundredths(found, "Asian") == 900 and hundredths(found, "Mixed") is None
    assert told({"Yes": 4, "No": 3000}, 4000).withheld and told({"Yes": 4}, 6).everybody is None
    assert told({"White": 3900, "Asian": 420, "Black": 240}, 5000, {"Black"}).together == ("Asian", "Black")


def test_the_last_table_of_a_period_counts():
    tables = [Table(date(2026, month, 1), 100, ()) for month in (3, 6, 5)]
    assert within(tables, date(2026, 4, 1), date(2026, 6, 30)) == tables[1]
    assert within(tables, date(2027, 4, 1), date(2027, 6, 30)) is None


def test_two_measures_of_nearly_the_same_people_tell_of_the_few_between_them_and_a_file_is_told_so():
    """What rounding does not protect, and the README says: found by whoever knows the method, and warned of."""
    more, less = {"Yes": 638, "No": 4462}, {"Yes": 637, "No": 4462}
    assert share(638, 5100) == Share(13) and share(637, 5099) == Share(12)
    now, then = (DAY, Key("All staff", "Disability")), (DAY, Key("Without casuals", "Disability"))
    found = {now: Read(5100, more), then: Read(5099, less)}
    assert [(each.whole, each.part, each.people) for each in near(found, [then])] == [
        ("All staff", "Without casuals", 1)
    ]
    assert not near(found, [])
    assert not near({now: Read(5100, more), then: Read(5080, less)}, [then])
    assert not near({now: Read(5100, more), then: Read(5099, more | {"Yes": 639, "No": 4460})}, [then])
    assert not near({now: Read(5100, more), (date(2026, 6, 30), then[1]): Read(5099, less)}, found)


def test_the_group_of_one_person_between_two_nested_tables_can_be_read_and_a_file_is_told_so():
    everybody, classes = 40, defaultdict(set)
    for a in range(1, everybody + 1):
        for b in range(everybody + 1 - a):
            both = seen({"A": a, "B": b}, everybody), seen({"A": a - 1, "B": b}, everybody - 1)
            classes[both].add("A")
            if b:
                classes[both[0], seen({"A": a, "B": b - 1}, everybody - 1)].add("B")
            if a + b < everybody:
                classes[both[0], seen({"A": a, "B": b}, everybody - 1)].add("said nothing")
    assert any(groups == {"A"} for groups in classes.values())
    key = Key("All", "X"), Key("But one", "X")
    tables = {(DAY, key[0]): Read(40, {"A": 20, "B": 15}), (DAY, key[1]): Read(39, {"A": 19, "B": 15})}
    assert near(tables, tables)
