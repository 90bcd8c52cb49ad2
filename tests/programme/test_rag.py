"""The colour by rule: each threshold, and that nothing worse ever looks better."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.programme.rules.kinds import Stage
from engage.programme.rules.rag import RULES, SEVERITY, Colour, Direction, Facts, direction, judge
from engage.programme.rules.risks import score_words

NUMBERS = st.none() | st.integers(0, 200)
WORKING = st.sampled_from([Stage.UNDER_WAY, Stage.NOT_STARTED])
FACTS = st.builds(Facts, stage=WORKING, **{rule.fact: NUMBERS for rule in RULES})


@pytest.mark.parametrize(
    ("fact", "last_calm", "last_amber"),
    [
        ("milestone_late", 0, 30), ("milestone_moved", 30, 90), ("end_late", 0, 30), ("start_late", 0, 30),
        ("short_of_target", 0, 10), ("over_budget", 0, 10), ("worst_risk", 11, 19), ("trouble", 0, 1),
    ],
)  # fmt: skip
def test_each_fact_turns_amber_and_red_where_its_rule_says(fact, last_calm, last_amber):
    def colour(value):
        return judge(Facts(Stage.UNDER_WAY, **{fact: value})).colour

    assert colour(None) == colour(last_calm) == Colour.GREEN
    assert colour(last_calm + 1) == colour(last_amber) == Colour.AMBER
    assert colour(last_amber + 1) == Colour.RED
    words = next(rule.words for rule in RULES if rule.fact == fact)
    assert "Amber when" in words and "red when" in words


def test_a_late_update_is_amber_by_itself_and_never_red():
    for days in (1, 400):
        found = judge(Facts(Stage.UNDER_WAY, update_late=days))
        assert found.colour == Colour.AMBER
    assert found.reasons == ((Colour.AMBER, "The update is 400 days late."),)
    assert judge(Facts(Stage.UNDER_WAY, update_late=1)).reasons[0][1] == "The update is 1 day late."


def test_the_worst_reason_comes_first_and_names_what_it_is_about():
    facts = Facts(Stage.UNDER_WAY, update_late=3, milestone_late=31, trouble=2, names={"milestone_late": "Tender"})
    found = judge(facts)
    assert [colour for colour, _ in found.reasons] == [Colour.RED, Colour.RED, Colour.AMBER]
    assert found.reasons[0][1] == "The milestone “Tender” is 31 days overdue."
    assert found.reasons[1][1] == "The lead officer sees serious trouble."


def test_what_is_complete_or_stopped_is_shown_as_that():
    for stage, colour in ((Stage.COMPLETE, Colour.COMPLETE), (Stage.STOPPED, Colour.STOPPED)):
        assert judge(Facts(stage, milestone_late=90, trouble=2)).colour == colour
    assert judge(Facts(Stage.NOT_STARTED)).colour == Colour.NOT_STARTED
    assert judge(Facts(Stage.NOT_STARTED, start_late=1)).colour == Colour.AMBER


@given(FACTS, st.sampled_from([rule.fact for rule in RULES]), st.integers(1, 200))
def test_a_worse_fact_never_makes_a_better_colour(facts, fact, more):
    worse = replace(facts, **{fact: (getattr(facts, fact) or 0) + more})
    assert SEVERITY[judge(worse).colour] >= SEVERITY[judge(facts).colour]


@given(FACTS, st.integers(0, 2))
def test_what_the_lead_officer_says_never_makes_it_better(facts, trouble):
    without = judge(replace(facts, trouble=None)).colour
    assert SEVERITY[judge(replace(facts, trouble=trouble)).colour] >= SEVERITY[without]


@given(FACTS)
def test_every_colour_has_its_reasons_and_no_reason_is_left_blank(facts):
    found = judge(facts)
    assert (found.colour in (Colour.AMBER, Colour.RED)) == bool(found.reasons)
    assert all(reason.endswith(".") and "{" not in reason for _, reason in found.reasons)
    assert all(colour in (Colour.AMBER, Colour.RED) for colour, _ in found.reasons)


@pytest.mark.parametrize(
    ("then", "now", "moved"),
    [
        (None, Colour.RED, Direction.UNKNOWN), (Colour.GREEN, Colour.AMBER, Direction.WORSE),
        (Colour.RED, Colour.AMBER, Direction.BETTER), (Colour.RED, Colour.RED, Direction.SAME),
        (Colour.NOT_STARTED, Colour.GREEN, Direction.SAME), (Colour.GREEN, Colour.COMPLETE, Direction.BETTER),
        (Colour.COMPLETE, Colour.RED, Direction.WORSE), (Colour.RED, Colour.STOPPED, Direction.UNKNOWN),
        (Colour.STOPPED, Colour.STOPPED, Direction.SAME),
    ],
)  # fmt: skip
def test_the_direction_since_the_meeting_before(then, now, moved):
    assert direction(then, now) == moved


@pytest.mark.parametrize(
    ("likelihood", "impact", "says"),
    [
        (1, 1, "Low: 1 of 25 (very unlikely, very small impact)"), (1, 5, "Medium: 5 of 25"), (3, 4, "High: 12 of 25"),
        (4, 5, "Very high: 20 of 25 (likely, very large impact)"),
    ],
)  # fmt: skip
def test_a_risk_is_scored_in_words(likelihood, impact, says):
    assert score_words(likelihood, impact).startswith(says)
