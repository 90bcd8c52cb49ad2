"""Renewing, ending, handing over, stepping down, putting right."""

from datetime import timedelta

import pytest
from flask import Flask

from engage.core import clock
from engage.core.db import db
from engage.directory.models import Appointment
from tests.champions import made
from tests.champions.test_networks_manage import MANAGE, mails, row, typed, with_concerns
from tests.factories import SINCE, UNTIL, People
from tests.site import Site

HERE, MINE = f"{MANAGE}/appointments/1", "/networks/mine"
__all__ = ["with_concerns"]


def test_a_term_is_renewed_once_however_often_it_is_pressed(site: Site, people: People, app: Flask) -> None:
    form = site.get(HERE, as_=people.chloe).form(f"{HERE}/renew")
    assert form["until"] == typed(UNTIL)
    assert site.post(f"{HERE}/renew", form, as_=people.chloe).status == 303
    form.pop("csrf_token")
    assert site.post(f"{HERE}/renew", form, as_=people.chloe).status == 409
    assert row().term_ends_on == clock.months_after(UNTIL, 24)
    assert mails(app) == []


def test_many_are_renewed_at_once_and_those_without_a_term_are_named(site: Site, people: People, app: Flask) -> None:
    over = made.appointed(people.esi, term_ends_on=clock.today() - timedelta(days=9))
    without = made.appointed(people.amara)
    page = site.get(f"{MANAGE}/1", as_=people.chloe)
    ticks = [each.get("value") for each in page.select("input[name=who]")]
    assert len(ticks) == 3
    site.post(f"{MANAGE}/1/renew", {"who": [*ticks, "x", "7.y", "99999999999"]}, as_=people.chloe)
    assert row().term_ends_on == clock.months_after(UNTIL, 24) and row(without).term_ends_on is None
    assert row(over).term_ends_on == clock.months_after(clock.today(), 24)
    said = site.get(f"{MANAGE}/1", as_=people.chloe)
    assert "2 appointments are renewed" in said.source and "Left as it was: Amara Nwosu" in said.source
    assert len(mails(app)) == 1
    site.post(f"{MANAGE}/1/renew", {"who": ticks}, as_=people.chloe)
    assert row().term_ends_on == clock.months_after(UNTIL, 24)
    assert site.post(f"{MANAGE}/1/renew", as_=people.chloe).errors == ["Tick whoever should go on for another term."]


def test_an_end_has_a_reason_writes_to_them_and_empties_their_words(site: Site, people: People, app: Flask) -> None:
    number = made.appointed(people.esi, about="Mornings", languages="Welsh")
    here = f"{MANAGE}/appointments/{number}"
    assert site.post(f"{here}/end", {"why": "bored"}, as_=people.chloe).errors == ["Choose a reason."]
    site.post(f"{here}/end", {"why": "term"}, as_=people.chloe)
    ended = row(number)
    assert (ended.ended_on, ended.ended_why, ended.about, ended.languages) == (clock.today(), "term", "", "")
    (mail,) = mails(app)
    assert "Reason: the term was over" in mail
    assert site.post(f"{here}/end", {"why": "term"}, as_=people.chloe).status == 409
    assert site.post(f"{here}/renew", {"until": ""}, as_=people.chloe).status == 409
    assert site.get(f"{here}/correct", as_=people.chloe).status == 409
    assert "Esi Mensah" in site.get(f"{MANAGE}/1?show=ended", as_=people.chloe).text


def test_many_end_at_once_and_who_left_the_council_is_not_written_to(site: Site, people: People, app: Flask) -> None:
    numbers = [made.appointed(people.esi), made.appointed(people.amara)]
    ticks = [str(each) for each in numbers]
    page = site.post(f"{MANAGE}/1/end", {"who": ticks, "why": ""}, as_=people.chloe)
    assert page.errors == ["Choose a reason."] and len(page.select("input[name=who][checked]")) == 2
    site.post(f"{MANAGE}/1/end", {"who": ticks, "why": "left"}, as_=people.chloe)
    assert all(row(each).ended_why == "left" for each in numbers) and mails(app) == []


def test_with_open_concerns_an_end_says_how_many_and_offers_the_hand_over(
    site: Site, people: People, with_concerns: list[tuple[int, int]]
) -> None:
    page = site.get(HERE, as_=people.chloe)
    assert "2 open concerns are with Bryn Parry" in page.text and page.links["Hand over"] == f"{HERE}/hand-over"
    refused = site.post(f"{HERE}/end", {"why": "term"}, as_=people.chloe)
    assert refused.status == 422 and "2 open concerns are with them. Hand over instead" in refused.errors[0]
    site.post(f"{MANAGE}/1/end", {"who": ["1"], "why": "term"}, as_=people.chloe)
    assert row().ended_on is None
    site.post(f"{HERE}/end", {"why": "term", "with_concerns": "y"}, as_=people.chloe)
    assert row().ended_on == clock.today() and with_concerns == []


def test_handing_over_ends_one_appoints_another_and_passes_concerns_on(
    site: Site, people: People, app: Flask, with_concerns: list[tuple[int, int]]
) -> None:
    here = f"{HERE}/hand-over"
    form = site.get(here, as_=people.chloe).form(here)
    assert form["why"] == "replaced"
    found = site.post(here, form | {"find": "y", "q": "Esi"}, as_=people.chloe)
    assert found.select(f"input[value='person:{people.esi}']")
    assert site.post(here, form, as_=people.chloe).errors == ["Choose somebody who works here."]
    itself = site.post(here, form | {"person": f"person:{people.bryn}"}, as_=people.chloe)
    assert itself.status == 409 and row().ended_on is None
    site.post(here, form | {"person": f"person:{people.esi}"}, as_=people.chloe)
    assert row().ended_why == "replaced" and with_concerns == [(people.bryn, people.esi)]
    successor = db.session.query(Appointment).filter_by(person_id=people.esi).one()
    assert successor.started_on == clock.today() and any("You are appointed" in mail for mail in mails(app))


def test_who_ended_already_can_still_hand_over_to_somebody_in_the_network(
    site: Site, people: People, with_concerns: list[tuple[int, int]]
) -> None:
    number = made.appointed(people.esi)
    site.post(f"{MINE}/1/step-down", as_=people.bryn)
    assert row().ended_why == "stepped_down" and with_concerns == []
    site.post(f"{HERE}/hand-over", {"person": f"person:{people.esi}"}, as_=people.chloe)
    assert with_concerns == [(people.bryn, people.esi)]
    assert db.session.query(Appointment).filter_by(person_id=people.esi).one().id == number


def test_bryn_says_how_he_is_reached_and_steps_down(site: Site, people: People) -> None:
    page = site.get(MINE, as_=people.bryn)
    form = page.form(f"{MINE}/1/describe")
    assert page.h1 == "Your appointments" and f"Since {SINCE.day} {SINCE:%B %Y}" in page.text
    wrong = site.post(f"{MINE}/1/describe", form | {"of-1-about": "x" * 501}, as_=people.bryn)
    assert wrong.status == 422 and "Use at most 500" in wrong.errors[0]
    site.post(f"{MINE}/1/describe", form | {"of-1-about": "Mornings", "of-1-languages": "Welsh"}, as_=people.bryn)
    assert "Mornings" in site.get("/networks/find", as_=people.amara).text
    for act in ("describe", "step-down"):
        assert site.post(f"{MINE}/1/{act}", as_=people.amara).status == 404
    site.post(f"{MINE}/1/step-down", as_=people.bryn)
    assert "You have no appointment" in site.get(MINE, as_=people.bryn).text
    assert site.post(f"{MINE}/1/step-down", as_=people.bryn).status == 409
    assert "Your champion" in site.get("/", as_=people.bryn).text or "Networks" in site.get("/", as_=people.bryn).source


def test_a_mistake_is_put_right_and_a_move_accepted(site: Site, people: People) -> None:
    number = made.appointed(people.esi)
    row(number).unit_id = 1
    here = f"{MANAGE}/appointments/{number}/correct"
    form = site.get(here, as_=people.chloe).form(here)
    assert "works in Waste and recycling now" in site.get(here, as_=people.chloe).text
    good = form | {"starts_on": typed(SINCE), "ends_on": typed(UNTIL), "same_unit": "y"}
    backwards = good | {"ends_on": typed(SINCE - timedelta(days=1))}
    assert "must end after" in site.post(here, backwards, as_=people.chloe).errors[0]
    assert site.post(here, good | {"starts_on": "x"}, as_=people.chloe).status == 422
    site.post(here, good, as_=people.chloe)
    right = row(number)
    assert (right.started_on, right.term_ends_on) == (SINCE, UNTIL)
    tags = [
        each.text_content() for each in site.get(here.removesuffix("/correct"), as_=people.chloe).select(".engage-tag")
    ]
    assert tags == ["Running"]


@pytest.mark.parametrize("act", ["renew", "end", "hand-over", "correct", "training"])
def test_an_appointment_that_is_nobodys_is_not_there(site: Site, people: People, act: str) -> None:
    for number in (99, 2**40):
        assert site.post(f"{MANAGE}/appointments/{number}/{act}", as_=people.chloe).status == 404
