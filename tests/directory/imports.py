"""Small extracts for the tests of imports."""

from pathlib import Path

from engage.core.db import db, transaction
from engage.directory.actions.imports import carry_out
from engage.directory.imports import prepare
from engage.directory.models import ImportRun, Person, Post, Unit
from engage.directory.rules.plan import Plan

HEADER = "Employee number,Position ID,First name,Surname,Email,Directorate,Service,Job title,Hours,Manager position ID"
MOST = 10_000_000
STAFF = (
    "0001,P1,Ada,Rowe,ada@x.example,Place,,Director,37,",
    "0002,P2,Ben,O'Hara,ben@x.example,Place,Waste,Manager,37,P1",
    "0003,P3,Cai,Price,,Place,Waste,Loader,30,P2",
    "0004,P3,Dee,Price,,Place,Waste,Loader,30,P2",
    "0005,P5,Eva,Na,,Place,Parks,Gardener,20,P1",
    "0005,P6,Eva,Na,,Place,Waste,Loader,10,P2",
    ",P7,,Vacant,,Place,Parks,Ranger,37,P1",
)


def extract(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    """A file of these rows."""
    path = tmp_path / "staff.csv"
    path.write_text("\n".join((header, *rows)) + "\n")
    return path


def planned(tmp_path: Path, *rows: str, header: str = HEADER, profile: str = "default", kind: str = "people") -> Plan:
    """What a file of these rows would change."""
    return prepare.plan(kind, extract(tmp_path, *rows, header=header), MOST, profile)


def imported(tmp_path: Path, *rows: str, header: str = HEADER, profile: str = "default") -> ImportRun:
    """A file of these rows, carried out."""
    with transaction():
        return carry_out(planned(tmp_path, *rows, header=header, profile=profile), "staff.csv", None)


def picture() -> list[tuple[object, ...]]:
    """All units, people and posts as values, to be compared."""
    db.session.expire_all()
    rows: list[tuple[object, ...]] = []
    for model in (Unit, Person, Post):
        columns = [column.key for column in model.__table__.columns]
        rows += [tuple(getattr(row, name) for name in columns) for row in db.session.query(model).order_by(model.id)]
    return rows


def person(number: str) -> Person:
    """Somebody by number."""
    return db.session.query(Person).filter_by(employee_number=number).one()


def posts(number: str) -> list[tuple[str | None, str, bool]]:
    """Somebody's open posts: position, unit, whether it is the main one."""
    held = person(number).posts
    return [(post.reference, post.unit.name, post.is_main) for post in held if post.ended_on is None]
