"""The audit log, paged by number and filtered by kind."""

from engage.core import audit
from engage.core.db import transaction
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
    row = [text_of(cell) for cell in page.select("tbody tr")[0].cssselect("td")][1:]
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
