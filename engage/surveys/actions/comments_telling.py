"""Mail to reviewers: that something waits, and never a word of it."""

from sqlalchemy import exists, select

from engage.core import mail
from engage.core.db import db
from engage.directory.models import Person
from engage.directory.queries_finding import here
from engage.surveys.models import CommentReviewer, Survey, SurveyComment


def waiting(survey_id: int) -> None:
    """To every reviewer of a survey: its comments wait."""
    rows = select(Person).join(CommentReviewer, CommentReviewer.person_id == Person.id)
    for person in db.session.scalars(rows.where(CommentReviewer.survey_id == survey_id).order_by(Person.id)):
        _send(survey_id, person)


def chosen(survey_id: int, person: Person) -> None:
    """To one who was chosen while comments wait."""
    if db.session.scalar(
        select(exists().where(SurveyComment.survey_id == survey_id, SurveyComment.state == "waiting"))
    ):
        _send(survey_id, person)


def _send(survey_id: int, person: Person) -> None:
    if person.email and here([person.id]):
        survey = db.session.get_one(Survey, survey_id)
        mail.send(
            person.email, "Comments wait for your review", "survey_comments_wait.txt",
            name=person.known_as or person.first_name, survey=survey,
        )  # fmt: skip
