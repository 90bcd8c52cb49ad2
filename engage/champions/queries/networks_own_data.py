"""What networks hold about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import func, select

from engage.champions.models import NetworkReminder
from engage.champions.rules.networks import MONTHS_ENDED, MONTHS_TRAINING, WHY_NAMES
from engage.core.db import db
from engage.core.formatting import day
from engage.core.own_data import Held
from engage.directory.models import Appointment, Network, NetworkCoordinator, Training, Unit

APPOINTED = (
    "So that colleagues find you, and it is known how long you do it. All staff can see it while it lasts. Deleted "
    f"{MONTHS_ENDED} months after it ends; your languages and what you wrote about yourself at once."
)
TRAINED = (
    "So that nobody is sent to a first aider whose training has run out. The OD team can read it. Deleted "
    f"{MONTHS_TRAINING} months after you leave."
)
LOOKS_AFTER = "So that requests reach you. Kept until it is taken away. Your name stands there only if you say so."
ORIGINS = {"entry": "entered by the OD team", "event": "you were at the event", "file": "the learning system"}


def held(person_id: int) -> Sequence[Held]:
    """Appointments, training, networks they look after or sponsor: four statements."""
    reminded = select(func.count()).where(NetworkReminder.appointment_id == Appointment.id).scalar_subquery()
    appointments = db.session.execute(
        select(Appointment, Network.name, Unit.name, reminded)
        .join(Network, Network.id == Appointment.network_id)
        .outerjoin(Unit, Unit.id == Appointment.unit_id)
        .where(Appointment.person_id == person_id)
        .order_by(Appointment.id)
    )
    told = select(func.count()).where(NetworkReminder.training_id == Training.id).scalar_subquery()
    courses = select(Training, told).where(Training.person_id == person_id).order_by(Training.id)
    return (
        Held("Networks you are or were appointed to", APPOINTED, [
            {"network": name, "for the unit": unit, "from": day(row.started_on), "term ends": day(row.term_ends_on) or
             None, "ended": day(row.ended_on) or None, "why": WHY_NAMES[row.ended_why] if row.ended_why else None,
             "languages": row.languages, "about you": row.about, "reminders sent": many}
            for row, name, unit, many in appointments
        ]),
        Held("Training for networks", TRAINED, [
            {"course": row.course, "done": day(row.done_on), "counts until": day(row.expires_on) or None,
             "known from": ORIGINS[row.origin], "reminders sent": many}
            for row, many in db.session.execute(courses)
        ]),
        Held("Networks that you look after", LOOKS_AFTER, _looks_after(person_id), private=True),
    )  # fmt: skip


def _looks_after(person_id: int) -> list[dict[str, str | int | bool | None]]:
    rows = select(Network.name, NetworkCoordinator.named).join(
        NetworkCoordinator, NetworkCoordinator.network_id == Network.id
    )
    found = db.session.execute(rows.where(NetworkCoordinator.person_id == person_id).order_by(Network.id))
    sponsored = db.session.scalars(select(Network.name).where(Network.sponsor_id == person_id).order_by(Network.id))
    as_what = [
        *((name, "coordinator", named) for name, named in found),
        *((name, "sponsor", True) for name in sponsored),
    ]
    return [{"network": name, "as": what, "your name is shown": named} for name, what, named in as_what]
