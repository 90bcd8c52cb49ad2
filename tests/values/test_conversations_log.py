"""One team's conversation: its page, writing it down, keeping it, taking it back."""

from datetime import timedelta

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.values.actions import conversations as actions
from engage.values.forms.conversations import typed
from engage.values.models import ConversationTopic, TeamConversation
from tests.factories import UNITS, People
from tests.site import Page, Site
from tests.values import conversations as c

TODAY = clock.today


@pytest.fixture
def topic_id(people: People) -> int:
    """An open topic in a council whose services are teams."""
    c.grown()
    return c.topic()


def team(topic_id: int, more: str = "", code: str = UNITS.home_care) -> str:
    return f"/values/conversations/{topic_id}/teams/{c.unit_id(code)}{more}"


def rows() -> list[TeamConversation]:
    db.session.rollback()
    return list(db.session.scalars(db.select(TeamConversation).order_by(TeamConversation.id)))


def send(site: Site, topic_id: int, who: int, code: str = UNITS.home_care, **more: str) -> Page:
    """The form as it stands, with the commitment typed and more changed."""
    path = team(topic_id, "/log", code)
    form = site.get(path, as_=who).form(path)
    form.pop("find", None)
    return site.post(path, {**form, "commitment": c.COMMITMENT, **more}, as_=who)


def test_femi_writes_it_down_with_the_commitment_alone(site: Site, people: People, topic_id: int) -> None:
    answer = send(site, topic_id, people.femi)
    assert answer.location == team(topic_id)
    page = site.follow(answer, as_=people.femi)
    assert page.h1 == "Home care"
    assert c.COMMITMENT in page.text
    (row,) = rows()
    assert (row.held_on, row.led_by_id, row.logged_by_id, row.took_part) == (TODAY(), people.femi, people.femi, None)


def test_a_commitment_is_one_line_whatever_was_typed(site: Site, people: People, topic_id: int) -> None:
    send(site, topic_id, people.femi, commitment="  We say\r\n  what is left. ")
    assert rows()[0].commitment == "We say what is left."


def test_somebody_else_led_it_and_is_found_by_name_without_scripts(site: Site, people: People, topic_id: int) -> None:
    found = send(site, topic_id, people.femi, q="amara", find="y", took_part="5")
    assert found.status == 200
    assert rows() == []
    assert "Amara Nwosu" in found.text
    form = found.form(team(topic_id, "/log"))
    assert (str(form["commitment"]).strip(), form["took_part"], form["looked_for"]) == (c.COMMITMENT, "5", "amara")
    assert "led_by" not in form
    unchosen = site.post(team(topic_id, "/log"), form, as_=people.femi)
    assert (unchosen.status, unchosen.errors) == (422, ["Choose who led the conversation."])
    site.post(team(topic_id, "/log"), {**form, "led_by": str(people.amara)}, as_=people.femi)
    assert [(row.led_by_id, row.logged_by_id) for row in rows()] == [(people.amara, people.femi)]
    again = site.get(team(topic_id, "/log"), as_=people.femi)
    assert again.form(team(topic_id, "/log"))["led_by"] == str(people.amara)


def test_a_name_that_was_typed_and_saved_is_looked_for_first(site: Site, people: People, topic_id: int) -> None:
    assert "Amara Nwosu" in send(site, topic_id, people.femi, q="amara").text
    assert rows() == []
    assert "Nobody found" in send(site, topic_id, people.femi, q="zzz").text


def test_enter_in_another_field_presses_find_and_saves_all_the_same(site: Site, people: People, topic_id: int) -> None:
    assert send(site, topic_id, people.femi, find="y").status == 303
    assert len(rows()) == 1


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"commitment": ""}, "Enter the one thing that the team will do."),
        ({"commitment": "x" * 201}, "Keep the commitment to 200 characters: one sentence."),
        ({"held_on": ""}, "Enter the day, for example 27/3/2027."),
        ({"held_on": "yesterday"}, "Enter the day as numbers, for example 27/3/2027."),
        ({"held_on": "31/2/2027"}, "There is no such day as 31/2/2027."),
        ({"held_on": "1/1/2099"}, "The day is in the future. Enter the day when the team talked."),
        ({"held_on": "1/1/2020"}, "The day is more than 90 days before teams were asked. Enter the day of this "
                                  "conversation."),
        ({"took_part": "0"}, "Enter a number from 1 to 500."),
        ({"took_part": "many"}, "Enter a whole number, such as 10."),
        ({"led_by": ""}, "Choose who led the conversation."),
        ({"led_by": "99999"}, "Choose who led the conversation."),
        ({"led_by": "9" * 30}, "Choose who led the conversation."),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said(
    site: Site, people: People, topic_id: int, wrong: dict[str, str], error: str
) -> None:
    page = send(site, topic_id, people.femi, **wrong)
    assert (page.status, page.errors) == (422, [error])
    assert page.title.startswith("Error: Write down what Home care agreed")
    assert rows() == []


def test_the_earliest_day_is_taken(site: Site, people: People, topic_id: int) -> None:
    assert send(site, topic_id, people.femi, held_on=typed(TODAY() - timedelta(days=90))).status == 303


def test_logging_again_changes_the_entry_and_keeps_who_wrote_it_first(
    site: Site, people: People, topic_id: int
) -> None:
    c.logged(topic_id, UNITS.home_care, people.femi)
    assert send(site, topic_id, people.chloe, commitment="Something else.", led_by=str(people.femi)).status == 303
    assert [(row.commitment, row.logged_by_id) for row in rows()] == [("Something else.", people.femi)]


def test_whoever_was_overtaken_is_told_and_nothing_is_lost(site: Site, people: People, topic_id: int) -> None:
    path = team(topic_id, "/log")
    form = site.get(path, as_=people.femi).form(path)
    c.logged(topic_id, UNITS.home_care, people.chloe, "Written meanwhile.")
    assert site.post(path, {**form, "commitment": c.COMMITMENT}, as_=people.femi).status == 409
    assert site.post(path, {**form, "commitment": "x", "version": "abc"}, as_=people.femi).status == 409
    assert [row.commitment for row in rows()] == ["Written meanwhile."]


def test_a_champion_speaks_for_the_team_they_work_in(site: Site, people: People, topic_id: int) -> None:
    assert send(site, topic_id, people.bryn, UNITS.waste).status == 303
    assert site.get(team(topic_id, "/log", UNITS.home_care), as_=people.bryn).status == 404


def test_amara_reads_it_and_may_not_write_or_delete_it(site: Site, people: People, topic_id: int) -> None:
    c.logged(topic_id, UNITS.home_care, people.femi)
    page = site.get(team(topic_id), as_=people.amara)
    assert c.COMMITMENT in page.text
    assert not page.select("main form")
    assert "Change what you wrote down" not in page.links
    assert site.get(team(topic_id, "/log"), as_=people.amara).status == 404
    sent = {"commitment": "x", "held_on": "1/1/2027", "led_by": "me", "version": "1"}
    for act in ("/log", "/delete", "/kept"):
        assert site.post(team(topic_id, act), sent, as_=people.amara).status == 403
    assert [row.commitment for row in rows()] == [c.COMMITMENT]


def test_a_team_of_others_is_not_there(site: Site, people: People, topic_id: int) -> None:
    c.logged(topic_id, UNITS.home_care, people.femi)
    for act in ("", "/log"):
        assert site.get(team(topic_id, act), as_=people.esi).status == 404
        assert site.get(team(topic_id, act)).status == 303
    for act in ("/log", "/delete", "/kept"):
        assert site.post(team(topic_id, act), {}, as_=people.esi).status == 404
    assert site.get(f"/values/conversations/{topic_id}/teams/9999", as_=people.chloe).status == 404
    assert site.get(f"/values/conversations/9999/teams/{c.unit_id(UNITS.home_care)}", as_=people.chloe).status == 404


def test_a_unit_that_is_no_team_has_no_page(site: Site, people: People, topic_id: int) -> None:
    assert site.get(team(topic_id, code=UNITS.adults), as_=people.chloe).status == 404
    assert site.get(team(topic_id, "/log", UNITS.adults), as_=people.chloe).status == 404


def test_a_team_says_whether_it_kept_it(site: Site, people: People, topic_id: int) -> None:
    c.logged(topic_id, UNITS.home_care, people.femi)
    wrong = site.post(team(topic_id, "/kept"), {"note": "x"}, as_=people.femi)
    assert (wrong.status, wrong.errors) == (422, ["Choose yes, partly or no."])
    assert site.post(team(topic_id, "/kept"), {"kept": "often"}, as_=people.femi).status == 422
    said = site.post(team(topic_id, "/kept"), {"kept": "partly", "note": "On most days."}, as_=people.femi)
    page = site.follow(said, as_=people.femi)
    assert "Partly, said on" in page.text
    assert "On most days." in site.get(team(topic_id), as_=people.amara).text
    assert site.post(team(topic_id, "/kept", UNITS.waste), {"kept": "yes"}, as_=people.chloe).status == 404


def test_femi_deletes_what_stood_there(site: Site, people: People, topic_id: int) -> None:
    c.logged(topic_id, UNITS.home_care, people.chloe)
    page = site.get(team(topic_id), as_=people.femi)
    assert "counts as not having talked yet" in page.text
    answer = site.post(team(topic_id, "/delete"), {}, as_=people.femi)
    assert answer.location == f"/values/conversations/{topic_id}"
    assert rows() == []
    assert site.post(team(topic_id, "/delete"), {}, as_=people.femi).status == 404


def test_a_closed_topic_takes_nothing_new(site: Site, people: People, topic_id: int) -> None:
    path = team(topic_id, "/log")
    form = site.get(path, as_=people.femi).form(path)
    c.logged(topic_id, UNITS.waste, people.chloe)
    with transaction():
        actions.close_topic(db.session.get_one(ConversationTopic, topic_id))
    assert site.post(path, {**form, "commitment": c.COMMITMENT}, as_=people.femi).status == 409
    page = site.get(path, as_=people.femi)
    assert "This topic was closed" in page.text
    assert not page.select("main form")
    kept = site.post(team(topic_id, "/kept", UNITS.waste), {"kept": "yes"}, as_=people.chloe)
    assert kept.status == 303


def test_the_cost_of_a_teams_page_is_fixed(site: Site, people: People, topic_id: int) -> None:
    c.logged(topic_id, UNITS.home_care, people.femi)
    few = [site.query_count(team(topic_id, more), as_=people.femi) for more in ("", "/log")]
    for number in range(5):
        c.logged(c.topic(title=f"Another {number}"), UNITS.home_care, people.femi)
    assert [site.query_count(team(topic_id, more), as_=people.femi) for more in ("", "/log")] == few
    assert max(few) <= 12
