"""Where people and teams are, for lists and letters: names, unit, site, address, and who manages them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from engage.core import clock
from engage.core.db import db
from engage.directory.models import Person, Post, Unit
from engage.directory.queries_finding import DEEPEST, here_today


@dataclass(frozen=True)
class Place:
    """Somebody, or a team by whoever leads it, as a list or a letter needs them."""

    name: str
    first_name: str
    surname: str
    unit: str = ""
    site: str = ""
    email: str = ""
    employee_number: str = ""
    here: bool = True


NOWHERE = Place("Somebody", "", "")


def people(person_ids: Collection[int]) -> dict[int, Place]:
    """These people by id: one statement."""
    if not person_ids:
        return {}
    rows = (
        select(Person, func.coalesce(Unit.name, ""), func.coalesce(Post.site, ""))
        .outerjoin(Post, (Post.person_id == Person.id) & Post.is_main & Post.ended_on.is_(None))
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(Person.id.in_(set(person_ids)))
    )
    today = clock.today()
    return {
        row.id: Place(
            row.name, row.known_as or row.first_name, row.surname, unit, site, row.email or "", row.employee_number,
            row.leaves_on is None or row.leaves_on >= today,
        )
        for row, unit, site in db.session.execute(rows)
    }  # fmt: skip


def heads(unit_ids: Collection[int]) -> dict[int, int]:
    """Who heads these units today, by unit: one statement."""
    if not unit_ids:
        return {}
    rows = (
        select(Post.unit_id, Post.person_id)
        .join(Person, Person.id == Post.person_id)
        .where(Post.unit_id.in_(set(unit_ids)), Post.is_head, Post.ended_on.is_(None), here_today())
        .order_by(Post.id.desc())
    )
    return {unit_id: person_id for unit_id, person_id in db.session.execute(rows) if person_id is not None}


def sizes(unit_ids: Collection[int]) -> dict[int, int]:
    """How many people have their main post in each of these units themselves: one statement."""
    if not unit_ids:
        return {}
    rows = (
        select(Post.unit_id, func.count())
        .join(Person, Person.id == Post.person_id)
        .where(Post.unit_id.in_(set(unit_ids)), Post.is_main, Post.ended_on.is_(None), here_today())
        .group_by(Post.unit_id)
    )
    return dict(db.session.execute(rows).all())


def managers(person_ids: Collection[int]) -> dict[int, str]:
    """The name of whoever manages each of these: holder of the manager's post, else the nearest head above."""
    if not person_ids:
        return {}
    own, above = aliased(Post), aliased(Post)
    rows = db.session.execute(
        select(own.person_id, own.unit_id, own.is_head, Person)
        .select_from(own)
        .outerjoin(above, (above.id == own.manager_post_id) & above.ended_on.is_(None))
        .outerjoin(Person, (Person.id == above.person_id) & (Person.id != own.person_id) & here_today())
        .where(own.person_id.in_(set(person_ids)), own.is_main, own.ended_on.is_(None))
    ).all()
    named = {each.person_id or 0: each.Person.name for each in rows if each.Person is not None}
    left = [(each.person_id or 0, each.unit_id, each.is_head) for each in rows if each.Person is None]
    return named | (_from_above(left) if left else {})


def _from_above(left: Collection[tuple[int, int, bool]]) -> dict[int, str]:
    """Two statements, however many people are left: the tree of units, and everybody who heads one."""
    parents = dict(db.session.execute(select(Unit.id, Unit.parent_id)).all())
    heading = (
        select(Post.unit_id, Person)
        .join(Person, Person.id == Post.person_id)
        .where(Post.is_head, Post.ended_on.is_(None), here_today())
        .order_by(Post.id.desc())
    )
    leads = dict(db.session.execute(heading).all())
    found: dict[int, str] = {}
    for person_id, own_unit, is_head in left:
        unit = parents.get(own_unit) if is_head else own_unit
        for _ in range(DEEPEST):
            lead = leads.get(unit) if unit is not None else None
            if unit is None or (lead is not None and lead.id != person_id):
                break
            unit = parents.get(unit)
        if unit is not None and unit in leads and leads[unit].id != person_id:
            found[person_id] = leads[unit].name
    return found
