"""The list of topics, and a topic's page: one's own teams, and the tree of who has talked."""

import csv
import io

from engage.core.db import db, transaction
from engage.directory.models import Person, Post, Unit
from tests import factories
from tests.factories import UNITS, People
from tests.review import text_of
from tests.site import Page, Site
from tests.values import conversations as c

LIST = "/values/conversations/"


def address(topic_id: int, more: str = "") -> str:
    return f"/values/conversations/{topic_id}{more}"


def tree(page: Page) -> str:
    return " ".join(text_of(part) for part in page.select("#conversation-tree"))


def teams_below(code: str, many: int) -> None:
    """Teams of three below a unit."""
    with transaction():
        above = db.session.get_one(Unit, c.unit_id(code))
        for number in range(many):
            made = factories.unit(f"{code}{number}", f"Round {number:03}", above, "Team")
            for person in range(3):
                row = Person(employee_number=f"{code}{number}-{person}", first_name="Sam", surname="Many")
                db.session.add(row)
                db.session.flush()
                db.session.add(Post(person_id=row.id, unit_id=made.id))


def test_chloe_sees_every_team_with_its_state_in_words(site: Site, people: People) -> None:
    c.grown()
    topic_id = c.topic()
    c.logged(topic_id, UNITS.home_care, people.femi)
    page = site.get(address(topic_id), as_=people.chloe)
    assert page.h1 == "Our values in our work"
    assert "1 of 3 teams have talked" in page.text
    rows = [[text_of(cell) for cell in row.xpath("./th|./td[not(contains(@class,'wide'))]")]
            for row in page.select("tbody tr")]  # fmt: skip
    assert rows == [["Adults and communities", "1", "1", "100%"], ["People team", "0", "1", "0%"],
                    ["Place", "0", "1", "0%"]]  # fmt: skip
    assert "Anytown Council 1 of 3 teams have talked" in tree(page)
    assert c.COMMITMENT in tree(page)
    assert "Led by Femi Adeyemi, 4 people took part" in tree(page)
    assert "Waste and recycling Not yet" in tree(page)


def test_not_yet_leaves_only_the_teams_that_are_still_to_come(site: Site, people: People) -> None:
    c.grown()
    topic_id = c.topic()
    c.logged(topic_id, UNITS.home_care, people.femi)
    page = site.get(address(topic_id, "?show=not-yet"), as_=people.chloe)
    assert "Waste and recycling Not yet" in tree(page)
    assert "Home care" not in tree(page)
    for code in (UNITS.waste, UNITS.people_team):
        c.logged(topic_id, code, people.chloe)
    assert "Every team has talked" in site.get(address(topic_id, "?show=not-yet"), as_=people.chloe).text


def test_a_small_unit_talks_with_the_one_above_it(site: Site, people: People) -> None:
    c.grown()
    with transaction():
        made = factories.unit("NIGHT", "Night support", db.session.get_one(Unit, c.unit_id(UNITS.home_care)))
        factories.person("1900", "Nia", "Night", made)
    page = site.get(address(c.topic(), f"?open={c.unit_id(UNITS.home_care)}"), as_=people.chloe)
    assert "Night support talks with Home care" in tree(page)
    assert "3 teams" in page.text


def test_femi_sees_what_she_leads_and_no_more(site: Site, people: People) -> None:
    c.grown()
    topic_id = c.topic()
    c.logged(topic_id, UNITS.waste, people.esi, "We ring the service ourselves.")
    page = site.get(address(topic_id), as_=people.femi)
    assert "Home care Not yet" in tree(page)
    assert page.links["Write it down"] == address(topic_id, f"/teams/{c.unit_id(UNITS.home_care)}/log")
    assert "Waste" not in page.text
    assert "ring the service" not in page.text
    assert "Download as CSV" not in page.links


def test_amara_sees_her_teams_commitment_and_no_tree(site: Site, people: People) -> None:
    c.grown()
    topic_id = c.topic()
    assert "Your team has not talked about this yet" in site.get(address(topic_id), as_=people.amara).text
    c.logged(topic_id, UNITS.home_care, people.femi)
    page = site.get(address(topic_id), as_=people.amara)
    assert c.COMMITMENT in page.text
    assert not page.select("#conversation-tree")
    assert "The pack to lead it, to print" not in page.links
    assert c.COMMITMENT not in site.get(address(topic_id), as_=people.esi).text


def test_the_list_shows_topics_ones_own_teams_and_what_they_said(site: Site, people: People) -> None:
    assert "No topic yet" in site.get(LIST, as_=people.amara).text
    c.grown()
    topic_id = c.topic()
    assert "Write it down for Home care" in site.get(LIST, as_=people.femi).links
    c.logged(topic_id, UNITS.home_care, people.femi)
    assert "Write it down for Home care" not in site.get(LIST, as_=people.femi).links
    amara = site.get(LIST, as_=people.amara)
    assert c.COMMITMENT in amara.text
    assert "Make a topic" not in amara.links
    chloe = site.get(LIST, as_=people.chloe)
    assert "1 of 3 teams have talked (33%)" in chloe.text
    assert c.COMMITMENT not in chloe.text
    assert chloe.links["Make a topic"] == "/values/conversations/new"


def test_a_stranger_signs_in_first_and_a_topic_that_is_not_there_is_404(site: Site, people: People) -> None:
    topic_id = c.topic()
    for path in (LIST, address(topic_id), address(topic_id, "/teams.csv")):
        assert site.get(path).status == 303
    assert site.get(address(9999), as_=people.chloe).status == 404
    assert site.get(address(9999, "/teams.csv"), as_=people.chloe).status == 404


def test_the_tree_is_the_same_by_htmx(site: Site, people: People) -> None:
    c.grown()
    topic_id = c.topic()
    c.logged(topic_id, UNITS.home_care, people.femi)
    teams_below(UNITS.waste, 2)
    for more in ("", "?show=not-yet", f"?open={c.unit_id(UNITS.waste)}", "?open=9999", "?open=x"):
        site.assert_fragment_is_its_part_of_the_page(address(topic_id, more), as_=people.chloe)


def test_a_service_is_opened_by_a_link_and_then_has_the_focus(site: Site, people: People) -> None:
    c.grown()
    topic_id, waste = c.topic(), c.unit_id(UNITS.waste)
    teams_below(UNITS.waste, 2)
    closed = site.get(address(topic_id), as_=people.chloe)
    assert "Round 000" not in closed.text
    href = closed.links["Show 3 teams of Waste and recycling"]
    assert href == address(topic_id, f"?open={waste}")
    page = site.get(href, as_=people.chloe)
    assert "Round 000 Not yet" in tree(page)
    assert [text_of(each) for each in page.select("summary[data-focus] .engage-tree__name")] == ["Waste and recycling"]


def test_the_cost_is_the_same_for_hundreds_of_teams_and_the_page_stays_small(site: Site, people: People) -> None:
    c.grown()
    topic_id = c.topic()
    few = [site.query_count(path, as_=people.chloe) for path in (LIST, address(topic_id))]
    teams_below(UNITS.waste, 300)
    for number in range(40):
        c.logged(topic_id, f"{UNITS.waste}{number}", people.esi)
    assert [site.query_count(path, as_=people.chloe) for path in (LIST, address(topic_id))] == few
    assert max(few) <= 12
    assert len(site.get(address(topic_id), as_=people.chloe).source) < 40_000
    opened = site.get(address(topic_id, f"?open={c.unit_id(UNITS.waste)}"), as_=people.chloe)
    assert "40 of 301 teams have talked" in tree(opened)


def test_chloe_takes_the_teams_away_as_csv_and_nobody_else(site: Site, people: People) -> None:
    c.grown()
    topic_id = c.topic()
    c.logged(topic_id, UNITS.home_care, people.femi, "=We add it up together.")
    page = site.get(address(topic_id, "/teams.csv"), as_=people.chloe)
    rows = list(csv.DictReader(io.StringIO(page.data.decode("utf-8-sig"))))
    assert [(row["Team"], row["State"]) for row in rows] == [
        ("Home care", "talked"), ("People team", "not yet"), ("Waste and recycling", "not yet")
    ]  # fmt: skip
    assert rows[0]["Part of"] == "Anytown Council > Adults and communities"
    assert rows[0]["Commitment"] == "'=We add it up together."
    assert (rows[0]["Led by"], rows[0]["Took part"], rows[0]["People"]) == ("Femi Adeyemi", "4", "3")
    for who in (people.amara, people.femi, people.dev):
        assert site.get(address(topic_id, "/teams.csv"), as_=who).status == 403


def test_many_topics_come_ten_a_page_at_the_same_cost(site: Site, people: People) -> None:
    c.grown()
    c.topic(title="The first")
    few = site.query_count(LIST, as_=people.chloe)
    for number in range(11):
        c.logged(c.topic(title=f"Topic {number}"), UNITS.home_care, people.femi)
    page = site.get(LIST, as_=people.chloe)
    assert page.queries == few
    assert "The first" not in page.links
    assert "The first" in site.get(f"{LIST}?page=2", as_=people.chloe).links
    assert site.get(f"{LIST}?page=x", as_=people.chloe).links.keys() == page.links.keys()
