"""What actions bring elsewhere: desk, start page, search, own data, reports, reminders, retention, spreadsheets."""

from datetime import date, timedelta

from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.directory.models import Person, Post, Unit
from engage.followup.jobs import forget_due, remind
from engage.followup.models import ActionConfirmation, ActionItem, ActionUpdate
from tests.factories import UNITS, People
from tests.followup import made
from tests.site import Site

LIST = "/actions/manage/"


def titles(site: Site, people: People, query: str) -> set[str]:
    page = site.get(f"{LIST}?{query}", as_=people.chloe)
    return {cell.text_content() for cell in page.select("#manage-list th a")}


def mails(app) -> list[str]:
    outbox.run_due_rows()
    return [file.read_text() for file in (app.extensions["settings"].instance / "mail").glob("*.eml")]


def late(people: People, **more: object) -> int:
    """Overdue, and nobody wrote for long."""
    long_ago = clock.today() - timedelta(days=40)
    return made.changed(made.agreed(people, **more), due_on=clock.today() - timedelta(days=1), updated_on=long_ago)


def test_the_desk_and_the_list_show_what_waits(site: Site, people: People) -> None:
    late(people, title="Late")
    made.proposed(people, title="Proposed")
    made.said_done(people, title="Said")
    made.agreed(people, title="Fine", code=None)
    text = site.get("/", as_=people.chloe).text
    assert "1 overdue; 1 waiting for a decision; 1 without an update for 30 days; 1 said to be done" in text
    assert "waiting for a decision" not in site.get("/", as_=people.amara).text
    for query, found in (
        ("show=overdue", {"Late"}), ("show=quiet", {"Late"}), ("show=proposed", {"Proposed"}), ("show=lead", set()),
        ("show=said_done", {"Said"}), ("show=corporate", {"Fine"}), ("show=running", {"Late", "Said", "Fine"}),
        ("q=late", {"Late"}), ("show=wild", {"Late", "Proposed", "Said", "Fine"}), ("q=nothing", set()),
    ):  # fmt: skip
        assert titles(site, people, query) == found, query
    site.assert_fragment_is_its_part_of_the_page(LIST, as_=people.chloe)


def test_a_lead_officer_who_left_or_moved_and_a_closed_service_need_somebody(site: Site, people: People) -> None:
    made.agreed(people, title="Left", lead=people.esi)
    made.agreed(people, title="Moved", lead=people.femi)
    made.agreed(people, title="Closed", lead=people.chloe, code=UNITS.place)
    made.agreed(people, title="Stays", lead=people.dev)
    assert titles(site, people, "show=lead") == set()
    with transaction():
        db.session.get_one(Person, people.esi).leaves_on = date(2026, 1, 31)
        db.session.query(Post).filter_by(person_id=people.femi).one().unit_id = made.unit(UNITS.waste)
        db.session.query(Unit).filter_by(code=UNITS.place).one().closed_on = clock.today()
    assert titles(site, people, "show=lead") == {"Left", "Moved", "Closed"}
    assert "3 need a new lead officer or service" in site.get("/", as_=people.chloe).text
    number = db.session.query(ActionItem.id).filter_by(title="Moved").one()[0]
    form = site.get(f"{LIST}{number}/edit", as_=people.chloe).form(f"{LIST}{number}/edit")
    assert site.post(f"{LIST}{number}/edit", form, as_=people.chloe).status == 303
    assert titles(site, people, "show=lead") == {"Left", "Closed"}


def test_the_lists_cost_the_same_however_much_there_is(site: Site, people: People) -> None:
    late(people)
    paths = (LIST, f"{LIST}?show=lead&q=x", "/", f"{LIST}carry-over", "/search?q=faults")
    site.get(LIST, as_=people.chloe)
    few = [site.query_count(path, as_=people.chloe) for path in paths]
    for number in range(5):
        late(people, title=f"Faults {number}")
    assert [site.query_count(path, as_=people.chloe) for path in paths] == few


def test_the_start_page_asks_the_lead_officer_and_tells_staff_the_newest_outcome(site: Site, people: People) -> None:
    late(people, title="Late one")
    made.refused(people, title="Parking", code=UNITS.adults)
    assert "Late one" in site.get("/", as_=people.esi).text
    page = site.get("/", as_=people.amara)
    assert "Late one" not in page.text
    assert "Parking" in page.text and "We can’t, because: There is no money for it." in page.text
    assert "Parking" not in site.get("/", as_=people.esi).text


def test_a_search_finds_what_is_shown_and_proposals_for_the_od_team(site: Site, people: People) -> None:
    made.agreed(people, title="Gritting")
    made.proposed(people, title="Gritting later", lead=people.femi)
    for who, both in ((people.amara, False), (people.chloe, True), (people.femi, True)):
        links = site.get("/search?q=gritting", as_=who).links
        assert "Gritting" in links and ("Gritting later" in links) == both


def test_ones_own_copy_holds_what_one_leads_wrote_and_said(site: Site, people: People) -> None:
    number = made.said_done(people)
    site.post(f"/actions/{number}/confirm", {"sees": "no", "sentence": "Not at ours."}, as_=people.bryn)
    page = site.get("/account/my-data", as_=people.esi)
    assert "Actions that you lead" in page.text and "Every report is answered now." in page.text
    assert "Not at ours." not in page.text
    assert "Not at ours." in site.get("/account/my-data", as_=people.bryn).text


def test_words_that_are_reported_can_be_hidden_and_brought_back(site: Site, people: People) -> None:
    number = made.said_done(people)
    site.post(f"/actions/{number}/confirm", {"sees": "no", "sentence": "Ask Karim Khan."}, as_=people.bryn)
    update = db.session.query(ActionUpdate.id).order_by(ActionUpdate.id.desc()).first()[0]
    said = db.session.query(ActionConfirmation.id).one()[0]
    for kind, on, words in (("action-confirmation", said, "Ask Karim Khan."),
                            ("action-update", update, "Every report is answered now.")):  # fmt: skip
        site.get(f"/reports/{kind}/{on}", as_=people.amara)
        site.post(f"/reports/{kind}/{on}", {"reason": "A name"}, as_=people.amara)
        decided = site.post(f"/admin/moderation/{kind}/{on}/hide", {"note": ""}, as_=people.chloe)
        assert decided.status == 303
        assert words not in site.get(f"/actions/{number}", as_=people.amara).text


def test_lead_officers_are_asked_once_for_what_is_quiet_or_due(site: Site, people: People, app) -> None:
    today = clock.today()
    quiet = made.changed(made.agreed(people, title="Quiet"), updated_on=today - timedelta(days=40))
    made.changed(made.agreed(people, title="Due"), due_on=today + timedelta(days=7))
    made.agreed(people, title="Fine")
    made.changed(made.agreed(people, title="Femi's", lead=people.femi), updated_on=today - timedelta(days=40))
    with transaction():
        db.session.get_one(Person, people.femi).leaves_on = date(2026, 1, 31)
    for _ in range(2):
        remind()
    asked = [mail for mail in mails(app) if "how do they stand" in mail]
    assert len(asked) == 1
    assert "Quiet" in asked[0] and "Due" in asked[0] and "Fine" not in asked[0] and "esi@" in asked[0]
    made.changed(quiet, asked_on=today - timedelta(days=31))
    remind()
    assert len([mail for mail in mails(app) if "how do they stand" in mail]) == 2


def test_names_go_two_years_after_the_end_and_all_of_it_after_six(site: Site, people: People) -> None:
    number = made.said_done(people)
    site.post(f"/actions/{number}/confirm", {"sees": "yes", "sentence": "I do."}, as_=people.bryn)
    running = made.changed(made.agreed(people), due_on=date(2015, 1, 1), created_on=date(2015, 1, 1))
    made.changed(number, ended_on=clock.months_after(clock.today(), -23))
    forget_due()
    assert made.get(number).lead_id == people.esi
    made.changed(number, ended_on=clock.months_after(clock.today(), -25))
    forget_due()
    assert made.get(number).lead_id is None and not db.session.query(ActionConfirmation).count()
    assert {row.by_id for row in db.session.query(ActionUpdate).filter_by(action_id=number)} == {None}
    assert "Nobody yet" in site.get(f"/actions/{number}", as_=people.amara).text
    made.changed(number, ended_on=clock.months_after(clock.today(), -73))
    forget_due()
    assert [row.id for row in db.session.query(ActionItem)] == [running]
    assert "72 months after they ended" in site.get("/admin/retention", as_=people.dev).text


def test_the_spreadsheet_has_all_of_them_and_no_formula(site: Site, people: People) -> None:
    made.proposed(people, title="=HYPERLINK(1)")
    made.refused(people, title="Parking", code=None)
    rows = site.get(f"{LIST}actions.csv", as_=people.chloe).data.decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert any(row.startswith("'=HYPERLINK(1),") for row in rows)
    assert any("The whole council" in row and "Cabinet, 3 March 2027" in row for row in rows)
