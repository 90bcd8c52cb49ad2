"""Each protection of the tables, and that taking it out lets an attack through."""

import numpy as np
import pytest

from engage.disclosure import Composite, Figure, IndexBy, Kind, NotCertified, Reason, Unit, release_tree
from engage.disclosure import crossing as crossing_module
from engage.disclosure import release as release_module
from engage.disclosure import settle as settle_module
from engage.disclosure.repair import Repair
from tests.disclosure.crossed import Council, brute_force, cells, characteristic, fixed_answers, groups, low_support

TWO = [Unit("council", None), Unit("a", "council"), Unit("b", "council")]


def council(a: int, b: int, told, positive, answered=None, ordered=False, sensitive=False):
    """Two directorates, one characteristic, one question."""
    carried = ["a"] * a + ["b"] * b
    everybody = np.ones(a + b, bool)
    asked = Figure("Q", everybody if answered is None else answered, (np.asarray(positive, bool),), sensitive)
    return Council(TWO, carried, [asked], [characteristic("x", told, ordered=ordered)])


def halves(*sizes: int):
    """Each group half positive."""
    return np.concatenate([np.arange(n) % 2 == 0 for n in sizes])


def each(*pairs: tuple[int, int]):
    """Values by how many."""
    return np.repeat([value for value, _ in pairs], [n for _, n in pairs])


def uncertified(monkeypatch):
    monkeypatch.setattr(release_module, "_certify", lambda release: None)


def unguarded(monkeypatch):
    """Without the two guards on what groups tell together."""
    monkeypatch.setattr(crossing_module, "leftovers", lambda *_: True)
    monkeypatch.setattr(crossing_module, "stays_open", lambda *_: True)


def nearly_coinciding():
    """The first category is directorate a and two people of b."""
    return council(30, 30, each((0, 32), (1, 28)), halves(30, 2, 28))


def test_a_category_that_nearly_is_a_directorate_is_not_shown():
    release = nearly_coinciding().release(10)
    assert cells(release, "Q") == []
    assert {table.withheld for table in release.tables} == {Reason.TOO_FEW}
    assert brute_force(release, "Q", 10) is None


def test_without_the_certificate_those_two_people_are_found(monkeypatch):
    monkeypatch.setattr("engage.disclosure.packing.Packing.extend", widened)
    monkeypatch.setattr(Repair, "run", lambda *_: None)
    with pytest.raises(NotCertified):
        nearly_coinciding().release(10, depth=0)
    uncertified(monkeypatch)
    unguarded(monkeypatch)
    release = nearly_coinciding().release(10, depth=0)
    assert low_support(groups(release, "Q"), release.answered["Q"], 10)


def widened(packing, numbers, count, slot=None, trading=False):
    packing.width += count
    return True


def skipping():
    """In a, twelve of the second category, of whom ten skipped the question."""
    told = np.concatenate([each((0, 28), (1, 12)), each((0, 20), (1, 20))])
    answered = np.ones(80, bool)
    answered[30:40] = False
    return council(40, 40, told, halves(28, 12, 20, 20), answered)


def test_a_cell_whose_people_skipped_the_question_merges_for_it():
    release = skipping().release(10)
    assert [len(table.cells) for table in release.tables] == [2, 2, 2]
    assert [len(table.cells) for table in release.table_figures["Q"]] == [2, 0, 0]
    assert release.table_figures["Q"][1].withheld is Reason.TOO_FEW_OR_TOO_ALIKE
    assert brute_force(release, "Q", 10) is None


def test_without_the_rule_per_figure_their_answers_are_found(monkeypatch):
    uncertified(monkeypatch)
    monkeypatch.setattr(settle_module, "enough", lambda *_: lambda positions: True)
    monkeypatch.setattr(settle_module, "unlike", lambda *_: lambda positions: True)
    unguarded(monkeypatch)
    monkeypatch.setattr(Repair, "run", lambda *_: None)
    release = skipping().release(10)
    assert low_support(groups(release, "Q"), release.answered["Q"], 10)


def agreeing():
    """All fifteen of the second category in a agree."""
    told = np.concatenate([each((0, 25), (1, 15)), each((0, 20), (1, 20))])
    positive = np.concatenate([halves(25), np.ones(15, bool), halves(20, 20)])
    return council(40, 40, told, positive)


def unanimous(release, figure):
    counts = [(int(figure.guarded[0][rows].sum()), len(rows)) for rows in groups(release, "Q")]
    return [pair for pair in counts if min(pair[0], pair[1] - pair[0]) < 2]


def test_a_cell_that_agrees_wholly_is_not_shown_nor_left_over():
    made = agreeing()
    release = made.release(10)
    assert unanimous(release, made.figures[0]) == []
    shown = {table.block: len(table.cells) for table in release.table_figures["Q"]}
    # The organisation's cells less those of b would be those of a.
    assert shown == {"council": 2, "a": 0, "b": 0}


def test_without_the_alike_guard_the_cell_is_shown(monkeypatch):
    monkeypatch.setattr(settle_module, "unlike", lambda *_: lambda positions: True)
    unguarded(monkeypatch)
    made = agreeing()
    assert unanimous(made.release(10), made.figures[0]) == [(15, 15)]


def test_without_the_guard_on_what_is_left_over_subtraction_gives_all_but_one(monkeypatch):
    made = agreeing()
    made.figures[0].guarded[0][39] = False
    whole, b = (next(t for t in made.release(10).table_figures["Q"] if t.block == name) for name in ("council", "b"))
    assert whole.cells and not b.cells
    monkeypatch.setattr(crossing_module, "leftovers", lambda *_: True)
    release = made.release(10)
    whole, a, b = release.table_figures["Q"]
    assert not a.cells
    left = set(release.cell_members(whole.cells[1])) - set(release.cell_members(b.cells[1]))
    assert sum(made.figures[0].guarded[0][sorted(left)]) == len(left) - 1 == 14


def certain():
    """The service by length of service of `test_bounds`, larger: every group passes, and ten answers are certain."""
    told = np.concatenate([each((0, 60), (1, 10)), each((0, 10), (1, 40))])
    positive = np.concatenate([halves(60), np.ones(10, bool), np.zeros(10, bool), halves(40)])
    return council(70, 50, told, positive)


def test_answers_that_overlapping_tables_make_certain_cost_a_merge():
    made = certain()
    release = made.release(10, depth=0)
    assert len(release.tables[0].cells) == 2
    assert not fixed_answers(release, "Q", made.figures[0])
    assert release.table_figures["Q"][0].cells == ()


def test_without_the_linear_programme_ten_answers_are_certain(monkeypatch):
    monkeypatch.setattr(crossing_module, "stays_open", lambda *_: True)
    made = certain()
    assert fixed_answers(made.release(10, depth=0), "Q", made.figures[0])


def test_a_block_that_merges_for_a_question_shows_no_cells_that_add_up_to_it():
    positive = np.concatenate([np.ones(40, bool), halves(40)])
    made = council(40, 40, np.arange(80) % 2, positive)
    release = made.release(10)
    assert [block.code for block in release.figures["Q"].blocks] == ["council"]
    assert all(cell.block == "council" for cell in cells(release, "Q"))


def themed(kind):
    told = np.concatenate([each((0, 50), (1, 30), (2, 30)), each((0, 40), (1, 40), (2, 30))])
    made = council(110, 110, told, halves(50, 30, 30, 40, 40, 30))
    alike = np.concatenate([halves(50), np.ones(30, bool), halves(30, 40, 40, 30)])
    items = [*made.figures, Figure("R", np.ones(220, bool), (alike,))]
    made = Council(made.units, made.carried, items, made.characteristics)
    return made.release(10, composites=[Composite("T", ["Q", "R"], kind)])


@pytest.mark.parametrize("kind", list(Kind))
def test_a_theme_or_index_is_shown_on_cells_that_unite_those_of_each_item(kind):
    release = themed(kind)
    bases = {code: [set(cell.bases) for cell in cells(release, code)] for code in ("Q", "R", "T")}
    assert len(bases["R"]) < len(bases["Q"])
    for cell in bases["T"]:
        for item in ("Q", "R"):
            assert all(other <= cell or not other & cell for other in bases[item])
            assert any(other <= cell for other in bases[item])


def test_without_that_a_theme_less_one_item_gives_the_other_back(monkeypatch):
    monkeypatch.setattr(release_module, "common_cells", lambda *_: lambda judge: judge)
    release = themed(Kind.THEME)
    hidden = {cell.code for cell in cells(release, "T")} - {cell.code for cell in cells(release, "R")}
    assert hidden and hidden <= {cell.code for cell in cells(release, "Q")}


def detailed(n: int):
    """Directorate a of 60 shows detail, and maybe the first category: `n` more than a."""
    told = np.concatenate([np.zeros(60, int), each((0, n), (1, 80 - n))])
    return council(60, 80, told, np.concatenate([halves(60), halves(n, 80 - n)])).release(10, depth=0)


def small_detail(release):
    answered = release.answered["Q"]
    shown = [release.members(block) for block in release.figures["Q"].blocks if block.detail]
    shown += [release.cell_members(cell) for cell in cells(release, "Q") if cell.detail]
    return low_support(shown, answered, 30)


@pytest.mark.parametrize(("n", "any_"), [(12, False), (29, False), (30, True), (50, True)])
def test_detail_of_overlapping_groups_leaves_none_of_fewer_than_thirty(n, any_):
    release = detailed(n)
    assert len(cells(release, "Q")) == 2
    assert any(cell.detail for cell in cells(release, "Q")) is any_
    assert small_detail(release) is None


def test_without_its_certificate_the_detail_of_twelve_is_found(monkeypatch):
    monkeypatch.setattr(release_module.More, "cells", lambda self, shown, *_: {
        (table, part.categories) for table, parts in enumerate(shown.parts) for part in parts or ()
    })  # fmt: skip
    assert small_detail(detailed(12))


def indexed(partly: int):
    told = np.arange(200) // 2 % 2
    answered = np.ones(200, bool)
    answered[np.flatnonzero(told == 0)[:partly]] = False
    carried = ["a"] * 100 + ["b"] * 100
    items = [Figure("Q", np.ones(200, bool), (halves(100, 100),)), Figure("R", answered, (np.arange(200) % 3 == 0,))]
    made = Council(TWO, carried, items, [characteristic("x", told)])
    release = made.release(10, depth=0, composites=[Composite("T", ["Q", "R"], Kind.INDEX)])
    return {cell.categories[0]: cell.index_by for cell in cells(release, "T")}


@pytest.mark.parametrize(
    ("partly", "way"), [(0, IndexBy.RESPONDENTS), (3, IndexBy.ITEM_MEANS), (30, IndexBy.RESPONDENTS)]
)
def test_a_cells_index_does_not_tell_of_a_few_who_answered_half_of_it(partly, way):
    assert indexed(partly) == {"x0": way, "x1": IndexBy.RESPONDENTS}


def test_the_reason_is_one_for_both_causes():
    alike, few = agreeing().release(10), skipping().release(10)
    reasons = {table.withheld for release in (alike, few) for table in release.table_figures["Q"]} - {None}
    assert reasons == {Reason.TOO_FEW_OR_TOO_ALIKE}
    assert "alike" not in str(Reason.TOO_FEW)


def test_which_of_two_cells_was_too_alike_is_not_told():
    told = np.tile(each((0, 20), (1, 20), (2, 40)), 2)
    found = []
    for guilty in (0, 1):
        positive = halves(*[1] * 160)
        positive = np.arange(160) % 2 == 0
        positive[told == guilty] = True
        found.append([cell.code for cell in cells(council(80, 80, told, positive).release(10), "Q")])
    assert found[0] == found[1] != []


def test_release_without_characteristics_has_no_tables():
    made = agreeing()
    release = release_tree(made.units, made.carried, made.figures, 10, np.random.default_rng(1))
    assert (release.tables, release.table_figures["Q"], release.audit.tables) == ((), (), ())
