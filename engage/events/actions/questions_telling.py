"""The mails to whoever asked; who has no address reads the same beside the question."""

from engage.core import mail
from engage.core.db import db
from engage.events.models import Event, EventQuestion


def answered(row: EventQuestion) -> None:
    """That there is an answer."""
    _tell(row, "Your question has been answered", "questions_answered.txt")


def hidden(row: EventQuestion) -> None:
    """That it is not shown, and why."""
    _tell(row, "Your question is not shown", "questions_hidden.txt")


def _tell(row: EventQuestion, subject: str, template: str) -> None:
    person = row.asker
    if person is not None and person.email:
        event = db.session.get_one(Event, row.event_id)
        mail.send(person.email, subject, template, name=person.known_as or person.first_name, question=row, event=event)
