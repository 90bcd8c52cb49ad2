"""The demonstration's survey comments: those of the first wave published and quoted, those of the second in review."""

import random
from datetime import date

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person, Theme
from engage.surveys.actions import comments_publishing as publishing
from engage.surveys.actions import comments_reviewing as reviewing
from engage.surveys.actions import comments_taking, comments_themes
from engage.surveys.models import Survey, SurveyComment
from engage.surveys.rules.comments import State

KEYWORDS = {
    "Workload and time": "rota\ntime\nhours\nweekend\ncover",
    "Tools and buildings": "system\nvan\nfault",
    "How we decide": "decision\nwhy\nchange",
    "Working together": "team\ncolleague\nother services",
    "Residents": "resident",
}
TELLS = "I am the only one"
QUOTED = ("Tell us why before the decision, not after.", "Vans that start in winter.", "Residents who say thank you.")


def build(luck: random.Random, today: date) -> None:
    """Through the feature's own actions; nothing where there are no closed surveys."""
    del luck, today
    with transaction():
        surveys = list(db.session.scalars(select(Survey.id).where(Survey.stage == "released").order_by(Survey.id)))[:2]
        known = {row[0]: row[1] for row in db.session.execute(select(Person.employee_number, Person.id))}
    if len(surveys) < 2 or not {"D0001", "D0003", "D0006"} <= known.keys():
        return
    with transaction():
        for theme in db.session.scalars(select(Theme).order_by(Theme.id)).all():
            if words := KEYWORDS.get(theme.name):
                comments_themes.set_keywords(theme.id, words)
    for survey_id in surveys:
        with transaction():
            for number in ("D0001", "D0006"):
                reviewing.add_reviewer(db.session.get_one(Survey, survey_id), known[number])
        comments_taking.take(survey_id)
    _review(surveys[0], every=1)
    _review(surveys[1], every=4)
    _publish(surveys[0], known["D0003"], known["D0006"])
    comments_themes.look_again()


def _review(survey_id: int, every: int) -> None:
    """One in so many is decided."""
    with transaction():
        rows = db.session.scalars(select(SurveyComment).where(SurveyComment.survey_id == survey_id)).all()
        for place, row in enumerate(sorted(rows, key=lambda each: each.id)):
            if place % every == 0:
                gone = TELLS in row.text
                state, reason = (State.WITHHELD, "tells_who") if gone else (State.APPROVED, "")
                made = reviewing.Decision(state, reason, {each.id for each in row.themes})
                reviewing.decide(survey_id, row.id, made, (), row.version)


def _publish(survey_id: int, chloe: int, femi: int) -> None:
    with transaction():
        publishing.publish(db.session.get_one(Survey, survey_id), False, clock.now())
    with transaction():
        for words in QUOTED:
            rows = select(SurveyComment).where(SurveyComment.survey_id == survey_id, SurveyComment.shown)
            row = db.session.scalar(
                rows.where(SurveyComment.text.like(f"%{words}%")).order_by(SurveyComment.id).limit(1)
            )
            if row is not None:
                quotation = publishing.quote(row, words, chloe)
                if words != QUOTED[-1]:
                    publishing.agree(quotation, femi)
