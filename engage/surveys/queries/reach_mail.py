"""What has been mailed about a survey, which invitations did not arrive, and the rates that the worker left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from engage.core import clock
from engage.core.db import db
from engage.directory.models import Person
from engage.directory.queries_finding import called
from engage.surveys.models import SurveyBounce, SurveyMail, SurveyReach
from engage.surveys.rules.mailing import Mail


@dataclass(frozen=True)
class Sent:
    """A mail to many: what it is, its day, and how far it is; of a reminder a coarse number, from the next day on."""

    kind: str
    due_on: date
    started_on: date | None
    is_done: bool
    told: str


@dataclass(frozen=True)
class Bounced:
    """An address that refused the invitation."""

    name: str
    address: str


@dataclass(frozen=True)
class Rates:
    """The rates of a day as JSON; empty where there are none yet."""

    text: str
    on: date | None


def sent(survey_id: int, today: date) -> Sequence[Sent]:
    """The mails of a survey by their days: one statement."""
    rows = select(SurveyMail).where(SurveyMail.survey_id == survey_id).order_by(SurveyMail.due_on, SurveyMail.id)
    return [_sent(row, today) for row in db.session.scalars(rows)]


def _sent(row: SurveyMail, today: date) -> Sent:
    started = clock.local(row.started_at).date() if row.started_at else None
    # One look a day, as for the rates.
    told = "" if row.kind == Mail.REMINDER and started == today else row.told
    return Sent(row.kind, row.due_on, started, row.done_at is not None, told)


def bounced(survey_id: int) -> Sequence[Bounced]:
    """Whose invitation did not arrive; invitations go to everybody, so it tells nothing of taking part."""
    rows = (
        select(called(), func.coalesce(Person.email, ""))
        .join(SurveyBounce, SurveyBounce.person_id == Person.id)
        .where(SurveyBounce.survey_id == survey_id)
        .order_by(func.lower(Person.surname), Person.id)
    )
    return [Bounced(*row) for row in db.session.execute(rows)]


def rates(survey_id: int) -> Rates:
    """As the worker left them."""
    row = db.session.get(SurveyReach, survey_id)
    return Rates(row.rates, row.rates_on) if row is not None else Rates("", None)
