"""The rates of the night for who heads a unit; codes count in them."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from engage.core.db import db, transaction
from engage.directory.models import Post, Unit
from engage.surveys import jobs_reach, promise
from engage.surveys.models import Survey, SurveyReach
from engage.surveys.queries.progress import lines_of
from engage.surveys.rules.reach import Chosen
from tests import factories
from tests.surveys import coded, made, reaching

CARE, WASTE = factories.UNITS.home_care, factories.UNITS.waste


@pytest.fixture
def times(monkeypatch):
    return reaching.clocked(monkeypatch)


@pytest.fixture
def asked(people, times):
    for code in (CARE, WASTE, factories.UNITS.people_team):
        made.crowd(code, 22)
    return reaching.opened(Chosen(page_only=True))


def here(survey_id):
    return f"/surveys/{survey_id}/progress"


def parts(page):
    return [each.text_content().strip() for each in page.select("tbody th")]


def tracked(times, days=1):
    times.go(days)
    jobs_reach.track()
    db.session.expire_all()


def test_a_head_finds_the_rounded_rate_of_her_own_unit_and_of_no_other(site, asked, people, times):
    reaching.cast(asked, *list(reaching.invited(asked))[:40])
    tracked(times)
    links = site.get("/surveys/", as_=people.femi).links
    assert links[f"How far it has got: {reaching.survey(asked).title}"] == here(asked)
    page = site.get(here(asked), as_=people.femi)
    assert parts(page) == ["Home care"]
    kept = json.loads(db.session.get_one(SurveyReach, asked).rates)
    mine = next(each for each in kept if each["code"] == CARE)
    assert mine["invited"] >= 20 and mine["percent"] % 5 == 0
    assert f"{mine['percent']}%" in page.text
    assert "Waste and recycling" not in page.text and "Anytown Council" not in parts(page)


def test_who_heads_nothing_finds_no_such_page(site, asked, people, times):
    tracked(times)
    for stranger in (people.amara, people.chloe, people.dev, people.bryn):
        assert site.get(here(asked), as_=stranger).status == 404
        assert "How far it has got" not in site.get("/surveys/", as_=stranger).text
    assert site.get(here(asked)).location.startswith("/sign-in")
    assert site.get(here(asked + 1), as_=people.femi).status == 404


def unit_of(code):
    return db.session.scalars(select(Unit).where(Unit.code == code)).one()


def put(person, unit, is_head=True):
    db.session.execute(update(Post).where(Post.person_id == person).values(unit_id=unit.id, is_head=is_head))


def test_a_head_of_a_directorate_sees_the_parts_below(site, asked, people, times):
    with transaction():
        put(people.amara, unit_of(factories.UNITS.adults))
    assert "There is nothing to show yet" in site.get(here(asked), as_=people.amara).text
    tracked(times)
    site.forget(people.amara)
    assert parts(site.get(here(asked), as_=people.amara)) == ["Adults and communities", "Home care"]


def test_a_head_of_few_is_told_why_not_and_a_head_of_nobody_asked_finds_no_such_page(site, people, times):
    for code in (CARE, WASTE, factories.UNITS.people_team):
        made.crowd(code, 22)
    with transaction():
        few = factories.unit("FEW", "A few", unit_of(factories.UNITS.adults), "Service")
        put(people.bryn, few)
        put(people.esi, few, is_head=False)
        only = unit_of(CARE).id
    everybody, others = (
        reaching.opened(chosen) for chosen in (Chosen(page_only=True), Chosen(base=f"unit:{only}", page_only=True))
    )
    tracked(times)
    page = site.get(here(everybody), as_=people.bryn)
    assert parts(page) == [] and "Too few people" in page.text
    assert site.get(here(others), as_=people.bryn).status == 404
    links = site.get("/surveys/", as_=people.bryn).links.values()
    assert here(everybody) in links and here(others) not in links
    assert here(others) in site.get("/surveys/", as_=people.femi).links.values()


def test_nothing_moves_while_colleagues_answer_and_the_page_costs_the_same(site, asked, people, times):
    tracked(times)
    before = site.get(here(asked), as_=people.femi)
    reaching.cast(asked, *list(reaching.invited(asked))[:60])
    after = site.get(here(asked), as_=people.femi)
    assert "under" in before.text and parts(after) == parts(before)
    assert "under" in after.text
    assert after.queries == before.queries <= 6


def test_a_promise_of_before_shows_heads_nothing_and_counts_no_code(site, asked, people, times):
    with transaction():
        survey = db.session.get_one(Survey, asked)
        older = replace(promise.from_text(survey.promise), heads_see_rates=False)
        assert "heads_see_rates" not in promise.to_text(older)
        survey.promise = promise.to_text(older)
    tracked(times)
    assert site.get(here(asked), as_=people.femi).status == 404
    assert "How far it has got" not in site.get("/surveys/", as_=people.femi).text
    assert (
        "Codes on paper are not in these figures"
        in site.get(f"/surveys/manage/{asked}/progress", as_=people.chloe).text
    )


def test_what_is_promised_says_who_sees_the_rates():
    now, before = (
        promise.Promise(10, 10, reach=True, codes=True, heads_see_rates=True),
        promise.Promise(10, 10, reach=True),
    )
    said = " ".join(promise.sentences(now))
    assert "who heads a part of the organisation sees it for that part" in said and "or with a code" in said
    assert "the OD team sees how many answer signed in" in " ".join(promise.sentences(before))
    assert promise.from_text(promise.to_text(now)) == now


def test_a_code_that_was_used_counts_where_its_group_is(site, people, times):
    made.crowd(WASTE, 22)
    reaching.addresses()
    with transaction():
        for each in made.crowd(CARE, 25):
            each.email = None
    number = reaching.opened()
    for letter in coded.letters(number, 20, CARE):
        assert coded.answer(site, letter).status in (200, 303)
    tracked(times)
    told = {each["code"]: each["percent"] for each in json.loads(db.session.get_one(SurveyReach, number).rates)}
    assert told[CARE] == 80, "20 of 27, in steps of 20%"
    assert told["PLACE~with"] == 20, "under one step"


def test_lines_keep_their_order_and_begin_at_the_top():
    rates = [{"code": code, "depth": depth, "parent": parent} for code, depth, parent in (
        ("C", 0, None), ("A", 1, "C"), ("A1", 2, "A"), ("B", 1, "C"), ("B1", 2, "B"))]  # fmt: skip
    assert [(each["code"], each["depth"]) for each in lines_of(json.dumps(rates), {"A", "B1"})] == [
        ("A", 0), ("A1", 1), ("B1", 1)]  # fmt: skip
    assert lines_of("", {"A"}) == [] and lines_of(json.dumps(rates), set()) == []
