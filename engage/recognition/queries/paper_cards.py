"""Paper cards: who gave one, for what it can be, and which somebody has entered today."""

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.directory.models import Person
from engage.directory.queries_framework import in_force
from engage.recognition.models import Thanks, ThanksReceiver
from engage.recognition.queries.paper import here_today
from engage.recognition.rules.paper import ValueChoices
from engage.recognition.rules.thanks import Via

MOST_LISTED = 100


def values() -> Sequence[ValueChoices]:
    """The values in force with their behaviours, those that nobody wants left out; nothing before there are any."""
    framework = in_force(clock.today())
    found = framework.values if framework else ()
    return [
        ValueChoices(value.name, [(each.id, each.text) for each in value.behaviours if each.polarity != "negative"])
        for value in found
    ]


def by_number(number: str) -> Person | None:
    """Whoever works here under an employee number, however its letters are typed; None for nobody, and for two."""
    rows = select(Person).where(func.lower(Person.employee_number) == number.lower(), here_today()).limit(2)
    found = db.session.scalars(rows.order_by(Person.id)).all()
    exact = [each for each in found if each.employee_number == number]
    return exact[0] if exact else found[0] if len(found) == 1 else None


def entered_today(person_id: int) -> Sequence[Thanks]:
    """The cards that somebody entered today, the latest first: five statements."""
    morning = clock.from_local(datetime.combine(clock.today(), time()))  # given its zone there
    rows = (
        select(Thanks)
        .where(Thanks.via == Via.CARD, Thanks.entered_by_id == person_id, Thanks.given_at >= morning)
        .order_by(Thanks.id.desc())
        .limit(MOST_LISTED)
        .options(selectinload(Thanks.giver), selectinload(Thanks.receivers).selectinload(ThanksReceiver.person),
                 selectinload(Thanks.receivers).selectinload(ThanksReceiver.unit))
    )  # fmt: skip
    return db.session.scalars(rows).all()


def card(thanks_id: int, entered_by: int) -> Thanks:
    """A card that this person entered, or NotThere."""
    row = db.session.get(Thanks, thanks_id)
    if row is None or row.via != Via.CARD or row.entered_by_id != entered_by:
        raise NotThere("You have entered no such card.")
    return row
