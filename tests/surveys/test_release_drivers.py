"""What a release holds beyond shares: an index's spread, key drivers, reliability; and old releases stay alike."""

import json

import numpy as np
import pytest

from engage.disclosure import Unit, release_tree
from engage.surveys.opened import Opened
from engage.surveys.release.drivers import with_drivers, with_reliability
from engage.surveys.release.index import index_of
from engage.surveys.release.measure import Measure
from engage.surveys.release.tally import composites, tallies
from engage.surveys.rules import Group, Kind, Question, Questionnaire, Section
from engage.surveys.rules.drivers import relative_weights
from engage.surveys.rules.figures import shown
from engage.surveys.rules.published import (
    BlockFigures,
    Driver,
    Drivers,
    GroupFigure,
    Reliability,
)
from engage.surveys.rules.published_text import block_from, digest, dumps, head_from
from engage.surveys.rules.reliability import alpha
from engage.surveys.rules.scales import AGREEMENT

K = 5
UNITS = [Unit("all", None), *(Unit(code, "all") for code in "abcd")]
CODES = ("Q1", "Q2", "Q3", "Q4", "Q5", "Q6")


def paper(themes=None):
    questions = tuple(Question(code, f"i{code}", Kind.SCALE, code, options=AGREEMENT) for code in CODES)
    groups = themes or (Group("one", "One", ("Q1", "Q2")), Group("two", "Two", ("Q3", "Q4")))
    return Questionnaire((Section("s", "S", questions=questions),), groups, (Group("x", "X", ("Q5", "Q6")),))


def people(seed=1, blanks=0.0, **sizes):
    rng = np.random.default_rng(seed)
    found = []
    for unit, many in sizes.items():
        for _ in range(many):
            mood = rng.normal(3.2, 0.9)
            given = {code: str(int(np.clip(round(mood + rng.normal(0, 0.9)), 1, 5))) for code in CODES}
            found.append(Opened(unit, {c: v for c, v in given.items() if rng.random() >= blanks}))
    return found


def released(rows, doc=None):
    """Blocks with drivers, the release itself, and the tallies."""
    doc = doc or paper()
    answered = tallies(doc, rows, K)
    groups, tallied = answered.groups, answered.tallies
    sizes = {unit.code: groups.count(unit.code) + 40 for unit in UNITS[1:]}
    by = composites(doc, {each.item.code for each in tallied})
    safe = release_tree(UNITS, groups, [t.figure() for t in tallied], K, np.random.default_rng(7), by, sizes)
    plain = [BlockFigures(block.code, (), (), ()) for block in safe.plain.blocks]
    return {each.code: each for each in with_drivers(plain, safe, doc, tallied)}, safe, tallied


def points(rows, codes):
    return np.array([[25.0 * (int(row.answers[c]) - 1) if c in row.answers else np.nan for c in codes] for row in rows])


def expected(rows):
    table = np.column_stack([np.nanmean(points(rows, each), axis=1) for each in (("Q1", "Q2"), ("Q3", "Q4"))])
    return relative_weights(table, points(rows, ("Q5", "Q6")).mean(axis=1))


def test_drivers_are_johnsons_weights_of_theme_means_on_the_index():
    rows = people(a=150, b=120, c=30, d=12)
    found, _, _ = released(rows)
    for code in ("all", "a", "b"):
        inside = [row for row in rows if code in ("all", row.group)]
        weights = expected(inside)
        drivers = found[code].drivers
        assert [each.importance for each in drivers.themes] == [int(shown(v)) for v in weights.importance]
        assert drivers.explained == int(shown(100 * weights.explained))
        assert abs(drivers.answered - weights.people) <= 2
    assert found["c"].drivers is None
    assert found["d"].drivers is None


def test_ninety_nine_people_are_not_enough():
    assert released(people(a=99))[0]["all"].drivers is None
    assert released(people(a=100))[0]["all"].drivers is not None


def test_a_directorate_that_leaves_only_a_few_of_the_whole_is_left_out():
    """The whole's and the directorates' drivers are never about fewer than the minimum apart."""
    rows = people(a=150, b=120, c=6)
    rows = [Opened(r.group, r.answers if r.group != "c" or n % 3 else {}) for n, r in enumerate(rows)]
    found, safe, _ = released(rows)
    told = [code for code in "ab" if code in found and found[code].drivers]
    outside = sum(1 for row in rows if row.group not in told and len(row.answers) == len(CODES))
    assert safe.k == K
    assert found["all"].drivers is not None
    assert outside == 0 or outside >= K
    assert told == ["a"]


def test_a_theme_that_shares_a_question_with_the_index_is_no_driver_of_it():
    doc = paper((Group("one", "One", ("Q1", "Q2")), Group("two", "Two", ("Q3", "Q4")), Group("own", "Own", ("Q5",))))
    found, _, _ = released(people(a=150), doc)
    assert [each.theme for each in found["all"].drivers.themes] == ["one", "two"]
    assert released(people(a=150), paper((Group("own", "Own", ("Q5",)),)))[0]["all"].drivers is None


def deviation(found):
    index = index_of(list(found.T), np.zeros(len(found), dtype=np.int64), 1)
    return index.deviation(index.by_profile[0])


def test_the_spread_of_an_index_is_told_from_thirty_people_on_and_never_next_to_nothing():
    rows = people(a=60, b=60, c=25)
    _, safe, tallied = released(rows)
    by_code = {each.item.code: each for each in tallied}
    sizes = {unit.code: 60 for unit in UNITS[1:]}
    index = Measure(safe, sizes).index("index:x", [by_code["Q5"], by_code["Q6"]])
    for code in ("all", "b"):
        inside = [row for row in rows if code in ("all", row.group)]
        each = points(inside, ("Q5", "Q6")).mean(axis=1)
        assert index[code].deviation == shown(each.std(ddof=1), 1)
    # One group has fewer than 30; a second keeps its detail back, or the first's could be worked out.
    assert [code for code in index if index[code].deviation is None] == ["a", "c~with"]
    assert deviation(np.full((60, 2), 75.0)) is None
    assert deviation(points(rows[:29], ("Q5", "Q6"))) is None
    assert deviation(points(rows[:30], ("Q5", "Q6"))) is not None


def test_where_a_few_answered_half_an_index_it_has_no_spread_and_no_drivers():
    rows = people(a=150)
    rows[:3] = [Opened("a", {c: v for c, v in row.answers.items() if c != "Q6"}) for row in rows[:3]]
    found, safe, tallied = released(rows)
    by_code = {each.item.code: each for each in tallied}
    index = Measure(safe, {"a": 200}).index("index:x", [by_code["Q5"], by_code["Q6"]])["all"]
    assert (index.partial, index.deviation) == (True, None)
    assert found["all"].drivers is None


def test_reliability_is_cronbachs_of_the_whole():
    rows = people(a=60, b=40)
    _, safe, tallied = released(rows)
    head = head_from(json.dumps(OLD_HEAD))
    found = with_reliability(head, safe, paper(), tallied)
    assert found.reliability == (Reliability("x", shown(alpha(points(rows, ("Q5", "Q6"))), 2)),)
    assert head_from(dumps(found)) == found
    few = people(a=20)
    assert with_reliability(head, released(few)[1], paper(), released(few)[2]).reliability == ()


OLD_HEAD = {
    "audit": {"ballots": "about 40", "ballots_minus_flags": 0, "blocks": 1, "certified_items": 1, "details": [],
              "merges": 0, "minimum_group": 5, "units": 1, "withheld": 0},
    "blocks": [], "closed_on": "", "heat": [], "index_heat": [], "index_partial": [], "indices": [], "invited": 60,
    "items": [], "not_reported": [], "opened_on": "", "survey": "Of last year", "themes": [],
}  # fmt: skip
OLD_BLOCK = (
    '{"code":"all","indices":[{"answered":40,"code":"x","partial":false,"value":61,"with_blocks":[]}],"items":[],'
    '"themes":[{"answered":80,"code":"t","partial":false,"value":58,"with_blocks":[]}]}'
)


def test_a_release_from_before_reads_as_it_did_and_has_the_same_hash():
    text = json.dumps(OLD_HEAD, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert dumps(head_from(text)) == text
    block = block_from(OLD_BLOCK)
    assert (block.indices[0].deviation, block.drivers) == (None, None)
    assert dumps(block) == OLD_BLOCK
    assert digest(text, [dumps(block)]) == digest(text, [OLD_BLOCK])


@pytest.mark.parametrize("deviation", [None, 18.4])
def test_what_is_new_comes_back_as_it_was_written(deviation):
    drivers = Drivers("x", 150, 61, (Driver("one", 70), Driver("two", 30)))
    block = BlockFigures("all", (), (), (GroupFigure("x", (), 61, False, 150, deviation),), drivers)
    assert block_from(dumps(block)) == block
    assert ("deviation" in dumps(block)) is (deviation is not None)
