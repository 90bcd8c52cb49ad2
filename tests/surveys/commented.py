"""Surveys with comments: taken, reviewed, published, through the product's own acts."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from engage.ballots import actions as box
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person, Post, Unit
from engage.surveys import release
from engage.surveys.actions import casting, comments_publishing, comments_taking, keys, lifecycle, publishing
from engage.surveys.models import Invitation, Survey, SurveyComment
from engage.surveys.rules import OTHER, Kind, Option, Question, Questionnaire, to_json
from tests import factories
from tests.surveys import taken

U = factories.UNITS
CHOICE = Question("C1", "i9", Kind.SINGLE, "How do you travel?", options=(Option("A", "Bus"),), has_other=True)


def questionnaire() -> Questionnaire:
    """The small one, and a choice with words of its own."""
    small = taken.small()
    last = small.sections[-1]
    return replace(small, sections=(*small.sections[:-1], replace(last, questions=(*last.questions, CHOICE))))


def in_directorate(code: str) -> Sequence[int]:
    """The people below a directorate of the small council, in the order of their numbers."""
    units = select(Unit.id).where((Unit.code == code) | Unit.parent_id.in_(select(Unit.id).where(Unit.code == code)))
    rows = select(Person.id).join(Post, Post.person_id == Person.id).where(Post.unit_id.in_(units))
    return db.session.scalars(rows.order_by(Person.employee_number.desc())).all()


def survey(said: dict[str, Sequence[str]], threshold: int = 5, readers: str = "heads", field: str = "X1") -> int:
    """An open survey in which the first people of each directorate have said something; its id."""
    if not db.session.scalar(select(Person.id).where(Person.employee_number == "5001")):
        taken.crowd(14)
    with transaction():
        made = taken_survey(threshold, readers)
    with transaction():
        for code, texts in said.items():
            for person, text in zip(in_directorate(code), texts, strict=False):
                answers = {"Q1": "4", field: text}
                if field == "C1__other":
                    answers["C1"] = OTHER
                casting.cast(made, person, box.new_ballot_id(), questionnaire(), answers)
    return made


def taken_survey(threshold: int, readers: str) -> int:
    """Open, with this threshold and these readers."""
    row = Survey(title="Autumn survey", questionnaire=to_json(questionnaire()), created_at=clock.now(),
                 minimum_group=5, comment_threshold=threshold, comments_read_by=readers,
                 audience=taken.ON_THE_PAGE)  # fmt: skip
    db.session.add(row)
    db.session.flush()
    lifecycle.schedule(row, clock.now())
    file, code = keys.back_up(row, "Holder")
    keys.try_backup(row, file, code)
    lifecycle.open_survey(row, clock.now())
    return row.id


def waiting(said: dict[str, Sequence[str]], **more: object) -> int:
    """Closed, opened, and its comments taken into the review."""
    found = survey(said, **more)
    taken.close(found)
    comments_taking.take(found)
    return found


def rows(survey_id: int) -> Sequence[SurveyComment]:
    """Its comments in the main database."""
    return db.session.scalars(
        select(SurveyComment).where(SurveyComment.survey_id == survey_id).order_by(SurveyComment.id)
    ).all()


def group_of(survey_id: int, person_id: int) -> str:
    """The reporting group that somebody's ballot carries."""
    return db.session.get_one(Invitation, (survey_id, person_id)).group_code


def published(said: dict[str, Sequence[str]], withhold: Sequence[str] = (), **more: object) -> int:
    """Released, every comment approved but those whose text begins so, and published."""
    found = waiting(said, **more)
    with transaction():
        release.compute(found)
        publishing.publish(db.session.get_one(Survey, found), clock.now())
        for row in rows(found):
            gone = any(row.text.startswith(each) for each in withhold)
            row.state, row.reason = ("withheld", "tells_who") if gone else ("approved", "")
    with transaction():
        comments_publishing.publish(db.session.get_one(Survey, found), False, clock.now())
    db.session.expire_all()
    return found
