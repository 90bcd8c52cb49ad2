"""The wall as it is printed and shown on a screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from engage.core.db import db
from engage.directory.models import Behaviour, FrameworkValue, Unit
from engage.recognition.models import Thanks, ThanksBehaviour, ThanksReceiver
from engage.recognition.queries.thanks import on_the_wall
from engage.recognition.queries.thanks_wall import units_below
from engage.recognition.rules.paper import colour_of, names_in_short


@dataclass(frozen=True)
class OnTheWall:
    """One thank-you as all staff see it."""

    id: int
    to: str
    words: str
    giver: str
    day: datetime
    value: str
    colour: str


def shown(since: datetime, unit_id: int | None, most: int) -> Sequence[OnTheWall]:
    """The newest on the wall since a moment, to a unit and all below it: seven statements, and one for the unit."""
    rows = select(Thanks).where(on_the_wall(), Thanks.given_at >= since)
    if unit_id is not None:
        to_them = select(ThanksReceiver.thanks_id).where(ThanksReceiver.unit_id.in_(units_below(unit_id)))
        rows = rows.where(Thanks.id.in_(to_them))
    value = selectinload(Thanks.behaviours).joinedload(ThanksBehaviour.behaviour).joinedload(Behaviour.value)
    receivers = selectinload(Thanks.receivers)
    rows = rows.order_by(Thanks.given_at.desc(), Thanks.id.desc()).limit(most).options(
        joinedload(Thanks.giver), value, receivers.joinedload(ThanksReceiver.person),
        receivers.joinedload(ThanksReceiver.unit),
    )  # fmt: skip
    return [_seen(each) for each in db.session.scalars(rows)]


def _seen(row: Thanks) -> OnTheWall:
    first: FrameworkValue | None = row.behaviours[0].behaviour.value if row.behaviours else None
    return OnTheWall(
        id=row.id,
        to=names_in_short(receiver_names(row)),
        words=row.words,
        giver=row.giver.name if row.giver else row.signed,
        day=row.given_at,
        value=first.name if first else "",
        colour=colour_of(first.colour, first.position) if first else "",
    )


def receiver_names(row: Thanks) -> list[str]:
    """Everybody whom it thanks, people by name, then teams."""
    people = [each.person.name for each in row.receivers if each.person]
    return people + [each.unit.name for each in row.receivers if each.unit and not each.person]


def unit_name(unit_id: int | None) -> str:
    """What a unit is called; nothing for none, and for one that is not there."""
    return (db.session.scalar(select(Unit.name).where(Unit.id == unit_id)) or "") if unit_id is not None else ""
