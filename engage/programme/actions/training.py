"""Which course an item counts the cohorts of."""

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Invalid
from engage.programme.models import Item
from engage.programme.queries import training as queries

ON = "item"


def count_cohorts(item: Item, course: str, trainer_course: str) -> None:
    """An item counts managers with a course from now on, or no longer."""
    known = set(queries.courses()) | {item.course, item.trainer_course}
    if course and course not in known:
        raise Invalid("Choose a course of the list.", ("course",))
    if trainer_course and trainer_course not in known:
        raise Invalid("Choose a course of the list.", ("trainers",))
    if trainer_course and not course:
        raise Invalid("Choose the managers’ course first.", ("course",))
    item.course, item.trainer_course = course, trainer_course
    db.session.flush()
    audit.record("choose course", ON, item.id)
