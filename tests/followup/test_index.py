"""You said, we did: the list by service, one action, and what came of one thing."""

import pytest

from engage.config import ROOT
from engage.core import clock
from engage.followup import rules
from engage.followup.views import references
from tests.champions import passed_on
from tests.factories import UNITS, People
from tests.followup import made
from tests.site import Page, Site

LIST = "/actions/"


def titles(page: Page) -> list[str]:
    return [" ".join(each.text_content().split()) for each in page.select("#action-list h3")]


def test_amara_reads_what_came_of_what_was_said_by_service(site: Site, people: People) -> None:
    made.agreed(people, title="Bins")
    made.refused(people, title="Parking", code=UNITS.home_care)
    made.agreed(people, title="Pay", code=None)
    made.proposed(people, title="Not yet shown")
    page = site.get(LIST, as_=people.amara)
    assert titles(page) == ["Pay", "Parking", "Bins"]
    heads = [each.text_content().strip() for each in page.select("#action-list h2")]
    assert heads == ["The whole council", "Home care", "Waste and recycling"]
    assert "We can’t, because There is no money for it." in page.text
    site.assert_fragment_is_its_part_of_the_page(LIST, as_=people.amara)


def test_the_list_is_narrowed_by_service_and_state(site: Site, people: People) -> None:
    made.agreed(people, title="Bins")
    made.refused(people, title="Parking", code=UNITS.adults)
    made.agreed(people, title="Pay", code=None)
    for query, found in (
        ("service=own", {"Pay", "Parking"}),
        ("service=corporate", {"Pay"}),
        (f"service={made.unit(UNITS.waste)}", {"Bins"}),
        ("show=cannot", {"Parking"}),
        ("show=promised", {"Bins", "Pay"}),
        ("show=done", set()),
        ("service=own&show=cannot", {"Parking"}),
        ("service=wild&show=x", {"Pay", "Parking", "Bins"}),
        ("service=999999999", set()),
    ):
        assert set(titles(site.get(f"{LIST}?{query}", as_=people.amara))) == found, query


def test_an_empty_list_says_what_will_be_here(site: Site, people: People) -> None:
    assert "Nothing promised yet" in site.get(LIST, as_=people.amara).text
    assert site.get(LIST).location == "/sign-in?next=/actions/"


def test_an_action_tells_who_leads_it_and_what_has_happened(site: Site, people: People) -> None:
    number = made.agreed(people, source_words="Scrutiny, item 4")
    page = site.get(f"{LIST}{number}", as_=people.amara)
    assert page.h1 == "Faults are answered in three days"
    for words in (made.SAID, "Every report gets an answer.", "Esi Mensah", "Waste and recycling", "Scrutiny, item 4",
                  "Agreed and shown to all staff."):  # fmt: skip
        assert words in page.text
    assert not page.select("main form")


def test_a_proposal_is_there_for_the_od_team_and_its_lead_officer_alone(site: Site, people: People) -> None:
    number = made.proposed(people)
    for who, status in ((people.chloe, 200), (people.esi, 200), (people.amara, 404), (people.dev, 404)):
        assert site.get(f"{LIST}{number}", as_=who).status == status
    assert site.get(f"{LIST}{number}").status == 303
    assert site.get(f"{LIST}999", as_=people.chloe).status == 404


def test_the_source_is_shown_only_to_whoever_may_see_it(site: Site, people: People) -> None:
    concern = passed_on.received(people.bryn, "Gloves")
    number = made.agreed(people, source_kind="concern", source_id=concern.id)
    for who, sees in ((people.chloe, True), (people.bryn, True), (people.amara, False), (people.esi, False)):
        page = site.get(f"{LIST}{number}", as_=who)
        assert ("Gloves" in page.text) == sees
        assert "Bryn" not in page.text
        about = site.get(f"/actions/about/concern/{concern.id}", as_=who)
        assert about.status == (200 if sees else 404)


def test_the_page_of_a_source_shows_what_came_of_it_and_lets_the_od_team_make_more(site: Site, people: People) -> None:
    concern = passed_on.received(people.bryn, "Gloves")
    address = f"/actions/about/concern/{concern.id}"
    assert site.get(f"/concerns/{concern.id}", as_=people.bryn).links["What came of it"] == address
    assert "No action was made of it yet." in site.get(address, as_=people.chloe).text
    assert "Nothing came of it yet" in site.get(address, as_=people.bryn).text
    made.agreed(people, source_kind="concern", source_id=concern.id)
    made.proposed(people, title="Only proposed", source_kind="concern", source_id=concern.id)
    made.agreed(people, title="Of something else", source_kind="event", source_id=concern.id)
    part = site.assert_fragment_is_its_part_of_the_page(address, as_=people.bryn)
    assert "Faults are answered" in part.text or "Faults are answered" in part.source
    for absent in ("Only proposed", "Of something else", "Make an action"):
        assert absent not in part.source
    mine = site.get(address, as_=people.chloe)
    assert "Only proposed" in mine.text
    assert mine.links["Make an action of this"] == f"/actions/manage/new?kind=concern&source={concern.id}"


def test_every_kind_of_source_has_a_page_that_shows_what_came_of_it() -> None:
    pages = [path.read_text() for path in (ROOT / "templates").rglob("*.html") if "came_of_it(" in path.read_text()]
    shown = {kind for kind in rules.SOURCES if any(f'came_of_it("{kind}"' in page for page in pages)}
    assert shown == set(rules.SOURCES) == set(references.REFERS)


@pytest.mark.parametrize("path", ["thanks/1", "concern/99", "survey-results/99", "event/1", "theme/1", "action/1"])
def test_what_came_of_something_that_is_not_there_is_404(site: Site, people: People, path: str) -> None:
    assert site.get(f"/actions/about/{path}", as_=people.chloe).status == 404


def test_many_actions_cost_as_many_statements_as_one(site: Site, people: People) -> None:
    concern = passed_on.received(people.bryn)
    first = made.said_done(people, source_kind="concern", source_id=concern.id)
    paths = (LIST, f"{LIST}?service=own", f"{LIST}{first}", f"/actions/about/concern/{concern.id}", "/")
    site.get(LIST, as_=people.bryn)
    few = [site.query_count(path, as_=people.bryn) for path in paths]
    for number in range(24):
        made.agreed(people, title=f"Another {number}", source_kind="concern", source_id=concern.id)
    made.changed(first, due_on=clock.today())
    assert [site.query_count(path, as_=people.bryn) for path in paths] == few
    assert max(few[:4]) <= 12
    assert site.get(LIST, as_=people.bryn).links["Page 2"] == "/actions/?page=2"
