"""What networks hold about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import func, select

from engage.champions.models import NetworkReminder
from engage.champions.rules.networks import MONTHS_ENDED, MONTHS_TRAINING, WHY_NAMES
from engage.core.formatting import day
from engage.core.own_data import WHO, Held, each_of, rows_of
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


HELD = (
    select(
        Appointment, Network.name, Unit.name,
        select(func.count()).where(NetworkReminder.appointment_id == Appointment.id).scalar_subquery(),
    )
    .join(Network, Network.id == Appointment.network_id)
    .outerjoin(Unit, Unit.id == Appointment.unit_id)
    .where(Appointment.person_id == WHO)
    .order_by(Appointment.id)
)  # fmt: skip
COURSES = (
    select(Training, select(func.count()).where(NetworkReminder.training_id == Training.id).scalar_subquery())
    .where(Training.person_id == WHO)
    .order_by(Training.id)
)
COORDINATED = (
    select(Network.name, NetworkCoordinator.named)
    .join(NetworkCoordinator, NetworkCoordinator.network_id == Network.id)
    .where(NetworkCoordinator.person_id == WHO)
    .order_by(Network.id)
)
SPONSORED = select(Network.name).where(Network.sponsor_id == WHO).order_by(Network.id)


def held(person_id: int) -> Sequence[Held]:
    """Appointments, training, networks they look after or sponsor: four statements."""
    return (
        Held("Networks you are or were appointed to", APPOINTED, [
            {"network": name, "for the unit": unit, "from": day(row.started_on), "term ends": day(row.term_ends_on) or
             None, "ended": day(row.ended_on) or None, "why": WHY_NAMES[row.ended_why] if row.ended_why else None,
             "languages": row.languages, "about you": row.about, "reminders sent": many}
            for row, name, unit, many in rows_of(HELD, person_id)
        ]),
        Held("Training for networks", TRAINED, [
            {"course": row.course, "done": day(row.done_on), "counts until": day(row.expires_on) or None,
             "known from": ORIGINS[row.origin], "reminders sent": many}
            for row, many in rows_of(COURSES, person_id)
        ]),
        Held("Networks that you look after", LOOKS_AFTER, _looks_after(person_id), private=True),
    )  # fmt: skip


def _looks_after(person_id: int) -> list[dict[str, str | int | bool | None]]:
    as_what = [
        *((name, "coordinator", named) for name, named in rows_of(COORDINATED, person_id)),
        *((name, "sponsor", True) for name in each_of(SPONSORED, person_id)),
    ]
    return [{"network": name, "as": what, "your name is shown": named} for name, what, named in as_what]
