"""Training as the OD team enters it, and as a file of the learning system brings it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.exc import IntegrityError

from engage.champions.rules.networks_training_file import Good
from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict
from engage.directory.actions.networks import train
from engage.directory.models import Training


def enter(person_id: int, course: str, done_on: date, expires_on: date | None) -> None:
    """One course of one person; Conflict where it is there already."""
    try:
        with db.session.begin_nested():
            new = train(person_id, course, done_on, expires_on, "entry")
    except IntegrityError:  # the second press arrived together with the first
        new = False
    if not new:
        raise Conflict("This course is entered for that day already. Nothing was changed.")
    audit.record("enter training", "person", person_id)


def take_away(row: Training) -> None:
    """It was entered by mistake."""
    audit.record("delete training", "person", row.person_id)
    db.session.delete(row)
    db.session.flush()


def take(good: Sequence[Good]) -> int:
    """The good rows of a file; what is there already stays as it is. How many were new."""
    try:
        with db.session.begin_nested():
            taken = sum(train(each.person_id, each.course, each.done_on, each.expires_on, "file") for each in good)
    except IntegrityError as error:
        raise Conflict("Somebody else took in some of these rows at this moment. Look at the file again.") from error
    audit.record("take in training", "training", rows=taken)
    return taken
