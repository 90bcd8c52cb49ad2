"""One page as staff read it, and its files."""

import pytest

from engage.core import files
from engage.core.db import transaction
from tests.factories import UNITS, People
from tests.pages import made
from tests.site import Site


def with_file(page_id: int) -> int:
    with transaction():
        return files.store("what to do.pdf", made.PDF, "page", page_id, 1000).id


def test_amara_reads_a_page_with_its_lead_officer_review_date_and_files(site: Site, people: People) -> None:
    file = with_file(made.published(people))
    page = site.get("/guides/sickness-absence", as_=people.amara)
    assert page.h1 == "Sickness absence"
    assert [h.text_content() for h in page.select(".engage-rich h2")] == ["The first day"]
    assert "Lead officer: Chloe Martin, People team." in page.text
    assert "Next review:" in page.text
    assert "PDF, 1 kB" in page.text
    assert page.links["what to do.pdf"] == f"/files/{file}"
    assert "Change this page" not in page.links
    assert "Change this page" in site.get("/guides/sickness-absence", as_=people.chloe).links


def test_a_benefit_says_who_may_have_it_where_and_whom_to_ask(site: Site, people: People) -> None:
    made.benefit(people)
    page = site.get("/guides/cycle-to-work", as_=people.amara)
    assert "Everybody with a permanent contract." in page.text
    assert "Payroll, 0100 555 0101" in page.text
    (link,) = page.select("a[href='https://cycles.example/anytown']")
    assert link.get("rel") == "noopener"
    assert "leads out of Engage" in page.text


def test_markup_of_any_kind_is_read_as_text(site: Site, people: People) -> None:
    """The form refuses it; what came another way still is no markup."""
    hostile = "<script>x()</script> <img src=x onerror=y()> [z](javascript:z())"
    made.benefit(people, title="Cycle to work", summary=hostile, text=hostile, eligible=hostile, contact=hostile)
    page = site.get("/guides/cycle-to-work", as_=people.amara)
    assert not page.select("main script, main img, main [onerror], main a[href^=javascript]")
    assert page.text.count("<script>x()</script>") == 4


@pytest.mark.parametrize("state", ["draft", "archived", "elsewhere", "nowhere"])
def test_what_is_not_for_amara_is_not_there_for_her(site: Site, people: People, state: str) -> None:
    if state == "elsewhere":
        number = made.published(people, audience=made.only(UNITS.place, roles=("manager",)))
    elif state != "nowhere":
        number = made.draft(people) if state == "draft" else made.archived(people)
    assert site.get("/guides/sickness-absence", as_=people.amara).status == 404
    if state != "nowhere":
        file = with_file(number)
        assert site.get(f"/files/{file}", as_=people.amara).status == 404
        assert site.get(f"/files/{file}", as_=people.chloe).data == made.PDF


def test_a_file_comes_to_whoever_the_page_is_for(site: Site, people: People) -> None:
    file = with_file(made.published(people, audience=made.only(UNITS.adults)))
    assert site.get(f"/files/{file}", as_=people.amara).data == made.PDF
    assert site.get(f"/files/{file}", as_=people.esi).status == 404
    assert site.get(f"/files/{file}").location.startswith("/sign-in")


def test_more_files_cost_no_more_statements(site: Site, people: People) -> None:
    number = made.published(people)
    few = site.query_count("/guides/sickness-absence", as_=people.amara)
    for _ in range(5):
        with_file(number)
    assert site.query_count("/guides/sickness-absence", as_=people.amara) == few <= 6
