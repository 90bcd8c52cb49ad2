"""Plans and items as other features refer to them."""

from flask import url_for

from engage.access import current_person
from engage.core.errors import NotThere
from engage.core.links import Link
from engage.programme.queries import items, plans


def plan(plan_id: int) -> Link | None:
    """A plan, for exactly those who may see it."""
    try:
        row = plans.kept(plan_id)
    except NotThere:
        return None
    return Link(url_for("programme.plan", plan_id=plan_id), row.name, plans.may_see(row, current_person()))


def item(item_id: int) -> Link | None:
    """An item, for exactly those who may see its plan."""
    try:
        row = items.kept(item_id)
    except NotThere:
        return None
    seen = plans.may_see(plans.kept(row.plan_id), current_person())
    return Link(url_for("programme.item", item_id=item_id), row.name, seen)


LINKS = {"plan": plan, "plan item": item}
