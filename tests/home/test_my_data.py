"""What is held about one person: theirs to read and to take along, and nobody else's."""

import json

import pytest

from engage.core import audit, clock
from engage.core.db import db, transaction
from engage.core.own_data import Held
from engage.directory.actions import codes
from engage.directory.models import Person
from engage.directory.queries_accounts import slip_for
from engage.home import queries
from engage.surveys.models import Invitation
from tests.factories import People
from tests.pages import made
from tests.site import Site
from tests.surveys import taken

PAGE, FILE = "/account/my-data", "/account/my-data/download"


def file_of(site: Site, who: int) -> dict[str, list[dict[str, object]]]:
    """What is in the file, by title."""
    whole = json.loads(site.post(FILE, as_=who).data)
    return {record["title"]: record["rows"] for record in whole["records"]}


def test_amara_reads_everything_about_herself(site: Site, people: People) -> None:
    page = site.get(PAGE, as_=people.amara)
    assert page.h1 == "What we hold about you"
    for held in ("1001", "Nwosu", "amara@anytown.example", "Home care", "Femi Adeyemi", "Officer"):
        assert held in page.text, held
    assert "Esi" not in page.text
    assert page.response.headers["Cache-Control"] == "no-store"
    assert site.get("/account", as_=people.amara).links["Everything that we hold about you"] == PAGE


def test_whether_she_took_part_stands_here_and_never_what_she_said(site: Site, people: People) -> None:
    taken.crowd(12)
    survey = taken.open_survey()
    with transaction():
        db.session.get_one(Invitation, (survey, people.amara)).taken_part = True
    assert file_of(site, people.amara)["Surveys that asked you"][0]["took part"] is True
    assert file_of(site, people.esi)["Surveys that asked you"][0]["took part"] is False
    assert "they are not held about you" in site.get(PAGE, as_=people.amara).text


def test_the_file_is_a_download_that_is_kept_nowhere_and_noted(site: Site, people: People) -> None:
    answer = site.post(FILE, as_=people.amara)
    headers = answer.response.headers
    assert headers["Content-Disposition"] == "attachment; filename=my-data.json"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Type"].startswith("application/json")
    (event,) = audit.latest(5)
    assert (event.act, event.kind, event.actor_id, event.facts) == ("download own data", "person", people.amara, "{}")


def test_the_page_and_the_file_hold_the_same_kinds(site: Site, people: People) -> None:
    made.published(people)
    headings = [h.text_content() for h in site.get(PAGE, as_=people.chloe).select(".engage-held h2")]
    assert headings == list(file_of(site, people.chloe))
    assert {"Roles you were given", "Guides that you lead", "Problems that you reported"} <= set(headings)


def test_codes_are_counted_and_never_shown(site: Site, people: People) -> None:
    with transaction():
        slip = slip_for(people.amara)
        assert slip is not None
        (issued,) = codes.issue([slip], clock.now())
    answer = site.post(FILE, as_=people.amara).data.decode()
    assert '"one-time codes held": 1' in answer
    assert issued.code not in answer and "hash" not in answer


def test_what_others_wrote_into_names_is_text(site: Site, people: People) -> None:
    with transaction():
        db.session.get_one(Person, people.amara).surname = "<script>x()</script>"
    page = site.get(PAGE, as_=people.amara)
    assert not page.select("main script") and "<script>x()</script>" in page.text


def test_long_lists_are_cut_on_the_page_and_whole_in_the_file(
    site: Site, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Holder:
        def held(self, person_id: int) -> tuple[Held, ...]:
            return (Held("Many", "Why.", [{"number": n} for n in range(30)]),)

    monkeypatch.setattr(queries, "HOLDERS", (Holder(),))
    page = site.get(PAGE, as_=people.amara)
    assert len(page.select(".engage-held tbody tr")) == 20
    assert "10 more rows in the file" in page.text
    assert len(file_of(site, people.amara)["Many"]) == 30


def test_whoever_is_signed_out_gets_neither(site: Site, people: People) -> None:
    assert site.get(PAGE).location == f"/sign-in?next={PAGE}"
    assert site.post(FILE).status == 401
    assert site.get(FILE, as_=people.amara).status == 405


def test_more_records_cost_no_more_statements(site: Site, people: People) -> None:
    made.published(people)
    few = site.query_count(PAGE, as_=people.chloe)
    for number in range(20):
        made.published(people, title=f"Another {number}")
    assert site.query_count(PAGE, as_=people.chloe) == few
