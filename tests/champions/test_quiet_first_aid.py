"""The first aiders' log: two taps, no words, nobody else's eyes, and rounded years."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engage.champions import jobs_quiet
from engage.champions.actions import quiet_first_aid as actions
from engage.champions.forms.quiet_first_aid import ContactForm
from engage.champions.models import FirstAidContact, FirstAidYear
from engage.champions.queries.quiet_own_data import held
from engage.champions.rules import quiet_first_aid as rules
from engage.core import audit, clock
from engage.core.db import db, transaction
from engage.core.fields import typed_day
from engage.directory.actions.networks import end
from engage.directory.models import Appointment, Unit
from engage.directory.rules.networks import Ended
from tests.champions import made
from tests.champions import quiet_scene as scene
from tests.factories import UNITS

PAGE = "/first-aid"


@pytest.fixture
def aider(people) -> int:
    """Bryn is a first aider."""
    made.appointed(people.bryn, made.network("first_aiders", group_minimum=1, name="First aiders"))
    return people.bryn


def noted(person: int, number: int = 1, on: date | None = None, theme: str = "money") -> None:
    """So many contacts of somebody's."""
    with transaction():
        for _ in range(number):
            what = actions.Noted(on or clock.today(), None, theme, rules.NOT_SAID, rules.NOT_SAID)
            actions.note(what, person, f"{person}-{db.session.query(FirstAidContact).count()}-{theme}")


def contacts() -> list[FirstAidContact]:
    db.session.rollback()
    return list(db.session.scalars(db.select(FirstAidContact).order_by(FirstAidContact.id)))


def test_a_contact_is_noted_by_its_theme_alone(site, people, aider):
    assert "Note a contact" in site.get("/", as_=aider).text
    form = site.get(PAGE, as_=aider).form(PAGE)
    assert site.post(PAGE, form | {"theme": "stress"}, as_=aider).status == 303
    site.post(PAGE, form | {"theme": "stress"}, as_=aider)  # the same form again
    (row,) = contacts()
    assert (row.theme, row.on, row.unit_id, row.pointed_to) == ("stress", clock.today(), None, rules.NOT_SAID)
    assert "Stress at work" in site.get(PAGE, as_=aider).text
    site.assert_fragment_is_its_part_of_the_page(PAGE, as_=aider)
    assert not audit.latest(5)


def test_there_is_no_field_for_words_and_what_is_sent_all_the_same_goes_nowhere(site, people, aider):
    page = site.get(PAGE, as_=aider)
    assert not page.select("main textarea")
    assert [each.get("name") for each in page.select("main input[type=text]")] == ["on"]
    texts = [name for name, column in FirstAidContact.__table__.columns.items() if column.type.python_type is str]
    assert texts == ["theme", "pointed_to", "lasted", "once"]
    sent = page.form(PAGE) | {"theme": "Amara is ill", "pointed_to": "Dr Jones", "lasted": "Amara", "part": "Amara"}
    page = site.post(PAGE, sent, as_=aider)
    assert page.status == 422 and len(page.errors) == 4 and "Amara" not in page.text and not contacts()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"theme": ""}, "Choose what it was mostly about."), ({"on": "soon"}, "Enter the day as numbers"),
        ({"on": "tomorrow"}, "not one to come"), ({"on": "long ago"}, "of the last 31 days"),
        ({"part": "999"}, "Choose one of the list."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(site, people, aider, sent, says):
    days = {"tomorrow": clock.today() + timedelta(days=1), "long ago": clock.today() - timedelta(days=32)}
    sent = {name: typed_day(days[value]) if value in days else value for name, value in sent.items()}
    page = site.post(PAGE, site.get(PAGE, as_=aider).form(PAGE) | {"theme": "money"} | sent, as_=aider)
    assert page.status == 422 and says in " ".join(page.errors) and page.title.startswith("Error: Contacts")
    assert not contacts()


def test_a_small_team_is_never_offered_however_small_the_network_says_groups_may_be(site, people, aider):
    def offered() -> list[str]:
        return [each.text for each in site.get(PAGE, as_=aider).select("#part option")]

    assert offered() == ["Rather not say"]
    scene.many(12)
    assert offered() == ["Rather not say", "Waste and recycling"]
    waste, care = (db.session.query(Unit.id).filter_by(code=code).scalar() for code in (UNITS.waste, UNITS.home_care))
    form = site.get(PAGE, as_=aider).form(PAGE) | {"theme": "money"}
    assert site.post(PAGE, form | {"part": str(care)}, as_=aider).status == 422
    assert site.post(PAGE, form | {"part": str(waste)}, as_=aider).status == 303
    assert "Waste and recycling" in site.get(PAGE, as_=aider).text


def test_nobody_else_reads_changes_or_deletes_it(site, people, aider):
    made.appointed(people.esi, db.session.query(Appointment.network_id).filter_by(person_id=aider)
                   .order_by(Appointment.id.desc()).first()[0])  # fmt: skip
    noted(aider)
    here = f"{PAGE}/{contacts()[0].id}"
    for who in (people.amara, people.femi, people.chloe, people.dev):
        assert site.get(PAGE, as_=who).status == 404 and site.post(PAGE, {"theme": "money"}, as_=who).status == 404
    for who in (people.amara, people.chloe, people.dev, people.esi):
        assert site.get(f"{here}/edit", as_=who).status == 404
        assert site.post(f"{here}/edit", {"theme": "family"}, as_=who).status == 404
        assert site.post(f"{here}/delete", as_=who).status == 404
        assert not any("aider" in record.title and record.rows for record in held(who))
    assert "Money" not in site.get(PAGE, as_=people.esi).select("#contact-list")[0].text_content()
    assert [row.theme for row in contacts()] == ["money"]
    assert [record.rows[0]["about"] for record in held(aider) if "aider" in record.title] == ["Money"]


def test_ones_own_is_changed_and_deleted_an_old_day_stays(site, people, aider):
    noted(aider, on=clock.today() - timedelta(days=90))
    here = f"{PAGE}/{contacts()[0].id}"
    form = site.get(f"{here}/edit", as_=aider).form(f"{here}/edit")
    assert site.post(f"{here}/edit", form | {"theme": "family"}, as_=aider).status == 303
    assert contacts()[0].theme == "family" and contacts()[0].on == clock.today() - timedelta(days=90)
    assert site.post(f"{here}/edit", form | {"theme": "x"}, as_=aider).status == 422
    assert site.post(f"{here}/delete", as_=aider).status == 303 and not contacts()


def test_whoever_was_a_first_aider_keeps_reading_and_deleting(site, people, aider):
    noted(aider)
    with transaction():
        for row in db.session.query(Appointment).filter_by(person_id=aider, ended_on=None):
            end(row, Ended.STEPPED_DOWN, clock.today())
    page = site.get(PAGE, as_=aider)
    assert "not a first aider any more" in page.text and not page.select("input[name=theme]")
    assert site.post(PAGE, {"theme": "money", "once": "12345678"}, as_=aider).status == 403
    number = contacts()[0].id
    assert site.get(f"{PAGE}/{number}/edit", as_=aider).status == 403
    assert site.post(f"{PAGE}/{number}/delete", as_=aider).status == 303
    assert site.get(PAGE, as_=aider).status == 404


def test_a_year_is_counted_once_over_rounded_and_its_contacts_go(site, people, aider):
    year = clock.today().year - 1
    for number, theme in ((12, "money"), (13, "stress"), (9, "family")):
        noted(aider, number, date(year, 12, 31), theme)
    here = "/networks/manage/first-aid"
    assert "No year is over yet" in site.get(here, as_=people.chloe).text
    jobs_quiet.tidy()
    page = site.get(here, as_=people.chloe).text
    for words in (f"{year}", "Money about 10", "Stress at work about 15", "Family fewer than 10"):
        assert words in page, words
    noted(aider, 20, date(year, 12, 30), "bereavement")
    jobs_quiet.tidy()
    assert site.get(here, as_=people.chloe).text == page
    assert all(row.told in (0, 10, 15) for row in db.session.query(FirstAidYear))
    with transaction():
        at = datetime(year + 1, 12, 31, 12, tzinfo=UTC)
        actions.forget(db.session.scalars(actions.due(at)).all(), at)
    assert not contacts() and db.session.query(FirstAidYear).count() == len(rules.THEMES)
    for who in (people.dev, people.amara, aider):
        assert site.get(here, as_=who).status == 403


def test_the_list_costs_the_same_however_long(site, people, aider):
    noted(aider, 2)
    few = [site.query_count(path, as_=aider) for path in (PAGE, "/")]
    noted(aider, 30, theme="health")
    assert [site.query_count(path, as_=aider) for path in (PAGE, "/")] == few
    assert len(site.get(f"{PAGE}?page=2", as_=aider).select("#contact-list tbody tr")) == 12


def test_the_rules_of_rounding_and_of_what_is_offered():
    assert [rules.told(number) for number in (0, 9, 10, 12, 13, 17, 18)] == [0, 0, 10, 10, 15, 15, 20]
    assert rules.offered({1: 9, 2: 10, 3: 40}, 1) == {2, 3} and rules.offered({2: 10, 3: 40}, 40) == {3}
    assert rules.whole_years(frozenset({2025, 2026, 2027}), frozenset({2025}), date(2027, 1, 1)) == [2026]
    assert not [each for each in vars(ContactForm).values() if "TextArea" in repr(each)]
