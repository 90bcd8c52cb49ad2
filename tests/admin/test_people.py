"""The list of people and one person's page."""

from datetime import date

from engage.core.db import db, transaction
from engage.directory.models import Person
from tests.factories import People
from tests.review import text_of
from tests.site import Site

POST = {"grade": "G7", "work_type": "Mobile", "shift": "Nights", "contract": "Fixed term", "hours": 18.5,
        "site": "Town hall", "reference": "P77"}  # fmt: skip


def test_people_are_listed_by_surname_with_unit_and_job(site: Site, people: People) -> None:
    page = site.get("/admin/people", as_=people.dev)
    rows = [row.text_content().split() for row in page.select("tbody tr")]
    assert [row[1] for row in rows] == ["Adeyemi", "Martin", "Mensah", "Nwosu", "Parry", "Shah"]
    assert "6 people" in page.text
    assert "Home care" in page.text


def test_a_search_finds_by_name_and_by_number(site: Site, people: People) -> None:
    found = site.get("/admin/people?q=amara+nw", as_=people.dev).select("tbody th")
    assert [row.text_content() for row in found] == ["Amara Nwosu"]
    assert "Esi Mensah" in site.get("/admin/people?q=1005", as_=people.dev).text
    assert "Nobody found" in site.get("/admin/people?q=100%25", as_=people.dev).text


def test_the_table_is_the_same_by_htmx(site: Site, people: People) -> None:
    site.assert_fragment_is_its_part_of_the_page("/admin/people?q=a", as_=people.dev)


def test_one_person_is_shown_with_their_posts_and_manager(site: Site, people: People) -> None:
    page = site.get(f"/admin/people/{people.amara}", as_=people.dev)
    assert page.h1 == "Amara Nwosu"
    assert "Femi Adeyemi" in page.text
    assert "Main post" in page.text
    assert page.links["Issue a one-time code"].endswith("/admin/codes?number=1001")


def test_everything_that_an_import_brings_can_be_looked_up(site: Site, people: People) -> None:
    with transaction():
        amara = db.session.get_one(Person, people.amara)
        amara.language, amara.started_on, amara.source = "cy", date(2019, 4, 1), "payroll"
        for name, value in POST.items():
            setattr(amara.posts[0], name, value)
    page = site.get(f"/admin/people/{people.amara}", as_=people.dev)
    shown = dict(zip(map(text_of, page.select("dt")), map(text_of, page.select("dd")), strict=True))
    assert {
        "Language": "Welsh",
        "Started": "1 April 2019",
        "Comes from": "an import by the profile “payroll”",
    }.items() <= (shown.items())
    assert {
        "Grade": "G7", "Work type": "Mobile", "Shift": "Nights", "Contract": "Fixed term", "Hours a week": "18.5",
        "Site": "Town hall", "Position": "P77", "Manager": "Femi Adeyemi", "Which": "Main post",
    }.items() <= shown.items()  # fmt: skip


def test_nobody_else_sees_them(site: Site, people: People) -> None:
    for address in ("/admin/people", f"/admin/people/{people.esi}"):
        assert site.get(address).status == 303
        for who in (people.amara, people.bryn, people.chloe, people.femi):
            assert site.get(address, as_=who).status == 403


def test_a_person_who_is_not_there_is_404(site: Site, people: People) -> None:
    assert site.get("/admin/people/99999", as_=people.dev).status == 404


def test_the_cost_does_not_grow_with_the_people(site: Site, people: People) -> None:
    few = site.query_count("/admin/people?q=amara", as_=people.dev)
    assert site.query_count("/admin/people", as_=people.dev) == few <= 6
    assert site.query_count(f"/admin/people/{people.amara}", as_=people.dev) <= 6
