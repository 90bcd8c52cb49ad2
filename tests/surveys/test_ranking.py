"""Options put in order, and the words beside a grid: read, judged, kept apart, counted."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.surveys.actions import casting
from engage.surveys.opened import Opened
from engage.surveys.release.tally import tallies
from engage.surveys.rules import (
    Kind,
    Operator,
    Option,
    Row,
    check,
    encoded,
    holds,
    items,
    largest_ballot,
    problems,
    read_section,
    to_payload,
)
from engage.surveys.rules.packing import layout, unpack
from engage.surveys.rules.questionnaire import MOST_RANKED
from engage.surveys.rules.scales import AGREEMENT, PREFER_NOT_TO_SAY
from tests.surveys.strategies import RANKED, asked, form, of, when

ORDER = asked("K", Kind.RANKING, options=RANKED)
CODES = [option.code for option in RANKED]
GRID = asked("G", Kind.GRID, options=AGREEMENT, rows=(Row("a", "Air"), Row("b", "Light")), has_comment=True)


def placed(**places):
    return {f"K__place_{code}": place for code, place in places.items()}


def read(question=ORDER, **values):
    return read_section(of(question).sections[0], form(**values))


def judged(question=ORDER, **values):
    return problems(of(question).sections[0], read(question, **values), {})


def test_places_make_an_order_best_first_and_may_be_left_incomplete():
    assert read(**placed(pay="2", team="1", time="", place="3")) == {"K": ["team", "pay", "place"]}
    assert read(**placed(pay="", team="1")) == {"K": ["team"]}
    assert read(**placed(pay="", team="")) == {}
    assert judged(**placed(team="1")) == {}


def test_the_order_that_a_page_carries_along_stays_as_it_is():
    assert read(K=["time", "pay"]) == {"K": ["time", "pay"]}
    assert read(K=["time", "pay"], **placed(pay="1", time="")) == {"K": ["pay"]}, "what the page shows is newer"
    assert read(K=["time"], **placed(pay="", time="")) == {}, "and may have been emptied"


@pytest.mark.parametrize(
    ("places", "wrong"),
    [
        ({"pay": "1", "team": "1", "time": "1"}, {"K__place_team": "place_taken", "K__place_time": "place_taken"}),
        ({"pay": "2", "team": "3"}, {"K__place_pay": "place_skipped"}),
        ({"pay": "1", "team": "3", "time": "4"}, {"K__place_team": "place_skipped"}),
        ({"pay": "x", "team": "1"}, {"K__place_pay": "not_a_place"}),
        ({"pay": "0"}, {"K__place_pay": "not_a_place"}),
        ({"pay": "01"}, {"K__place_pay": "not_a_place"}),
        ({"pay": "21"}, {"K__place_pay": "not_a_place"}),
    ],
)
def test_a_mistake_is_told_at_its_place_and_keeps_what_was_chosen(places, wrong):
    found = read(**placed(**places))
    assert problems(of(ORDER).sections[0], found, {}) == wrong
    assert ORDER.places(found["K"]) == places
    again = read(K=found["K"])
    assert again == found, "also when another section carries it along"
    with pytest.raises(ValueError, match="not whole"):
        to_payload(of(ORDER), found)


def test_no_option_stands_twice_and_none_is_unknown():
    assert judged(K=["pay", "pay"]) == {"K": "ranked_twice"}
    assert judged(K=["pay", "wealth"]) == {"K": "not_an_option"}
    assert judged(K="pay=1") == {}
    assert judged(asked("K", Kind.RANKING, options=RANKED, required=True)) == {"K": "required"}
    with_aside = asked("K", Kind.RANKING, options=(*RANKED, PREFER_NOT_TO_SAY))
    assert judged(with_aside, K="pnts") == {"K": "not_an_option"}
    many = asked("K", Kind.RANKING, options=tuple(Option(f"o{n}", "x") for n in range(MOST_RANKED + 1)))
    assert judged(many, K=[option.code for option in many.options]) == {"K": "too_many"}


@given(st.permutations(CODES).flatmap(lambda order: st.integers(1, 4).map(lambda n: order[:n])))
def test_whatever_order_is_given_by_places_is_the_one_that_is_cast(order):
    places = {code: str(order.index(code) + 1) if code in order else "" for code in CODES}
    assert to_payload(of(ORDER), read(**placed(**places))) == {"K": list(order)}


def test_the_longest_order_fills_the_ballot_to_the_byte():
    doc = of(ORDER)
    assert largest_ballot(doc) == len(encoded(to_payload(doc, {"K": CODES}))) + 1, "one comma has nothing behind it"


@pytest.mark.parametrize(
    ("operator", "values", "order", "met"),
    [
        (Operator.FIRST, ("pay", "team"), ["team", "time"], True),
        (Operator.FIRST, ("time",), ["team", "time"], False),
        (Operator.FIRST, ("time",), [], False),
        (Operator.ANSWERED, (), ["team"], True),
    ],
)
def test_a_condition_looks_at_the_first_place_or_whether_there_is_any(operator, values, order, met):
    assert holds(when("K", operator, *values), {"K": order}) is met


def test_the_check_wants_neither_scores_nor_asides_nor_conditions_on_other_places():
    assert check(of(ORDER)) == []
    scored = asked("K", Kind.RANKING, options=AGREEMENT)
    aside = asked("K", Kind.RANKING, options=(*RANKED, PREFER_NOT_TO_SAY))
    many = asked("K", Kind.RANKING, options=tuple(Option(f"o{n}", "x") for n in range(21)))
    after = asked("Q", condition=when("K", Operator.EQUALS, "pay"))
    scale = asked("Q", condition=when("P", Operator.FIRST, "5"))
    for doc, code in (
        (of(scored), "ranking_with_scores"), (of(aside), "ranking_with_asides"), (of(many), "too_many_to_rank"),
        (of(ORDER, after), "condition_on_ranking"), (of(asked("P"), scale), "condition_on_ranking"),
        (of(asked("K", Kind.RANKING, options=RANKED[:1])), "too_few_options"),
    ):  # fmt: skip
        assert [problem.code for problem in check(doc)] == [code]


def test_a_release_counts_what_is_put_first_and_guards_each_option_like_a_single_choice():
    doc = of(asked("K", Kind.RANKING, options=RANKED))
    (item,) = items(doc)
    assert {(option.score, option.direction) for option in item.options} == {(None, None)}
    rows = [Opened("g", {"K": ["pay", "team"]})] * 6 + [Opened("g", {"K": ["team"]})] * 5 + [Opened("g", {})] * 2
    (tally,) = tallies(doc, rows, 5).tallies
    assert np.bincount(tally.places[tally.places >= 0], minlength=4).tolist() == [6, 5, 0, 0]
    assert tally.answered.sum() == 11
    single = of(asked("K", Kind.SINGLE, options=RANKED))
    firsts = [Opened(row.group, {k: v[0] for k, v in row.answers.items()}) for row in rows]
    (alike,) = tallies(single, firsts, 5).tallies
    assert np.array_equal(np.array(tally.figure().guarded), np.array(alike.figure().guarded))


def test_the_words_beside_a_grid_are_sealed_with_the_comments_and_limited():
    answers = read(GRID, G_a="5", G__comment="Too  dark\r\nin winter")
    assert answers == {"G_a": "5", "G__comment": "Too  dark\nin winter"}
    sealed = casting.ballot(of(GRID), answers, "north")
    assert unpack(layout(of(GRID)), sealed["answers"]) == {"G_a": "5"}
    assert sealed["comments"] == {"G__comment": "Too  dark\nin winter"}
    assert "dark" not in json.dumps(sealed["answers"])
    assert judged(GRID, G__comment="x" * 1000) == {}
    assert judged(GRID, G__comment="x" * 1001) == {"G__comment": "too_long"}
    short = asked("G", Kind.GRID, options=AGREEMENT, rows=GRID.rows, has_comment=True, max_length=10, required=True)
    assert judged(short, G_a="5", G_b="1") == {}, "nobody has to write"
    assert judged(short, G_a="5", G_b="1", G__comment="x" * 11) == {"G__comment": "too_long"}
    bare = asked("G", Kind.GRID, options=AGREEMENT, rows=GRID.rows)
    assert largest_ballot(of(GRID)) - largest_ballot(of(bare)) > 4000


def test_words_of_a_grid_that_offers_no_box_are_never_kept():
    bare = asked("G", Kind.GRID, options=AGREEMENT, rows=GRID.rows)
    assert read(bare, G_a="5", G__comment="smuggled") == {"G_a": "5"}
    elsewhere = asked("Q", has_comment=True)
    assert read(elsewhere, Q="5", Q__comment="smuggled") == {"Q": "5"}
