"""The mails about actions. Whoever has no address has the same on the start page."""

from collections.abc import Sequence
from typing import Any

from engage.core import mail
from engage.directory.models import Person
from engage.directory.queries_finding import here
from engage.followup.models import ActionItem


def _send(person: Person, subject: str, template: str, **context: Any) -> None:
    if person.email and here([person.id]):
        mail.send(person.email, subject, template, name=person.known_as or person.first_name, **context)


def made_lead(row: ActionItem, lead: Person) -> None:
    """To whoever leads it from now on."""
    _send(lead, "You lead an action", "followup_lead.txt", row=row)


def asked(lead: Person, quiet: Sequence[ActionItem], soon: Sequence[ActionItem]) -> None:
    """To a lead officer, once for all of theirs: what had no update for long, and what is due soon."""
    _send(lead, "Your actions: how do they stand?", "followup_asked.txt", quiet=quiet, soon=soon)


def champion_asked(row: ActionItem, champion: Person) -> None:
    """To a champion of the services concerned: do you see it?"""
    _send(champion, "An action is said to be done: do you see it?", "followup_champion.txt", row=row)
