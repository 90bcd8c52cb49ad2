"""The tables of a release against counts made by hand: every cell, and what it was put together with."""

from collections import Counter

import numpy as np
import pytest

from engage.disclosure import Unit, release_tree
from engage.surveys.opened import Opened
from engage.surveys.release.documents import block_figures, table_figures
from engage.surveys.release.measure import Measure
from engage.surveys.release.tally import composites, tallies
from engage.surveys.rules import Direction, Group, Kind, Option, Question, Questionnaire, Section
from engage.surveys.rules import figures as rules
from engage.surveys.rules.published import TableFigures
from engage.surveys.rules.published_text import dumps, table_from
from engage.surveys.rules.scales import AGREEMENT, NOT_APPLICABLE

K = 10
UNITS = [Unit("all", None), *(Unit(code, "all") for code in "ab"), *(Unit(f"a{n}", "a") for n in range(3))]
AGES = tuple(Option(code, f"Aged {code}") for code in ("20", "40", "60"))


def questionnaire() -> Questionnaire:
    scale = (*AGREEMENT, NOT_APPLICABLE)
    questions = (
        Question("Q1", "i1", Kind.SCALE, "One", options=scale),
        Question("Q2", "i2", Kind.SCALE, "Two", options=scale, reversed=True),
        Question("AGE", "i3", Kind.SINGLE, "How old are you?", options=AGES, characteristic=True, ordered=True),
    )
    return Questionnaire(
        (Section("s", "Section", questions=questions),),
        (Group("t", "Theme", ("Q1", "Q2")),),
        (Group("x", "Index", ("Q1", "Q2")),),
    )


def people(blanks: float = 0.1, times: int = 1) -> list[Opened]:
    luck = np.random.default_rng(3)
    found = []
    for unit, many in {"a0": 70, "a1": 60, "a2": 60, "b": 140}.items():
        for _ in range(many * times):
            answers = {"Q1": str(luck.integers(1, 6)), "Q2": str(luck.integers(1, 6)), "AGE": str(luck.choice(
                ["20", "40", "60"], p=[0.3, 0.4, 0.3]))}  # fmt: skip
            found.append(Opened(unit, {code: value for code, value in answers.items() if luck.random() >= blanks}))
    return found


def released(rows: list[Opened], depth: int = 1) -> tuple[Measure, list[TableFigures]]:
    doc = questionnaire()
    answered = tallies(doc, rows, K)
    by = composites(doc, {each.item.code for each in answered.tallies})
    asked = {unit: number + 40 for unit, number in Counter(answered.groups).items()}
    safe = release_tree(
        UNITS, answered.groups, [each.figure() for each in answered.tallies], K, np.random.default_rng(7), by, asked,
        answered.characteristics, depth,
    )  # fmt: skip
    measure = Measure(safe, asked, answered.characteristics)
    assert block_figures(measure, doc, answered.tallies)
    return measure, table_figures(measure, doc, answered.tallies)


def inside(rows: list[Opened], block: str, categories: tuple[str, ...], blank: bool) -> list[Opened]:
    wanted = {*categories, *([None] if blank else [])}
    place = "" if block == "all" else block
    return [row for row in rows if row.group.startswith(place) and row.answers.get("AGE") in wanted]


@pytest.mark.parametrize("blanks", [0.0, 0.1])
def test_every_cell_holds_the_figures_of_its_people(blanks: float) -> None:
    rows = people(blanks)
    _, tables = released(rows)
    assert (tables[0].characteristic, tables[0].block) == ("AGE", "all")
    compared = 0
    for table in tables:
        by_code = {cell.code: cell for cell in table.cells}
        for cell in table.cells:
            assert abs(cell.people - len(inside(rows, table.block, cell.categories, cell.blank))) <= 2
            for figure in cell.items:
                if figure.answered is None:
                    continue
                parts = [by_code[code] for code in (cell.code, *figure.with_blocks)]
                mine = [row for part in parts for row in inside(rows, table.block, part.categories, part.blank)]
                compared += compare(figure, mine)
    assert compared >= 12


def compare(figure, mine: list[Opened]) -> int:
    positive = {"4", "5"} if figure.item == "Q1" else {"1", "2"}
    given = [row.answers[figure.item] for row in mine if figure.item in row.answers]
    assert figure.positive == int(rules.shown(100 * sum(value in positive for value in given) / len(given)))
    assert abs(figure.answered - len(given)) <= 2
    assert (figure.mean is None) or len(given) >= 30
    assert figure.low is None
    return 1


def test_a_theme_and_an_index_of_a_cell_are_those_of_its_people() -> None:
    # Many people: what shows more than shares is certified again, with 30 in the minimum group's place.
    rows = people(0.0, times=8)
    _, tables = released(rows)
    whole = tables[0]
    answered = tallies(questionnaire(), rows, K).tallies
    ages = [row.answers["AGE"] for row in rows]
    for cell in whole.cells:
        mine = np.flatnonzero([age in cell.categories for age in ages])
        theme, index = cell.themes[0], cell.indices[0]
        assert not theme.with_blocks
        assert not index.with_blocks
        points = np.column_stack([each.points()[mine] for each in answered])
        expected = rules.group_index(points)
        assert expected is not None
        assert index.value == int(rules.shown(expected.value))
        ups = [at.options.index(o) for at in answered[:1] for o in at.options if o.direction is Direction.POSITIVE]
        first = answered[0].chose(ups)[mine].sum()
        downs = [answered[1].options.index(o) for o in answered[1].options if o.direction is Direction.POSITIVE]
        second = answered[1].chose(downs)[mine].sum()
        assert theme.value == int(rules.shown(100 * (first + second) / (2 * len(mine))))


def test_how_deep_the_tables_go_is_as_declared() -> None:
    rows = people(0.0)
    assert {table.block for table in released(rows, 0)[1]} == {"all"}
    assert {table.block for table in released(rows, 1)[1]} <= {"all", "a", "b"}


def test_what_is_kept_comes_back_as_it_was() -> None:
    _, tables = released(people())
    for table in tables:
        assert table_from(dumps(table)) == table
