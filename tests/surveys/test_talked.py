"""Teams that have talked about their results: who says so, who sees it, and what becomes of it."""

from datetime import timedelta

import pytest

from engage.core import clock, moderation
from engage.core.db import db, transaction
from engage.surveys.actions import talked as actions
from engage.surveys.models import ResultTalk
from engage.surveys.queries import own_data
from engage.surveys.queries import results as queries
from tests.surveys import attacks
from tests.surveys.test_sight import heads

AGREED = "We meet on Mondays from April on"


@pytest.fixture
def readers(people):
    attacks.council()
    return heads()


@pytest.fixture
def survey(readers):
    return attacks.survey(attacks.varied)[0]


@pytest.fixture
def here(survey):
    return f"/surveys/{survey}/results/groups/NIGHTS"


def sent(**changes):
    today = clock.today()
    return {"held_on": f"{today.day}/{today.month}/{today.year}", "agreed": AGREED} | changes


def test_the_head_of_a_team_says_it_and_whoever_reads_the_team_sees_it(site, people, readers, survey, here):
    assert "Say that Night team has talked" in site.get(here, as_=readers.team).text
    assert site.get(f"{here}/talked", as_=readers.team).status == 200
    assert site.post(f"{here}/talked", sent(), as_=readers.team).status == 303
    for who in (readers.team, readers.service, readers.director, readers.chief, people.chloe):
        page = site.get(here, as_=who)
        assert f"Night team talked about these results on {clock.today().day} " in page.text and AGREED in page.text
    own = site.get(f"/surveys/{survey}/results", as_=readers.staff)
    assert "Your team talked about its results on" in own.text and AGREED in own.text
    assert site.get(f"/reports/result-talk/{db.session.query(ResultTalk.id).scalar()}", as_=readers.staff).status == 200
    for elsewhere in (people.amara, people.esi, readers.nowhere):
        assert AGREED not in site.get(f"/surveys/{survey}/results", as_=elsewhere).text
    listed = site.get(f"/surveys/manage/{survey}/talked", as_=people.chloe)
    assert AGREED in listed.text and "1 of " in listed.text and "Adults and communities: 1 of" in listed.text


@pytest.mark.parametrize(("who", "status"), [("service", 403), ("director", 403), ("staff", 404), ("nowhere", 404)])
def test_nobody_but_its_head_and_the_od_team_speaks_for_a_group(site, readers, here, who, status):
    reader = getattr(readers, who)
    assert site.get(f"{here}/talked", as_=reader).status == 404
    assert site.post(f"{here}/talked", sent(), as_=reader).status == status
    assert site.post(f"{here}/talked/take-back", as_=reader).status == status
    assert db.session.query(ResultTalk).count() == 0


def test_what_several_units_are_put_together_in_is_headed_by_none_of_them(site, people, readers, survey):
    blocks = queries.whole(survey, before_publishing=False).head.blocks
    (held,) = (block.code for block in blocks if "Service roads" in block.members)
    address = f"/surveys/{survey}/results/groups/{held}"
    assert site.get(address, as_=readers.small).status == 200
    assert site.get(f"{address}/talked", as_=readers.small).status == 404
    assert site.get(f"{address}/talked", as_=people.chloe).status == 200


def test_a_day_to_come_and_too_many_words_are_said_at_their_fields(site, readers, here):
    later = clock.today() + timedelta(days=2)
    for change, why in (
        ({"held_on": f"{later.day}/{later.month}/{later.year}"}, "The day is in the future"),
        ({"held_on": ""}, "Enter the day"), ({"held_on": "31/2/2027"}, "There is no such day"),
        ({"agreed": "x" * 201}, "at most 200 characters"),
    ):  # fmt: skip
        page = site.post(f"{here}/talked", sent(**change), as_=readers.team)
        assert page.status == 422 and page.text.count(why) == 2, why


def test_it_is_changed_and_taken_back(site, readers, here):
    site.post(f"{here}/talked", sent(), as_=readers.team)
    site.post(f"{here}/talked", sent(agreed=""), as_=readers.team)
    assert db.session.query(ResultTalk.agreed).all() == [("",)]
    assert site.post(f"{here}/talked/take-back", as_=readers.team).status == 303
    assert "talked about these results on" not in site.get(here, as_=readers.team).text
    assert site.post(f"{here}/talked/take-back", as_=readers.team).status == 409


def test_what_was_agreed_can_be_reported_and_hidden(site, people, readers, survey, here):
    site.post(f"{here}/talked", sent(), as_=readers.team)
    with transaction():
        row = db.session.query(ResultTalk).one()
        actions.hide(row.id)
    page = site.get(here, as_=readers.service)
    assert AGREED not in page.text and "talked about these results" in page.text
    assert AGREED not in site.get(f"/surveys/manage/{survey}/talked", as_=people.chloe).text
    assert site.post(f"{here}/talked", sent(agreed="Other words"), as_=readers.team).status == 403
    with transaction():
        actions.restore(row.id)
    report = f"/reports/result-talk/{row.id}"
    assert report in site.get(here, as_=readers.service).source
    assert (site.get(report, as_=readers.service).status, site.get(report, as_=readers.nowhere).status) == (200, 404)
    kind: moderation.Moderated = site.app.extensions["moderated"]["result-talk"]
    with site.app.test_request_context():
        assert kind.excerpt(row.id).text == AGREED


def test_it_stands_in_ones_own_data_and_goes_after_three_years(site, readers, here):
    site.post(f"{here}/talked", sent(), as_=readers.team)
    held = next(each for each in own_data.held(readers.team) if "talked" in each.title)
    assert [row["agreed"] for row in held.rows] == [AGREED]
    at = clock.now()
    assert db.session.scalars(actions.due(clock.months_after(at, 36))).all() == []
    late = clock.months_after(at, 36) + timedelta(days=2)
    ids = db.session.scalars(actions.due(late)).all()
    with transaction():
        actions.forget(ids, late)
    assert db.session.query(ResultTalk).count() == 0
