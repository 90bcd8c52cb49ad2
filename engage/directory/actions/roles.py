"""Roles that are given and taken; staff and manager are told from the posts, champion from appointments."""

from dataclasses import dataclass
from datetime import date

from engage.core import audit, clock
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere
from engage.directory import queries_accounts as queries
from engage.directory.models import Account, Person, Post, RoleGrant, Unit
from engage.directory.rules.accounts import GIVEN_ROLES, may_take_away, same_surname


@dataclass(frozen=True)
class NewPerson:
    """What it takes to make somebody."""

    employee_number: str
    first_name: str
    surname: str
    email: str | None


def give(person_id: int, role: str) -> None:
    """Give a role; giving it twice changes nothing."""
    if role not in GIVEN_ROLES:
        raise NotThere
    if queries.grant(person_id, role) is None:
        db.session.add(RoleGrant(person_id=person_id, role=role))
        db.session.flush()
        audit.record("give", "role", person_id, role=role)


def take(person_id: int, role: str, on: date) -> None:
    """Take a role away; Conflict for the last administrator who works here."""
    left = [one for one in queries.administrators_here(on, lock=role == "admin") if one != person_id]
    held = queries.grant(person_id, role)
    if held is None:
        raise NotThere
    if not may_take_away(role, len(left)):
        raise Conflict("This is the last administrator. Give the role to somebody else first.")
    db.session.delete(held)
    db.session.flush()
    audit.record("take", "role", person_id, role=role)


def make_administrator(new: NewPerson, organisation: str) -> Person:
    """Whoever has this number and surname, or a new person with a post in the council itself; with the role."""
    known = queries.candidate(new.employee_number, clock.today())
    if known is not None and known.here and same_surname(new.surname, known.surname):
        give(known.person_id, "admin")
        return db.session.get_one(Person, known.person_id)
    if queries.taken(new.employee_number, new.email):
        raise Invalid(
            "Somebody else has this employee number or e-mail address, or has left. "
            "To make a person an administrator who is here already, enter their number and their surname."
        )
    top = queries.top_unit()
    if top is None:
        top = Unit(code="COUNCIL", name=organisation, level="Council")
        db.session.add(top)
        db.session.flush()
    person = Person(
        employee_number=new.employee_number, first_name=new.first_name, surname=new.surname, email=new.email
    )
    db.session.add(person)
    db.session.flush()
    db.session.add(Post(person_id=person.id, unit_id=top.id, job_title="Administrator"))
    db.session.add(Account(person_id=person.id))
    db.session.flush()
    audit.record("create", "person", person.id)
    give(person.id, "admin")
    return person
