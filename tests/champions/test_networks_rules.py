"""Terms, training, moving and nearness, without a database; and the learning system's file."""

from datetime import date

import pytest

from engage.champions.rules import networks as rules
from engage.champions.rules import networks_training_file as file
from engage.champions.rules.networks import Term, Trained

TODAY = date(2027, 3, 27)
# A council with two directorates; 30 and 31 are teams of the first, 40 of the second.
PARENTS = {1: None, 20: 1, 21: 1, 30: 20, 31: 20, 40: 21}


@pytest.mark.parametrize(
    ("ends", "stands"),
    [(None, Term.OPEN), (date(2027, 3, 26), Term.OVER), (date(2027, 3, 27), Term.SOON), (date(2027, 6, 25), Term.SOON),
     (date(2027, 6, 26), Term.RUNNING)],
)  # fmt: skip
def test_a_term_is_over_the_day_after_its_last(ends: date | None, stands: Term) -> None:
    assert rules.term(ends, TODAY) == stands


@pytest.mark.parametrize(
    ("expiries", "stands"),
    [([], Trained.MISSING), ([date(2027, 3, 26)], Trained.EXPIRED), ([date(2027, 3, 27)], Trained.SOON),
     ([date(2026, 1, 1), date(2028, 1, 1)], Trained.COUNTS), ([date(2026, 1, 1), None], Trained.COUNTS)],
)  # fmt: skip
def test_of_several_courses_the_one_that_counts_longest_decides(expiries: list[date | None], stands: Trained) -> None:
    assert rules.trained("First aid", expiries, TODAY) == stands
    assert rules.trained("", expiries, TODAY) == Trained.NOT_ASKED


def test_the_successor_of_a_closed_unit_is_no_move() -> None:
    replaced = {5: 6, 6: 7}
    assert not rules.has_moved(5, 7, replaced) and not rules.has_moved(5, 5, replaced)
    assert rules.has_moved(5, 8, replaced) and rules.has_moved(7, 5, replaced)
    assert not rules.has_moved(None, 5, replaced) and not rules.has_moved(5, None, replaced)
    assert rules.successor(1, {1: 2, 2: 1}) in (1, 2)


def test_rings_go_from_my_unit_upwards_and_hold_each_unit_once() -> None:
    assert rules.rings(30, PARENTS) == [{30}, {20, 31}, {1, 21, 40}]
    assert rules.rings(20, PARENTS) == [{20, 30, 31}, {1, 21, 40}]
    assert rules.rings(None, PARENTS) == [] and rules.rings(99, PARENTS) == [frozenset()]
    assert rules.below(20, PARENTS) == {20, 30, 31}
    assert rules.chain(1, {1: 2, 2: 1}) == (1, 2)


def test_a_course_counts_to_the_same_day_or_the_last_of_the_month() -> None:
    assert rules.expires_on(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert rules.expires_on(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert rules.expires_on(TODAY, None) is None
    asked = [("First aid", 36), ("first AID", 12), ("Other", 1), ("First aid", None)]
    assert rules.default_expiry("First aid", TODAY, asked) == date(2028, 3, 27)
    assert rules.default_expiry("Unknown", TODAY, asked) is None


def test_languages_are_told_apart_however_they_are_listed() -> None:
    assert rules.words_of("Welsh, Polish and BSL; Urdu / ") == ["Welsh", "Polish", "BSL", "Urdu"]


@pytest.mark.parametrize(
    ("said", "day"),
    [("27/3/2027", TODAY), ("27.03.2027", TODAY), ("2027-03-27", TODAY), ("2027-03-27T00:00:00", TODAY),
     ("27/03/2027 00:00", TODAY), ("27 Mar 2027", TODAY), ("27-March-2027", TODAY), ("31/2/2027", None),
     ("3/27/2027", None), ("yesterday", None), ("27 Xyz 2027", None)],
)  # fmt: skip
def test_days_are_read_as_learning_systems_write_them(said: str, day: date | None) -> None:
    assert file.read_day(said) == day


def test_columns_are_known_by_several_names_and_the_first_of_a_name_counts() -> None:
    known, missing, unknown = file.columns(["employee no", "Course Name", "Date", "date", "Shoe size"])
    assert known == {0: file.NUMBER, 1: file.COURSE, 2: file.DONE}
    assert missing == [] and unknown == ["date", "Shoe size"]
    assert file.columns(["Course"])[1] == [file.NUMBER, file.DONE]


def test_each_row_is_good_or_has_the_first_thing_that_is_wrong() -> None:
    people = {
        "a1": file.Known(1, "Ann", True, True), "b2": file.Known(2, "Ben", False, True),
        "c3": file.Known(3, "Cai", True, False),
    }  # fmt: skip
    council = file.Council(people, [("First aid", 12)], {(1, "Held", TODAY)}, TODAY)
    cells = [
        ("A1", "first AID", "27/3/2027", ""), ("", "x", "", ""), ("z9", "x", "", ""), ("b2", "x", "", ""),
        ("c3", "x", "", ""), ("a1", "–", "", ""), ("a1", "x" * 121, "", ""), ("a1", "x", "", ""),
        ("a1", "x", "soon", ""), ("a1", "x", "28/3/2027", ""), ("a1", "x", "1/1/1900", ""),
        ("a1", "x", "27/3/2027", "26/3/2027"), ("a1", "Held", "27/3/2027", ""), ("a1", "First aid", "27/3/2027", ""),
    ]  # fmt: skip
    rows = [file.Row(n, dict(zip(file.COLUMNS, each, strict=True))) for n, each in enumerate(cells, 2)]
    plan = file.plan(rows, council)
    assert plan.good == [file.Good(2, 1, "Ann", "First aid", TODAY, date(2028, 3, 27))]
    assert [each.code for each in plan.bad] == [
        "no_number", "nobody", "left", "not_in", "no_course", "too_long", "no_day", "day", "future", "long_ago",
        "order", "again", "twice",
    ]  # fmt: skip
    assert [each.number for each in plan.bad] == list(range(3, 16))
