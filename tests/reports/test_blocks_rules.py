"""The rules behind blocks of actions and plans, as tables: no app, no database."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.followup.rules import State, due_then, state_on
from engage.programme.rules.kinds import Stage
from engage.programme.rules.measures import Figure, added, over_time
from engage.programme.rules.rag import Colour, Facts, exceptional, judge, told_to_all
from engage.reports.rules.figures import Evidence, Sentence, at_most, ended, one_line
from engage.reports.rules.programme import MOST_PLANS, NO_PLAN, changed, of_plans

DAY = date(2026, 9, 30)
SOME = st.one_of(st.none(), st.integers(0, 200))


@pytest.mark.parametrize(
    ("now", "ended_on", "marked", "stood"),
    [
        ("done", DAY, "said_done", "done"),
        ("done", DAY + timedelta(days=1), "under_way", "under_way"),
        ("cannot", DAY - timedelta(days=9), "cannot", "cannot"),
        ("under_way", None, "agreed", "agreed"),
        ("agreed", None, "", "proposed"),
        ("done", DAY + timedelta(days=1), "", "proposed"),
    ],
)
def test_an_action_stood_where_it_was_last_said_to_be(now: State, ended_on: date, marked: str, stood: str) -> None:
    assert state_on(DAY, State(now), ended_on, marked) == stood


def test_an_action_was_due_by_the_day_that_was_known_then() -> None:
    carried = [(DAY - timedelta(days=5), date(2025, 1, 1)), (DAY + timedelta(days=5), date(2026, 1, 1))]
    assert due_then(DAY, date(2027, 1, 1), carried) == date(2026, 1, 1)
    assert due_then(DAY + timedelta(days=5), date(2027, 1, 1), carried) == date(2027, 1, 1)


def figure(month: int, target: int | None, actual: int | None, months: int = 1) -> Figure:
    """A figure of whole months, or nearly."""
    return Figure(date(2026, month, 1), date(2026, month + months - 1, 28), target, actual)


@pytest.mark.parametrize(
    ("figures", "saving", "found"),
    [
        ([], True, None),
        ([figure(1, 5, 4), figure(2, 6, 7)], True, (11, 11)),
        ([figure(2, 6, 7), figure(1, 5, 4)], False, (6, 7)),
        ([figure(1, 5, None), figure(2, 6, 7)], True, (11, None)),
        # A quarter beside its months would count them twice.
        ([figure(1, 5, 4), figure(1, 15, 14, months=3)], True, (15, 14)),
    ],
)
def test_periods_of_savings_are_added_up_where_none_is_counted_twice(
    figures: list[Figure], saving: bool, found: tuple[int, int | None] | None
) -> None:
    held = over_time(figures, saving)
    assert (held and (held.target, held.actual)) == found


@given(st.lists(SOME, max_size=5))
def test_a_sum_is_known_only_where_every_part_is(values: list[int | None]) -> None:
    assert (added(values) is None) == (None in values)


@given(SOME, st.integers(1, 25), SOME, st.integers(0, 2))
def test_what_is_kept_back_is_named_and_no_word_or_figure_of_it_is_told(
    late: int | None, risk: int, over: int | None, trouble: int
) -> None:
    facts = Facts(Stage.UNDER_WAY, trouble=trouble, milestone_late=late, worst_risk=risk, over_budget=over,
                  names={"worst_risk": "Secret", "milestone_late": "Roof"})  # fmt: skip
    reasons, kept = told_to_all(facts)
    assert "Secret" not in str(reasons) + str(kept)
    assert len(reasons) + len(kept) == len(judge(facts).reasons)
    assert ("its risks" in kept) == (risk >= 12)


@given(SOME, st.integers(1, 25), st.sampled_from([Stage.COMPLETE, Stage.STOPPED]))
def test_what_has_ended_has_no_reasons(late: int | None, risk: int, stage: Stage) -> None:
    assert told_to_all(Facts(stage, milestone_late=late, worst_risk=risk)) == ((), ())


def test_an_item_is_exceptional_for_each_of_three_reasons() -> None:
    assert exceptional(Colour.RED, 3, True) == ["red", "late", "changed"]
    assert exceptional(Colour.AMBER, None, False) == []


def test_a_list_that_is_cut_says_how_much_more_there_is_and_an_exception_report_keeps_that() -> None:
    evidence, numbers = Evidence("/all", "All"), range(4)

    def cut(most: int, found: Sequence[int]) -> list[tuple[str, bool]]:
        told = at_most(most, found, lambda each: Sentence(str(each)), evidence, lambda each: each == 3)
        return [(each.words, each.exception) for each in told]

    assert cut(4, numbers) == [("0", False), ("1", False), ("2", False), ("3", False)]
    assert cut(3, numbers)[3:] == [("And 1 more.", True)]
    assert cut(2, numbers[:3])[2:] == [("And 1 more.", False)]


@given(st.text(), st.integers(1, 40))
def test_typed_words_become_one_line_that_is_not_too_long(words: str, most: int) -> None:
    held = one_line(words, most)
    assert len(held) <= most and held == " ".join(held.split())


def test_what_changed_reads_as_sentences() -> None:
    assert changed("Dates", "May\n2026.", "June 2026", "Rain") == "Dates: it was May 2026, and is now June 2026. Rain."
    assert changed("Added: Depots", "", "", "") == "Added: Depots."
    assert changed("Added: Roof", "", "1 May 2026", " ") == "Added: Roof: 1 May 2026."
    assert ended("Why?") == "Why?" and ended("So") == "So."


def test_plans_are_named_and_those_that_staff_do_not_see_are_marked() -> None:
    assert of_plans([]) == NO_PLAN
    said = of_plans([("A", True), ("B", False)])
    assert said == "Of the plans that are not archived: A, B (not published to staff)."
    assert of_plans([("A", True)] * (MOST_PLANS + 2)).endswith("and 2 more.")
