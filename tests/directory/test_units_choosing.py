"""Units as the choices of a list: each found by how it begins."""

from engage.core.db import db, transaction
from engage.directory.models import Unit
from engage.directory.queries import units_by_path


def test_the_councils_name_stands_before_no_other_unit(site, people):
    names = dict(db.session.query(Unit.id, Unit.name))
    found = dict(units_by_path())
    (top,) = db.session.query(Unit.id).filter_by(parent_id=None).one()
    assert set(found) == set(names) and next(iter(found)) == top and found[top] == names[top]
    assert not [path for unit, path in found.items() if unit != top and path.startswith(names[top])]
    below = db.session.query(Unit).filter(Unit.parent_id.is_not(None), Unit.parent_id != top).first()
    assert found[below.id] == f"{found[below.parent_id]} › {below.name}"
    options = site.get("/actions/manage/new", as_=people.chloe).select("select option")
    assert found[below.id] in [option.text for option in options]


def test_of_two_councils_each_keeps_its_name_before_its_units(site, people):
    with transaction():
        other = Unit(code="OTHER", name="Otherton Council", level="Council")
        db.session.add(other)
        db.session.flush()
        db.session.add(Unit(code="OTHER/PLACE", name="Place", level="Directorate", parent_id=other.id))
    found = [path for _, path in units_by_path()]
    assert "Otherton Council › Place" in found and "Place" not in found
