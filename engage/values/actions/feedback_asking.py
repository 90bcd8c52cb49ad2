"""Asking people: who may be asked, the mails that ask, and the one-time links for people from outside."""

import secrets

from sqlalchemy import select

from engage.core import clock, mail
from engage.core.db import db
from engage.core.errors import Invalid
from engage.directory.models import Person
from engage.directory.queries_accounts import candidate_by_id
from engage.values.models import FeedbackOutside, FeedbackReviewer, FeedbackRound
from engage.values.rules.feedback_round import token_hash

TOKEN_BYTES = 24


def refuse_leaver(person_id: int) -> None:
    """Whoever does not work here today is asked nothing."""
    found = candidate_by_id(person_id, clock.today())
    if found is None or not found.here:
        raise Invalid("That person does not work here any more, or not yet. Choose somebody else.")


def tell_reviewers(found: FeedbackRound) -> None:
    """One mail for each colleague, however many they are asked about, that names nobody; and the links."""
    _mail_everybody(found, "You are asked for feedback", "feedback_asked.txt")
    outside = select(FeedbackOutside).where(FeedbackOutside.round_id == found.id).order_by(FeedbackOutside.id)
    for each in db.session.scalars(outside).all():
        _send_link(found, each)


def remind(found: FeedbackRound) -> None:
    """The same words to everybody who was asked."""
    _mail_everybody(found, "Feedback: a few days left", "feedback_reminder.txt")


def _mail_everybody(found: FeedbackRound, subject: str, template: str) -> None:
    asked = select(FeedbackReviewer.reviewer_id).where(FeedbackReviewer.round_id == found.id)
    here = Person.leaves_on.is_(None) | (Person.leaves_on >= clock.today())
    rows = select(Person).where(Person.id.in_(asked), Person.email.is_not(None), here).order_by(Person.id)
    for person in db.session.scalars(rows):
        mail.send(
            person.email or "", subject, template, useless_at=found.closes_at,
            name=person.known_as or person.first_name, round=found,
        )  # fmt: skip


def _send_link(found: FeedbackRound, outside: FeedbackOutside) -> None:
    """The token is in the mail alone; the address goes from here once the mail is on its way."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    outside.token_hash = token_hash(token)
    subject = db.session.get_one(Person, outside.subject_id)
    mail.send(
        outside.email, f"Feedback for {subject.name}", "feedback_outside.txt", useless_at=found.closes_at,
        name=outside.name, about=subject.name, round=found, token=token,
    )  # fmt: skip
    outside.email = ""


def tell(person_id: int, subject: str, template: str, found: FeedbackRound) -> None:
    """A mail to one person about a round, where they have an address; it names nobody else."""
    person = db.session.get_one(Person, person_id)
    if person.email:
        name = person.known_as or person.first_name
        mail.send(person.email, subject, template, name=name, round=found)
