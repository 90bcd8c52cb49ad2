"""How long everything is kept, on one page; the figures are those of the code that deletes."""

from engage import FEATURES
from engage.admin import queries
from engage.core import outbox
from engage.directory import jobs as directory
from tests.factories import People
from tests.site import Site


def test_dev_reads_what_each_part_keeps_and_how_long(site: Site, people: People) -> None:
    page = site.get("/admin/retention", as_=people.dev)
    assert page.h1 == "Retention"
    for what, how_long in (
        ("Each respondent’s answers, without a name", "the months that the survey promised"),
        ("Decided reports", "12 months after the decision"),
        ("Archived pages with their files", "24 months"),
        ("One-time codes", "30 days"),
        ("Mail that is laid into a folder", "30 days"),
        ("Who did what", "for good"),
    ):
        row = next(each for each in page.select("tr") if what in each.text_content())
        assert how_long in row.text_content()


def test_nobody_but_the_administrator_reads_it(site: Site, people: People) -> None:
    for who in (people.amara, people.chloe, people.femi):
        assert site.get("/admin/retention", as_=who).status == 403
    assert site.get("/admin/retention").location == "/sign-in?next=/admin/retention"


def test_every_feature_that_keeps_something_is_on_the_page() -> None:
    named = {name.split(".")[1] for _, name in queries.PARTS}
    assert named == set(FEATURES) - {"home"}


def test_the_figures_are_those_that_the_schedules_use() -> None:
    said = {line.what: line.how_long for _, lines in queries.kept() for line in lines}
    assert said["One-time codes, as a scrambled value"].startswith(f"{directory.CODES_KEPT.days} days")
    assert said["Mail and other work that was done: what kind, and when"] == f"{outbox.DONE_KEPT.days} days"


def test_the_page_asks_the_database_nothing(site: Site, people: People) -> None:
    assert site.query_count("/admin/retention", as_=people.dev) == 1  # who is asking
