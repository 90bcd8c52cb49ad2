"""What the worker looks for: terms and training that end soon and nobody was told of, and what is kept no longer."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import aliased

from engage.champions.models import NetworkReminder
from engage.champions.rules.networks import MONTHS_ENDED, MONTHS_TRAINING, REMINDED
from engage.core import clock
from engage.core.db import db
from engage.directory.models import Appointment, Network, NetworkCoordinator, Person, Training
from engage.directory.queries_finding import here_on, here_today
from engage.directory.queries_networks import is_on
from engage.directory.rules.networks import NetworkKind


def terms(today: date) -> Sequence[int]:
    """Appointments whose term ends within 60 days, and whose person was not told of that day."""
    told = exists().where(
        NetworkReminder.appointment_id == Appointment.id, NetworkReminder.due_on == Appointment.term_ends_on
    )
    rows = (
        select(Appointment.id)
        .join(Network, Network.id == Appointment.network_id)
        .join(Person, Person.id == Appointment.person_id)
        .where(Network.closed_on.is_(None), is_on(today), here_today(), ~told)
        .where(Appointment.term_ends_on.between(today, today + REMINDED))
    )
    return db.session.scalars(rows.order_by(Appointment.id)).all()


def training(today: date) -> Sequence[int]:
    """Training that a network of theirs asks for, expires within 60 days, and of which they were not told.

    The one that counts longest alone: whoever has been on the refresher is left in peace.
    """
    told = exists().where(NetworkReminder.training_id == Training.id, NetworkReminder.due_on == Training.expires_on)
    longer = aliased(Training)
    counts_longer = exists().where(
        longer.person_id == Training.person_id, longer.course == Training.course,
        or_(longer.expires_on.is_(None), longer.expires_on > Training.expires_on,
            (longer.expires_on == Training.expires_on) & (longer.id > Training.id)),
    )  # fmt: skip
    asked = exists().where(
        Appointment.person_id == Training.person_id, Network.id == Appointment.network_id,
        Network.training == Training.course, Network.closed_on.is_(None), is_on(today),
    )  # fmt: skip
    rows = select(Training.id).join(Person, Person.id == Training.person_id).where(here_today(), asked)
    rows = rows.where(Training.expires_on.between(today, today + REMINDED), ~counts_longer, ~told)
    return db.session.scalars(rows.order_by(Training.id)).all()


def ended(at: datetime) -> Select[int]:
    """Appointments that ended so long ago that they go."""
    before = clock.months_after(clock.local(at).date(), -MONTHS_ENDED)
    return select(Appointment.id).where(Appointment.ended_on < before)


def training_of_leavers(at: datetime) -> Select[int]:
    """Training of people who left so long ago that it goes."""
    before = clock.months_after(clock.local(at).date(), -MONTHS_TRAINING)
    return select(Training.id).join(Person, Person.id == Training.person_id).where(Person.leaves_on < before)


def coordinators_who_left(at: datetime) -> Select[int, int]:
    """Whoever has left looks after nothing: the network and the person.

    Whoever comes back years later does not read a staff network's list again before the OD team says so.
    """
    today = clock.local(at).date()
    gone = select(Person.id).where(Person.leaves_on < today)
    away = NetworkCoordinator.person_id.not_in(select(Person.id).where(here_on(today)))
    staff = NetworkCoordinator.network_id.in_(select(Network.id).where(Network.kind == NetworkKind.STAFF))
    rows = select(NetworkCoordinator.network_id, NetworkCoordinator.person_id)
    return rows.where(NetworkCoordinator.person_id.in_(gone) | (staff & away))
