"""What must be true of units, people and their appointments."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from engage.core import clock
from engage.core.checks import Check, rows
from engage.core.db import db
from engage.directory.models import Account, Appointment, Person, Post, RoleGrant, Theme, Unit

KINDS = {"theme": Theme.id}


def _in_a_circle() -> int:
    """Units from which no way leads up to the top."""
    units = db.session.execute(select(Unit.id, Unit.parent_id).order_by(Unit.id))
    above = {row.id: row.parent_id for row in units}
    lost = 0
    for unit in above:
        seen: set[int] = set()
        at: int | None = unit
        while at is not None and at not in seen:
            seen.add(at)
            at = above.get(at)
        lost += at is not None
    return lost


def _own_manager() -> int:
    manager = aliased(Post)
    same = select(Post.id).join(manager, manager.id == Post.manager_post_id).where(manager.id == Post.id)
    return len(db.session.scalars(same.order_by(Post.id)).all())


def _no_administrator() -> int:
    query = select(RoleGrant.person_id).join(Account, Account.person_id == RoleGrant.person_id)
    return int(db.session.scalars(query.where(RoleGrant.role == "admin").limit(1)).first() is None)


def _before_they_began() -> int:
    return rows(Appointment, Appointment.ended_on < Appointment.started_on)()


def _left_and_appointed() -> int:
    left = select(Person.id).where(Person.leaves_on < clock.today())
    return rows(Appointment, Appointment.ended_on.is_(None), Appointment.person_id.in_(left))()


CHECKS = (
    Check("units hang together without a circle", _in_a_circle),
    Check("nobody's post is managed by itself", _own_manager),
    Check("appointments end after they begin", _before_they_began),
    Check("nobody who has left holds an appointment", _left_and_appointed, grave=False),
    Check("somebody is an administrator (flask admin create)", _no_administrator, grave=False),
)
