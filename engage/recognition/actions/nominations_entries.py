"""Several nominations of one nominee as one entry."""

from sqlalchemy import select

from engage.core.db import db
from engage.recognition.models import Nomination


def hand_on(row: Nomination) -> None:
    """An entry that goes leaves what was joined to it: the first of these becomes the entry of the others."""
    rows = select(Nomination).where(Nomination.joined_to_id == row.id).order_by(Nomination.id)
    rest = db.session.scalars(rows).all()
    for each in rest:
        each.joined_to_id = None if each is rest[0] else rest[0].id
    row.joined_to_id = None
    db.session.flush()
