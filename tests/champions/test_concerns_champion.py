"""Concerns as champions pass them on, follow them, tell the answer and hand them over."""

from datetime import date, timedelta

import pytest

from engage.champions.actions import concerns as actions
from engage.champions.models import Concern, ConcernCase
from engage.champions.queries import concerns as queries
from engage.core import clock
from engage.core.db import db, transaction
from engage.core.errors import Conflict
from tests.champions import made, passed_on

LIST, NEW = "/concerns/", "/concerns/new"


def write(site, who: int, **sent: object):
    form = site.get(NEW, as_=who).form(LIST)
    return site.post(LIST, form | {"title": "Gloves", "words": "They run out."} | sent, as_=who)


def test_a_champion_passes_a_concern_on_and_the_od_team_knows_from_whom(site, people):
    page = site.get(f"{NEW}?from_activity=x", as_=people.bryn)
    assert page.h1 == "Pass a concern on" and "your whistleblowing policy" in page.text
    assert "there is no field for it" in page.text
    answer = write(site, people.bryn, said_by="12")
    assert answer.status == 303
    shown = site.follow(answer, as_=people.bryn)
    assert "They run out." in shown.text and "With the OD team" in shown.text and "Waste and recycling" in shown.text
    assert "10 working days left" in shown.text
    assert "by Bryn Parry" in site.get("/concerns/manage/1/", as_=people.chloe).text
    assert "Gloves" in site.get(LIST, as_=people.bryn).text


def test_no_column_could_hold_who_said_it():
    columns = {c.name for model in (Concern, ConcernCase) for c in model.__table__.columns if c.name.endswith("_id")}
    assert columns == {"case_id", "author_id", "teller_id", "unit_id", "theme_id", "lead_id", "answered_by_id"}


def test_whoever_is_no_champion_finds_no_form_and_nobodys_concern(site, people):
    row = passed_on.received(people.bryn)
    for who in (people.amara, people.femi, people.chloe):
        for path in (LIST, NEW, f"{LIST}{row.id}"):
            assert site.get(path, as_=who).status == 404
        assert site.post(LIST, {"title": "A", "words": "B"}, as_=who).status == 404
        assert site.post(f"{LIST}{row.id}/take-back", as_=who).status == 404
    assert site.get(LIST).status == 303
    made.appointed(people.esi)
    assert site.get(f"{LIST}{row.id}", as_=people.esi).status == 404


def test_first_aiders_do_not_pass_on_what_they_hear_in_confidence(site, people):
    made.appointed(people.amara, made.network())
    assert site.get(NEW, as_=people.amara).status == 404


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": ""}, "Say in a few words"),
        ({"words": " "}, "Write what they are worried about."),
        ({"words": "x" * 2_001}, "Use at most 2,000"),
        ({"said_by": "0"}, "Enter a number from 1"),
        ({"said_by": "many"}, "Enter a whole number"),
        ({"theme": "77"}, "Choose one of the themes"),
        ({"unit": []}, "Choose the service"),
        ({"unit": "unit:999"}, "Choose the service"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(site, people, sent, says):
    page = write(site, people.bryn, **({"words": "Typed <script>"} | sent))
    assert page.status == 422 and says in " ".join(page.errors)
    assert "Typed <script>" in page.select("textarea")[0].text or sent.get("words")
    assert db.session.query(Concern).count() == 0


def test_looking_for_a_service_without_scripts_keeps_everything(site, people):
    page = write(site, people.bryn, find="y", q="Home")
    assert page.status == 200 and not page.errors and page.select("input[name=unit][type=radio]")
    assert "They run out." in page.select("textarea")[0].text


def test_the_same_form_sent_twice_is_one_concern(site, people):
    form = site.get(NEW, as_=people.bryn).form(LIST) | {"title": "Once", "words": "Only once."}
    first, second = (site.post(LIST, form, as_=people.bryn).location for _ in range(2))
    assert first == second and db.session.query(Concern).count() == 1
    made.appointed(people.esi)
    site.get(NEW, as_=people.esi)
    form.pop("csrf_token")
    assert site.post(LIST, form, as_=people.esi).status == 409


def test_an_answer_is_told_once_and_on_a_day_that_can_be(site, people):
    row = passed_on.answered(people.bryn, people.chloe, days_ago=3)
    here = f"{LIST}{row.id}"
    assert "Your concern was answered: tell them" in site.get("/", as_=people.bryn).text
    tomorrow, before = (clock.today() + timedelta(days=each) for each in (1, -4))
    for day in ("", "31/2/2027", f"{tomorrow:%d/%m/%Y}", f"{before:%d/%m/%Y}"):
        assert site.post(f"{here}/told", {"day": day}, as_=people.bryn).status == 422
    form = site.get(here, as_=people.bryn).form(f"{here}/told")
    assert site.post(f"{here}/told", form, as_=people.bryn).status == 303
    assert passed_on.get(row.id).told_on == clock.today()
    assert "Answered and told" in site.get(here, as_=people.bryn).text
    assert site.post(f"{here}/told", form, as_=people.bryn).status == 409
    assert "tell them" not in site.get("/", as_=people.bryn).text


def test_what_is_not_answered_is_taken_back_with_its_words(site, people):
    row = passed_on.led(people.bryn, people.femi)
    assert site.post(f"{LIST}{row.id}/take-back", as_=people.bryn).status == 303
    assert db.session.query(Concern).count() == db.session.query(ConcernCase).count() == 0
    late = passed_on.answered(people.bryn, people.chloe)
    assert site.post(f"{LIST}{late.id}/take-back", as_=people.bryn).status == 409
    assert site.post(f"{LIST}{late.id}/told", {"day": "1/1/2020"}, as_=people.bryn).status == 422


def test_taking_back_the_first_of_a_joined_case_takes_its_words_from_the_title(site, people):
    made.appointed(people.esi)
    first, second = passed_on.received(people.bryn, "Mine"), passed_on.received(people.esi, "Hers")
    passed_on.joined(first.case_id, second.case_id)
    site.post(f"{LIST}{first.id}/take-back", as_=people.bryn)
    assert passed_on.case(passed_on.get(second.id).case_id).title == "Hers"


def test_whoever_takes_over_tells_and_the_od_team_still_knows_the_author(site, people):
    waits, told = passed_on.answered(people.bryn, people.chloe), passed_on.answered(people.bryn, people.chloe)
    with transaction():
        actions.tell(passed_on.get(told.id), people.bryn, clock.today())
    with transaction():
        assert actions.hand_over(people.bryn, people.esi) == 1
        assert actions.hand_over(people.esi, people.esi) == 0
    here = f"{LIST}{waits.id}"
    page = site.get(here, as_=people.esi)
    assert "I have told them" in page.text and "by somebody before you" in page.text
    assert "Whoever took over from you tells it." in site.get(here, as_=people.bryn).text
    assert site.post(f"{here}/told", {"day": "1/1/2027"}, as_=people.bryn).status == 404
    assert [each.id for each in queries.own(people.esi, open_only=True)] == [waits.id]
    assert len(queries.own(people.bryn)) == 2
    manage = site.get(f"/concerns/manage/{waits.case_id}/", as_=people.chloe).text
    assert "by Bryn Parry" in manage and "Esi Mensah tells the answer" in manage


def test_nothing_is_handed_to_somebody_who_has_left(people):
    from engage.directory.models import Person

    passed_on.received(people.bryn)
    db.session.get_one(Person, people.esi).leaves_on = date(2026, 1, 31)
    db.session.flush()
    with pytest.raises(Conflict):
        actions.hand_over(people.bryn, people.esi)


def test_own_concerns_say_where_they_stand(people):
    passed_on.received(people.bryn, "New", on=date(2026, 3, 2))
    passed_on.answered(people.bryn, people.chloe, title="Old")
    old, new = queries.own(people.bryn)
    assert (old.state, old.answer, new.state) == ("answered", "Travel is planned from March on.", "received")
    assert new.due_on == date(2026, 3, 16)


def test_the_list_costs_the_same_however_long_and_its_part_is_its_part(site, people):
    passed_on.received(people.bryn)
    few = site.query_count(LIST, as_=people.bryn)
    for _ in range(4):
        passed_on.answered(people.bryn, people.chloe)
    assert site.query_count(LIST, as_=people.bryn) == few
    site.assert_fragment_is_its_part_of_the_page(LIST, as_=people.bryn)
