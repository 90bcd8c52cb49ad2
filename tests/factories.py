"""The people of the tests and what they work with."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, Table

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Account, Appointment, Network, Person, Post, RoleGrant, Unit


@dataclass(frozen=True)
class People:
    """Ids of the six people with fixed meanings."""

    amara: int
    bryn: int
    chloe: int
    dev: int
    esi: int
    femi: int


@dataclass(frozen=True)
class Units:
    """Codes of the small council's units."""

    council: str = "COUNCIL"
    adults: str = "ADULTS"
    place: str = "PLACE"
    home_care: str = "HOMECARE"
    waste: str = "WASTE"
    people_team: str = "PEOPLETEAM"


UNITS = Units()


def unit(code: str, name: str, parent: Unit | None = None, level: str = "") -> Unit:
    """A unit, flushed."""
    row = Unit(code=code, name=name, parent_id=parent.id if parent else None, level=level)
    db.session.add(row)
    db.session.flush()
    return row


def person(number: str, first: str, surname: str, place: Unit, **more: object) -> Person:
    """A person with a main post and an account (no password), flushed."""
    head, manager = bool(more.pop("head", False)), more.pop("manager_post_id", None)
    row = Person(employee_number=number, first_name=first, surname=surname, started_on=date(2020, 1, 6), **more)
    db.session.add(row)
    db.session.flush()
    db.session.add(Post(person_id=row.id, unit_id=place.id, job_title="Officer", is_head=head,
                        manager_post_id=manager))  # fmt: skip
    db.session.add(Account(person_id=row.id))
    db.session.flush()
    return row


def people() -> People:
    """Amara (staff), Bryn (champion), Chloe (OD team), Dev (administrator), Esi (elsewhere), Femi (manager)."""
    engine = db.engine
    if engine not in _kept:
        found = _made()
        with engine.connect() as connection:
            rows = [(table, [dict(row) for row in connection.execute(table.select()).mappings()]) for table in FILLED]
        _kept[engine] = found, rows
        return found
    found, rows = _kept[engine]
    with engine.begin() as connection:
        for table, some in rows:
            connection.execute(table.insert(), some)
            if engine.dialect.name == "postgresql" and "id" in table.columns:
                connection.exec_driver_sql(f"SELECT setval('{table.name}_id_seq', {max(row['id'] for row in some)})")
    return found


# Thousands of tests begin with the same people: made once in each database, then put back as they were.
KEPT = (Unit, Person, Post, Account, RoleGrant, Network, Appointment)
FILLED = [model.metadata.tables[model.__tablename__] for model in KEPT]
# The champion's term: neither new nor near its end, whenever a test runs.
SINCE, UNTIL = clock.today() - timedelta(days=327), clock.today() + timedelta(days=403)
_kept: dict[Engine, tuple[People, list[tuple[Table, list[dict[str, Any]]]]]] = {}


def _made() -> People:
    with transaction():
        council = unit(UNITS.council, "Anytown Council", level="Council")
        adults = unit(UNITS.adults, "Adults and communities", council, "Directorate")
        place = unit(UNITS.place, "Place", council, "Directorate")
        care = unit(UNITS.home_care, "Home care", adults, "Service")
        waste = unit(UNITS.waste, "Waste and recycling", place, "Service")
        od = unit(UNITS.people_team, "People team", council, "Service")
        femi = person("1006", "Femi", "Adeyemi", care, head=True, email="femi@anytown.example")
        manager = femi.posts[0].id
        amara = person("1001", "Amara", "Nwosu", care, manager_post_id=manager, email="amara@anytown.example")
        bryn = person("1002", "Bryn", "Parry", waste)
        chloe = person("1003", "Chloe", "Martin", od, email="chloe@anytown.example")
        dev = person("1004", "Dev", "Shah", od, email="dev@anytown.example")
        esi = person("1005", "Esi", "Mensah", waste, email="esi@anytown.example")
        for who, role in ((chloe, "od"), (dev, "admin")):
            db.session.add(RoleGrant(person_id=who.id, role=role))
        champions = Network(kind="champions", name="Employee champions", created_at=clock.now(), term_months=24)
        db.session.add(champions)
        db.session.flush()
        db.session.add(Appointment(network_id=champions.id, person_id=bryn.id, unit_id=waste.id,
                                   started_on=SINCE, term_ends_on=UNTIL))  # fmt: skip
        found = People(amara.id, bryn.id, chloe.id, dev.id, esi.id, femi.id)
    return found


def sign_in(client: FlaskClient, person_id: int) -> None:
    """Give a client the session of this person, as the sign-in page would."""
    account = db.session.get_one(Account, person_id)
    with client.session_transaction() as session:
        session["_user_id"] = f"{person_id}.{account.session_version}"
        session["_fresh"] = True
        session["mark"] = secrets.token_hex(16)
