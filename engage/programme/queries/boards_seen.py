"""One item, for whoever may see it: how much they see, and what they may do."""

from dataclasses import dataclass

from sqlalchemy import select

from engage.access import Permission, Viewer
from engage.core.db import db
from engage.core.errors import NotThere, Refused
from engage.programme.models import Item, Plan
from engage.programme.queries.boards import GREATEST, reads
from engage.programme.rules.boards import Sight, may_update, sight

NO_ITEM = "There is no such item here, or it is not for everybody to see."


@dataclass(frozen=True)
class Seen:
    """An item with its plan, how much of it this person sees, and whether they write its updates."""

    item: Item
    plan: Plan
    sight: Sight
    manages: bool
    updates: bool

    @property
    def all(self) -> bool:
        """Whether they see trouble, risks and spending too."""
        return self.sight == Sight.ALL


def seen(item_id: int, viewer: Viewer) -> Seen:
    """The item as this person sees it, or NotThere: two statements."""
    rows = select(Item, Plan).join(Plan, Plan.id == Item.plan_id).where(Item.id == item_id)
    found = db.session.execute(rows).first() if item_id < GREATEST else None
    if found is None:
        raise NotThere(NO_ITEM)
    item, plan = found
    manages, leads = viewer.may(Permission.PROGRAMME_MANAGE), item.lead_id == viewer.id
    published = plan.published_at is not None and plan.archived_at is None
    much = sight(manages, leads, reads(item.board_id, viewer.id), published)
    if much == Sight.NOTHING:
        raise NotThere(NO_ITEM)
    return Seen(item, plan, much, manages, may_update(manages, leads))


def to_update(item_id: int, viewer: Viewer) -> Seen:
    """The same for whoever writes its updates; Refused for others who see it."""
    found = seen(item_id, viewer)
    if not found.updates:
        raise Refused("Only the lead officer of this item and the OD team can do this.")
    return found
