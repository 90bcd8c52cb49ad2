"""The mails about an appointment; whoever has no address reads the same on their own page and the start page."""

from datetime import date
from typing import Any

from engage.champions.rules.networks import WHY_NAMES
from engage.core import mail
from engage.directory.models import Appointment, Person
from engage.directory.rules.networks import Ended


def appointed(row: Appointment) -> None:
    """They are in a network now."""
    _tell(row, f"You are appointed: {row.network.name}", "network_appointed.txt")


def renewed(row: Appointment) -> None:
    """Their term goes on."""
    _tell(row, f"Your term is renewed: {row.network.name}", "network_renewed.txt")


def ended(row: Appointment, successor: Person | None = None) -> None:
    """They are in it no longer, and to whom it passed; whoever left the council reads no mail of it any more."""
    if row.ended_why == Ended.LEFT:
        return
    why = WHY_NAMES[row.ended_why or "term"]
    _tell(row, f"Your appointment has ended: {row.network.name}", "network_ended.txt", why=why, successor=successor)


def term_ends(row: Appointment) -> None:
    """Their term ends soon."""
    _tell(row, f"Your term ends soon: {row.network.name}", "network_term_ends.txt")


def training_expires(person: Person, course: str, on: date) -> None:
    """Their training counts not much longer."""
    if person.email:
        name = person.known_as or person.first_name
        mail.send(person.email, f"Your training expires soon: {course}", "network_training_expires.txt",
                  name=name, course=course, on=on)  # fmt: skip


def _tell(row: Appointment, subject: str, template: str, **more: Any) -> None:
    if row.person.email:
        name = row.person.known_as or row.person.first_name
        mail.send(row.person.email, subject, template, name=name, row=row, network=row.network, **more)
