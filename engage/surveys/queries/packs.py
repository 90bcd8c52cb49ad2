"""Reads of the files made of published results."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from engage.core.db import db
from engage.core.errors import NotThere
from engage.surveys.models import ResultPack
from engage.surveys.queries import results
from engage.surveys.queries.results import Results
from engage.surveys.rules.packs import DAYS_KEPT


def published(survey_id: int) -> Results:
    """The whole release of a survey, once it is published and while it is not withdrawn; NotThere otherwise."""
    found = results.whole(survey_id, before_publishing=False)
    if found is None or not found.head.blocks:
        raise NotThere("There are no published results here.")
    return found


def of_survey(survey_id: int) -> Sequence[ResultPack]:
    """What was asked for: at most one of each kind; what is in them is not read."""
    rows = select(ResultPack).where(ResultPack.survey_id == survey_id).order_by(ResultPack.id)
    return db.session.scalars(rows).all()


def of_kind(survey_id: int, kind: str) -> ResultPack | None:
    """The one of this kind."""
    return db.session.scalar(select(ResultPack).where(ResultPack.survey_id == survey_id, ResultPack.kind == kind))


def pack(survey_id: int, pack_id: int) -> ResultPack:
    """One of this survey's, while its results may be read."""
    published(survey_id)
    row = db.session.get(ResultPack, pack_id)
    if row is None or row.survey_id != survey_id:
        raise NotThere("That file is not there, or no longer.")
    return row


def content(pack_id: int) -> bytes | None:
    """The zip, where it is made."""
    return db.session.scalar(select(ResultPack.content).where(ResultPack.id == pack_id, ResultPack.state == "made"))


def too_old(at: datetime) -> Select[int]:
    """Those that have waited to be fetched as long as was said."""
    return select(ResultPack.id).where(ResultPack.asked_at < at - timedelta(days=DAYS_KEPT))
