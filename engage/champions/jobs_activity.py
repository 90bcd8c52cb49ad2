"""What the worker does about the log: tells of the month once, deletes what has been kept as long as was said."""

from datetime import date
from typing import Any

from engage.champions.actions import activity_retention as retention
from engage.champions.queries import activity_month as months
from engage.champions.rules.activity import MONTHS_KEPT, MONTHS_NAMED
from engage.core import beats, clock, outbox
from engage.core.db import db, transaction
from engage.core.mail import send
from engage.core.retention import Rule, run_all
from engage.directory.models import Person
from engage.directory.rules.months import Month, month_of, tells_of_last_month

KEPT = (
    Rule(name="activity", what="What champions logged: kind, day, place, how many, words, files",
         how_long=f"{MONTHS_KEPT} months after the day", then="deleted", due=retention.old, erase=retention.delete_old,
         people=retention.PEOPLE, units=retention.UNITS),
    Rule(name="activity-names", what="Who logged it", how_long=f"{MONTHS_NAMED} months after their last appointment "
         "ended", then="the name is taken off, and files that only they could open are deleted",
         due=retention.named, erase=retention.forget_champions, people=retention.PEOPLE, units=retention.UNITS,
         touches=("activity",)),
)  # fmt: skip
MONTH = "champions activity"


@outbox.schedule("champions activity", outbox.HOUR)
def tell_month() -> None:
    """From the first working day of a month on, once: a promise for each reader; no mail about nothing."""
    today = clock.today()
    if not tells_of_last_month(today):
        return
    with transaction():
        month, last = month_of(today).before, beats.held(MONTH)
        if last.said == month.key:
            return
        last.said, last.at = month.key, clock.now()
        if months.summary(month).all.entries:
            for person_id in months.readers():
                outbox.enqueue("champions.month", {"person": person_id, "month": month.first.isoformat()})


@outbox.handler("champions.month")
def tell_one(payload: dict[str, Any]) -> None:
    """What stands there at this moment, to whoever is still a champion or of the OD team."""
    with transaction():
        person = db.session.get(Person, int(payload["person"]))
        if person is None or not person.email or not months.reads(person.id):
            return
        month = Month(date.fromisoformat(str(payload["month"])))
        found = months.summary(month)
        send(person.email, f"What champions heard in {month.name}", "activity_month.txt",
             name=person.known_as or person.first_name, found=found)  # fmt: skip


@outbox.schedule("champions activity retention", outbox.DAY)
def delete_due() -> None:
    """Delete what has been kept as long as was said."""
    run_all(KEPT, clock.now())
