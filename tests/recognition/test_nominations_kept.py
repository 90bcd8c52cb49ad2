"""How long nominations are kept; and what award rounds bring to the start page, the desk and the search."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from engage.core import clock, files
from engage.core.db import db, transaction
from engage.recognition import jobs_rounds
from engage.recognition.models import (
    Assignment,
    AwardCriterion,
    AwardRound,
    Judge,
    ManagerView,
    Nomination,
    NominationAnswer,
    Panel,
    Score,
    Seconding,
)
from tests.factories import People
from tests.recognition import made
from tests.site import Site


def past(months: int, days: int = 1) -> datetime:
    return clock.months_after(clock.now() - timedelta(days=days), -months)


def over(stage: str, closed: datetime, **more: Any) -> int:
    round_id = made.award_round(stage, opens_at=closed - timedelta(days=30), closes_at=closed, **more)
    return made.categories_of(round_id)[0]


def titled(title: str, stage: str = "open", **more: Any) -> int:
    round_id = made.award_round(stage, **more)
    with transaction():
        db.session.get_one(AwardRound, round_id).title = title
    return round_id


def left() -> list[int]:
    db.session.rollback()
    jobs_rounds.forget_due()
    return [row.id for row in db.session.query(Nomination.id).order_by(Nomination.id)]


def furnish(entry: int, people: People) -> None:
    """A seconder, a manager's view, a file and a score."""
    now = clock.now()
    with transaction():
        row = db.session.get_one(Nomination, entry)
        criterion = db.session.query(AwardCriterion).filter_by(category_id=row.category_id).first()
        assert criterion
        judge = Judge(panel=Panel(round_id=row.category.round_id, stage="final", name=str(entry)), person_id=people.dev)
        db.session.add_all([
            Seconding(nomination_id=entry, person_id=people.femi, asked_at=now),
            ManagerView(nomination_id=entry, person_id=people.femi, asked_at=now),
            Assignment(judge=judge, nomination_id=entry, changed_at=now,
                       scores=[Score(criterion_id=criterion.id, points=4)]),
        ])  # fmt: skip
        files.store("a.pdf", b"%PDF-1.7", "nomination", entry, 1000)


def test_drafts_go_three_months_after_the_close(people: People) -> None:
    old, young = over("closed", past(3)), over("closed", past(3, days=-3))
    unsent = {"state": "draft", "submitted_at": None}
    made.entry(old, people.esi, people.amara, **unsent)
    kept = [made.entry(old, people.esi, people.bryn), made.entry(young, people.esi, people.amara, **unsent),
            made.entry(over("open", past(40)), people.esi, people.amara, **unsent)]  # fmt: skip
    assert left() == kept


def test_what_did_not_win_goes_a_year_after_the_announcement_with_all_that_hangs_on_it(people: People) -> None:
    category = over("announced", past(15), announces_at=past(12))
    recent = over("announced", past(15), announces_at=past(12, days=-3))
    winner = made.entry(category, people.esi, people.amara, outcome="winner")
    joined = made.entry(category, people.esi, people.bryn, joined_to_id=winner)
    lost = made.entry(category, people.bryn, people.amara, outcome="shortlisted")
    refused = made.entry(category, people.bryn, people.esi, state="refused")
    kept = made.entry(recent, people.bryn, people.amara)
    for each in (winner, joined, lost, refused, kept):
        furnish(each, people)
    assert left() == [winner, kept]
    row = db.session.get_one(Nomination, winner)
    assert (row.nominee_id, row.outcome, row.nominator_id, row.nominator_name) == (
        people.esi, "winner", None, "(removed)")  # fmt: skip
    for table in (Seconding, ManagerView, Assignment, NominationAnswer):
        assert {each.nomination_id for each in db.session.query(table)} == {kept}
    assert db.session.query(Score).count() == 1 and not files.on("nomination", winner)
    assert left() == [winner, kept]


def test_what_was_never_announced_goes_two_years_after_the_close(people: People) -> None:
    made.entry(over("decided", past(24)), people.esi, people.amara, outcome="winner")
    kept = made.entry(over("decided", past(24, days=-3)), people.esi, people.amara, outcome="winner")
    assert left() == [kept]


def test_the_start_page_names_open_rounds_and_a_draft_that_closes_soon(site: Site, people: People) -> None:
    now = clock.now()
    soon = titled("Closing soon", closes_at=now + timedelta(days=2))
    later = titled("Closing later")
    for round_id in (soon, later):
        made.entry(made.categories_of(round_id)[0], people.esi, people.amara, state="draft", submitted_at=None)
    text = site.get("/", as_=people.amara).text
    assert text.count("Your nomination is not sent") == 1 and "Closing soon" in text and "Closing later" in text
    assert "Your nomination is not sent" not in site.get("/", as_=people.esi).text
    assert "nominations close on" in site.get("/", as_=people.chloe).text
    assert "nominations close on" not in site.get("/", as_=people.femi).text


def test_the_start_page_costs_the_same_however_many_rounds(site: Site, people: People) -> None:
    made.entry(made.categories_of(made.award_round())[0], people.esi, people.amara)
    before = site.query_count("/", as_=people.amara), site.query_count("/", as_=people.chloe)
    for _ in range(4):
        made.entry(made.categories_of(made.award_round())[0], people.esi, people.amara)
    assert (site.query_count("/", as_=people.amara), site.query_count("/", as_=people.chloe)) == before


def test_search_finds_categories_and_ones_own_nominations_alone(site: Site, people: People) -> None:
    round_id = titled("Lantern awards")
    titled("Lantern draft", "draft")
    made.entry(made.categories_of(round_id)[0], people.esi, people.amara, words="lanternwords")
    assert "Award: Lantern awards" in site.get("/search?q=lantern", as_=people.bryn).text
    assert "Lantern draft" not in site.get("/search?q=lantern", as_=people.chloe).text
    assert "Your nomination" in site.get("/search?q=mensah", as_=people.amara).text
    for who in (people.esi, people.chloe):
        assert "nomination" not in site.get("/search?q=mensah", as_=who).text.lower()


@pytest.mark.parametrize("who", ["amara", "esi"])
def test_ones_own_copy_is_a_page(site: Site, people: People, who: str) -> None:
    made.entry(made.categories_of(made.award_round())[0], people.esi, people.amara)
    text = site.get("/account/my-data", as_=getattr(people, who)).text
    assert ("They did it well." in text) is (who == "amara")
