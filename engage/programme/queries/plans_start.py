"""What plans bring to the start page and to the OD desk."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from flask import url_for
from sqlalchemy import Select, exists, func, select

from engage.access import Viewer
from engage.core.cards import Card, Task
from engage.core.db import db
from engage.core.formatting import count, day
from engage.programme.models import Item, ItemUpdate, Plan
from engage.programme.queries.plans import manages
from engage.programme.rules.kinds import Stage

MOST_TASKS = 10


UNPUBLISHED = (
    select(Plan.id, Plan.name)
    .where(Plan.published_at.is_(None), Plan.archived_at.is_(None), exists().where(Item.plan_id == Plan.id))
    .order_by(func.lower(Plan.name), Plan.id)
    .limit(MOST_TASKS)
)


@cache
def _published() -> Select[*tuple[Any, ...]]:
    shown = select(Plan.id).where(Plan.published_at.is_not(None), Plan.archived_at.is_(None))
    done = func.count().filter(Item.stage == Stage.COMPLETE)
    said = (
        select(func.max(ItemUpdate.at))
        .join(Item, Item.id == ItemUpdate.item_id)
        .where(Item.plan_id.in_(shown), ItemUpdate.plain_words != "")
        .scalar_subquery()
    )
    return select(func.count(), done, said).select_from(Item).where(Item.plan_id.in_(shown))


def cards(viewer: Viewer) -> Sequence[Card]:
    """The way to “About the programme”, once a plan is published: one statement."""
    total, complete, at = db.session.execute(_published()).one()
    if not total:
        return ()
    body = f"What the council has promised to do: {complete:,} of {count(total, 'item')} complete."
    return (Card("About the programme", url_for("programme.programme"), body, "Programme",
                 f"Last said on {day(at)}" if at else "", "blue"),)  # fmt: skip


def desk(viewer: Viewer) -> Sequence[Task]:
    """Plans with items that staff do not see yet: one statement."""
    if not manages(viewer):
        return ()
    return [
        Task(name, "to publish: staff do not see this plan yet", url_for("programme.manage_plan", plan_id=plan_id))
        for plan_id, name in db.session.execute(UNPUBLISHED)
    ]
