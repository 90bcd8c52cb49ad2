"""The mails about a story; whoever has no address reads the same on the start page."""

from engage.core import mail
from engage.directory.models import Person
from engage.recognition.models import Story
from engage.recognition.rules.stories import Consent, StoryState


def ask(row: Story) -> None:
    """To whoever it shows: may it be shown to all staff?"""
    if row.state != StoryState.ASKING:
        return
    for each in row.people:
        if each.consent == Consent.ASKED:
            _tell(each.person, "A colleague would like to tell a story about you", "stories_asked.txt", row)


def shown(row: Story) -> None:
    """To its author."""
    _tell(row.author, "Your story is shown to all staff", "stories_shown.txt", row)


def declined(row: Story) -> None:
    """To its author, with the note of whoever decided."""
    _tell(row.author, "Your story came back with a note", "stories_declined.txt", row)


def stopped(row: Story) -> None:
    """To its author: not by whom, and not why."""
    _tell(row.author, "Your story cannot be shown as it is", "stories_stopped.txt", row)


def _tell(person: Person | None, subject: str, template: str, row: Story) -> None:
    if person is not None and person.email:
        mail.send(person.email, subject, template, name=person.known_as or person.first_name, story=row)
