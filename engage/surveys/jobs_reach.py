"""What the worker does to reach people: it sends mail about surveys, invites joiners and works out the day's rates."""

import smtplib
from typing import Any

from flask import current_app

from engage.ballots.actions import delete_answers
from engage.core import clock, mail, outbox
from engage.core.db import transaction
from engage.surveys.actions import audience, mailing, retention, tracking
from engage.surveys.actions.mailing import Letter, Receiver
from engage.surveys.actions.opening import FLAGGED
from engage.surveys.queries import manage

MINUTE = 60
# So many batches a minute, so that other work has its turn.
BATCHES = 8
# What an address can be refused for; anything else is the relay's trouble, and is tried again.
REFUSED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError, ValueError)
NO_RELAY = "not sent: no mail server is set up"


@outbox.schedule("survey mail", MINUTE)
def send_due() -> None:
    """Send what is due, in working hours; each survey's mails in the order of their days."""
    at = clock.now()
    with transaction():
        mailing.end_the_day(at)
        found = mailing.due(at)
    for mail_id in found:
        _send(mail_id)


def _send(mail_id: int) -> None:
    with transaction():
        letter = mailing.letter_of(mail_id) if mailing.begin(mail_id, clock.now()) else None
    if letter is None or not _has_relay(mail_id, letter):
        return
    body = mailing.body_of(letter)
    for _ in range(BATCHES):
        with transaction():
            found = mailing.claim(mail_id) if mailing.begin(mail_id, clock.now()) else None
        if found is None or not _deliver(mail_id, letter, body, found):
            return


def _has_relay(mail_id: int, letter: Letter) -> bool:
    """Without a relay one copy to nobody is laid into the folder: its page must not tell who is sent a reminder."""
    settings = current_app.extensions["settings"]
    if settings.smtp_host:
        return True
    if settings.sends_mail:
        mail.deliver(settings.mail_from, letter.subject, mailing.body_of(letter))
    with transaction():
        mailing.give_up(mail_id, clock.now(), "" if settings.sends_mail else NO_RELAY)
    return False


def _deliver(mail_id: int, letter: Letter, body: str, found: list[Receiver]) -> bool:
    """Whether the relay still answers; whom it could not be asked about waits for the next minute."""
    for at, each in enumerate(found):
        try:
            mail.deliver(each.address, letter.subject, body)
        except REFUSED:
            with transaction():
                mailing.note_bounce(mail_id, each.person_id)
        except (smtplib.SMTPException, OSError):
            with transaction():
                mailing.put_back(mail_id, found[at:])
            return False
    return True


@outbox.schedule("survey joiners", outbox.HOUR)
def invite_joiners() -> None:
    """Whoever started work since a survey opened, where it asks joiners."""
    for survey_id in _open_surveys():
        with transaction():
            survey = manage.survey(survey_id)
            if survey.opens_at is not None and survey.stage == "open":
                new = audience.join(survey, clock.local(survey.opens_at).date(), clock.today())
                mailing.invite_joiners(survey, new)


@outbox.schedule("survey rates", 10 * MINUTE)
def track() -> None:
    """Rates of the day before: the first time that a new day is seen, at night where the worker runs then."""
    for survey_id in _open_surveys():
        with transaction():
            survey = manage.survey(survey_id)
            if survey.opens_at is not None and clock.local(survey.opens_at).date() < clock.today():
                tracking.track(survey, clock.today())


def _open_surveys() -> list[int]:
    with transaction():
        return list(manage.open_now(clock.now()))


@outbox.handler("survey.destroy_box")
def destroy_box(payload: dict[str, Any]) -> None:
    """Of a cancelled survey: the key first, then every sealed ballot; each step may be repeated after a kill."""
    survey_id = int(payload["survey"])
    with transaction():
        box = retention.box_of(survey_id)
    delete_answers(box, participation=FLAGGED)
    with transaction():
        retention.note_deleted(survey_id, clock.now())
