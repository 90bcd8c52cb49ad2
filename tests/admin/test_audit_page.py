"""The audit log, paged by number and filtered by kind."""

from urllib.parse import urlencode

from engage.core import audit, clock
from engage.core.db import transaction
from engage.core.fields import typed_day
from tests.factories import People
from tests.review import text_of
from tests.site import Page, Site


def acts(page: Page) -> list[str]:
    return [row.cssselect("td")[3].text_content().split()[-1] for row in page.select("tbody tr")]


def write(count: int, kind: str = "thing") -> None:
    with transaction():
        for number in range(1, count + 1):
            audit.record("touch", kind, number, count=number)


def test_dev_reads_the_newest_first_and_pages_back(site: Site, people: People) -> None:
    write(120)
    page = site.get("/admin/audit", as_=people.dev)
    assert acts(page) == [str(n) for n in range(120, 70, -1)]
    older = site.get(page.links["Older"], as_=people.dev)
    assert acts(older) == [str(n) for n in range(70, 20, -1)]
    oldest = site.get(older.links["Older"], as_=people.dev)
    assert acts(oldest) == [str(n) for n in range(20, 0, -1)]
    assert "Older" not in oldest.links
    assert oldest.links["Newest"] == "/admin/audit"


def test_dev_reads_one_kind(site: Site, people: People) -> None:
    write(3, "survey")
    write(60, "role")
    page = site.get("/admin/audit?kind=survey", as_=people.dev)
    assert acts(page) == ["3", "2", "1"]
    assert [o.get("value") for o in page.select("#kind option")] == ["", "role", "survey"]
    assert "kind=role" in site.get("/admin/audit?kind=role", as_=people.dev).links["Older"]


def test_an_act_names_its_actor(site: Site, people: People) -> None:
    site.get("/admin/roles", as_=people.dev)
    site.post("/admin/roles", {"number": "1001", "role": "od"}, as_=people.dev)
    page = site.get("/admin/audit", as_=people.dev)
    row = [text_of(cell) for cell in page.select("tbody tr")[0].cssselect("td")][1:5]
    assert row == ["Dev Shah", "Give", f"Role {people.amara}", "Role od"]


def test_an_empty_log_says_so(site: Site, people: People) -> None:
    assert "No act of this kind is recorded yet." in site.get("/admin/audit?kind=none", as_=people.dev).text


def test_odd_addresses_are_harmless(site: Site, people: People) -> None:
    write(1)
    assert site.get("/admin/audit?before=x&kind='%22<", as_=people.dev).status == 200
    assert site.get("/admin/audit?kind=%00", as_=people.dev).status == 400
    assert site.get("/admin/audit?before=99999999999999999999999", as_=people.dev).status == 400
    assert site.get("/admin/audit?before=-5", as_=people.dev).status == 200


def test_nobody_else_reads_the_log(site: Site, people: People) -> None:
    assert site.get("/admin/audit").location == "/sign-in?next=/admin/audit"
    for who in (people.amara, people.chloe, people.femi):
        assert site.get("/admin/audit", as_=who).status == 403


def test_the_log_costs_the_same_however_long_it_is(site: Site, people: People) -> None:
    write(2)
    few = site.query_count("/admin/audit", as_=people.dev)
    write(60)
    assert site.query_count("/admin/audit", as_=people.dev) == few


def test_dev_looks_for_an_act_a_thing_a_person_and_days(site: Site, people: People) -> None:
    write(3, "survey")
    site.get("/admin/roles", as_=people.dev)
    site.post("/admin/roles", {"number": "1001", "role": "od"}, as_=people.dev)
    today = typed_day(clock.today())

    def found(**asked: str) -> int:
        return len(site.get(f"/admin/audit?{urlencode(asked)}", as_=people.dev).select("tbody tr"))

    assert found() == 4
    assert (found(act="give"), found(act="touch"), found(act="touch", kind="role")) == (1, 3, 0)
    assert (found(object_id="2", kind="survey"), found(object_id="99")) == (1, 0)
    assert (found(person="shah"), found(person="1004"), found(person="amara"), found(person="nobody")) == (1, 1, 0, 0)
    assert (found(since=today), found(until=today), found(since=today, until=today)) == (4, 4, 4)
    assert (found(since="1/1/2100"), found(until="1/1/2001"), found(until="31/12/9999")) == (0, 0, 4)
    assert site.get("/admin/audit?act=give", as_=people.dev).select("#act option[selected]")[0].get("value") == "give"


def test_a_day_that_is_none_is_told_and_everything_typed_is_kept(site: Site, people: People) -> None:
    page = site.get("/admin/audit?person=Amara&since=yesterday&until=31/2/2027", as_=people.dev)
    assert page.status == 422
    assert page.errors == ["Enter the day as numbers, for example 27/3/2027.", "There is no such day as 31/2/2027."]
    assert page.select("#person")[0].get("value") == "Amara"
    page = site.get("/admin/audit?since=2/1/2027&until=1/1/2027", as_=people.dev)
    assert page.errors == ["The last day is before the first."]


def test_the_table_alone_is_what_stands_in_the_page(site: Site, people: People) -> None:
    write(2)
    site.assert_fragment_is_its_part_of_the_page("/admin/audit?kind=thing", as_=people.dev)


def test_a_search_costs_the_same_however_long_the_log_is(site: Site, people: People) -> None:
    asked = f"/admin/audit?act=touch&person=shah&since={typed_day(clock.today())}"
    write(2)
    few = site.query_count(asked, as_=people.dev)
    write(60)
    assert site.query_count(asked, as_=people.dev) == few
