"""One scene, four copies: a nominator, a nominee, a judge and a champion, each with rows of their own.

Esi nominates Amara. A judge from elsewhere scores the entry and writes a comment. Bryn, a champion, logs a conversation
about Amara's team and passes a concern on.
"""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.recognition.actions import judging_scoring
from engage.recognition.models import Assignment
from tests.champions import logged, passed_on
from tests.factories import People
from tests.governance import made
from tests.recognition import judging
from tests.recognition import made as awards
from tests.site import Site

WORDS, COMMENT = "She rebuilt the rota in one weekend.", "The strongest of this year."
LOGGED, RAISED = "Amara's team asks for quiet rooms.", "Parking at the depot"
NOMINATED, JUDGED = "Nominations that you made", "Award entries you were given to judge"
SCORED, PANELS = "Scores you gave to award entries", "Panels of award judges you were on"
LOG, CONCERNS = "What you logged as a champion", "Concerns that you passed on or took over"
TERMS = "Networks you are or were appointed to"
# How many rows of each kind somebody's own copy holds; of every other of these kinds it holds none.
KINDS = (NOMINATED, JUDGED, SCORED, PANELS, LOG, CONCERNS, TERMS, "Awards", "Awards that you won")
HOLDS = {
    "nominator": {NOMINATED: 1},
    "nominee": {},
    "judge": {JUDGED: 1, SCORED: 2, PANELS: 1},
    "champion": {LOG: 1, CONCERNS: 1, TERMS: 1},
}
# Words and names that are in the copy, and that are nowhere in it.
SAYS = {
    "nominator": ((WORDS, "Amara Nwosu"), (COMMENT, LOGGED, RAISED, "Judge")),
    "nominee": ((), (WORDS, COMMENT, LOGGED, RAISED, "Esi", "Judge", "Bryn")),
    "judge": ((COMMENT,), (WORDS, LOGGED, RAISED, "Esi", "Amara", "Bryn")),
    "champion": ((LOGGED, RAISED), (WORDS, COMMENT, "Esi", "Judge")),
}
# What whoever answers a request sees of those kinds: nothing that would tell who nominated, judged or said what.
ANSWERED = {"nominator": {}, "nominee": {}, "judge": {PANELS: 1}, "champion": {TERMS: 1}}


@dataclass(frozen=True)
class Copies:
    """Of each of the four their own copy, and the file of whoever answers, by title."""

    own: dict[str, dict[str, Any]]
    answered: dict[str, dict[str, Any]]


def judged(entry_category: int, round_id: int) -> int:
    """Somebody from elsewhere scores the entry and says why; who it is."""
    judges = judging.colleagues(3)
    panel = judging.panel(round_id, judges)
    judging.declared(panel)
    judging.shared(panel)
    who = next(each for each in judges if judging.given(each))
    with transaction():
        row = db.session.get_one(Assignment, judging.given(who)[0].id)
        points = {each.id: 4 for each in row.nomination.category.criteria}
        judging_scoring.score(row, row.version, judging_scoring.Scored(points, COMMENT), clock.now())
    return who


@pytest.fixture
def copies(site: Site, people: People) -> Copies:
    """What each of them downloads from their account, and what Dev gets who answers for the council."""
    number, category, _ = judging.round_with([])
    awards.entry(category, people.amara, people.esi, words=WORDS)
    logged.entry(people.bryn, even_better=LOGGED)
    passed_on.received(people.bryn, RAISED)
    four = {"nominator": people.esi, "nominee": people.amara, "judge": judged(category, number),
            "champion": people.bryn}  # fmt: skip
    own, answered = {}, {}
    for name, who in four.items():
        asked = made.taken(people, who)
        answered[name] = made.records(site.post(f"/governance/requests/{asked}/file", as_=people.dev))
        own[name] = made.copy_of(site, people, who)
    return Copies(own, answered)


def rows(copy: dict[str, Any]) -> dict[str, int]:
    """How many rows of each kind there are, where there are any."""
    return {title: len(copy[title]["rows"]) for title in KINDS if title in copy and copy[title]["rows"]}


def text(copy: dict[str, Any]) -> str:
    return json.dumps(copy, ensure_ascii=False)


def test_each_of_the_four_gets_their_own_and_nothing_of_the_others(copies: Copies) -> None:
    assert {name: rows(copy) for name, copy in copies.own.items()} == HOLDS
    for name, copy in copies.own.items():
        there, nowhere = SAYS[name]
        assert [each for each in there if each not in text(copy)] == [], name
        assert [each for each in nowhere if each in text(copy)] == [], name


def test_all_kinds_stand_in_every_copy_so_that_a_missing_one_tells_nothing(copies: Copies) -> None:
    assert all(set(KINDS) <= copy.keys() for copy in copies.own.values())
    assert len({frozenset(copy) for copy in copies.own.values()}) == 1
    assert len({frozenset(copy) for copy in copies.answered.values()}) == 1


def test_whoever_answers_learns_neither_who_nominated_nor_who_judged_what(copies: Copies) -> None:
    assert {name: rows(copy) for name, copy in copies.answered.items()} == ANSWERED
    for name, copy in copies.answered.items():
        assert [each for each in (WORDS, COMMENT, LOGGED, RAISED) if each in text(copy)] == [], name
