"""What the worker does about networks: reminds of terms and training that end, and deletes what is over."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from engage.champions.actions import networks_forgetting as forgetting
from engage.champions.actions import networks_telling
from engage.champions.models import NetworkReminder
from engage.champions.queries import networks_due as due
from engage.champions.rules.networks import MONTHS_ENDED, MONTHS_TRAINING
from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.core.retention import Kept, Rule, run_all, whom
from engage.directory.models import Appointment, Training

KEPT = (
    Kept("Who is appointed to a network: unit, term, languages, words about themselves", "until it ends", "ended; the "
         "languages and words are emptied at once"),
    Rule(name="appointments", what="Appointments that have ended", how_long=f"{MONTHS_ENDED} months after the end",
         then="deleted", due=due.ended, erase=forgetting.appointments,
         people=whom(Appointment.id, Appointment.person_id), units=whom(Appointment.id, Appointment.unit_id)),
    Kept("Training of people who work here", "for good", "nothing: no schedule deletes it yet"),
    Rule(name="training", what="Training of people who have left", how_long=f"{MONTHS_TRAINING} months after they left",
         then="deleted", due=due.training_of_leavers, erase=forgetting.training,
         people=whom(Training.id, Training.person_id)),
    Rule(name="coordinators", what="Who looks after a network", how_long="until it is taken away",
         then="deleted; of people who have left, at once", due=due.coordinators_who_left,
         erase=forgetting.coordinators, people=forgetting.COORDINATORS),
)  # fmt: skip


@outbox.schedule("network reminders", outbox.DAY)
def remind() -> None:
    """One mail for each term and each training that ends within 60 days; each in a transaction of its own."""
    with transaction():
        terms, training = due.terms(clock.today()), due.training(clock.today())
    for appointment_id in terms:
        _once(NetworkReminder(appointment_id=appointment_id))
    for training_id in training:
        _once(NetworkReminder(training_id=training_id))


def _once(reminder: NetworkReminder) -> None:
    """Remembered and promised together; two workers at once are held apart by the reminder's row."""
    try:
        with transaction():
            if reminder.appointment_id is not None:
                row = db.session.get_one(Appointment, reminder.appointment_id)
                if row.ended_on is not None or row.term_ends_on is None:
                    return
                reminder.due_on = row.term_ends_on
                networks_telling.term_ends(row)
            else:
                found = select(Training).where(Training.id == reminder.training_id)
                course = db.session.scalars(found.options(joinedload(Training.person))).one()
                if course.expires_on is None:
                    return
                reminder.due_on = course.expires_on
                networks_telling.training_expires(course.person, course.course, course.expires_on)
            db.session.add(reminder)
    except IntegrityError:
        return


@outbox.schedule("networks retention", outbox.HOUR)
def delete_due() -> None:
    """Delete what has been kept as long as was said."""
    run_all(KEPT, clock.now())
