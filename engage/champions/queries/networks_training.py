"""Training: one person's, and what the rows of an uploaded file are looked up in."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import exists, func, or_, select

from engage.champions.queries.networks import GREATEST, courses
from engage.champions.rules.networks_training_file import NUMBER, Council, Known, Row
from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.directory.models import Appointment, Network, Person, Training
from engage.directory.rules import is_here

# PostgreSQL and SQLite both take so many values in one statement.
AT_ONCE = 5_000


def held(training_id: int) -> Training:
    """One course that somebody did, or NotThere."""
    row = db.session.get(Training, training_id) if training_id < GREATEST else None
    if row is None:
        raise NotThere
    return row


def council(rows: Sequence[Row]) -> Council:
    """Everything that these rows are looked up in: three statements, however many rows."""
    people = _people({each.cell(NUMBER).lower() for each in rows} - {""})
    return Council(people, courses(), _before([each.id for each in people.values()]), clock.today())


def _people(numbers: Collection[str]) -> dict[str, Known]:
    current = exists().where(
        Appointment.person_id == Person.id, Network.id == Appointment.network_id, Network.closed_on.is_(None),
        or_(Appointment.ended_on.is_(None), Appointment.ended_on > clock.today()),
    )  # fmt: skip
    rows = select(Person, current).where(func.lower(Person.employee_number).in_(numbers)).order_by(Person.id)
    return {
        who.employee_number.casefold(): Known(
            who.id, who.name, is_here(who.started_on, who.leaves_on, clock.today()), in_a_network
        )
        for who, in_a_network in db.session.execute(rows.limit(AT_ONCE))
    }


def _before(person_ids: Collection[int]) -> set[tuple[int, str, date]]:
    rows = select(Training.person_id, Training.course, Training.done_on).where(Training.person_id.in_(person_ids))
    return {(person_id, course, done) for person_id, course, done in db.session.execute(rows)}
