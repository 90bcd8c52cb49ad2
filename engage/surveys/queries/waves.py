"""Which survey is the next wave of which, and of which series it is a part."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from engage.core.db import db
from engage.surveys.models import PulseSeries, PulseWave, Survey, SurveyOrigin


@dataclass(frozen=True)
class Came:
    """What a survey follows, and the series it belongs to; None where there is none."""

    previous_id: int | None
    previous: str | None
    series_id: int | None
    series: str | None
    wave: int | None
    sample: int | None


def came_from(survey_id: int) -> Came:
    """The wave before and the series of a survey: one statement."""
    before = aliased(Survey)
    row = db.session.execute(
        select(before.id, before.title, PulseSeries.id, PulseSeries.title, PulseWave.number, PulseSeries.sample)
        .select_from(Survey)
        .outerjoin(SurveyOrigin, SurveyOrigin.survey_id == Survey.id)
        .outerjoin(before, before.id == SurveyOrigin.previous_id)
        .outerjoin(PulseWave, PulseWave.survey_id == Survey.id)
        .outerjoin(PulseSeries, PulseSeries.id == PulseWave.series_id)
        .where(Survey.id == survey_id)
    ).one()
    return Came(*row)
