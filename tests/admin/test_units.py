"""The tree of units."""

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Unit
from tests.factories import UNITS, People
from tests.site import Site


def test_the_tree_counts_people_in_a_unit_and_below_it(site: Site, people: People) -> None:
    page = site.get("/admin/units", as_=people.dev)
    assert "6 units" in page.text
    assert "Anytown Council 6 people, code COUNCIL" in page.text
    assert "Home care 2 people, code HOMECARE" in page.text


def test_a_closed_unit_stays_with_what_replaced_it(site: Site, people: People) -> None:
    with transaction():
        waste = db.session.query(Unit).filter_by(code=UNITS.waste).one()
        place = db.session.query(Unit).filter_by(code=UNITS.place).one()
        db.session.add(Unit(code="OLD", name="Bins", parent_id=place.id, closed_on=clock.today(),
                            replaced_by_id=waste.id))  # fmt: skip
    page = site.get("/admin/units", as_=people.dev)
    row = page.select("tbody tr")[0].text_content()
    assert "Bins" in row
    assert "Waste and recycling" in row


def test_a_council_without_units_is_told_what_to_do_first(site: Site, people: People) -> None:
    with transaction():
        for unit in db.session.query(Unit):
            unit.closed_on = clock.today()
    assert "No units yet" in site.get("/admin/units", as_=people.dev).text


def test_nobody_else_sees_the_units(site: Site, people: People) -> None:
    assert site.get("/admin/units").status == 303
    assert site.get("/admin/units", as_=people.chloe).status == 403


def test_the_cost_does_not_grow_with_the_units(site: Site, people: People) -> None:
    before = site.query_count("/admin/units", as_=people.dev)
    with transaction():
        place = db.session.query(Unit).filter_by(code=UNITS.place).one()
        for number in range(30):
            db.session.add(Unit(code=f"N{number}", name=f"Team {number}", parent_id=place.id))
    assert site.query_count("/admin/units", as_=people.dev) == before <= 5
