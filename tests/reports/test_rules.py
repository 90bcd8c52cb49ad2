"""The rules of reports: periods, freezing, states, layout; no app and no database."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.reports.rules import figures, layout, paper, periods, reports
from engage.reports.rules.figures import PENCE, PERCENT, Block, Evidence, Figure, Sentence, Snapshot
from engage.reports.rules.layout import Asks, Section
from engage.reports.rules.paper import Words
from engage.reports.rules.periods import Period
from engage.reports.rules.reports import Kind, State

DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))
FROM = Evidence("/thanks", "The wall")
LINES = st.builds(
    Figure, st.text(max_size=20), st.none() | st.integers() | st.text(max_size=5), st.none() | st.integers(),
    st.builds(Evidence, st.text(max_size=9), st.text(max_size=9)), st.sampled_from(("number", PERCENT, PENCE)),
    st.booleans(), st.text(max_size=5),
)  # fmt: skip
SAID = st.builds(Sentence, st.text(max_size=20), st.none() | st.builds(Evidence, st.text(), st.text()), st.booleans())
BLOCKS = st.builds(
    Block, st.text(max_size=9), st.text(max_size=9), st.lists(SAID, max_size=3).map(tuple),
    st.lists(LINES, max_size=3).map(tuple), st.text(max_size=9),
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "first", "last", "number"),
    [
        (date(2026, 4, 1), date(2026, 4, 1), date(2026, 6, 30), 1),
        (date(2026, 9, 30), date(2026, 7, 1), date(2026, 9, 30), 2),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31), 3),
        (date(2028, 2, 29), date(2028, 1, 1), date(2028, 3, 31), 4),
    ],
)
def test_a_quarter_is_one_of_the_financial_year(day: date, first: date, last: date, number: int) -> None:
    found = periods.quarter_of(day)
    assert (found.first, found.last, found.quarter) == (first, last, number)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (Period(date(2026, 4, 1), date(2026, 6, 30)), Period(date(2026, 1, 1), date(2026, 3, 31))),
        (Period(date(2026, 4, 1), date(2027, 3, 31)), Period(date(2025, 4, 1), date(2026, 3, 31))),
        (Period(date(2026, 3, 1), date(2026, 3, 31)), Period(date(2026, 2, 1), date(2026, 2, 28))),
        (Period(date(2026, 3, 5), date(2026, 3, 11)), Period(date(2026, 2, 26), date(2026, 3, 4))),
    ],
)
def test_the_period_before_has_the_same_length_in_months_or_in_days(period: Period, before: Period) -> None:
    assert periods.before(period) == before


@given(DAYS, st.integers(0, 800))
def test_the_period_before_ends_the_day_before(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days))
    assert periods.before(period).after == first and periods.before(period).first <= periods.before(period).last


def test_a_period_is_called_by_its_quarter_or_its_days() -> None:
    assert periods.words(Period(date(2026, 7, 1), date(2026, 9, 30))) == "Quarter 2, July to September 2026"
    assert periods.words(Period(date(2026, 7, 2), date(2026, 9, 30))) == "2 July 2026 to 30 September 2026"


@given(st.lists(BLOCKS, max_size=4), DAYS)
def test_a_snapshot_comes_back_as_it_was_and_its_text_is_always_the_same(blocks: list[Block], day: date) -> None:
    period = periods.quarter_of(day)
    kept = Snapshot(period, periods.before(period), day, "https://x.example", "", False, tuple(blocks))
    text = figures.to_text(kept)
    assert figures.from_text(text) == kept
    assert figures.to_text(figures.from_text(text)) == text
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@given(st.lists(BLOCKS, max_size=4))
def test_an_exception_report_keeps_exactly_what_is_marked(blocks: list[Block]) -> None:
    kept = figures.exceptions(blocks)
    lines = [line for block in kept for line in (*block.sentences, *block.figures)]
    assert all(line.exception for line in lines) and all(block.sentences or block.figures for block in kept)
    marked = [line for block in blocks for line in (*block.sentences, *block.figures) if line.exception]
    assert lines == marked


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [(1204, "number", "1,204"), (71, PERCENT, "71%"), (125050, PENCE, "£1,250.50"), (-500, PENCE, "-£5"),
     (5, PENCE, "£0.05"), ("under 20%", PERCENT, "under 20%"), (0, "number", "0"), (None, "number", "Not kept")],
)  # fmt: skip
def test_a_figure_reads_as_what_it_is(value: figures.Cell, kind: str, words: str) -> None:
    assert figures.told(value, kind, "Not kept") == words


def test_bars_show_numbers_of_both_periods_and_nothing_else() -> None:
    both = Figure("Thanks", 4, 2, FROM)
    others = (Figure("Index", None, 2, FROM), Figure("Share", 5, 3, FROM, PERCENT), Figure("Told", "5", 1, FROM))
    assert figures.charted(Block("b", "B", (), (both, *others, Figure("People", 3, 0, FROM)))) == (
        ("Thanks", 4, 2), ("People", 3, 0),
    )  # fmt: skip
    assert figures.charted(Block("b", "B", (), (both, *others))) == ()


def test_a_report_goes_no_other_ways_than_these() -> None:
    ways = {(now, then) for now in State for then in State if reports.may_go(now, then)}
    assert ways == {
        (State.DRAFT, State.COMMENTS), (State.DRAFT, State.FINAL), (State.COMMENTS, State.DRAFT),
        (State.COMMENTS, State.FINAL),
    }  # fmt: skip


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize(("person", "section"), [(1, "finance"), (1, "legal"), (2, "finance"), (3, "finance")])
def test_whoever_is_asked_writes_their_own_section_while_comments_are_asked_for(
    state: State, person: int, section: str
) -> None:
    asked = {"finance": 1, "legal": 2}
    assert reports.may_comment(person, section, asked, state) is (
        state is State.COMMENTS and (person, section) == (1, "finance")
    )
    assert reports.may_read(person, asked, state) is (state is not State.DRAFT and person in (1, 2))


def test_a_paper_lacks_what_other_reports_need_not_have() -> None:
    lacking = reports.missing(Kind.PAPER, State.COMMENTS, False, "", False, ["finance"], 1)
    assert lacking == ("frozen", "meeting", "date", "signed:finance", "comments")
    assert reports.missing(Kind.EXCEPTION, State.DRAFT, True, "", False, [], 1) == ()


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.sampled_from("abcdef"), st.booleans())
def test_moving_a_block_loses_none(names: list[str], name: str, up: bool) -> None:
    assert sorted(reports.moved(names, name, up)) == sorted(names)
    if name in names and up and names.index(name):
        assert reports.moved(names, name, up).index(name) == names.index(name) - 1


def test_chosen_blocks_keep_their_order_and_new_ones_come_last() -> None:
    assert reports.chosen(("c", "a"), {"a", "b", "c", "x"}, ("a", "b", "c")) == ("c", "a", "b")
    assert reports.chosen(("c", "a"), {"a"}, ("a", "b", "c")) == ("a",)


def test_numbers_run_on_over_sections_without_one_and_paragraphs_follow_them() -> None:
    sections = (Section("a", "A"), Section("b", "B", numbered=False), Section("c", "C", Asks.YES_NO))
    found = paper.parts(sections, {"a": Words("One\nline.\n\n\nTwo."), "c": Words("x", yes=False)})
    assert [part.number for part in found] == ["1", "", "2"]
    assert paper.numbered(found[0]) == (("1.1", "One\nline."), ("1.2", "Two."))
    assert found[2].answer == "No"


def test_the_layout_begins_with_what_a_committee_paper_has() -> None:
    asks = {each.key: each.asks for each in layout.DEFAULTS}
    assert asks["finance"] is asks["legal"] is Asks.SIGNED and asks["other"] is Asks.YES_NO
    assert [each.asks for each in layout.DEFAULTS].count(Asks.FIGURES) == 1
    assert [each.key for each in layout.used(layout.DEFAULTS, short=True)] == ["summary", "figures"]


def test_a_section_of_the_councils_own_gets_a_key_that_is_free() -> None:
    assert layout.free_key("Climate & nature!", []) == "climate-nature"
    assert layout.free_key("Risk", ["risk", "risk-2"]) == "risk-3"
    assert layout.free_key("…", []) == "section"
    assert len(layout.free_key("x" * 200, [])) <= layout.MOST_KEY
