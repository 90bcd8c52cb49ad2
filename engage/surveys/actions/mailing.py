"""Mail about a survey: planned at its opening, begun and sent by the worker, and gone from here once it is out.

Who reads what. A reminder goes to those who have not taken part, so a list of its receivers says who they are. It is
made only as the sending begins, holds no address, loses each line as that mail is handed over or fails, and is kept
out of the outbox (whose page would tell how many there are), the audit log and the service's log. Whoever runs the
database could read it meanwhile, but reads the same in the invitations; the mail relay sees who is sent a reminder,
and staff are told so. Invitations and the word that a survey is cancelled go to everybody asked by the page, whether
they took part or not: that somebody gets one, or that it does not reach them, tells nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import render_template
from sqlalchemy import delete, func, insert, select, tuple_

from engage.core import audit, clock
from engage.core.db import db
from engage.core.errors import Invalid
from engage.directory.models import Person
from engage.directory.queries_finding import here_today
from engage.directory.rules.working_days import is_working_day, working_days_after
from engage.disclosure import End, rounded
from engage.surveys.actions.audience import reach_of
from engage.surveys.actions.stages import hold
from engage.surveys.models import Invitation, Survey, SurveyBounce, SurveyMail, SurveyMailTo, SurveyReach
from engage.surveys.rules import Stage
from engage.surveys.rules.mailing import (
    MOST_REMINDERS,
    Mail,
    Words,
    is_far_enough,
    is_in_time,
    is_working_time,
    reminder_days,
    too_close,
)
from engage.surveys.rules.reach import Channel

BATCH = 25
# Whoever joined less than a week ago has just been invited.
NEWLY_JOINED = timedelta(days=7)
NOT_SENT, STOPPED = "not sent: the survey was about to close", "stopped: the survey had ended"


@dataclass(frozen=True)
class Receiver:
    """To whom one mail goes."""

    person_id: int
    address: str


def words_of(survey: Survey) -> Words:
    """The words and days of a survey's mails; the usual ones where nobody has changed them."""
    row = survey.reach
    said = json.loads(row.words) if row is not None and row.words else {}
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    return Words(**given)


def set_words(survey: Survey, words: Words) -> None:
    """Change the words, and the days of the reminders, until the survey opens."""
    hold(survey, "set mails")
    if len(words.remind_after) > MOST_REMINDERS or too_close(words.remind_after):
        raise Invalid("At most four reminders, and at least three working days apart. Nothing was changed.")
    reach_of(survey).words = json.dumps(asdict(words), sort_keys=True, ensure_ascii=False)
    audit.record("change mails", "survey", survey.id)
    db.session.flush()


def plan(survey: Survey, at: datetime) -> None:
    """The invitation today, and the reminders on their days; nobody's name stands here yet."""
    today = clock.local(at).date()
    first = today if is_working_day(today) else working_days_after(today, 1)
    db.session.add(SurveyMail(survey_id=survey.id, kind=Mail.INVITATION, due_on=first))
    for day in reminder_days(today, words_of(survey).remind_after):
        db.session.add(SurveyMail(survey_id=survey.id, kind=Mail.REMINDER, due_on=day))
    db.session.flush()
    _queue_everybody(survey.id, Mail.INVITATION)


def _queue_everybody(survey_id: int, kind: Mail) -> None:
    """Everybody asked by the page, whether they took part or not."""
    mail = db.session.scalars(select(SurveyMail).filter_by(survey_id=survey_id, kind=kind)).one()
    asked = select(Invitation.person_id).where(Invitation.survey_id == survey_id, Invitation.channel == Channel.PAGE)
    _queue(mail, db.session.scalars(asked.order_by(Invitation.person_id)).all())


def _queue(mail: SurveyMail, people: Sequence[int]) -> None:
    if people:
        rows = [{"mail_id": mail.id, "person_id": each, "survey_id": mail.survey_id} for each in people]
        db.session.execute(insert(SurveyMailTo), rows)


def invite_joiners(survey: Survey, people: Sequence[int]) -> None:
    """Those who have just joined, by the page, are sent the invitation that everybody had."""
    mail = db.session.scalars(select(SurveyMail).filter_by(survey_id=survey.id, kind=Mail.INVITATION)).one_or_none()
    if mail is not None and people:
        _queue(mail, people)
        mail.done_at = None
        db.session.flush()


def tell_cancelled(survey: Survey, at: datetime) -> None:
    """One mail to everybody asked by the page."""
    db.session.add(SurveyMail(survey_id=survey.id, kind=Mail.CANCELLED, due_on=clock.local(at).date()))
    db.session.flush()
    _queue_everybody(survey.id, Mail.CANCELLED)


def stop(survey: Survey, at: datetime) -> None:
    """No invitation and no reminder any more; what waits to be sent is forgotten."""
    asking = select(SurveyMail).where(SurveyMail.survey_id == survey.id, SurveyMail.kind != Mail.CANCELLED)
    for mail in db.session.scalars(asking.where(SurveyMail.done_at.is_(None)).order_by(SurveyMail.id)):
        _finish(mail, at, STOPPED)
    if (row := db.session.get(SurveyReach, survey.id)) is not None:
        # The results tell the rates from now on, guarded on both sides.
        row.rates, row.rates_on = "", None


def _finish(mail: SurveyMail, at: datetime, told: str = "") -> None:
    db.session.execute(delete(SurveyMailTo).where(SurveyMailTo.mail_id == mail.id))
    mail.done_at = at
    mail.told = told or mail.told
    db.session.flush()


def end_the_day(at: datetime) -> None:
    """A reminder that is not out by the evening is given up: its list says who has not taken part."""
    if not is_working_time(clock.local(at)):
        begun = select(SurveyMail).where(SurveyMail.kind == Mail.REMINDER, SurveyMail.started_at.is_not(None))
        for mail in db.session.scalars(begun.where(SurveyMail.done_at.is_(None)).order_by(SurveyMail.id)):
            _finish(mail, at)


def due(at: datetime) -> Sequence[int]:
    """The mails that may go on now, in the order of their days; none outside working hours."""
    local = clock.local(at)
    if not is_working_time(local):
        return ()
    rows = select(SurveyMail.id).where(SurveyMail.done_at.is_(None), SurveyMail.due_on <= local.date())
    return db.session.scalars(rows.order_by(SurveyMail.due_on, SurveyMail.id)).all()


def begin(mail_id: int, at: datetime) -> bool:
    """Begin what is due, or end what is too late; whether there is something to send now."""
    mail = db.session.get_one(SurveyMail, mail_id, with_for_update=True, populate_existing=True)
    survey = db.session.get_one(Survey, mail.survey_id, populate_existing=True)
    if mail.done_at is not None or not is_working_time(clock.local(at)):
        return False
    if mail.kind != Mail.CANCELLED and survey.stage != Stage.OPEN:
        _finish(mail, at, STOPPED)
    elif mail.kind != Mail.CANCELLED and not is_in_time(at, survey.closes_at):
        _finish(mail, at, NOT_SENT if mail.started_at is None else "")
    elif mail.kind == Mail.REMINDER:
        return _begin_reminder(mail, at)
    elif mail.started_at is None:
        mail.started_at = at
        audit.record(f"mail {mail.kind}", "survey", survey.id)
    return mail.done_at is None


def _begin_reminder(mail: SurveyMail, at: datetime) -> bool:
    """Its receivers are written down in one go as it begins."""
    if mail.started_at is not None:
        return True
    others = select(func.max(SurveyMail.started_at)).where(
        SurveyMail.survey_id == mail.survey_id, SurveyMail.id != mail.id
    )
    waiting = select(SurveyMail.id).where(
        SurveyMail.survey_id == mail.survey_id, SurveyMail.kind == Mail.INVITATION, SurveyMail.started_at.is_(None)
    )
    if not is_far_enough(at, db.session.scalar(others)) or db.session.scalars(waiting).first() is not None:
        return False
    _queue(mail, _not_yet(mail.survey_id, clock.local(at).date()))
    mail.started_at = at
    mail.told = _told(mail)
    audit.record("mail reminder", "survey", mail.survey_id)
    return True


def _not_yet(survey_id: int, today: date) -> Sequence[int]:
    settled = Invitation.joined_on.is_(None) | (Invitation.joined_on <= today - NEWLY_JOINED)
    rows = select(Invitation.person_id).where(
        Invitation.survey_id == survey_id, Invitation.channel == Channel.PAGE, ~Invitation.taken_part, settled
    )
    return db.session.scalars(rows.order_by(Invitation.person_id)).all()


def _told(mail: SurveyMail) -> str:
    """The one number that is kept of a reminder: coarse, of everybody together, and of at least 20 people."""
    asked = select(func.count()).select_from(Invitation)
    asked = asked.where(Invitation.survey_id == mail.survey_id, Invitation.channel == Channel.PAGE)
    queued = select(func.count()).select_from(SurveyMailTo).where(SurveyMailTo.mail_id == mail.id)
    rate = rounded(db.session.scalar(queued) or 0, db.session.scalar(asked) or 0)
    if rate is None:
        return "to those who had not taken part"
    words = {End.UNDER: "under ", End.OVER: "over ", None: "about "}[rate.end]
    return f"to {words}{rate.percent}% of those asked by e-mail"


def claim(mail_id: int) -> list[Receiver]:
    """The next few, taken off the list before they are sent: a worker that dies sends nobody two."""
    mail = db.session.get_one(SurveyMail, mail_id, with_for_update=True, populate_existing=True)
    rows = (
        select(SurveyMailTo.person_id, Person.email, Invitation.taken_part, here_today().label("here"))
        .join(Person, Person.id == SurveyMailTo.person_id)
        .join(Invitation, (Invitation.survey_id == mail.survey_id) & (Invitation.person_id == SurveyMailTo.person_id))
        .where(SurveyMailTo.mail_id == mail.id)
        .order_by(SurveyMailTo.person_id)
        .limit(BATCH)
    )
    found = db.session.execute(rows).all()
    taken = [(mail.id, row.person_id) for row in found]
    if taken:
        key = tuple_(SurveyMailTo.mail_id, SurveyMailTo.person_id)
        db.session.execute(delete(SurveyMailTo).where(key.in_(taken)))
    else:
        _finish(mail, clock.now())
    # Whoever took part since the list was made is not reminded; whoever has left gets nothing.
    skips = mail.kind == Mail.REMINDER
    return [Receiver(r.person_id, r.email) for r in found if r.email and r.here and not (skips and r.taken_part)]


def put_back(mail_id: int, left: Sequence[Receiver]) -> None:
    """The relay did not answer: they wait for the next try, unless the mail was ended meanwhile."""
    mail = db.session.get_one(SurveyMail, mail_id, with_for_update=True, populate_existing=True)
    if mail.done_at is None:
        _queue(mail, [each.person_id for each in left])


@dataclass(frozen=True)
class Letter:
    """What a mail says: the same for everybody, with the one address that all share."""

    survey_id: int
    title: str
    kind: str
    subject: str
    words: str
    closes_at: datetime | None
    extended: str
    cancelled: str
    standing: bool = False


def letter(survey: Survey, kind: Mail, typed: Words | None = None) -> Letter:
    """The mail as it would go out now, or with the words that are being typed."""
    words = typed or words_of(survey)
    said = {Mail.INVITATION: words.invitation, Mail.REMINDER: words.reminder}.get(kind, "")
    subject = {Mail.CANCELLED: "Cancelled", Mail.REMINDER: f"Reminder: {words.subject}"}.get(kind, words.subject)
    return Letter(
        survey.id, survey.title, kind, f"{subject}: {survey.title}", said, survey.closes_at,
        survey.extended_why if survey.extended_from else "", survey.cancelled_why, survey.standing,
    )  # fmt: skip


def body_of(letter: Letter) -> str:
    """The words of a mail, the same for everybody."""
    return render_template(f"mail/survey_{letter.kind}.txt", letter=letter)


def letter_of(mail_id: int) -> Letter:
    """The same of a mail that is due."""
    mail = db.session.get_one(SurveyMail, mail_id)
    return letter(db.session.get_one(Survey, mail.survey_id), Mail(mail.kind))


def give_up(mail_id: int, at: datetime, told: str) -> None:
    """End a mail that goes to nobody."""
    _finish(db.session.get_one(SurveyMail, mail_id, with_for_update=True, populate_existing=True), at, told)


def note_bounce(mail_id: int, person_id: int) -> None:
    """An invitation that its address refused; of a reminder nothing is noted."""
    mail = db.session.get_one(SurveyMail, mail_id)
    if mail.kind == Mail.INVITATION and db.session.get(SurveyBounce, (mail.survey_id, person_id)) is None:
        db.session.add(SurveyBounce(survey_id=mail.survey_id, person_id=person_id))
        db.session.flush()
