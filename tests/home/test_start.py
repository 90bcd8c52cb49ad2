"""The start page of each kind of person: what waits, what came of it, thanks nearby, and the desk."""

from datetime import timedelta

import pytest

from engage.config import ROOT
from engage.core import clock, outbox
from engage.core.cards import Place
from engage.core.db import db, transaction
from engage.directory.models import ImportRun, Post, Unit
from engage.directory.queries_finding import service_of
from tests.factories import UNITS, People
from tests.followup import made as actions
from tests.recognition import made
from tests.site import Page, Site


def headings(page: Page) -> list[str]:
    return [" ".join(each.text_content().split()) for each in page.select("main h2")]


def unit(code: str) -> Unit:
    return db.session.query(Unit).filter_by(code=code).one()


def test_amara_reads_first_what_waits_then_what_came_of_it(site: Site, people: People) -> None:
    found = headings(site.get("/", as_=people.amara))
    at = [found.index(words) for words in ("Waiting for you", "What came of what you said", "Latest thanks")]
    assert at == sorted(at)
    assert "On your desk" not in found and "On the OD desk" not in found


def test_amara_sees_thanks_of_her_service_and_those_of_all_where_it_has_none(site: Site, people: People) -> None:
    made.thanks(people.chloe, teams=[unit(UNITS.waste).id], words="The streets shone.")
    page = site.get("/", as_=people.amara)
    assert "Latest thanks" in headings(page) and "The streets shone." in page.text
    care = unit(UNITS.home_care).id
    made.thanks(people.chloe, teams=[care], words="Nobody was left alone.")
    made.thanks(people.chloe, teams=[care], words="In private.", to_all=False)
    page = site.get("/", as_=people.amara)
    assert "Thanks in Home care" in headings(page) and "The streets shone." not in page.text
    assert page.links["All thanks in Home care"] == f"/thanks?unit={care}"
    assert "In private." not in " ".join(each.text_content() for each in page.select(".engage-thanks-wall"))


def test_more_thanks_cost_no_more_statements(site: Site, people: People) -> None:
    care = unit(UNITS.home_care).id
    made.thanks(people.chloe, teams=[care])
    before = site.get("/", as_=people.bryn).queries, site.get("/", as_=people.amara).queries
    for _ in range(4):
        made.thanks(people.chloe, teams=[care])
    assert (site.get("/", as_=people.bryn).queries, site.get("/", as_=people.amara).queries) == before


def test_what_came_of_it_stands_under_that_heading(site: Site, people: People) -> None:
    number = actions.agreed(people, code=None, title="Every fault gets an answer")
    with transaction():
        row = actions.get(number)
        row.state, row.closed_how, row.ended_on = "done", "lead", clock.today()
    page = site.get("/", as_=people.amara)
    assert page.links["Every fault gets an answer"] == f"/actions/{number}"
    assert page.links["What is promised, and what is done"] == "/actions/"


def test_dev_has_a_desk_with_what_was_not_sent_and_the_import(site: Site, people: People) -> None:
    page = site.get("/", as_=people.dev)
    assert "On your desk" in headings(page)
    assert page.links["People and units"] == "/admin/imports" and "Outbox" not in page.links
    with transaction():
        row = outbox.enqueue("mail", {"to": "x@y.example", "subject": "s", "body": "b"})
        db.session.flush()
        row.state = "failed"
        db.session.add(ImportRun(kind="people", number=1, at=clock.now(), filename="p.csv", summary="{}", undo="{}"))
    page = site.get("/", as_=people.dev)
    assert page.links["Outbox"] == "/admin/outbox" and "1 thing not sent" in page.text
    assert "People and units" not in page.links
    with transaction():
        db.session.query(ImportRun).one().at = clock.now() - timedelta(days=41)
    assert "last brought in on" in site.get("/", as_=people.dev).text
    for who in (people.amara, people.chloe):
        assert not {"/admin/outbox", "/admin/imports"} & set(site.get("/", as_=who).links.values())


def test_the_header_has_what_staff_use_and_the_desk_has_the_rest(site: Site, people: People) -> None:
    page = site.get("/", as_=people.chloe)
    menu = [" ".join(each.text_content().split()) for each in page.select(".engage-nav a")]
    assert "You said, we did" in menu and "Manage surveys" not in menu
    assert page.links["Surveys: make, run and publish"] == "/surveys/manage/"


@pytest.mark.parametrize(("level", "expected"), [("Service", "Home care"), ("Team", "Reablement")])
def test_a_service_is_the_nearest_unit_that_is_called_one(people: People, level: str, expected: str) -> None:
    with transaction():
        care = unit(UNITS.home_care)
        care.level = level
        below = Unit(code="REABLE", name="Reablement", parent_id=care.id, level="Team")
        db.session.add(below)
        db.session.flush()
        db.session.query(Post).filter_by(person_id=people.amara, is_main=True).one().unit_id = below.id
    found = service_of(people.amara)
    assert found is not None and found[1] == expected


def test_every_card_stands_in_a_place_that_the_page_shows() -> None:
    page = (ROOT / "templates" / "home" / "start.html").read_text()
    assert all(f'"{place}"' in page for place in Place)
