"""A council with addresses, a clock that a test sets, and a relay that notes what it is handed."""

import smtplib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from engage.core import clock, mail
from engage.core.db import db, transaction
from engage.directory.models import Person
from engage.surveys import jobs_reach
from engage.surveys.actions import casting, keys, lifecycle, mailing
from engage.surveys.models import Invitation, Survey, SurveyMail
from engage.surveys.rules import to_json
from engage.surveys.rules.mailing import Words
from engage.surveys.rules.reach import EVERYONE, Chosen, to_text
from tests.surveys import taken

# A Monday at half past nine.
MONDAY = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)


@dataclass
class Times:
    """What the clock says."""

    at: datetime = MONDAY

    def go(self, day: int, hour: int = 10, minute: int = 0) -> datetime:
        """So many days after that Monday; UTC is the council's time in early March."""
        self.at = MONDAY.replace(hour=hour, minute=minute) + timedelta(days=day)
        return self.at


@dataclass
class Relay:
    """What was handed over, which addresses are refused, and whether it answers at all."""

    sent: list[tuple[str, str, str]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    down_after: int | None = None

    def deliver(self, to: str, subject: str, body: str, attached: object = None) -> None:
        """As core.mail.deliver."""
        if self.down_after is not None and len(self.sent) >= self.down_after:
            raise ConnectionRefusedError
        if to in self.refused:
            raise smtplib.SMTPRecipientsRefused({to: (550, b"no such user")})
        self.sent.append((to, subject, body))

    def take(self) -> list[str]:
        """Who was sent something since the last look."""
        found = sorted(to for to, _, _ in self.sent)
        self.sent.clear()
        return found


def clocked(monkeypatch: pytest.MonkeyPatch) -> Times:
    """The clock in a test's hands."""
    times = Times()
    monkeypatch.setattr(clock, "now", lambda: times.at)
    return times


def relayed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Relay:
    """A relay is set up, and notes what it gets."""
    found = Relay()
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], smtp_host="relay.example"))
    monkeypatch.setattr(mail, "deliver", found.deliver)
    return found


def addresses() -> None:
    """Everybody without an e-mail address gets one."""
    with transaction():
        for each in db.session.scalars(db.select(Person).where(Person.email.is_(None)).order_by(Person.id)):
            each.email = f"p{each.employee_number}@anytown.example"


def opened(
    chosen: Chosen = EVERYONE, words: Words | None = None, closes: timedelta | None = timedelta(days=21),
    minimum: int = 5,
) -> int:  # fmt: skip
    """An open survey of whom is chosen."""
    survey_id = scheduled(chosen, words, closes, minimum)
    with transaction():
        lifecycle.open_survey(survey(survey_id), clock.now())
    return survey_id


def scheduled(
    chosen: Chosen = EVERYONE, words: Words | None = None, closes: timedelta | None = timedelta(days=21),
    minimum: int = 5,
) -> int:  # fmt: skip
    """Scheduled, its backup tried."""
    with transaction():
        found = Survey(
            title="Spring survey", questionnaire=to_json(taken.small()), created_at=clock.now(), minimum_group=minimum,
            audience=to_text(chosen), closes_at=clock.now() + closes if closes else None,
        )  # fmt: skip
        db.session.add(found)
        db.session.flush()
        if words:
            mailing.set_words(found, words)
        lifecycle.schedule(found, clock.now())
        keys.try_backup(found, *keys.back_up(found, "Holder"))
        survey_id = found.id
    return survey_id


def survey(survey_id: int) -> Survey:
    """The row."""
    return db.session.get_one(Survey, survey_id)


def cast(survey_id: int, *people: int) -> None:
    """These answer."""
    with transaction():
        for each in people:
            casting.cast(survey_id, each, casting.box.new_ballot_id(), taken.small(), {"Q1": "4"})


def invited(survey_id: int) -> dict[int, Invitation]:
    """The invitations by person."""
    db.session.expire_all()
    rows = db.session.scalars(
        db.select(Invitation).where(Invitation.survey_id == survey_id).order_by(Invitation.person_id)
    )
    return {row.person_id: row for row in rows}


def mails(survey_id: int) -> list[SurveyMail]:
    """The mails of a survey by their days."""
    db.session.expire_all()
    rows = db.select(SurveyMail).where(SurveyMail.survey_id == survey_id).order_by(SurveyMail.due_on, SurveyMail.id)
    return list(db.session.scalars(rows))


def minutes(number: int = 4) -> Iterator[None]:
    """The worker looks at the mail so many times."""
    for _ in range(number):
        jobs_reach.send_due()
        yield


def send(number: int = 4) -> None:
    """The same, at once."""
    list(minutes(number))
