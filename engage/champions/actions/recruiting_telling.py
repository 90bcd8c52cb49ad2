"""The mails of a recruitment round; whoever has no address reads the same on the start page."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from engage.champions.models import Application, RecruitmentRound, Suggestion
from engage.champions.rules.recruiting import Answer, Outcome
from engage.core import mail
from engage.core.db import db
from engage.directory.models import Person
from engage.directory.queries_finding import here_today


def _tell(person: Person | None, subject: str, template: str, **more: Any) -> None:
    if person is not None and person.email:
        mail.send(person.email, subject, template, name=person.known_as or person.first_name, **more)


def ask_manager(made: Application) -> None:
    """To the manager: can they have the time?"""
    if made.manager == Answer.ASKED:
        _tell(made.asked_manager, "Can somebody you manage have the time?", "recruiting_manager.txt",
              application=made, again=False)  # fmt: skip


def remind(made: Application) -> None:
    """The same once more."""
    _tell(made.asked_manager, "A reminder: can somebody you manage have the time?", "recruiting_manager.txt",
          application=made, again=True)  # fmt: skip


def answered(made: Application) -> None:
    """To the applicant: what their manager said."""
    _tell(made.person, "What your manager says about the time", "recruiting_answered.txt", application=made)


def suggested(row: RecruitmentRound, made: Suggestion) -> None:
    """To whoever was suggested, and by whom."""
    person, by = db.session.get(Person, made.person_id), db.session.get_one(Person, made.by_id)
    _tell(person, f"{by.name} thinks you would be good at it", "recruiting_suggested.txt", by=by, round=row)


def cancelled(row: RecruitmentRound) -> int:
    """To everybody who had applied and is still here; how many were written to."""
    rows = (
        select(Application)
        .join(Person, Person.id == Application.person_id)
        .where(Application.round_id == row.id, Application.outcome != Outcome.WITHDRAWN, here_today())
        .options(joinedload(Application.person))
    )
    found: Sequence[Application] = [each for each in db.session.scalars(rows).all() if each.person.email]
    for each in found:
        _tell(each.person, f"{row.title} is cancelled", "recruiting_cancelled.txt", round=row)
    return len(found)


def letter(made: Application, heading: str, words: str) -> bool:
    """To the applicant, what was decided; whether they could be written to by mail."""
    _tell(made.person, heading, "recruiting_letter.txt", words=words)
    return bool(made.person.email)


def to_manager(made: Application) -> None:
    """To the manager who was asked, what was decided."""
    if made.manager in (Answer.AGREED, Answer.CANNOT, Answer.ASKED):
        _tell(made.asked_manager, "What was decided", "recruiting_manager_told.txt", application=made)
