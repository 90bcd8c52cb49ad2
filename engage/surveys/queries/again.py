"""Surveys that ask some of the same people some of the same questions within 28 days."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from engage.core import clock
from engage.core.db import db
from engage.surveys.models import PulseWave, Survey
from engage.surveys.queries import reach
from engage.surveys.rules import Stage, from_json, items
from engage.surveys.rules.pulse import APART, near
from engage.surveys.rules.reach import Facts
from engage.surveys.rules.reach import from_text as audience_of

FROZEN = {Stage.OPEN, Stage.CLOSED, Stage.RELEASED, Stage.ARCHIVED}
MOST_NEAR = 50


@dataclass(frozen=True)
class Again:
    """Another survey that is too near: how many of the same questions it asks, and when it runs."""

    survey_id: int
    title: str
    questions: int
    opens_at: datetime | None
    closes_at: datetime | None


def soon_again(survey: Survey, asked: Callable[[], Sequence[Facts]]) -> Sequence[Again]:
    """The surveys within 28 days of this one that ask any of these people any of its questions.

    One that has not opened may ask anybody: it is named whatever its audience, since that can still change. Who is
    `asked` is worked out only where an opened survey asks the same."""
    opens = survey.opens_at or clock.now()
    own = {item.identity for item in items(from_json(survey.questionnaire))}
    found = []
    for other in _near(survey, opens):
        same = own & {item.identity for item in items(from_json(other.questionnaire))}
        other_opens = other.opens_at or clock.now()
        if same and near(opens, survey.closes_at, other_opens, other.closes_at) and _shares(other, asked):
            found.append(Again(other.id, other.title, _questions(same), other.opens_at, other.closes_at))
    return found


def _questions(items_: Collection[str]) -> int:
    """How many questions these items belong to: a grid is one."""
    return len({identity.partition(":")[0] for identity in items_})


def _near(survey: Survey, opens: datetime) -> Sequence[Survey]:
    """Candidates by their dates alone."""
    own = select(PulseWave.series_id).where(PulseWave.survey_id == survey.id)
    # A series keeps its own waves apart.
    same_series = select(PulseWave.survey_id).where(PulseWave.series_id.in_(own))
    query = select(Survey).where(
        Survey.id != survey.id,
        Survey.id.not_in(same_series),
        Survey.stage != Stage.DRAFT,
        or_(Survey.closes_at.is_(None), Survey.closes_at > opens - APART),
    )
    if survey.closes_at is not None:
        query = query.where(or_(Survey.opens_at.is_(None), Survey.opens_at < survey.closes_at + APART))
    return db.session.scalars(query.order_by(Survey.opens_at, Survey.id).limit(MOST_NEAR)).all()


def _shares(other: Survey, asked: Callable[[], Sequence[Facts]]) -> bool:
    """Whether an opened survey is meant for any of these people; one not opened yet may be.

    By its audience, and never by whom it asks: a draft for one person would tell whether a lot or their turn has come
    to them, and of a survey that never closes whether they have answered."""
    return other.stage not in FROZEN or bool(reach.meant(audience_of(other.audience), asked()))
