"""Requests and documents as rules: no application, no database."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.core import clock
from engage.directory.rules.working_days import is_working_day
from engage.governance.rules import dpia, eia, requests
from engage.governance.rules.document import Grid, Paper, Section, as_markdown
from engage.governance.rules.facts import Facts, Promised, Row, Switched
from engage.governance.rules.requests import TAKEN_OUT, State
from engage.governance.rules.texts import FIELDS, Document, is_due, taken

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
VALUES = st.one_of(st.none(), st.booleans(), st.integers(0, 9), st.sampled_from(["", "Esi", "Amara"]))
ROWS = st.lists(st.dictionaries(st.sampled_from("abcd"), VALUES), max_size=5)
FACTS = Facts(
    "Anytown", "https://engage.example", https=True, production=True, demo=False, sends_mail=True, session_hours=12,
    idle_minutes=60, postgres=True, ballots_apart=True, ballots_insert_only=True, people=1200,
    rows=[Row("Surveys", "ballot", "Answers.", "Nobody.", "task", ("a year",), (("sealed", "confidential answer"),),
              True)],
    kept=[("Surveys", [("Answers", "12 months", "deleted")])], promised=[Promised("Autumn", 15, 11, 9)],
    switches=[Switched("Outside", "About it.", True, "Signed in March.")], classes={"confidential answer": 1},
)  # fmt: skip


def a_month_after(day: date) -> date:
    return clock.months_after(day, 1)


@pytest.mark.parametrize(
    ("came", "due"),
    [
        (date(2026, 9, 3), date(2026, 10, 5)),  # 3 October is a Saturday
        (date(2027, 1, 31), date(2027, 3, 1)),  # 28 February is a Sunday
        (date(2026, 11, 25), date(2026, 12, 29)),  # Christmas, and a weekend with its day in lieu
        (date(2027, 3, 3), date(2027, 4, 5)),  # 3 April is a Saturday
        (date(2027, 6, 7), date(2027, 7, 7)),
    ],
)
def test_a_request_is_due_a_calendar_month_later_on_a_working_day(came: date, due: date) -> None:
    assert requests.due_on(came, a_month_after) == due


@given(DAYS)
def test_it_is_never_due_before_the_month_is_over_nor_much_later(came: date) -> None:
    due = requests.due_on(came, a_month_after)
    assert is_working_day(due) and timedelta(0) <= due - a_month_after(came) <= timedelta(days=5)


def test_a_request_goes_on_and_never_back() -> None:
    moves = {(a, b) for a in State for b in State if requests.may_become(a, b)}
    assert moves == {(State.OPEN, State.RELEASED), (State.OPEN, State.CLOSED), (State.RELEASED, State.CLOSED)}


def test_late_and_soon_are_of_what_waits_alone() -> None:
    today = date(2027, 3, 3)
    for days, late, soon in ((-1, True, False), (0, False, True), (7, False, True), (8, False, False)):
        due = today + timedelta(days=days)
        assert requests.is_late(State.OPEN, due, today) is late
        assert requests.is_soon(State.OPEN, due, today) is soon
        assert not requests.is_late(State.CLOSED, due, today) and not requests.is_soon(State.RELEASED, due, today)


def test_nobody_answers_their_own() -> None:
    assert not requests.may_answer(3, 3) and requests.may_answer(3, 4) and requests.may_answer(None, 4)


@given(ROWS, st.sets(st.sampled_from("abcd")), st.sets(st.sampled_from("abcd")))
def test_what_is_about_others_is_gone_and_all_else_is_as_it_was(
    rows: list[dict[str, requests.Value]], others: set[str], kept: set[str]
) -> None:
    cleaned = requests.redacted(rows, others, kept)
    for before, after in zip(rows, cleaned, strict=True):
        assert before.keys() == after.keys()
        for name, value in before.items():
            gone = name in others - kept and value not in (None, "")
            assert after[name] == (TAKEN_OUT if gone else value)


def test_values_about_others_are_told_once_each() -> None:
    rows = [{"a": "Esi"}, {"a": None}, {"b": "Bryn"}, {"a": "Femi"}, {"a": "Esi"}]
    assert requests.about_others(rows, "a") == ["Esi", "Femi"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_words_break_out_of_the_markdown(words: str, cell: str) -> None:
    grid = Grid("Caption", ("One", "Two"), ((cell, words),))
    text = as_markdown(Paper("Title", "Sub", (Section("Part", (words,), (words,), grid, own=words),)))
    assert len(re.findall(r"^#", text, re.MULTILINE)) == 2
    assert not re.search(r"(?<!\\)<", text)
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [3, 3, 3]


def test_the_assessment_says_the_settings_in_force() -> None:
    text = as_markdown(dpia.draft(FACTS, {}))
    for said in (
        "https://engage.example",
        "1,200 people",
        "| Autumn | 15 | 11 | 9 months |",
        "| Outside | on |",
        "| Reached over HTTPS | yes |",
        "| Answers | 12 months | deleted |",
        "The council writes here.",
    ):
        assert said in text, said
    assert "| Reached over HTTPS | yes |" in text and "PostgreSQL database of its own" in text
    other = as_markdown(dpia.draft(FACTS.__class__(**{**vars(FACTS), "https": False, "promised": []}), {}))
    assert "| Reached over HTTPS | no |" in other and "No survey is scheduled or running" in other


def test_what_the_council_wrote_stands_in_both() -> None:
    own = {"decision": "Accepted.", "decided_by": "The SIRO", "decided_day": "3/3/2027", "risks": "Low.",
           "impacts": "None found."}  # fmt: skip
    first, second = as_markdown(dpia.draft(FACTS, own)), as_markdown(eia.draft(FACTS, own))
    assert "> Low." in first and "> None found." in second
    for text in (first, second):
        assert "> Accepted.\n> Decided by: The SIRO\n> Decided on: 3/3/2027" in text


def test_only_the_fields_of_a_document_are_taken() -> None:
    assert taken(Document.EIA, {"evidence": "x", "controller": "y"}) == dict.fromkeys(FIELDS[Document.EIA], "") | {
        "evidence": "x"
    }
    assert is_due(date(2027, 1, 1), date(2027, 1, 1)) and not is_due(None, date(2027, 1, 1))
    assert not is_due(date(2027, 1, 2), date(2027, 1, 1))
