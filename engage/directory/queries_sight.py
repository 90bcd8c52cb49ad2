"""Where somebody stands in the organisation: each unit of theirs, whether they head it, and what is above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from engage.core.db import db
from engage.directory.models import Post, Unit

DEEPEST = 20


@dataclass(frozen=True)
class Standing:
    """A post's unit and the units above it by their codes, up to the organisation."""

    headed: bool
    up: tuple[str, ...]


def standings(person_id: int) -> Sequence[Standing]:
    """Of all posts that somebody holds, in units that are not closed: one statement."""
    first = (
        select(Post.id.label("post"), Post.is_head, Unit.code, Unit.parent_id, (Unit.id * 0).label("steps"))
        .join(Unit, Unit.id == Post.unit_id)
        .where(Post.person_id == person_id, Post.ended_on.is_(None), Unit.closed_on.is_(None))
        .cte("standing", recursive=True)
    )
    step = select(first.c.post, first.c.is_head, Unit.code, Unit.parent_id, first.c.steps + 1)
    step = step.join(Unit, Unit.id == first.c.parent_id).where(first.c.steps < DEEPEST)
    units = first.union_all(step)
    found: dict[int, tuple[bool, list[str]]] = {}
    rows = select(units.c.post, units.c.is_head, units.c.code).order_by(units.c.post, units.c.steps)
    for post, is_head, code in db.session.execute(rows):
        found.setdefault(post, (is_head, []))[1].append(code)
    return [Standing(bool(headed), tuple(up)) for headed, up in found.values()]
