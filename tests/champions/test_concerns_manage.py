"""Concerns for the OD team: the list, lead officers, joining, one answer to all, and what all staff may read."""

import re
from datetime import date, timedelta

import pytest

from engage.champions.actions import concerns_answering as answering
from engage.champions.models import ConcernCase
from engage.champions.queries import concerns as queries
from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.directory.models import Person, Unit
from engage.directory.queries import main_unit_of
from tests import factories
from tests.champions import made, passed_on
from tests.consultation import made as themes

LIST = "/concerns/manage/"


def mails(app) -> list[str]:
    outbox.run_due_rows()
    folder = app.extensions["settings"].instance / "mail"
    return [file.read_text() for file in folder.glob("*.eml")]


def leave(who: int) -> None:
    with transaction():
        db.session.get_one(Person, who).leaves_on = date(2026, 1, 31)


def test_the_list_is_for_the_od_team_alone(site, people):
    row = passed_on.led(people.bryn, people.femi)
    for path in (LIST, f"{LIST}{row.case_id}/", f"{LIST}figures", f"{LIST}{row.case_id}/answer"):
        for who in (people.amara, people.bryn, people.femi, people.dev):
            assert site.get(path, as_=who).status == 403
        assert site.get(path).status == 303
    assert site.get(f"{LIST}999/", as_=people.chloe).status == 404


def test_the_list_is_narrowed_by_state_theme_service_and_words(site, people):
    tools = themes.theme("Tools")
    passed_on.received(people.bryn, "Gloves", theme=tools)
    passed_on.received(people.bryn, "Late one", on=clock.today() - timedelta(days=40))
    passed_on.led(people.bryn, people.femi, title="Led one")
    passed_on.answered(people.bryn, people.chloe, title="Answered one", unit=main_unit_of(people.femi).id)
    care = main_unit_of(people.femi).id
    for query, titles in (
        ("", {"Gloves", "Late one", "Led one", "Answered one"}),
        ("show=new", {"Gloves", "Late one"}),
        ("show=overdue", {"Late one"}),
        ("show=with_lead", {"Led one"}),
        ("show=untold", {"Answered one"}),
        ("show=proposed", set()),
        ("show=wild&theme=x&service=y", {"Gloves", "Late one", "Led one", "Answered one"}),
        (f"theme={tools}", {"Gloves"}),
        ("theme=0", {"Late one", "Led one", "Answered one"}),
        (f"service={care}", {"Answered one"}),
        ("q=GLOVES", {"Gloves"}),
        ("q=travel+march", {"Answered one"}),
    ):
        page = site.get(f"{LIST}?{query}", as_=people.chloe)
        assert {cell.text_content() for cell in page.select("#manage-list th a")} == titles, query
    assert "Overdue by" in site.get(LIST, as_=people.chloe).text


def test_pages_cost_the_same_however_much_there_is(site, people):
    tools = themes.theme("Tools")
    first, _ = (passed_on.led(people.bryn, people.femi, theme=tools) for _ in range(2))
    paths = (LIST, f"{LIST}?q=travel&show=open", f"{LIST}figures", f"{LIST}{first.case_id}/join", "/what-we-heard")
    site.get(LIST, as_=people.chloe)
    few = [site.query_count(path, as_=people.chloe) for path in paths]
    for _ in range(5):
        passed_on.led(people.bryn, people.esi, theme=tools)
    passed_on.joined(*(passed_on.received(people.bryn).case_id for _ in range(3)))
    assert [site.query_count(path, as_=people.chloe) for path in paths] == few
    for path in (LIST, f"{LIST}figures", f"{LIST}{first.case_id}/join"):
        site.assert_fragment_is_its_part_of_the_page(path, as_=people.chloe)


def test_a_lead_officer_reads_the_words_and_not_who_passed_them_on(site, people, app):
    row = passed_on.received(people.bryn)
    here, led = f"{LIST}{row.case_id}/give", f"/concerns/led/{row.case_id}"
    assert site.get(led, as_=people.femi).status == 404
    assert site.post(here, as_=people.chloe).errors == ["Choose who looks for the answer."]
    assert site.post(here, {"find": "y", "q": "Femi"}, as_=people.chloe).status == 200
    assert site.post(here, {"lead": f"person:{people.femi}"}, as_=people.chloe).status == 303
    (mail,) = mails(app)
    assert "femi@anytown.example" in mail and led in mail and "Bryn" not in mail and "travel" not in mail
    assert "For you as lead officer" in site.get("/", as_=people.femi).text
    page = site.get(led, as_=people.femi)
    assert passed_on.WORDS in page.text and "Bryn" not in page.source and "Parry" not in page.source
    # Where few people work, the list of champions would tell who.
    assert "fewer than ten people" in page.text
    assert all("Waste" not in each.text for each in (page, site.get("/concerns/led", as_=people.femi)))
    assert site.post(f"{led}/propose", {"proposal": ""}, as_=people.femi).status == 422
    assert site.post(f"{led}/propose", {"proposal": "From March on."}, as_=people.femi).status == 303
    assert "From March on." in site.get(f"{LIST}{row.case_id}/answer", as_=people.chloe).text
    assert "1 with a proposed answer" in site.get("/", as_=people.chloe).text
    assert "For you as lead officer" not in site.get("/", as_=people.femi).text
    for who in (people.amara, people.esi):
        assert site.get(led, as_=who).status == site.get("/concerns/led", as_=who).status == 404
        assert site.post(f"{led}/propose", {"proposal": "Mine."}, as_=who).status == 404


def test_giving_it_to_another_takes_it_from_the_first(site, people):
    row = passed_on.led(people.bryn, people.femi)
    here = f"{LIST}{row.case_id}/give"
    assert site.post(here, {"lead": f"person:{people.femi}"}, as_=people.chloe).status == 409
    site.post(here, {"lead": f"person:{people.esi}"}, as_=people.chloe)
    assert site.get(f"/concerns/led/{row.case_id}", as_=people.femi).status == 404
    assert site.get(f"/concerns/led/{row.case_id}", as_=people.esi).status == 200


def test_nothing_is_given_to_somebody_who_has_left(site, people):
    row = passed_on.received(people.bryn)
    leave(people.esi)
    page = site.post(f"{LIST}{row.case_id}/give", {"lead": f"person:{people.esi}"}, as_=people.chloe)
    assert page.status == 409 and "does not work here any more" in page.text
    assert passed_on.case(row.case_id).lead_id is None


def test_title_theme_and_day_are_changed_and_a_bad_day_is_said(site, people):
    row, tools = passed_on.received(people.bryn), themes.theme("Tools")
    here = f"{LIST}{row.case_id}/edit"
    form = site.get(here, as_=people.chloe).form(here)
    assert site.post(here, form | {"due": "32/1/2027"}, as_=people.chloe).status == 422
    assert (
        site.post(here, form | {"title": "Travel", "theme": str(tools), "due": "27/3/2028"}, as_=people.chloe).status
        == 303
    )
    held = passed_on.case(row.case_id)
    assert (held.title, held.theme_id, held.due_on) == ("Travel", tools, date(2028, 3, 27))
    assert passed_on.get(row.id).title == "No time to drive"


def test_what_is_alike_is_joined_and_one_answer_reaches_each_by_themselves(site, people, app):
    made.appointed(people.esi)
    first, second = (
        passed_on.received(people.bryn, "Mine", on=date(2026, 3, 2)),
        passed_on.led(people.esi, people.femi, title="Hers"),
    )
    here = f"{LIST}{first.case_id}"
    assert site.post(f"{here}/join", as_=people.chloe).status == 422
    assert site.post(f"{here}/join", {"case": str(second.case_id)}, as_=people.chloe).status == 303
    held = passed_on.case(first.case_id)
    assert (len(held.concerns), held.lead_id, held.due_on) == (2, people.femi, date(2026, 3, 16))
    assert db.session.query(ConcernCase).count() == 1
    form = site.get(f"{here}/answer", as_=people.chloe).form(f"{here}/preview") | {"answer": "Planned from March on."}
    preview = site.post(f"{here}/preview", form, as_=people.chloe)
    assert "2 champions, each by themselves" in preview.text and passed_on.case(first.case_id).state == "with_lead"
    (letter,) = [box.text_content() for box in preview.select(".engage-words") if "Hello Esi" in box.text_content()]
    assert "Hers" in letter and "Mine" not in letter and "Has no mail address" in preview.text
    assert site.post(f"{here}/answer", preview.form(f"{here}/answer"), as_=people.chloe).status == 303
    (mail,) = [mail for mail in mails(app) if "Planned from March on." in mail]
    assert "esi@anytown.example" in mail and "Bryn" not in mail and "Mine" not in mail
    body = mail.split("\n\n", 1)[1]
    assert " ".join(body.split()) == " ".join(letter.split())
    for who, own in ((people.bryn, first), (people.esi, second)):
        page = site.get(f"/concerns/{own.id}", as_=who)
        assert "Planned from March on." in page.text
        assert not re.search("Esi|Hers" if who == people.bryn else "Bryn|Mine", page.text)
    site.post(f"/concerns/{first.id}/told", {"day": f"{clock.today():%d/%m/%Y}"}, as_=people.bryn)
    assert "1 of 2 not told to colleagues yet" in site.get(f"{here}/", as_=people.chloe).text


def test_what_was_joined_is_taken_out_again_until_it_is_answered(site, people):
    first, second = passed_on.received(people.bryn, "One"), passed_on.received(people.bryn, "Two")
    passed_on.joined(first.case_id, second.case_id)
    here = f"{LIST}{first.case_id}/concerns"
    own = site.post(f"{here}/{second.id}/take-out", as_=people.chloe)
    assert own.status == 303 and site.follow(own, as_=people.chloe).h1 == "Two"
    assert site.post(f"{here}/{second.id}/take-out", as_=people.chloe).status == 409
    assert site.post(f"{here}/{first.id}/take-out", as_=people.chloe).status == 409


def test_what_somebody_else_answered_meanwhile_is_not_answered_or_joined_again(site, people):
    row, other = passed_on.received(people.bryn), passed_on.received(people.bryn)
    here = f"{LIST}{row.case_id}"
    form = site.get(f"{here}/answer", as_=people.chloe).form(f"{here}/preview") | {"answer": "Too late."}
    passed_on.answer(row.case_id, people.dev)
    for act in ("preview", "answer"):
        page = site.post(f"{here}/{act}", form, as_=people.chloe)
        assert (
            page.status == 409 and "Somebody has answered this concern" in page.errors[0] and "Too late." in page.text
        )
    assert site.post(f"{LIST}{other.case_id}/join", {"case": str(row.case_id)}, as_=people.chloe).status == 409
    assert site.post(f"{here}/give", {"lead": f"person:{people.esi}"}, as_=people.chloe).status == 409
    assert passed_on.case(row.case_id).answer == "Travel is planned from March on."


def test_an_answer_to_a_case_that_grew_since_it_was_read_is_kept_and_not_sent(site, people):
    row, other = passed_on.received(people.bryn), passed_on.received(people.bryn)
    here = f"{LIST}{row.case_id}"
    form = site.get(f"{here}/answer", as_=people.chloe).form(f"{here}/preview") | {"answer": "For one."}
    passed_on.joined(row.case_id, other.case_id)
    page = site.post(f"{here}/answer", form, as_=people.chloe)
    assert page.status == 409 and "For one." in page.text and passed_on.case(row.case_id).state == "received"
    again = page.form(f"{here}/preview")
    assert site.post(f"{here}/answer", again, as_=people.chloe).status == 303


@pytest.mark.parametrize("words", ["As Bryn said", "bryn  parry was right", "Parry’s rounds", ""])
def test_a_wording_that_names_a_champion_of_the_case_is_refused(site, people, words):
    row = passed_on.received(people.bryn)
    here = f"{LIST}{row.case_id}"
    form = site.get(f"{here}/answer", as_=people.chloe).form(f"{here}/preview") | {"answer": words}
    for act in ("preview", "answer"):
        page = site.post(f"{here}/{act}", form, as_=people.chloe)
        assert page.status == 422 and ("name of a champion" in page.errors[0] or not words)
    assert passed_on.case(row.case_id).state == "received"
    back = site.post(f"{here}/reword", form, as_=people.chloe)
    assert back.status == 200 and words in back.select("textarea")[0].text


def test_not_for_us_counts_as_answered_and_a_champion_who_left_gets_nothing(site, people, app):
    made.appointed(people.esi)
    row = passed_on.received(people.esi)
    leave(people.esi)
    here = f"{LIST}{row.case_id}"
    form = site.get(f"{here}/answer", as_=people.chloe).form(f"{here}/preview")
    form |= {"answer": "Ring the union.", "outcome": "declined"}
    assert "gets nothing" in site.post(f"{here}/preview", form, as_=people.chloe).text
    site.post(f"{here}/answer", form, as_=people.chloe)
    held = passed_on.case(row.case_id)
    assert (held.state, held.declined) == ("answered", True) and not mails(app)
    assert "Not for us" in site.get(LIST, as_=people.chloe).text


def test_all_staff_read_an_answer_only_once_it_is_published(site, people):
    row = passed_on.answered(people.bryn, people.chloe)
    here, shown = f"{LIST}{row.case_id}", f"/concerns/answered/{row.case_id}"
    assert site.get(shown, as_=people.amara).status == 404
    assert "Nothing here yet" in site.get("/concerns/answered", as_=people.amara).text
    for title in ("", "What Bryn heard"):
        assert site.post(f"{here}/publish", {"title": title}, as_=people.chloe).status == 422
    assert site.post(f"{here}/publish", {"title": "Travel times"}, as_=people.chloe).status == 303
    assert site.post(f"{here}/publish", {"title": "Travel times"}, as_=people.chloe).status == 409
    page = site.get(shown, as_=people.amara)
    # Nine people work here: no service is large enough to be named.
    assert page.h1 == "Travel times" and passed_on.WORDS not in page.text and "Waste" not in page.text
    assert "You said, we answered" in site.get("/", as_=people.amara).text
    assert "Travel times" in site.get("/search?q=travel", as_=people.amara).text
    site.assert_fragment_is_its_part_of_the_page("/concerns/answered", as_=people.amara)
    assert site.post(f"{here}/unpublish", as_=people.chloe).status == 303
    assert site.get(shown, as_=people.amara).status == 404
    assert site.post(f"{here}/unpublish", as_=people.chloe).status == 409


def test_the_service_is_named_only_where_ten_people_work_in_it(people):
    care = main_unit_of(people.femi).id
    with transaction():
        place = db.session.get_one(Unit, care)
        for number in range(7):
            factories.person(f"2{number:03}", "Ann", "Other", place)
    assert queries.place_of(care) == "Anytown Council"
    with transaction():
        factories.person("2999", "Ann", "Other", place)
    assert queries.place_of(care) == "Home care"
    row = passed_on.answered(people.bryn, people.chloe, unit=care)
    with transaction():
        answering.publish(row.case_id, "Travel", clock.now())
    assert passed_on.case(row.case_id).published_place == "Home care"


def test_figures_count_what_came_and_what_was_answered_in_time(site, people):
    passed_on.received(people.bryn)
    passed_on.answered(people.bryn, people.chloe)
    passed_on.answered(people.bryn, people.chloe, on=clock.today() - timedelta(days=60))
    passed_on.received(people.bryn, on=clock.today() - timedelta(days=500))
    page = site.get(f"{LIST}figures", as_=people.chloe)
    row = [cell.text_content() for cell in page.select("#figures tbody")[0].cssselect("td")]
    assert row == ["3", "2", "1", "1"]
    whole = site.get(f"{LIST}figures?since=all", as_=people.chloe)
    assert whole.select("tbody td")[0].text_content() == "4"
