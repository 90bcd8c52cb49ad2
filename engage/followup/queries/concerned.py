"""Whom an action concerns: the champions of its services."""

from sqlalchemy import select

from engage.core.db import db
from engage.directory.models import Person, Post, Unit
from engage.directory.queries_finding import here_today
from engage.directory.queries_networks import champions
from engage.followup.models import ActionItem


def champions_of(row: ActionItem) -> frozenset[int]:
    """Champions who work in the action's unit or below it today, all of a corporate one; never its lead officer."""
    people = select(Person.id).where(Person.id.in_(champions()), here_today())
    if row.unit_id is not None:
        top = select(Unit.id).where(Unit.id == row.unit_id).cte("services", recursive=True)
        units = top.union(select(Unit.id).join(top, Unit.parent_id == top.c.id))
        posts = select(Post.person_id).where(Post.ended_on.is_(None), Post.unit_id.in_(select(units.c.id)))
        people = people.where(Person.id.in_(posts))
    return frozenset(db.session.scalars(people)) - {row.lead_id or 0}
