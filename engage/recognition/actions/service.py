"""Marking milestones of long service: each once."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.exc import IntegrityError

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.recognition.models import LongService
from engage.recognition.queries import service as queries
from engage.recognition.rules.service import Span


def mark(keys: Collection[str], span: Span, today: date) -> int:
    """Those of the chosen that are reached and not marked yet; answers how many. The person reads it from now on."""
    chosen = [each for each in queries.reaching(span, today) if each.key in keys]
    if not chosen:
        raise Invalid("Choose at least one person.")
    if early := [each for each in chosen if each.on > today]:
        raise Invalid(f"{early[0].name} has not reached {early[0].years} years yet. Mark it on the day or later.")
    fresh = [
        LongService(person_id=each.person_id, years=each.years, reached_on=each.on, marked_on=today)
        for each in chosen
        if each.marked_on is None
    ]
    db.session.add_all(fresh)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Conflict("Somebody else has marked them at this moment. Reload the page.") from error
    audit.record("mark long service", "long-service", "", people=len(fresh))
    return len(fresh)
