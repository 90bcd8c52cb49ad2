"""What the worker does about networks: reminds of terms and training that end, and deletes what is over."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from engage.champions.actions import networks_telling
from engage.champions.models import NetworkReminder
from engage.champions.queries import networks_due as due
from engage.champions.rules.networks import MONTHS_ENDED, MONTHS_TRAINING
from engage.core import audit, clock, outbox
from engage.core.db import db, transaction
from engage.core.retention import Kept
from engage.directory.models import Appointment, Training

KEPT = (
    Kept("Who is appointed to a network: unit, term, languages, words about themselves", "until it ends", "ended; the "
         "languages and words are emptied at once"),
    Kept("Appointments that have ended", f"{MONTHS_ENDED} months after the end", "deleted"),
    Kept("Training of people who work here", "for good", "nothing: no schedule deletes it yet"),
    Kept("Training of people who have left", f"{MONTHS_TRAINING} months after they left", "deleted"),
    Kept("Who looks after a network", "until it is taken away", "deleted; of people who have left, at once"),
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


@outbox.schedule("networks retention", outbox.DAY)
def delete_due() -> None:
    """Delete what has been kept as long as was said, each in a transaction of its own."""
    today = clock.today()
    with transaction():
        ended = due.ended_before(clock.months_after(today, -MONTHS_ENDED))
        training = due.training_of_leavers(clock.months_after(today, -MONTHS_TRAINING))
        due.forget_coordinators_who_left(today)
    for model, kind, ids in ((Appointment, "appointment", ended), (Training, "training", training)):
        for each in ids:
            with transaction():
                row = db.session.get(model, each)
                if row is not None:
                    db.session.delete(row)
                    audit.record("delete", kind, each)
