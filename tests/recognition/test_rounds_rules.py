"""The steps of a round, what is missing before it opens, and who can be nominated: tables, with no database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.recognition.rules import nominations as rules
from engage.recognition.rules import rounds
from engage.recognition.rules.nominations import NoSeconder, Standing, Wanted, WhyNot
from engage.recognition.rules.rounds import RoundStage
from engage.recognition.rules.rounds_ready import Draft, Missing, Part, lacks

NOW = datetime(2027, 3, 3, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=9)
WHOLE = Draft("About", None, LATER, 3, ("Poor", "Good", "Best"), (Part(1, "Hero", "Of the day", 2),))
ANYBODY = Wanted("either", None, 0, False)


@pytest.mark.parametrize("stage", RoundStage)
def test_a_round_goes_only_where_the_table_says(stage: RoundStage) -> None:
    assert {then for then in RoundStage if rounds.may_go(stage, then)} == rounds.NEXT[stage]


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({}, []),
        ({"about": " "}, [Missing.ABOUT]),
        ({"closes_at": None}, [Missing.CLOSING]),
        ({"closes_at": NOW}, [Missing.CLOSING_PAST]),
        ({"opens_at": LATER}, [Missing.CLOSES_FIRST]),
        ({"anchors": ("Poor", "", "Best")}, [Missing.ANCHORS]),
        ({"categories": ()}, [Missing.CATEGORIES]),
        ({"categories": (Part(1, "Hero", "", 0),)}, [Missing.CATEGORY_ABOUT, Missing.CRITERIA]),
    ],
)
def test_what_is_missing_is_listed_in_order(change: dict[str, object], missing: list[Missing]) -> None:
    assert [each.code for each in lacks(Draft(**(WHOLE.__dict__ | change)), NOW)] == missing  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stage", "closes", "extended", "takes"),
    [
        ("open", LATER, None, True), ("open", NOW, None, False), ("open", NOW, LATER, True),
        ("draft", LATER, None, False), ("closed", LATER, LATER, False),
    ],
)  # fmt: skip
def test_nominations_are_taken_while_it_is_open_and_the_time_has_not_come(
    stage: str, closes: datetime, extended: datetime | None, takes: bool
) -> None:
    assert rounds.takes_nominations(stage, closes, extended, NOW) is takes


def test_a_close_moves_only_later() -> None:
    assert rounds.may_extend("open", LATER, LATER + timedelta(hours=1), NOW)
    assert not rounds.may_extend("open", LATER, LATER, NOW)
    assert not rounds.may_extend("closed", NOW - timedelta(days=9), NOW - timedelta(days=1), NOW)
    assert not rounds.may_extend("final", NOW, LATER, NOW)


@pytest.mark.parametrize(
    ("wanted", "team", "self_", "eligible", "why"),
    [
        (ANYBODY, False, False, True, None),
        (ANYBODY, True, False, True, None),
        (ANYBODY, False, True, True, WhyNot.THEMSELVES),
        (Wanted("person", None, 0, False), True, False, True, WhyNot.A_PERSON),
        (Wanted("team", None, 0, False), False, False, True, WhyNot.A_TEAM),
        (ANYBODY, False, False, False, WhyNot.NOT_ELIGIBLE),
        (Wanted("either", None, 1, True), False, False, True, WhyNot.ALREADY),
        (Wanted("either", 2, 2, False), False, False, True, WhyNot.TOO_MANY),
        (Wanted("either", 2, 1, False), False, False, True, None),
    ],
)
def test_who_can_be_nominated(wanted: Wanted, team: bool, self_: bool, eligible: bool, why: WhyNot | None) -> None:
    assert rules.why_not(wanted, team, self_, eligible) == why


def test_neither_nominator_nor_nominee_seconds() -> None:
    assert rules.why_no_seconder(1, 1, 2) == NoSeconder.NOMINATOR
    assert rules.why_no_seconder(2, 1, 2) == NoSeconder.NOMINEE
    assert rules.why_no_seconder(3, 1, None) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("one", 1), ("  one\n two ", 2), ("one — two", 2), ("\u200b \u2060 \u00ad", 0)],
)
def test_words_are_counted_as_a_person_would(text: str, words: int) -> None:
    assert rules.words_in(text) == words


@given(st.text(max_size=300), st.integers(20, 60))
def test_a_text_within_the_limit_is_never_longer_than_the_limit_allows(text: str, most: int) -> None:
    if not rules.too_long(text, most):
        assert rules.words_in(text) <= most and len(text) <= most * rules.LONGEST_WORD


def test_a_wall_of_letters_without_a_blank_is_too_long_though_it_is_one_word() -> None:
    assert rules.too_long("x" * 50_000, 300) and rules.words_in("x" * 50_000) == 1


def test_what_may_be_done_depends_on_where_a_nomination_stands() -> None:
    sent = Standing("submitted", True, "open", True)
    assert sent.may_edit and sent.may_refuse and not sent.waits and not sent.may_bring_back
    waits = Standing("draft", True, "closed", False)
    assert waits.waits and waits.may_refuse and not waits.may_edit
    assert not Standing("submitted", True, "shortlisting", False).may_refuse
    assert Standing("refused", True, "closed", False).may_bring_back
    assert not Standing("draft", False, "closed", False).may_refuse
