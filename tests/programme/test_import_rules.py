"""Rows of a plan’s file: read, written back, and set beside what there is. No database."""

import csv
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.programme.rules import plan_cells as cells
from engage.programme.rules.plan_lines import COLUMNS, MORE, Fault, Line, Part, read, written
from engage.programme.rules.plan_look import faults, looks

ROW = dict.fromkeys((*COLUMNS, *MORE), "") | {"plan": "P", "item": "I", "kind": "project"}
SHARED = Path(os.environ.get("PROGRAMMES_CSV", Path(__file__).parents[3] / "shared/data/programmes/programmes.csv"))


def line(**cells_):
    found, bad = read(2, ROW | {name.rstrip("_"): value for name, value in cells_.items()})
    assert found is not None, bad
    return found


@pytest.mark.parametrize(
    ("cells_", "column", "fault"),
    [
        ({"item": ""}, "item", Fault.EMPTY),
        ({"plan": "x" * 201}, "plan", Fault.LONG),
        ({"description": "x" * 50_000}, "description", Fault.LONG),
        ({"item": "=HYPERLINK(1)"}, "item", Fault.FORMULA),
        ({"level_2": "Below"}, "level_1", Fault.LEVEL),
        ({"from": "2021-13"}, "from", Fault.MONTH),
        ({"from": "0021-12"}, "from", Fault.MONTH),
        ({"from": "2021-02-30"}, "from", Fault.MONTH),
        ({"from": "soon"}, "from", Fault.MONTH),
        ({"from": "2021-05", "to": "2021-04"}, "to", Fault.BACKWARDS),
        ({"amount_gbp": "-5"}, "amount_gbp", Fault.NEGATIVE),
        ({"amount_gbp": "lots"}, "amount_gbp", Fault.AMOUNT),
        ({"amount_gbp": "9" * 15}, "amount_gbp", Fault.ABSURD),
        ({"amount_gbp": "9" * 40}, "amount_gbp", Fault.ABSURD),
        ({"target_percent": "5"}, "target_percent", Fault.NOT_HERE),
        ({"stage": "nearly"}, "stage", Fault.WORD),
        ({"kind": "measure", "target_percent": "1001", "from": "2021-01", "to": "2021-03"}, "target_percent",
         Fault.ABSURD),
        ({"kind": "measure", "target_percent": "5"}, "from", Fault.PERIOD),
        ({"kind": "measure", "target_percent": "5", "amount_gbp": "5", "from": "2021-01", "to": "2021-03"}, "unit",
         Fault.UNIT),
        ({"kind": "milestone"}, "to", Fault.EMPTY),
        ({"kind": "milestone", "from": "2021-01", "to": "2021-01"}, "from", Fault.NOT_HERE),
        ({"kind": "quarterly output", "from": "2021-02", "to": "2021-04"}, "from", Fault.QUARTER),
        ({"kind": "quarterly output"}, "from", Fault.QUARTER),
    ],
)  # fmt: skip
def test_a_row_that_makes_no_sense_is_told_by_its_column(cells_, column, fault):
    found, bad = read(7, ROW | cells_)
    assert found is None and [(each.row, each.column, each.fault) for each in bad] == [(7, column, fault)]


@pytest.mark.parametrize(
    ("typed", "end", "means"),
    [
        ("2021-04", False, date(2021, 4, 1)), ("2024-02", True, date(2024, 2, 29)), ("Apr-21", False, date(2021, 4, 1)),
        ("September 2022", True, date(2022, 9, 30)), ("2021-04-15", True, date(2021, 4, 15)),
        ("1/4/2021", False, date(2021, 4, 1)),
    ],
)  # fmt: skip
def test_a_month_is_read_however_a_spreadsheet_writes_it(typed, end, means):
    assert cells.when(typed, end=end) == means


def test_each_kind_of_row_is_the_part_that_it_names_and_any_other_word_is_the_item():
    assert line(kind="Milestone", to="2021-06").part == Part.MILESTONE
    saving = line(kind="saving", from_="2010-04", to="2011-03", amount_gbp="37443000")
    assert (saving.part, saving.amount, saving.unit) == (Part.SAVING, 3_744_300_000, "pounds")
    assert line(kind="session", group="Executive", amount_gbp="300").amount == 30_000
    assert (line(kind="yearly action").part, line(kind="yearly action").kind) == (Part.ITEM, "yearly action")


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
).filter(lambda text: bool(text))  # fmt: skip
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
AMOUNTS = st.none() | st.integers(0, cells.MOST)


@st.composite
def made(draw):
    part = draw(st.sampled_from(list(Part)))
    begins = draw(DAYS)
    ends = draw(st.dates(begins, date(2100, 12, 31)))
    known = {"levels": tuple(draw(st.lists(WORDS, max_size=3))), "objective": draw(st.just("") | WORDS),
             "status": draw(st.just("") | WORDS), "stage": draw(st.sampled_from(["", "complete"]))}  # fmt: skip
    kind = draw(WORDS.filter(lambda word: word.casefold() not in set(Part))) if part == Part.ITEM else str(part)
    more = {}
    if part == Part.OUTPUT:
        month = draw(st.sampled_from([1, 4, 7, 10]))
        more = {"starts": date(begins.year, month, 1), "ends": cells.last_day(begins.year, month + 2),
                "name": draw(st.just("") | WORDS), "done": draw(st.none() | DAYS)}  # fmt: skip
    elif part == Part.MILESTONE:
        dropped = draw(st.booleans())
        more = {"ends": ends, "first": draw(st.none() | DAYS), "dropped": dropped,
                "done": None if dropped else draw(st.none() | DAYS)}  # fmt: skip
    elif part in (Part.MEASURE, Part.SAVING):
        unit = "pounds" if part == Part.SAVING else draw(st.sampled_from(["number", "percent", "pounds"]))
        amount = draw(AMOUNTS if unit != "percent" else st.none() | st.integers(0, 100_000))
        more = {"starts": begins, "ends": ends, "unit": unit, "amount": amount, "actual": draw(AMOUNTS),
                "better": draw(st.sampled_from(["higher", "lower"])), "name": draw(st.just("") | WORDS)}  # fmt: skip
    elif part == Part.SESSION:
        more = {"starts": begins, "ends": ends, "group": draw(WORDS), "amount": draw(AMOUNTS)}
    else:
        more = {"starts": begins, "ends": ends, "amount": draw(AMOUNTS)}
    return Line(draw(WORDS), item=draw(WORDS), part=part, kind=kind, **known, **more)


@given(made())
def test_whatever_a_line_says_its_row_says_again(one):
    held = written(one)
    again, bad = read(2, held)
    assert again == one, bad
    assert written(again) == held and not any(text.startswith(("=", "+", "-", "@")) for text in held.values())


@given(st.lists(made(), max_size=6))
def test_the_same_file_again_changes_nothing(some):
    some = [replace(each, plan="P", row=at) for at, each in enumerate(some)]
    if faults(some):
        return
    again = looks(some, {"P": some})
    assert not any(look.changes_anything for look in again)
    assert all(look.new for look in looks(some, {}))


def test_rows_of_one_item_that_disagree_are_told_and_an_empty_cell_agrees_with_everything():
    one, two = line(kind="milestone", to="2021-06", description="One"), line(kind="milestone", to="2021-09")
    three = replace(two, objective="Three", ends=date(2022, 1, 31), row=9)
    assert not faults([one, two])
    (bad,) = faults([one, two, three])
    assert (bad.row, bad.column, bad.fault, bad.value) == (9, "description", Fault.DISAGREES, "2")
    twice = [line(), replace(line(), row=5)]
    assert [(each.row, each.fault, each.value) for each in faults(twice)] == [(5, Fault.TWICE, "2")]


def test_a_look_says_what_would_be_added_changed_and_left():
    there = [line(status="Old"), line(item="J", kind="milestone", to="2021-06")]
    new = [line(status="New"), line(item="J", kind="milestone", to="2021-06"), line(item="K")]
    (look,) = looks(new, {"P": there})
    assert [each.line.item for each in look.added] == ["K"] and look.left == 1
    (changed,) = look.changed
    assert [(each.field, each.was, each.becomes) for each in changed.changes] == [("status", "Old", "New")]
    (look,) = looks([line()], {"P": there})
    assert not look.changes_anything


def test_a_milestone_that_moved_is_found_by_its_first_date_and_by_its_current_one():
    moved = replace(line(kind="milestone", to="2021-09"), first=date(2021, 6, 30))
    for typed in ({"to": "2021-09"}, {"to": "2021-12", "first_to": "2021-06"}):
        (look,) = looks([line(kind="milestone", **typed)], {"P": [moved]})
        (part,) = look.items[0].parts
        assert part.there == moved and bool(part.changes) == (typed["to"] == "2021-12")


def test_a_row_that_only_names_a_measure_adds_nothing_to_one_with_targets():
    bare = line(kind="measure")
    (look,) = looks([bare], {"P": [line(kind="measure", from_="2021-04", to="2022-03", target_percent="5")]})
    assert not look.changes_anything
    (look,) = looks([bare], {"P": [line(kind="saving")]})
    assert look.changes_anything


@pytest.mark.skipif(not SHARED.exists(), reason="the shared file of five plans is not here")
def test_every_row_of_the_shared_file_is_read_and_written_back_cell_by_cell():
    with SHARED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 227
    for number, row in enumerate(rows, 2):
        found, bad = read(number, row)
        assert found is not None, bad
        again = written(found)
        assert {column: again[column] for column in COLUMNS} == row and not any(again[column] for column in MORE)
