"""What must be true of plans and what hangs on them."""

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from engage.core.checks import Check, rows
from engage.core.db import db
from engage.programme.models import EqualityFigure, Heading, Item, Measure, Plan

KINDS = {"plan": Plan.id, "plan item": Item.id}


def _items_elsewhere() -> int:
    query = select(func.count()).select_from(Item).join(Heading, Heading.id == Item.heading_id)
    return db.session.scalar(query.where(Heading.plan_id != Item.plan_id)) or 0


def _headings_elsewhere() -> int:
    above = aliased(Heading)
    query = select(func.count()).select_from(Heading).join(above, above.id == Heading.parent_id)
    return db.session.scalar(query.where(above.plan_id != Heading.plan_id)) or 0


def _more_than_everybody() -> int:
    key = (EqualityFigure.as_at, EqualityFigure.measure, EqualityFigure.characteristic)
    summed = select(func.min(EqualityFigure.everybody).label("least"), func.max(EqualityFigure.everybody).label("most"),
                    func.sum(EqualityFigure.people).label("people")).group_by(*key).subquery()  # fmt: skip
    wrong = (summed.c.people > summed.c.least) | (summed.c.least != summed.c.most)
    return db.session.scalar(select(func.count()).select_from(summed).where(wrong)) or 0


CHECKS = (
    Check("groups of a characteristic are no more than everybody", _more_than_everybody),
    Check(
        "measures that take a share count in percent",
        rows(Measure, Measure.equality_group != "", Measure.unit != "percent"),
    ),
    Check("items stand under a heading of their own plan", _items_elsewhere),
    Check("headings stand under one of their own plan", _headings_elsewhere),
)
