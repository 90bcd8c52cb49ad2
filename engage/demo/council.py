"""The generated borough: units, and about 1,200 people with posts, managers and some vacancies."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from engage.core.db import db
from engage.demo.names import COUNCIL, FIRST_NAMES, NO_DESK, SITES, SURNAMES
from engage.directory.models import Account, Person, Post, RoleGrant, Unit

DOMAIN = "anytown.example"
# Who stands for what: number, first name, surname, service, team, job.
CAST = (
    ("D0001", "Amara", "Nwosu", "Home care", "Reablement", "Support worker"),
    ("D0002", "Bryn", "Parry", "Waste and recycling", "Rounds north", "Driver"),
    ("D0003", "Chloe", "Martin", "People team", "Organisational development", "OD adviser"),
    ("D0004", "Dev", "Shah", "Digital", "Applications", "Systems administrator"),
    ("D0005", "Esi", "Mensah", "Libraries", "Central library", "Library assistant"),
    ("D0006", "Femi", "Adeyemi", "Home care", "Reablement", "Team manager"),
)
GIVEN = (("D0003", "od"), ("D0004", "admin"))
GRADES = ("Grade 4", "Grade 5", "Grade 6", "Grade 7", "Grade 8", "Grade 9")


def code(name: str) -> str:
    """A unit's code out of its name."""
    return "".join(c if c.isalnum() else "-" for c in name.upper().replace("'", ""))[:60]


def build(luck: random.Random, today: date) -> None:
    """Add the whole council to the session and flush it."""
    top = _unit("Anytown Council", None, "Council")
    _post(_person("D0100", *_name(luck), luck, today), top, None, "Chief executive", head=True)
    chief = top_post(top)
    numbers = (f"D{n:04d}" for n in range(101, 10_000))
    for directorate, services in COUNCIL.items():
        area = _unit(directorate, top, "Directorate")
        director = _post(_person(next(numbers), *_name(luck), luck, today), area, chief, "Director", head=True)
        for service, teams in services.items():
            place = _unit(service, area, "Service")
            head = _post(
                _person(next(numbers), *_name(luck), luck, today),
                place,
                director,
                "Head of service",
                head=True,
            )
            for team, size in teams.items():
                _team(luck, today, numbers, _unit(team, place, "Team"), service, head, size)
    _give_roles()
    db.session.flush()


def top_post(unit: Unit) -> Post:
    """The post of whoever heads a unit."""
    return db.session.query(Post).filter_by(unit_id=unit.id, is_head=True).one()


def _team(luck: random.Random, today: date, numbers: Iterator[str], unit: Unit, service: str, head: Post,
          size: int) -> None:  # fmt: skip
    cast = [row for row in CAST if row[4] == unit.name]
    managers = [row for row in cast if row[0] == "D0006"]
    lead = managers[0] if managers else (next(numbers), *_name(luck), service, unit.name, "Team manager")
    desk = service not in NO_DESK
    manager = _post(
        _person(lead[0], lead[1], lead[2], luck, today, desk=True),
        unit,
        head,
        lead[5],
        head=True,
        service=service,
    )
    for number, first, surname, _, _, job in (row for row in cast if row[0] != "D0006"):
        _post(_person(number, first, surname, luck, today), unit, manager, job, service=service)
    for _ in range(size - 1 - len(cast)):
        who = _person(next(numbers), *_name(luck), luck, today, desk=desk)
        _post(who, unit, manager, "Officer" if desk else "Operative", service=service, luck=luck)
    if luck.random() < 0.3:
        db.session.add(Post(unit_id=unit.id, manager_post_id=manager.id, job_title="Officer (vacant)", is_main=True))


def _unit(name: str, parent: Unit | None, level: str) -> Unit:
    row = Unit(code=code(name), name=name, level=level, parent_id=parent.id if parent else None,
               opened_on=date(2019, 4, 1))  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def _name(luck: random.Random) -> tuple[str, str]:
    return luck.choice(FIRST_NAMES), luck.choice(SURNAMES)


def _person(number: str, first: str, surname: str, luck: random.Random, today: date, desk: bool = True) -> Person:
    mail = f"{first}.{surname}.{number[1:]}@{DOMAIN}".lower().replace("'", "") if desk else None
    row = Person(
        employee_number=number, first_name=first, surname=surname, email=mail,
        kind="agency" if luck.random() < 0.03 else "employee",
        started_on=today - timedelta(days=luck.randrange(40, 9000)),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    db.session.add(Account(person_id=row.id))
    return row


def _post(person: Person, unit: Unit, manager: Post | None, job: str, *, head: bool = False, service: str = "",
          luck: random.Random | None = None) -> Post:  # fmt: skip
    row = Post(
        person_id=person.id, unit_id=unit.id, manager_post_id=manager.id if manager else None, job_title=job,
        is_head=head, grade="Grade 11" if head else (luck.choice(GRADES) if luck else "Grade 6"),
        site=SITES.get(service, "Town hall"), work_type="front line" if service in NO_DESK else "office",
        contract="permanent", hours=37.0,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def _give_roles() -> None:
    for number, role in GIVEN:
        who = db.session.query(Person).filter_by(employee_number=number).one()
        db.session.add(RoleGrant(person_id=who.id, role=role))
