"""What a legal hold of a unit covers."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from engage.core.holds import Covered, Rows
from engage.directory.models import Post, Unit


def of_units(units: Rows) -> Covered:
    """These units with all below them, closed ones too, and everybody who has or had a post in one."""
    tree = select(Unit.id).where(Unit.id.in_(units)).cte("held_units", recursive=True)
    child = aliased(Unit)
    tree = tree.union(select(child.id).where(child.parent_id == tree.c.id))
    below = select(tree.c.id)
    return Covered(below, select(Post.person_id).where(Post.unit_id.in_(below), Post.person_id.is_not(None)))
