"""Councils too large to try every set of people: searches that find what a plain threshold leaks, and here nothing."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from engage.disclosure import Figure, Unit
from tests.disclosure.crossed import Council, cells, characteristic, fixed_answers, groups, low_support, made, threshold

SHARED = Path(os.environ.get("ENGAGE_SHARED", Path(__file__).resolve().parents[3] / "shared"))
SIZES = {1_000: (70, 4, (2, 5, 4)), 3_000: (220, 6, (2, 5, 5, 2, 4)), 8_000: (588, 8, (2, 5, 5, 2, 4, 3))}


@pytest.fixture(scope="module", params=list(SIZES))
def large(request):
    teams, directorates, kinds = SIZES[request.param]
    council = made(np.random.default_rng(request.param), request.param * 61 // 100, teams, kinds, 1, 0.2, directorates)
    # The first category is the first directorate and four people more.
    told, first = (
        council.characteristics[0].values,
        np.array([int(unit[1:]) % directorates == 0 for unit in council.carried]),
    )
    told[told == 0] = 1
    told[first] = 0
    told[np.flatnonzero(~first)[:4]] = 0
    return council, council.release(10)


def test_searches_find_no_combination_of_fewer_than_ten(large):
    council, release = large
    assert len(cells(release, "")) > 10 * len(council.characteristics) // 3
    for code in release.answered:
        assert low_support(groups(release, code), release.answered[code], 10) is None


def test_the_same_searches_find_what_a_plain_threshold_leaks(large):
    council, release = large
    assert low_support(threshold(council, release, "Q0", 10), release.answered["Q0"], 10)


def test_no_profiles_answers_are_certain(large):
    council, release = large
    assert not fixed_answers(release, "Q0", council.figures[0])


def test_every_group_shown_has_ten_answers_and_both_opinions(large):
    council, release = large
    figure = council.figures[0]
    for rows in groups(release, "Q0"):
        positive = int(figure.guarded[0][rows].sum())
        assert len(rows) >= 10
        assert min(positive, len(rows) - positive) >= 2


def test_everybody_of_a_block_is_in_exactly_one_cell_of_each_of_its_tables(large):
    _, release = large
    for code in release.answered:
        for table in release.table_figures[code]:
            if table.cells:
                people = np.concatenate([release.cell_members(cell) for cell in table.cells])
                assert np.array_equal(np.sort(people), release.members(release.plain.block(table.block)))


def test_the_audit_tells_tables_merges_and_the_rank_of_the_certificate(large):
    _, release = large
    told = release.audit.summary()
    assert told["rank"] == release.certificate("").rank > sum(block.leaf for block in release.plain.blocks)
    assert told["tables_shown"] + told["tables_withheld"] == len(release.tables) == len(told["tables"])
    assert told["figures"][0]["rank"] == release.certificate("Q0").rank
    assert told["figures"][0]["cells"] == len(cells(release, "Q0"))


def real_survey() -> Council:
    """Ten centres, five characteristics, every item of a real survey."""
    path = next((p for p in (SHARED / "fevs2018", SHARED / "data" / "fevs2018") if p.is_dir()), None)
    if path is None:
        pytest.skip("no ../shared/data/fevs2018 beside this clone")
    with (path / "responses.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    centres = sorted({row["unit"] for row in rows})
    units = [Unit("NASA", None), *(Unit(f"c{i}", "NASA") for i in range(len(centres)))]
    told = []
    for code in ("DSEX", "DEDUC", "DFEDTEN", "DSUPER", "DMINORITY"):
        words = sorted({row[code] for row in rows})
        told.append(characteristic(code, [words.index(row[code]) for row in rows], len(words)))
    items = [code for code in rows[0] if code.startswith("Q")]
    figures = []
    for code in items:
        answers = np.array([row[code] for row in rows])
        answered = np.isin(answers, list("12345"))
        figures.append(Figure(code, answered, (np.isin(answers, list("45")),)))
    return Council(units, [f"c{centres.index(row['unit'])}" for row in rows], figures, told)


def test_a_real_survey_with_five_characteristics_within_its_centres():
    council = real_survey()
    release = council.release(10)
    alone = [block for block in release.plain.leaves if not block.merged]
    assert len(alone) == 10
    largest = {block.code for block in sorted(alone, key=lambda block: -block.n)[:6]}
    whole = [table for table in release.tables if table.block in largest]
    assert len(whole) == 30
    kinds = {each.code: len(each.categories) for each in council.characteristics}
    assert [table for table in whole if len(table.cells) < kinds[table.characteristic]] == []
    assert [table.cells == () for table in release.tables if table.block == "NASA"] == [False] * 5
    for code in ("", "Q1", "Q36", "Q71"):
        assert low_support(groups(release, code), release.answered[code], 10) is None
    for figure in council.figures[::12]:
        assert not fixed_answers(release, figure.code, figure)
