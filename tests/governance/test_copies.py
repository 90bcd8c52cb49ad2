"""What a copy holds differs rightly for a nominator, a nominee, a judge and a champion."""

import json
from typing import Any

import pytest

from engage.home.queries import held_about
from tests.factories import People
from tests.governance import made
from tests.recognition import judging
from tests.recognition import made as awards
from tests.site import Site

SECRET = "She rebuilt the rota in one weekend."  # words of a nomination
MADE, SCORED = "Nominations that you made", "Scores you gave to award entries"
JUDGED = "Award entries you were given to judge"
PANELS, LOGGED = "Panels of award judges you were on", "What you logged as a champion"


@pytest.fixture
def judge(people: People) -> int:
    """Esi has nominated Amara; a judge from elsewhere has scored it. The judge."""
    judges = judging.colleagues(3)
    number, category, _ = judging.round_with([])
    awards.entry(category, people.amara, people.esi, words=SECRET)
    panel = judging.panel(number, judges)
    judging.declared(panel)
    judging.shared(panel)
    who = next(each for each in judges if judging.given(each))
    judging.score(judging.given(who)[0].id, 4)
    return who


def text(copy: dict[str, Any]) -> str:
    return json.dumps(copy, ensure_ascii=False)


def test_the_nominator_has_her_own_words_and_neither_judge_nor_score(site: Site, people: People, judge: int) -> None:
    copy = made.copy_of(site, people, people.esi)
    (row,) = copy[MADE]["rows"]
    assert row["nominee"] == "Amara Nwosu" and SECRET in row.values()
    assert "nominee" in copy[MADE]["others"] and {name for name, said in row.items() if said == SECRET} <= set(
        copy[MADE]["others"]
    )
    assert copy[SCORED]["rows"] == [] and "Judge" not in text(copy)


def test_the_nominee_learns_neither_that_she_is_nominated_nor_by_whom(site: Site, people: People, judge: int) -> None:
    copy = made.copy_of(site, people, people.amara)
    assert copy[MADE]["rows"] == copy["Awards"]["rows"] == copy[SCORED]["rows"] == []
    for other in (SECRET, "Esi", "Mensah", "Judge"):
        assert other not in text(copy), other


def test_the_judge_has_their_scores_and_neither_nominator_nor_nominee(site: Site, people: People, judge: int) -> None:
    copy = made.copy_of(site, people, judge)
    assert {row["points"] for row in copy[SCORED]["rows"]} == {4}
    assert len(copy[PANELS]["rows"]) == 1 and copy[JUDGED]["rows"]
    for other in (SECRET, "Esi", "Amara"):
        assert other not in text(copy), other


def test_the_champion_has_their_term_and_their_log(site: Site, people: People, judge: int) -> None:
    copy = made.copy_of(site, people, people.bryn)
    assert copy["Networks you are or were appointed to"]["rows"][0]["network"] == "Employee champions"
    assert copy[MADE]["rows"] == copy[SCORED]["rows"] == []
    assert LOGGED in copy and copy[LOGGED]["private"]
    assert made.copy_of(site, people, people.esi)["Networks you are or were appointed to"]["rows"] == []


def test_whoever_answers_sees_no_nomination_score_or_log_of_any_of_them(site: Site, people: People, judge: int) -> None:
    for who in (people.esi, people.amara, judge, people.bryn):
        number = made.taken(people, who)
        answer = site.post(f"/governance/requests/{number}/file", as_=people.dev)
        file, page = made.records(answer), site.get(f"/governance/requests/{number}", as_=people.dev)
        assert not {MADE, SCORED, JUDGED, LOGGED, "Surveys that asked you"} & file.keys()
        assert SECRET not in text(file) and SECRET not in page.text
    assert PANELS in file


def test_the_page_of_a_request_is_the_same_whether_or_not_there_is_something_private(
    site: Site, people: People
) -> None:
    quiet = made.taken(people, people.esi)
    before = site.get(f"/governance/requests/{quiet}", as_=people.dev).text
    (category,) = awards.categories_of(awards.award_round())
    awards.entry(category, people.amara, people.esi, words=SECRET)
    awards.thanks(people.esi, [people.amara], words="Private words", to_all=False)
    assert site.get(f"/governance/requests/{quiet}", as_=people.dev).text == before


def test_what_is_marked_is_really_there(site: Site, people: People, judge: int) -> None:
    """A mark for a value that no row has would leave the real one in."""
    for who in (people.amara, people.bryn, people.chloe, people.esi, people.femi, judge):
        for record in held_about(who):
            for row in record.rows:
                assert set(record.others) <= row.keys(), (record.title, record.others, list(row))
