"""What must be true of plans and what hangs on them."""

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from engage.core.checks import Check
from engage.core.db import db
from engage.programme.models import Heading, Item, Plan

KINDS = {"plan": Plan.id, "plan item": Item.id}


def _items_elsewhere() -> int:
    query = select(func.count()).select_from(Item).join(Heading, Heading.id == Item.heading_id)
    return db.session.scalar(query.where(Heading.plan_id != Item.plan_id)) or 0


def _headings_elsewhere() -> int:
    above = aliased(Heading)
    query = select(func.count()).select_from(Heading).join(above, above.id == Heading.parent_id)
    return db.session.scalar(query.where(above.plan_id != Heading.plan_id)) or 0


CHECKS = (
    Check("items stand under a heading of their own plan", _items_elsewhere),
    Check("headings stand under one of their own plan", _headings_elsewhere),
)
