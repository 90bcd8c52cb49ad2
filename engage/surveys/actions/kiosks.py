"""Kiosks: a link that turns a shared tablet into one, for one survey, until it is ended or the survey closes."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import select

from engage.core import audit, clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.surveys.actions.stages import hold
from engage.surveys.models import Kiosk, Survey
from engage.surveys.rules import Stage

TOKEN_BYTES = 24


def make(survey: Survey, place: str, at: datetime) -> str:
    """A kiosk at this place; answers the token of its link, which is shown once."""
    hold(survey, "make kiosk")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    kiosk = Kiosk(survey_id=survey.id, place=place, token_digest=_digest(token), made_at=at)
    db.session.add(kiosk)
    db.session.flush()
    audit.record("make kiosk", "survey", survey.id, kiosk=kiosk.id)
    return token


def end(survey: Survey, kiosk_id: int, at: datetime) -> None:
    """Its tablet takes no more codes from the next page on."""
    kiosk = db.session.get(Kiosk, kiosk_id)
    if kiosk is None or kiosk.survey_id != survey.id:
        raise NotThere("There is no such kiosk.")
    if kiosk.ended_at is None:
        kiosk.ended_at = at
        audit.record("end kiosk", "survey", survey.id, kiosk=kiosk.id)
    db.session.flush()


def in_force(token: str) -> Kiosk | None:
    """The kiosk of this token, while it is not ended and its survey is open."""
    if not token:
        return None
    found = db.session.scalar(
        select(Kiosk)
        .join(Survey, Survey.id == Kiosk.survey_id)
        .where(Kiosk.token_digest == _digest(token), Kiosk.ended_at.is_(None), Survey.stage == Stage.OPEN)
        .where(Survey.closes_at.is_(None) | (Survey.closes_at > clock.now()))
    )
    return found


def _digest(token: str) -> str:
    """A token of 192 random bits needs no key: nobody finds it from its digest."""
    return hashlib.sha256(token.encode()).hexdigest()
