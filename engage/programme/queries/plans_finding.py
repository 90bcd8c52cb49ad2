"""What a search finds of plans and items: those that the searcher may see."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import func, select

from engage.access import Viewer
from engage.core.db import db
from engage.core.search import MOST_EACH, Hit, excerpt
from engage.core.search_index import matching
from engage.programme.models import Item, Plan
from engage.programme.queries.plans import seen_by


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Plans, then items, whose name or words hold every word: two statements."""
    plans = select(Plan).where(matching(words, Plan), seen_by(viewer))
    items = select(Item).join(Plan, Plan.id == Item.plan_id).where(matching(words, Item), seen_by(viewer))
    return [
        *(Hit(row.name, "Plan", url_for("programme.plan", plan_id=row.id), excerpt(row.about, words))
          for row in db.session.scalars(plans.order_by(func.lower(Plan.name), Plan.id).limit(MOST_EACH))),
        *(Hit(row.name, "Item of a plan", url_for("programme.item", item_id=row.id),
              excerpt(f"{row.objective} {row.status}", words))
          for row in db.session.scalars(items.order_by(func.lower(Item.name), Item.id).limit(MOST_EACH))),
    ]  # fmt: skip
