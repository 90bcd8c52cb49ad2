"""The networks' pages, and finding somebody to turn to."""

from datetime import timedelta
from typing import Any

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Appointment, Network, NetworkCoordinator, Person, Post
from tests.champions import made
from tests.factories import People
from tests.site import Page, Site

FIND = "/networks/find"


def names(page: Page) -> list[str]:
    return [each.text_content().replace(" (you)", "") for each in page.select("#found-list h3.engage-card__title")]


def change(model: Any, key: Any, **values: Any) -> None:
    with transaction():
        row = db.session.get_one(model, key)
        for name, value in values.items():
            setattr(row, name, value)


def post_of(person_id: int) -> int:
    return db.session.query(Post.id).filter_by(person_id=person_id).one()[0]


def test_the_networks_and_what_each_asks_of_its_people(site: Site, people: People) -> None:
    aiders = made.network(
        name="First aiders", role="**Listen.**", commitment="An hour", ratio=60, sponsor_id=people.femi
    )
    made.network("staff", name="Carers’ network", role="For carers")
    made.network("champions", name="Old champions", closed_on=clock.today())
    page = site.get("/networks/", as_=people.amara)
    assert page.h1 == "Networks" and "Old champions" not in page.text
    for said in (
        "1 person",
        "An hour",
        "one for 60 staff",
        "Sponsor: Femi Adeyemi",
        "For 24 months",
        "Carers’ network",
    ):
        assert said in page.text, said
    show = site.get(f"/networks/{aiders}", as_=people.amara)
    assert show.h1 == "First aiders" and "Femi Adeyemi" in show.text and "People 0" in " ".join(show.text.split())
    assert site.get("/networks/", as_=people.bryn).links["Networks"] == "/networks/"


def test_champions_are_no_bargaining_channel_and_the_page_says_where_else(site: Site, people: People) -> None:
    union = made.network("union")
    for number in (made.champions(), union):
        page = site.get(f"/networks/{number}", as_=people.amara)
        for said in (
            "no bargaining channel",
            "grievance",
            "whistleblowing",
            "your whistleblowing policy",
            "your OD team",
        ):
            assert said in page.text, said


def test_a_staff_network_says_nothing_about_its_people_but_who_chose_to_be_named(site: Site, people: People) -> None:
    hidden = made.network("staff", coordinator=people.esi, name="Hidden network")
    with transaction():
        db.session.add(NetworkCoordinator(network_id=hidden, person_id=people.dev, named=True))
    for who in (people.amara, people.chloe):
        page = site.get(f"/networks/{hidden}", as_=who)
        assert "Dev Shah" in page.text and "Esi" not in page.text and not page.select("dt")
    manage = site.get(f"/networks/manage/{hidden}", as_=people.chloe)
    assert "stands in no list here" in manage.text and "Esi" not in manage.text
    assert site.get(f"/networks/manage/{hidden}/people.csv", as_=people.chloe).data.count(b"\n") == 1


def test_a_closed_network_is_not_there_but_for_whoever_manages(site: Site, people: People) -> None:
    number = made.network(closed_on=clock.today())
    assert site.get(f"/networks/{number}", as_=people.amara).status == 404
    assert site.get(f"/networks/{number}", as_=people.chloe).status == 200
    assert site.get("/networks/99", as_=people.chloe).status == 404
    assert site.get(FIND).location.startswith("/sign-in")


def test_amara_finds_bryn_and_how_to_reach_esi(site: Site, people: People) -> None:
    change(Appointment, 1, about="In the mess room", languages="Welsh, Polish")
    made.appointed(people.esi, made.network("union", name="Union representatives"))
    page = site.get(FIND, as_=people.amara)
    assert page.h1 == "Find my champion" and names(page) == ["Esi Mensah", "Bryn Parry"]
    assert (
        "In the mess room" in page.text and "Speaks Welsh, Polish" in page.text and "Waste and recycling" in page.text
    )
    assert page.links["esi@anytown.example"] == "mailto:esi@anytown.example" and "No work e-mail" in page.text
    assert "(you)" in site.get(FIND, as_=people.esi).text


def test_the_nearest_comes_first_and_at_the_same_step_my_own_site(site: Site, people: People) -> None:
    made.appointed(people.chloe)
    made.appointed(people.femi)
    change(Post, post_of(people.amara), site="Town hall")
    change(Post, post_of(people.chloe), site="Depot")
    change(Post, post_of(people.bryn), site="Town hall")
    assert names(site.get(FIND, as_=people.amara)) == ["Femi Adeyemi", "Bryn Parry", "Chloe Martin"]
    assert names(site.get(f"{FIND}?first=name", as_=people.amara)) == ["Femi Adeyemi", "Chloe Martin", "Bryn Parry"]
    assert names(site.get(f"{FIND}?team=other", as_=people.amara)) == ["Bryn Parry", "Chloe Martin"]


@pytest.mark.parametrize(
    ("query", "found"),
    [("network={aiders}", ["Chloe Martin"]), ("unit={place}", ["Bryn Parry"]), ("site=Depot", ["Bryn Parry"]),
     ("shift=Night", ["Chloe Martin"]), ("language=polish", ["Bryn Parry"]), ("name=mart", ["Chloe Martin"]),
     ("name=%25", []), ("network=abc&unit=-1", ["Chloe Martin", "Bryn Parry"]),
     ("unit=99999999999", ["Chloe Martin", "Bryn Parry"]),
     ("site=Depot&shift=Night", [])],
)  # fmt: skip
def test_by_network_place_shift_language_and_name(site: Site, people: People, query: str, found: list[str]) -> None:
    aiders = made.network()
    made.appointed(people.chloe, aiders)
    change(Appointment, 1, languages="Welsh, Polish")
    change(Post, post_of(people.bryn), site="Depot")
    change(Post, post_of(people.chloe), shift="Night")
    place = db.session.get_one(Person, people.bryn).posts[0].unit.parent_id
    page = site.get(f"{FIND}?first=name&{query.format(aiders=aiders, place=place)}", as_=people.amara)
    assert names(page) == found
    assert {"Depot", "Night", "Polish"} <= {each.text_content() for each in page.select("option")}


def test_a_first_aider_whose_training_ran_out_is_not_offered_nor_whoever_left(site: Site, people: People) -> None:
    aiders = made.network(name="First aiders", training="Mental health first aid")
    for who in (people.amara, people.esi, people.femi):
        made.appointed(who, aiders)
    made.trained(people.amara, days_ago=900, expires_in=-1)
    made.trained(people.esi, expires_in=0)
    page = site.get(f"{FIND}?network={aiders}", as_=people.dev)
    assert names(page) == ["Esi Mensah"]
    made.trained(people.amara, days_ago=2, expires_in=None)
    change(Person, people.esi, leaves_on=clock.today() - timedelta(days=1))
    change(Appointment, 1, ended_on=clock.today(), ended_why="stepped_down")
    assert names(site.get(FIND, as_=people.dev)) == ["Amara Nwosu"]


def test_the_fragment_is_its_part_and_pages_and_statements_do_not_grow(site: Site, people: People) -> None:
    site.assert_fragment_is_its_part_of_the_page(f"{FIND}?team=other", as_=people.amara)
    before = {path: site.query_count(path, as_=people.amara) for path in (FIND, "/networks/", "/", "/search?q=an")}
    unit = db.session.get_one(Person, people.amara).posts[0].unit_id
    with transaction():
        new = [Person(employee_number=f"N{n}", first_name="Ann", surname=f"Other {n}") for n in range(30)]
        db.session.add_all(new)
        db.session.flush()
        ids = [each.id for each in new]
        db.session.add_all(Post(person_id=each, unit_id=unit) for each in ids)
    for each in ids:
        made.appointed(each)
    assert {path: site.query_count(path, as_=people.amara) for path in before} == before
    page = site.get(f"{FIND}?page=2", as_=people.amara)
    assert "31 people" in page.text and len(names(page)) == 11 and names(page)[-1] == "Bryn Parry"
    assert names(site.get(f"{FIND}?page=99", as_=people.amara)) == names(page)


def test_your_champion_is_on_the_start_page_but_not_on_a_champions_own(site: Site, people: People) -> None:
    assert "Your champion: Bryn Parry" in site.get("/", as_=people.amara).text
    assert "Your champion:" not in site.get("/", as_=people.bryn).text
    made.appointed(people.femi)
    assert "Your champion: Femi Adeyemi" in site.get("/", as_=people.amara).text
    assert "Your champion: Bryn Parry" in site.get("/", as_=people.esi).text
    with transaction():
        db.session.query(Network).update({"closed_on": clock.today()})
    assert "Your champion:" not in site.get("/", as_=people.amara).text


def test_the_search_finds_networks_and_who_can_be_turned_to(site: Site, people: People) -> None:
    made.network("staff", coordinator=people.esi, name="Carers’ network", role="For carers")
    page = site.get("/search?q=champions", as_=people.amara)
    assert page.links["Employee champions"] == f"/networks/{made.champions()}"
    assert "Bryn Parry, Employee champions" in site.get("/search?q=bryn", as_=people.amara).text
    assert "Carers’ network" in site.get("/search?q=carers", as_=people.amara).text
    assert "network" not in site.get("/search?q=esi+mensah", as_=people.amara).text.lower()
