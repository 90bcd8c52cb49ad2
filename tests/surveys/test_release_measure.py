"""The figures of a release against sums made another way: tally, measure, and what a block may show."""

from collections import Counter

import numpy as np
import pytest

from engage.disclosure import Unit, release_tree
from engage.surveys.opened import Opened
from engage.surveys.release.measure import Measure
from engage.surveys.release.tally import POOLED, composites, tallies
from engage.surveys.rules import Direction, Group, Kind, Option, Question, Questionnaire, Section
from engage.surveys.rules import figures as rules
from engage.surveys.rules.items import Item, items
from engage.surveys.rules.margins import interval, margin_of_error
from engage.surveys.rules.scales import AGREEMENT, NOT_APPLICABLE

K = 5
UNITS = [Unit("all", None), Unit("a", "all"), Unit("b", "all"), Unit("c", "all")]
CHOICES = tuple(Option(code, code.title()) for code in ("bus", "car", "foot", "boat", "balloon"))


def questionnaire() -> Questionnaire:
    scale = (*AGREEMENT, NOT_APPLICABLE)
    questions = (
        Question("Q1", "i1", Kind.SCALE, "One", options=scale),
        Question("Q2", "i2", Kind.SCALE, "Two", options=scale, reversed=True),
        Question("N1", "i3", Kind.NPS, "Recommend"),
        Question("M1", "i4", Kind.MULTIPLE, "How do you come?", options=CHOICES),
        Question("S1", "i5", Kind.SINGLE, "How most often?", options=CHOICES),
    )
    return Questionnaire(
        (Section("s", "Section", questions=questions),),
        (Group("t", "Theme", ("Q1", "Q2")),),
        (Group("x", "Index", ("Q1", "Q2")),),
    )


def people(seed: int = 1, blanks: float = 0.0, **sizes: int) -> list[Opened]:
    rng = np.random.default_rng(seed)
    found = []
    for unit, many in (sizes or {"a": 60, "b": 40, "c": 12}).items():
        for _ in range(many):
            answers = {
                "Q1": str(rng.integers(1, 6)), "Q2": str(rng.integers(1, 6)), "N1": str(rng.integers(0, 11)),
                "M1": [c for c in ("bus", "car", "foot") if rng.random() < 0.5] or ["bus"],
                "S1": str(rng.choice(["bus", "car", "foot"])),
            }  # fmt: skip
            kept = {code: value for code, value in answers.items() if rng.random() >= blanks}
            found.append(Opened(unit, kept))
    return found


def measured(rows: list[Opened], k: int = K) -> tuple[Measure, dict[str, object]]:
    doc = questionnaire()
    answered = tallies(doc, rows, k)
    groups, tallied = answered.groups, answered.tallies
    by = composites(doc, {each.item.code for each in tallied})
    sizes = {unit.code: groups.count(unit.code) + 3 for unit in UNITS[1:]}
    safe = release_tree(UNITS, groups, [t.figure() for t in tallied], k, np.random.default_rng(7), by, sizes)
    return Measure(safe, sizes), {each.item.code: each for each in tallied}


def counted(item: Item, rows: list[Opened]) -> dict[str, int]:
    given = Counter(row.answers.get(item.code) for row in rows)
    return {option.code: given[option.code] for option in item.counted}


def members(rows: list[Opened], codes: set[str]) -> list[Opened]:
    return [row for row in rows if codes & {row.group, "all"}]


@pytest.mark.parametrize("blanks", [0.0, 0.2])
def test_every_share_is_counted_first_divided_once_and_rounded_last(blanks: float) -> None:
    rows = people(blanks=blanks)
    measure, tallied = measured(rows)
    asked = {item.code: item for item in items(questionnaire())}
    compared = 0
    for code in ("Q1", "Q2", "N1"):
        for block, figure in measure.item(tallied[code]).items():  # type: ignore[arg-type]
            if figure.answered is None:
                continue
            inside = members(rows, {block, *figure.with_blocks})
            counts = counted(asked[code], inside)
            answered = sum(counts.values())
            shares = rules.shares(asked[code].options, counts)
            expected = [shares.percent_positive, shares.percent_neutral, shares.percent_negative]
            assert [figure.positive, figure.neutral, figure.negative] == [int(rules.shown(p or 0)) for p in expected]
            assert abs(figure.answered - answered) <= 2
            if figure.spread:
                assert answered >= 30
                every = rules.percents(counts, answered) or {}
                assert {s.code: s.percent for s in figure.spread} == {c: int(rules.shown(p)) for c, p in every.items()}
                assert figure.mean == rules.shown(rules.mean(asked[code].options, counts) or 0, 1)
            if figure.enps is not None:
                assert figure.enps == int(rules.shown(rules.enps(counts) or 0))
            compared += 1
    assert compared > 8


def test_a_reversed_items_disagreement_is_its_positive_share() -> None:
    rows = [Opened("a", {"Q2": "1"})] * 30 + [Opened("a", {"Q2": "5"})] * 10
    measure, tallied = measured(rows)
    whole = measure.item(tallied["Q2"])["all"]  # type: ignore[arg-type]
    assert (whole.positive, whole.negative) == (75, 25)
    assert whole.mean == 4.0


def test_a_theme_pools_answers_and_an_index_averages_respondents() -> None:
    rows = people(blanks=0.2)
    measure, tallied = measured(rows)
    parts = [tallied["Q1"], tallied["Q2"]]
    asked = {item.code: item for item in items(questionnaire())}
    theme = measure.theme("theme:t", parts)["all"]  # type: ignore[arg-type]
    found = [rules.shares(asked[c].options, counted(asked[c], rows)) for c in ("Q1", "Q2")]
    assert theme.value == int(rules.shown(rules.theme_score(found) or 0))
    assert theme.answered == sum(round(each.answered / 5) * 5 for each in found)
    points = np.column_stack([part.points() for part in parts])  # type: ignore[attr-defined]
    expected = rules.group_index(points)
    index = measure.index("index:x", parts)["all"]  # type: ignore[arg-type]
    assert expected is not None
    assert (index.value, index.partial) == (int(rules.shown(expected.value)), expected.by_items)
    assert not index.partial
    assert index.answered == round(expected.respondents / 5) * 5


def test_where_a_few_answered_half_an_index_it_is_the_items_means_and_says_so() -> None:
    rows = people()
    rows[:3] = [Opened("a", {"Q1": "5"})] * 3
    measure, tallied = measured(rows)
    parts = [tallied["Q1"], tallied["Q2"]]
    index = measure.index("index:x", parts)  # type: ignore[arg-type]
    points = np.column_stack([part.points() for part in parts])  # type: ignore[attr-defined]
    expected = rules.group_index(points, by_items=True)
    assert expected is not None
    assert index["all"].partial
    assert index["all"].value == int(rules.shown(expected.value))


def test_options_that_few_chose_are_pooled_and_cost_the_question_nothing() -> None:
    rows = people()
    rows[0] = Opened("a", {**rows[0].answers, "S1": "boat"})
    rows[1] = Opened("a", {**rows[1].answers, "S1": "balloon"})
    measure, tallied = measured(rows)
    whole = measure.item(tallied["S1"])["all"]  # type: ignore[arg-type]
    codes = [share.code for share in whole.spread]
    assert POOLED in codes
    assert not {"boat", "balloon"} & set(codes)
    assert 99 <= sum(share.percent for share in whole.spread) <= 101
    # Two are fewer than the minimum, so the pool took in the rarest of the rest.
    assert len(codes) == 3


def test_a_multiple_choice_counts_each_respondent_once_in_its_denominator() -> None:
    rows = people()
    measure, tallied = measured(rows)
    whole = measure.item(tallied["M1"])["all"]  # type: ignore[arg-type]
    told = {s.code: s.percent for s in whole.spread}
    by_hand = {c: sum(c in row.answers["M1"] for row in rows) for c in ("bus", "car", "foot")}
    assert whole.answered == len(rows)
    # Nobody came by boat or balloon: these are pooled, with the rarest of the rest.
    assert set(told) == {*sorted(by_hand, key=lambda c: by_hand[c])[1:], POOLED}
    assert all(told[c] == int(rules.shown(100 * by_hand[c] / len(rows))) for c in set(told) - {POOLED})
    assert sum(told.values()) > 120
    assert whole.positive is None


def test_a_merged_figure_is_the_sum_of_its_parts_and_stands_at_each_of_them() -> None:
    rows = people(b=20, c=20, a=40)
    rows = [Opened(r.group, {**r.answers, "Q1": "5"}) if r.group == "c" else r for r in rows]
    measure, tallied = measured(rows)
    found = measure.item(tallied["Q1"])  # type: ignore[arg-type]
    assert found["c"].with_blocks == ("b",)
    assert found["b"].with_blocks == ("c",)
    both = [row.answers["Q1"] for row in rows if row.group in "bc"]
    assert found["b"].positive == found["c"].positive == int(rules.shown(100 * sum(v in "45" for v in both) / 40))
    assert found["a"].with_blocks == ()


def test_a_question_nobody_answered_is_withheld_and_never_nought() -> None:
    rows = [Opened(row.group, {c: v for c, v in row.answers.items() if c != "N1"}) for row in people()]
    measure, tallied = measured(rows)
    for figure in measure.item(tallied["N1"]).values():  # type: ignore[arg-type]
        assert (figure.answered, figure.positive, figure.mean, figure.spread) == (None, None, None, ())


def likely(rows: list[Opened], asked: dict[str, int], block: str) -> tuple[int, int | None, int | None]:
    answered = tallies(questionnaire(), rows, K)
    groups, tallied = answered.groups, answered.tallies
    safe = release_tree(UNITS, groups, [t.figure() for t in tallied], K, np.random.default_rng(7), (), asked)
    found = Measure(safe, asked).item(tallied[0])[block]
    assert found.positive is not None
    return found.positive, found.low, found.high


def test_the_interval_does_not_tell_that_everybody_took_part() -> None:
    rows = people(a=38, b=40, c=12)
    for missing in (0, 1, 2):
        assert likely(rows, {"a": 38 + missing, "b": 40, "c": 12}, "a")[1:] == (None, None)


def test_a_share_near_the_end_has_wilsons_interval_and_one_in_the_middle_the_published_margin() -> None:
    def given(positive: int) -> list[Opened]:
        return [Opened("a", {"Q1": "5" if n < positive else "1"}) for n in range(100)]

    asked = {"a": 400}
    middle, rare = (likely(given(positive), asked, "all") for positive in (50, 4))
    margin = margin_of_error(50, 100, 400)
    assert middle == (50, int(rules.shown(50 - margin)), int(rules.shown(50 + margin)))
    wilson = interval(4, 100, 400)
    assert wilson.method == "wilson"
    assert rare == (4, int(rules.shown(wilson.low)), int(rules.shown(wilson.high)))
    assert rare[2] != int(rules.shown(4 + margin_of_error(4, 100, 400)))


def test_a_blank_and_a_not_applicable_are_no_answers_but_the_person_stays_a_respondent() -> None:
    rows = [*people(), Opened("a", {"Q1": "na"}), Opened("a", {})]
    answered = tallies(questionnaire(), rows, K)
    groups, tallied = answered.groups, answered.tallies
    assert len(groups) == len(rows)
    first = tallied[0]
    assert not first.answered[-2:].any()
    assert [o.direction for o in first.options].count(Direction.POSITIVE) == 2
