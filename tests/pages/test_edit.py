"""Writing a page: what is taken, what is refused with one clear error, and who leads it."""

from typing import Any

import pytest
from sqlalchemy import update

from engage.core.db import db, transaction
from engage.directory.models import Unit
from engage.pages import actions
from engage.pages.models import GuidePage
from tests import factories
from tests.factories import UNITS, People
from tests.pages import made
from tests.site import Page, Site


def send(site: Site, people: People, number: int | None = None, **other: object) -> Page:
    """Save a page as Chloe."""
    address = f"/guides/manage/{number}/edit" if number else "/guides/manage/"
    version = {"version": str(made.row(number).version)} if number else {}
    return site.post(address, made.form(**(version | other)), as_=people.chloe)


def how_many() -> int:
    db.session.rollback()
    return db.session.query(GuidePage).count()


def another_chloe() -> int:
    with transaction():
        place = db.session.query(Unit).filter_by(code=UNITS.waste).one()
        return factories.person("2001", "Chloe", "Martin", place).id


def test_chloe_writes_a_page(site: Site, people: People) -> None:
    assert site.get("/guides/manage/new", as_=people.chloe).h1 == "Write a page"
    done = send(site, people, kind="toolkit", title="Flexible working", who="some", for_roles=["manager"])
    row = db.session.query(GuidePage).one()
    assert done.location == f"/guides/manage/{row.id}/"
    assert (row.kind, row.address, row.state, row.audience) == ("toolkit", "flexible-working", "draft", "role:manager")
    assert row.lead_officer_id == people.chloe
    assert "For Managers" in site.follow(done, as_=people.chloe).text


def test_the_form_comes_back_as_it_was_saved(site: Site, people: People) -> None:
    number = made.benefit(people, audience=made.only(UNITS.adults, roles=("champion",)))
    sent = site.get(f"/guides/manage/{number}/edit", as_=people.chloe).form()
    saved = site.post(f"/guides/manage/{number}/edit", sent, as_=people.chloe)
    assert saved.status == 303
    again = site.get(f"/guides/manage/{number}/edit", as_=people.chloe).form()
    # A browser leaves out the line end that a text begins with in the source.
    sent, again = ({k: v.strip() if isinstance(v, str) else v for k, v in each.items()} for each in (sent, again))
    tokens = {"csrf_token", "version"}
    assert {k: v for k, v in again.items() if k not in tokens} == {k: v for k, v in sent.items() if k not in tokens}


def test_the_address_stays_when_the_title_changes_and_two_of_a_title_have_two(site: Site, people: People) -> None:
    number = made.published(people)
    assert send(site, people, number, title="Being ill").status == 303
    assert site.get("/guides/sickness-absence", as_=people.amara).h1 == "Being ill"
    send(site, people)
    send(site, people, title="Sickness absence")
    assert sorted(row.address for row in db.session.query(GuidePage)) == [
        "sickness-absence", "sickness-absence-2", "sickness-absence-3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"title": ""}, "Enter a title."),
        ({"title": "x" * 161}, "Use at most 160 characters."),
        ({"title": "<script>x()</script>"}, "Take the HTML out"),
        ({"summary": ""}, "Say in one sentence"),
        ({"text": "Hello <script>alert(1)</script>"}, "Take the HTML out"),
        ({"text": "[here](javascript:alert(1))"}, "A link must begin with https://"),
        ({"text": "![me](https://a.example/b.png)"}, "Pictures cannot stand in a text"),
        ({"text": "x" * 20_001}, "Use at most 20,000 characters."),
        ({"kind": "benefit", "eligible": "<b>All</b>"}, "Take the HTML out"),
        ({"link": "http://example.gov.uk"}, "begins with https://"),
        ({"link": "javascript:alert(1)"}, "begins with https://"),
        ({"review_day": "next week"}, "Enter the day as numbers"),
        ({"review_day": "30/2/2027"}, "There is no such day"),
        ({"lead": "Nobody Atall"}, "Nobody who works here has this name"),
        ({"lead": "C"}, "Nobody who works here has this name"),
        ({"kind": "circular"}, "Not a valid choice"),
        ({"who": "some"}, "Choose at least one role, network or part"),
    ],
)
def test_bad_input_is_one_clear_error_and_changes_nothing(
    site: Site, people: People, wrong: dict[str, str], error: str
) -> None:
    page = send(site, people, **wrong)
    assert page.status == 422
    assert page.title.startswith("Error: Write a page")
    assert len(page.errors) == 1 and error in page.errors[0]
    assert how_many() == 0
    number = made.published(people)
    before = made.row(number).text, made.row(number).title, made.row(number).version
    assert len(send(site, people, number, **wrong).errors) == 1
    assert (made.row(number).text, made.row(number).title, made.row(number).version) == before


def test_what_was_typed_stands_in_the_form_again(site: Site, people: People) -> None:
    page = send(site, people, text="Hello <script>alert(1)</script>", title="Kept")
    sent = page.form()
    assert (sent["title"], str(sent["text"]).strip()) == ("Kept", "Hello <script>alert(1)</script>")


def test_a_save_that_another_overtakes_in_the_same_moment_keeps_what_was_typed(
    site: Site, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, take = made.published(people), actions._take

    def overtaken(page: GuidePage, *given: Any) -> None:
        rows = update(GuidePage.__table__).where(GuidePage.__table__.c.id == page.id)
        db.session.connection().execute(rows.values(version=GuidePage.__table__.c.version + 1))
        take(page, *given)

    monkeypatch.setattr(actions, "_take", overtaken)
    page = send(site, people, number, title="Mine")
    assert page.status == 409 and page.errors == [actions.OVERTAKEN]
    assert page.form()["title"] == "Mine" and made.row(number).title == "Sickness absence"


def test_a_published_page_must_stay_whole(site: Site, people: People) -> None:
    number = made.published(people)
    for wrong in ({"lead": ""}, {"review_day": ""}, {"text": ""}, {"kind": "benefit"}):
        page = send(site, people, number, **wrong)
        assert page.status == 422
        assert len(page.errors) == 1 and "must be whole" in page.errors[0]
    assert made.row(number).lead_officer_id == people.chloe


def test_of_two_people_with_one_name_chloe_chooses(site: Site, people: People) -> None:
    other = another_chloe()
    page = send(site, people)
    assert page.status == 422
    assert page.errors == ["More than one person has this name. Choose which of them it is."]
    offered = {each.get("value") for each in page.select("input[name=lead_id]")}
    assert offered == {str(people.chloe), str(other)}
    assert "Officer, Waste and recycling" in page.text
    assert send(site, people, lead_id=str(other)).status == 303
    assert db.session.query(GuidePage).one().lead_officer_id == other


def test_saving_again_does_not_ask_again_which_of_the_two(site: Site, people: People) -> None:
    number = made.published(people, lead_officer_id=another_chloe())
    before = made.row(number).lead_officer_id
    sent = site.get(f"/guides/manage/{number}/edit", as_=people.chloe).form()
    assert site.post(f"/guides/manage/{number}/edit", sent | {"title": "New"}, as_=people.chloe).status == 303
    assert made.row(number).lead_officer_id == before


def test_an_id_that_was_made_up_leads_nothing(site: Site, people: People) -> None:
    for made_up in (str(people.amara), "99999", "x", "9" * 30):
        send(site, people, lead_id=made_up, title=f"With {made_up[:5]}")
    assert {row.lead_officer_id for row in db.session.query(GuidePage)} == {people.chloe}


def test_nothing_of_a_benefit_stays_on_another_kind(site: Site, people: People) -> None:
    number = made.benefit(people)
    send(site, people, number, kind="guide", eligible="All", link="https://a.example", contact="Payroll")
    assert (made.row(number).eligible, made.row(number).link, made.row(number).contact) == ("", "", "")


def test_whoever_saves_second_is_told_and_loses_no_word(site: Site, people: People) -> None:
    number = made.published(people)
    opened = site.get(f"/guides/manage/{number}/edit", as_=people.chloe).form()
    send(site, people, number, text="Somebody else’s text.")
    late = site.post(f"/guides/manage/{number}/edit", opened | {"text": "My text."}, as_=people.chloe)
    assert late.status == 409
    assert "Somebody else has saved this page" in late.errors[0]
    assert made.row(number).text == "Somebody else’s text."
    assert str(late.form()["text"]).strip() == "My text."
    assert site.post(f"/guides/manage/{number}/edit", late.form(), as_=people.chloe).status == 303
    assert made.row(number).text == "My text."


def test_an_archived_page_is_not_changed(site: Site, people: People) -> None:
    number = made.archived(people)
    assert send(site, people, number, title="New").status == 409
    assert made.row(number).title == "Sickness absence"
