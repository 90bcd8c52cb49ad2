"""Writes of which teams have talked about their results."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, delete, select

from engage.core import audit, clock, moderation
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, Refused
from engage.core.retention import whom
from engage.surveys.actions.stages import flush
from engage.surveys.models import ResultTalk
from engage.surveys.queries import talked as queries
from engage.surveys.rules.sight import MOST_AGREED, TALK_KEPT_MONTHS

HIDDEN = "What was agreed was reported and is hidden. Ask the OD team before it is changed."


def say(survey_id: int, code: str, held_on: date, agreed: str, by_id: int) -> ResultTalk:
    """That a group has talked, or what it says of it now."""
    if held_on > clock.today() or len(agreed) > MOST_AGREED:
        raise Invalid("That day or that sentence cannot be taken.")
    row = queries.talk(survey_id, code)
    if row is not None and row.hidden_at is not None:
        raise Refused(HIDDEN)
    act = "change" if row is not None else "say"
    if row is None:
        row = ResultTalk(survey_id=survey_id, code=code)
        db.session.add(row)
    row.held_on, row.agreed, row.said_by_id, row.said_at = held_on, agreed, by_id, clock.now()
    flush()
    audit.record(act, "result talk", row.id, survey=survey_id)
    return row


def take_back(survey_id: int, code: str) -> None:
    """As if the group had said nothing."""
    row = queries.talk(survey_id, code)
    if row is None:
        raise Conflict("This group has said nothing yet. Nothing was changed.")
    if row.hidden_at is not None:
        raise Refused(HIDDEN)
    audit.record("delete", "result talk", row.id, survey=survey_id)
    moderation.gone("result-talk", row.id)
    db.session.delete(row)
    flush()


def hide(talk_id: int) -> None:
    """Take what was agreed from sight, for whoever moderates; that the team has talked stays."""
    db.session.get_one(ResultTalk, talk_id).hidden_at = clock.now()
    flush()


def restore(talk_id: int) -> None:
    """Bring it back."""
    db.session.get_one(ResultTalk, talk_id).hidden_at = None
    flush()


PEOPLE = whom(ResultTalk.id, ResultTalk.said_by_id)


def due(at: datetime) -> Select[int]:
    """What has been kept for three years since the day of the conversation."""
    return select(ResultTalk.id).where(ResultTalk.held_on < clock.months_after(at, -TALK_KEPT_MONTHS).date())


def forget(ids: Sequence[int], at: datetime) -> None:
    """Delete what groups said."""
    db.session.execute(delete(ResultTalk).where(ResultTalk.id.in_(ids)))
