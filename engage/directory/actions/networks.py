"""Appointing people to networks, ending it, and training: the one way in, whoever decides."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from engage.core import audit, clock
from engage.core.db import db
from engage.core.errors import Conflict
from engage.directory.models import Appointment, Network, Training
from engage.directory.queries import main_unit_of
from engage.directory.queries_finding import here
from engage.directory.rules.networks import APPOINTED, Ended


def appoint(network: Network, person_id: int, on: date) -> Appointment:
    """Somebody who works here begins in a network; Conflict where they are in it, or nobody can be."""
    if network.kind not in APPOINTED or network.closed_on is not None:
        raise Conflict("Nobody can be appointed to this network. Nothing was changed.")
    if not here([person_id]):
        raise Conflict("Whoever you chose does not work here any more. Nothing was changed.")
    unit = main_unit_of(person_id)
    row = Appointment(
        network_id=network.id, person_id=person_id, unit_id=unit.id if unit else None, started_on=on,
        term_ends_on=clock.months_after(on, network.term_months) if network.term_months else None,
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError as error:
        raise Conflict("They are in this network already. Nothing was changed.") from error
    audit.record("appoint", "appointment", row.id, network=network.id)
    return row


def renew(row: Appointment, network: Network, on: date) -> None:
    """Another term, from the end of the last one or from today where that is over."""
    if row.ended_on is not None:
        raise Conflict("This has ended. Appoint them again instead. Nothing was changed.")
    if network.term_months is None or row.term_ends_on is None:
        raise Conflict("This network has no terms, so there is nothing to renew. Nothing was changed.")
    row.term_ends_on = clock.months_after(max(row.term_ends_on, on), network.term_months)
    db.session.flush()
    audit.record("renew", "appointment", row.id, network=network.id)


def end(row: Appointment, why: Ended, on: date) -> None:
    """They are no longer in the network; Conflict where it has ended already."""
    if row.ended_on is not None:
        raise Conflict("This has ended already. Nothing was changed.")
    row.ended_on, row.ended_why = on, why
    db.session.flush()
    audit.record("end", "appointment", row.id, network=row.network_id, why=why)


def train(person_id: int, course: str, done_on: date, expires_on: date | None, origin: str) -> bool:
    """Write a course down, once for a person, course and day; whether it was new."""
    same = select(Training.id).where(
        Training.person_id == person_id, Training.course == course, Training.done_on == done_on
    )
    if db.session.scalar(same) is not None:
        return False
    db.session.add(Training(person_id=person_id, course=course, done_on=done_on, expires_on=expires_on, origin=origin))
    db.session.flush()
    return True
