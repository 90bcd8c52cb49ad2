"""Plans as rows: for tests of one part that need what another part makes."""

import secrets
from datetime import date
from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.programme.models import Heading, Item, ItemUpdate, Output, Plan, Session


def _kept(row: Any) -> int:
    with transaction():
        db.session.add(row)
        db.session.flush()
        number: int = row.id
        return number


def plan(published: bool = True, **more: Any) -> int:
    """A plan of one level; its id."""
    given: dict[str, Any] = {"name": f"Plan {secrets.token_hex(3)}", "about": "What we do.", "level_names": "Theme"}
    return _kept(Plan(created_at=clock.now(), published_at=clock.now() if published else None, **(given | more)))


def heading(plan_id: int, name: str = "People", parent_id: int | None = None, position: int = 1) -> int:
    """A heading; its id."""
    return _kept(Heading(plan_id=plan_id, parent_id=parent_id, name=name, position=position))


def item(plan_id: int, name: str = "", **more: Any) -> int:
    """An item; its id."""
    given = {"position": 1, "kind": "project"}
    name = name or f"Item {secrets.token_hex(3)}"
    return _kept(Item(plan_id=plan_id, name=name, created_at=clock.now(), **(given | more)))


def output(item_id: int, quarter: date, text: str = "", done_on: date | None = None) -> int:
    """What an item promises for a quarter; its id."""
    return _kept(Output(item_id=item_id, quarter_on=quarter, text=text, done_on=done_on))


def session(item_id: int, group: str = "Managers", **more: Any) -> int:
    """A session of an item; its id."""
    return _kept(Session(item_id=item_id, group=group, **more))


def update(item_id: int, words: str) -> int:
    """What was said of an item; its id."""
    return _kept(ItemUpdate(item_id=item_id, at=clock.now(), stage="under way", status="Going", plain_words=words))
