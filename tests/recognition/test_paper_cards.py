"""Entering paper cards one after the other."""

import json
from datetime import timedelta

import pytest

from engage.core import audit, clock
from engage.core.db import db, transaction
from engage.directory.models import Person
from engage.recognition.models import PickUp, Thanks, ThanksPreference, ThanksSettings
from tests.recognition.addresses_paper import card, depot
from tests.values.conversations import unit_id

CARDS = "/thanks/cards/"
WORDS = "You jump-started my van at five in the morning."


def filled(browser, who, **more):
    """The form as it is, with a card typed into it."""
    return browser.get(CARDS, as_=who).form(CARDS) | {"signed": "Sam, night shift", "words": WORDS} | more


def only() -> Thanks:
    db.session.rollback()
    return db.session.query(Thanks).one()


def none() -> bool:
    db.session.rollback()
    return db.session.query(Thanks).count() == 0


def test_bryn_enters_a_card_and_goes_on_to_the_next_at_the_same_site(site, people):
    depot(people.bryn, people.esi)
    sent = filled(site, people.bryn, to=f"person:{people.esi}", site="Mill Lane depot")
    page = site.post(CARDS, sent, as_=people.bryn)
    assert (page.status, page.location) == (303, "/thanks/cards/?site=Mill+Lane+depot#q")
    row = only()
    assert (row.via, row.site, row.signed, row.giver_id, row.entered_by_id, row.to_all, row.state) == (
        "card", "Mill Lane depot", "Sam, night shift", None, people.bryn, True, "shown",
    )  # fmt: skip
    assert [(each.person_id, each.unit_id) for each in row.receivers] == [(people.esi, unit_id("WASTE"))]
    page = site.follow(page, as_=people.bryn)
    assert page.form(CARDS)["site"] == "Mill Lane depot"
    assert page.form(CARDS)["words"].strip() == ""
    assert "Entered: to Esi Mensah, from Sam, night shift. It is shown to all staff." in page.source
    assert "To Esi Mensah, from Sam, night shift" in page.text
    assert set(json.loads(audit.latest(1, kind="thanks")[0].facts)) == {"digest"}


def test_a_number_makes_it_come_from_the_person_and_must_fit_the_name(site, people):
    to = f"person:{people.esi}"
    wrong = site.post(CARDS, filled(site, people.bryn, to=to, number="1001"), as_=people.bryn)
    assert wrong.status == 422
    assert "This is the number of Amara Nwosu" in wrong.errors[0]
    site.post(CARDS, filled(site, people.bryn, to=to, number="1001", signed="A. Nwosu"), as_=people.bryn)
    row = only()
    assert (row.giver_id, row.signed, row.giver_unit_id) == (people.amara, "", unit_id("HOMECARE"))


def test_a_number_alone_is_enough_and_its_name_is_shown_back(site, people):
    sent = filled(site, people.bryn, to=f"person:{people.esi}", number="1001", signed="")
    page = site.follow(site.post(CARDS, sent, as_=people.bryn), as_=people.bryn)
    assert "from Amara Nwosu" in page.text


@pytest.mark.parametrize("number", ["9999", "x" * 50_000, "<script>alert(1)</script>", "10'; --", "１００１"])
def test_a_number_that_nobody_has_is_told_and_everything_typed_is_kept(site, people, number):
    sent = filled(site, people.bryn, to=f"person:{people.esi}", number=number)
    page = site.post(CARDS, sent, as_=people.bryn)
    assert page.status == 422
    form = page.form(CARDS)
    assert (form["to"], form["words"].strip(), form["once"]) == (f"person:{people.esi}", WORDS, sent["once"])
    assert none()


def test_a_leaver_neither_gives_nor_gets_one(site, people):
    with transaction():
        db.session.get_one(Person, people.amara).leaves_on = clock.today() - timedelta(days=1)
    gave = filled(site, people.bryn, to=f"person:{people.esi}", number="1001", signed="")
    assert site.post(CARDS, gave, as_=people.bryn).status == 422
    got = filled(site, people.bryn, to=f"person:{people.amara}")
    assert site.post(CARDS, got, as_=people.bryn).status == 422
    assert none()


def test_nobody_enters_a_card_to_themselves_or_from_somebody_to_themselves(site, people):
    page = site.post(CARDS, filled(site, people.bryn, to=f"person:{people.bryn}"), as_=people.bryn)
    assert "You cannot enter a card to yourself" in page.errors[0]
    own = filled(site, people.bryn, to=f"person:{people.amara}", number="1001", signed="Amara")
    assert "cannot be to whoever signed it" in site.post(CARDS, own, as_=people.bryn).errors[0]
    assert none()


@pytest.mark.parametrize(
    "bad",
    [{"words": ""}, {"words": "x" * 50_000}, {"words": "\u200b\u202e \u2060"}, {"words": "…"}, {"signed": ""},
     {"signed": "x" * 101}, {"to": ""}, {"to": "person:999999"}, {"to": "unit:999999"}, {"to": "nonsense"},
     {"once": "short"}, {"once": ""}, {"behaviours": "999999"}, {"behaviours": "x"}, {"site": "Atlantis"}],
)  # fmt: skip
def test_a_bad_card_is_told_and_not_entered(site, people, bad):
    page = site.post(CARDS, filled(site, people.bryn, to=f"person:{people.esi}") | bad, as_=people.bryn)
    assert page.status == 422
    assert page.errors
    assert page.title.startswith("Error: ")
    assert none()


def test_scripts_are_shown_as_they_stand(site, people):
    sent = filled(site, people.bryn, to=f"person:{people.esi}", words="<script>alert(1)</script>", signed="<b>Sam")
    page = site.follow(site.post(CARDS, sent, as_=people.bryn), as_=people.bryn)
    assert "<script>alert(1)</script>" in page.text
    assert "<script>alert(1)" not in page.source


def test_a_double_click_enters_one_card(site, people):
    sent = filled(site, people.bryn, to=f"person:{people.esi}")
    assert [site.post(CARDS, sent, as_=people.bryn).status for _ in range(2)] == [303, 303]
    assert only().words == WORDS
    assert db.session.query(PickUp).count() == 0
    del sent["csrf_token"]
    site.post(CARDS, sent | {"to": f"person:{people.amara}"}, as_=people.chloe)
    assert db.session.query(Thanks.entered_by_id).order_by(Thanks.id).all() == [(people.bryn,), (people.chloe,)]


def test_private_on_the_card_or_by_the_persons_own_wish_is_not_on_the_wall(site, people):
    site.post(CARDS, filled(site, people.bryn, to=f"person:{people.esi}", private="y"), as_=people.bryn)
    assert only().to_all is False
    with transaction():
        db.session.add(ThanksPreference(person_id=people.amara, in_private=True))
    sent = filled(site, people.bryn, to=[f"person:{people.amara}", f"person:{people.esi}"])
    page = site.follow(site.post(CARDS, sent, as_=people.bryn), as_=people.bryn)
    assert "It is private" in page.source
    assert db.session.query(Thanks).filter_by(to_all=True).count() == 0


def test_where_the_od_team_looks_first_a_card_waits(site, people):
    with transaction():
        db.session.add(ThanksSettings(id=1, moderated_before=True))
    page = site.post(CARDS, filled(site, people.bryn, to=f"person:{people.esi}"), as_=people.bryn)
    assert only().state == "waiting"
    assert "It waits for the OD team" in site.follow(page, as_=people.bryn).source


def test_without_scripts_find_keeps_everything_typed(site, people):
    sent = filled(site, people.bryn, q="esi", find="y", private="y")
    page = site.post(CARDS, sent, as_=people.bryn)
    assert page.status == 200
    assert [box.get("value") for box in page.select("input[name=to]")] == [f"person:{people.esi}"]
    form = page.form(CARDS)
    assert (form["words"].strip(), form["signed"]) == (WORDS, "Sam, night shift")
    assert (form["private"], form["q"]) == ("y", "esi")
    assert none()


def test_a_team_can_be_thanked_by_a_card(site, people):
    site.post(CARDS, filled(site, people.bryn, to=f"unit:{unit_id('WASTE')}"), as_=people.bryn)
    assert [(each.person_id, each.unit_id) for each in only().receivers] == [(None, unit_id("WASTE"))]


def test_more_than_twenty_are_too_many(site, people):
    page = site.post(CARDS, filled(site, people.bryn, to=[f"unit:{n}" for n in range(1, 60)]), as_=people.bryn)
    assert page.status in (303, 422)


@pytest.mark.parametrize(
    ("who", "status"), [("amara", 404), ("dev", 404), ("esi", 404), ("femi", 200), ("bryn", 200), ("chloe", 200)]
)
def test_champions_managers_and_the_od_team_enter_cards(site, people, who, status):
    assert site.get(CARDS).status == 303
    assert site.get(CARDS, as_=getattr(people, who)).status == status
    sent = {"to": f"person:{people.esi}", "words": WORDS, "signed": "Sam", "once": "0123456789abcdef"}
    assert (site.post(CARDS, sent, as_=getattr(people, who)).status == 404) is (status == 404)


def test_bryn_takes_out_a_card_that_was_a_mistake(site, people):
    number = card(people.esi, people.bryn)
    page = site.get(CARDS, as_=people.bryn)
    assert page.select(f"form[action='{CARDS}{number}/take-out']")
    for other in (people.chloe, people.femi, people.amara):
        assert site.post(f"{CARDS}{number}/take-out", as_=other).status == 404
    assert site.post(f"{CARDS}{number}/take-out", as_=people.bryn).status == 303
    assert none()
    assert site.post(f"{CARDS}{number}/take-out", as_=people.bryn).status == 404
    assert "No card yet today" in site.get(CARDS, as_=people.bryn).text


def test_after_an_hour_it_stays(site, people):
    number = card(people.esi, people.bryn)
    with transaction():
        db.session.get_one(Thanks, number).given_at = clock.now() - timedelta(minutes=61)
    assert site.post(f"{CARDS}{number}/take-out", as_=people.bryn).status == 403
    assert only().id == number


def test_the_cost_is_the_same_for_one_card_and_for_many(site, people):
    card(people.esi, people.bryn)
    few = site.query_count(CARDS, as_=people.bryn)
    for n in range(5):
        card(
            (people.amara, people.femi, people.chloe)[n % 3],
            people.bryn,
            words=f"Thanks {n}.",
            giver_id=people.dev,
            signed="",
        )
    assert site.query_count(CARDS, as_=people.bryn) <= few + 1
