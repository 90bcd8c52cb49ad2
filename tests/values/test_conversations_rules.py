"""Who may log and see a conversation, when it may have been held, and how the tree counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.values.rules import conversations as rules
from engage.values.rules import conversations_pack as pack
from engage.values.rules.conversations import Standing
from engage.values.rules.conversations_form import ME, leader, looks_for
from engage.values.rules.conversations_tree import Branch, Place, Talk, grow, highest, not_yet, parts, walk

TODAY = date(2027, 3, 3)
COUNCIL, CARE, REABLEMENT, WASTE = 1, 2, 3, 4
# Femi leads a service, Bryn is a champion in a team of it, Amara works there, Chloe is in the OD team elsewhere.
FEMI = Standing(led=frozenset({CARE, REABLEMENT}), own=frozenset({CARE}), member=frozenset({CARE, COUNCIL}),
                roles=frozenset({"staff", "manager"}))  # fmt: skip
BRYN = Standing(own=frozenset({REABLEMENT}), member=frozenset({REABLEMENT, CARE, COUNCIL}),
                roles=frozenset({"staff", "champion"}))  # fmt: skip
AMARA = replace(BRYN, roles=frozenset({"staff"}))
CHLOE = Standing(own=frozenset({COUNCIL}), roles=frozenset({"staff", "od"}), everything=True)


@pytest.mark.parametrize(
    ("who", "unit", "logs", "sees"),
    [
        (FEMI, CARE, True, True), (FEMI, REABLEMENT, True, True), (FEMI, COUNCIL, False, True),
        (FEMI, WASTE, False, False), (BRYN, REABLEMENT, True, True), (BRYN, CARE, False, True),
        (BRYN, WASTE, False, False), (AMARA, REABLEMENT, False, True), (AMARA, WASTE, False, False),
        (CHLOE, WASTE, True, True), (Standing(), CARE, False, False),
        # Seeing everything is no licence to speak for a team.
        (Standing(everything=True), WASTE, False, True),
    ],
)  # fmt: skip
def test_who_may_log_and_who_may_see(who: Standing, unit: int, logs: bool, sees: bool) -> None:
    assert rules.may_log(who.led, who.own, who.roles, unit) is logs
    assert rules.may_see(who, unit) is sees


@pytest.mark.parametrize(("who", "gets"), [(FEMI, True), (BRYN, True), (AMARA, False), (CHLOE, True)])
def test_the_pack_is_for_whoever_may_log_a_conversation(who: Standing, gets: bool) -> None:
    assert rules.may_lead_one(who) is gets


@pytest.mark.parametrize(
    ("who", "logged_by", "may"), [(FEMI, 7, True), (BRYN, 7, False), (BRYN, 8, True), (CHLOE, 7, True)]
)
def test_a_fellow_champion_does_not_delete_what_another_wrote(who: Standing, logged_by: int, may: bool) -> None:
    assert rules.may_delete(who, REABLEMENT, logged_by, viewer=8) is may


@pytest.mark.parametrize(
    ("days_ago", "fault"), [(-1, "future"), (0, ""), (30, ""), (30 + 90, ""), (30 + 91, "too early")]
)
def test_a_conversation_was_held_by_today_and_not_a_season_before_it_was_asked_for(days_ago: int, fault: str) -> None:
    opened_on = TODAY - timedelta(days=30)
    assert rules.held_fault(TODAY - timedelta(days=days_ago), TODAY, opened_on) == fault


@pytest.mark.parametrize(
    ("in_days", "talked", "behind"),
    [(15, 0, False), (14, 49, True), (14, 50, False), (-5, 49, True), (-5, 50, False), (None, 0, False)],
)
def test_the_desk_hears_of_topics_that_under_half_have_talked_about(
    in_days: int | None, talked: int, behind: bool
) -> None:
    asked_by = None if in_days is None else TODAY + timedelta(days=in_days)
    assert rules.is_behind(asked_by, TODAY, 100, talked) is behind


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_a_share_is_whole_only_where_everybody_or_nobody_has_talked(a: int, b: int) -> None:
    talked, teams = min(a, b), max(a, b)
    share = rules.share(talked, teams)
    if not teams:
        assert share is None
        return
    assert share is not None
    assert (share == 100) is (talked == teams)
    assert (share == 0) is (talked == 0)
    assert rules.reached(talked, teams) == ("none" if share == 0 else "all" if share == 100 else "some")


@pytest.mark.parametrize(
    ("q", "chosen", "looked_for", "pressed", "looks"),
    [
        ("", ME, "", False, False), ("", ME, "", True, False), ("", "", "", True, False),
        ("bryn", ME, "", True, True), ("bryn", ME, "", False, True), ("bryn", "", "", False, True),
        ("bryn", "", "bryn", True, True), ("bryn", "", "bryn", False, False),
        ("bryn", "17", "bryn", True, False), ("bryn", "17", "bryn", False, False), ("bryn", "17", "", False, False),
        ("esi", "17", "bryn", True, True), ("bryn", ME, "bryn", False, False),
    ],
)  # fmt: skip
def test_when_the_form_answers_with_names(q: str, chosen: str, looked_for: str, pressed: bool, looks: bool) -> None:
    assert looks_for(q, chosen, looked_for, pressed) is looks


@pytest.mark.parametrize(
    ("chosen", "who"), [(ME, 5), ("17", 17), ("", None), ("x", None), ("-1", None), ("²", None), ("9" * 10, None)]
)
def test_who_led_is_me_or_a_number(chosen: str, who: int | None) -> None:
    assert leader(chosen, 5) == who


def test_the_steps_of_a_pack_come_back_as_they_were() -> None:
    assert pack.from_text(pack.to_text(pack.DEFAULT)) == pack.DEFAULT
    assert pack.minutes(pack.DEFAULT) == 30
    assert pack.from_text("[]") == ()


# The tree

TALK = Talk(TODAY, "Femi Adeyemi", "We say what we could not finish.")


def place(unit: int, parent: int | None, is_team: bool = True, talks_with: str = "") -> Place:
    return Place(unit, f"Unit {unit}", parent, is_team, talks_with)


PLACES = (place(COUNCIL, None, is_team=False), place(CARE, COUNCIL), place(REABLEMENT, CARE), place(5, CARE),
          place(6, CARE, is_team=False, talks_with="Unit 2"), place(WASTE, COUNCIL, is_team=False))  # fmt: skip


def lines(branches: tuple[Branch, ...]) -> list[tuple[int, int, int, int]]:
    return [(depth, each.place.id, each.talked, each.teams) for depth, each in walk(branches)]


def test_a_line_counts_its_own_team_and_those_below_and_units_without_anybody_are_left_out() -> None:
    found = grow(PLACES, {REABLEMENT: TALK, WASTE: TALK})
    assert lines(found) == [(0, COUNCIL, 1, 3), (1, CARE, 1, 3), (2, REABLEMENT, 1, 1), (2, 5, 0, 1), (2, 6, 0, 0)]
    assert found[0].children[0].below == (1, 2)


def test_not_yet_keeps_only_what_leads_to_a_team_that_has_not_talked() -> None:
    found = not_yet(grow(PLACES, {REABLEMENT: TALK}))
    assert [unit for _, unit, _, _ in lines(found)] == [COUNCIL, CARE, 5]
    assert (found[0].talked, found[0].teams) == (1, 3)
    assert not_yet(grow(PLACES, {REABLEMENT: TALK, CARE: TALK, 5: TALK})) == ()


def test_a_managers_tree_begins_at_the_highest_units_they_lead() -> None:
    parents = {each.id: each.parent_id for each in PLACES}
    assert highest(frozenset({CARE, REABLEMENT, 5, WASTE}), parents) == {CARE, WASTE}
    assert lines(grow(PLACES, {}, frozenset({REABLEMENT}))) == [(0, REABLEMENT, 0, 1)]
    assert grow(PLACES, {}, frozenset()) == ()


def test_the_summary_has_a_row_for_each_part() -> None:
    assert [each.place.id for each in parts(grow(PLACES, {}))] == [CARE]
    two = grow(PLACES, {}, frozenset({REABLEMENT, 5}))
    assert parts(two) == two
    assert parts(()) == ()
