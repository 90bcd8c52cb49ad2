"""The part of the council that bears on some judges and entries: posts, units, and who is above whom."""

from collections.abc import Collection

from sqlalchemy import select

from engage.core.db import db
from engage.directory.models import Person, Post, Unit
from engage.recognition.rules.judging_conflicts import Org, PostFact, Somebody, managers_of
from engage.recognition.rules.judging_names import Name


def org_of(person_ids: Collection[int], team_ids: Collection[int] = ()) -> Org:
    """These people with their units and everybody above them, and the units above these teams: four statements.

    Who heads a unit, or holds the post that another hangs on, is above; of a head's own manager only the units tell.
    """
    posts = _posts(person_ids)
    parents = _parents({post.unit for post in posts.values()} | set(team_ids))
    heads = _heads(parents)
    names = _names(person_ids)
    own: dict[int, set[int]] = {person: set() for person in names}
    for post in posts.values():
        if post.person in own:
            own[post.person].add(post.unit)
    people = {
        person: Somebody(person, name, frozenset(own[person]), managers_of(person, posts, parents, heads))
        for person, name in names.items()
    }
    return Org(people, parents, heads)


def _posts(person_ids: Collection[int]) -> dict[int, PostFact]:
    """Their open posts, and those that these hang on, up to the top; of nobody else's the ended ones end the line."""
    columns = (Post.id, Post.person_id, Post.unit_id, Post.manager_post_id, Post.is_head)
    first = select(*columns).where(Post.person_id.in_(person_ids), Post.ended_on.is_(None)).cte("up", recursive=True)
    above = select(*columns).join(first, Post.id == first.c.manager_post_id).where(Post.ended_on.is_(None))
    rows = db.session.execute(select(first.union(above)))
    return {row[0]: PostFact(*row) for row in rows}


def _parents(units: Collection[int]) -> dict[int, int | None]:
    first = select(Unit.id, Unit.parent_id).where(Unit.id.in_(units)).cte("units_up", recursive=True)
    whole = first.union(select(Unit.id, Unit.parent_id).join(first, Unit.id == first.c.parent_id))
    return dict(db.session.execute(select(whole)).all())


def _heads(units: Collection[int]) -> dict[int, frozenset[int]]:
    rows = select(Post.unit_id, Post.person_id).where(
        Post.unit_id.in_(units), Post.is_head, Post.ended_on.is_(None), Post.person_id.is_not(None)
    )
    found: dict[int, set[int]] = {}
    for unit, person in db.session.execute(rows):
        found.setdefault(unit, set()).add(person or 0)
    return {unit: frozenset(people) for unit, people in found.items()}


def _names(person_ids: Collection[int]) -> dict[int, Name]:
    rows = select(Person.id, Person.first_name, Person.known_as, Person.surname).where(Person.id.in_(person_ids))
    return {person: Name(first, known, surname) for person, first, known, surname in db.session.execute(rows)}


def levels_of(person_ids: Collection[int]) -> dict[int, str]:
    """From which level of the council each is: what they head, else the grade or job of their main post."""
    rows = (
        select(Post.person_id, Post.is_head, Post.grade, Post.job_title, Unit.level, Unit.name)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Post.person_id.in_(person_ids), Post.is_main, Post.ended_on.is_(None))
    )
    return {
        person or 0: (f"Head of a {level.lower()}" if level else "Head of a unit")[:60] if head else (grade or job)[:60]
        for person, head, grade, job, level, _ in db.session.execute(rows)
    }


def directorates_of(person_ids: Collection[int]) -> dict[int, str]:
    """The unit right below the top that each works in; those in the top unit itself: its own name."""
    rows = db.session.execute(
        select(Post.person_id, Post.unit_id).where(
            Post.person_id.in_(person_ids), Post.is_main, Post.ended_on.is_(None)
        )
    ).all()
    parents = _parents({unit for _, unit in rows})
    tops: dict[int, int] = {}
    for person, unit in rows:
        at, seen = unit, {unit}
        while (over := parents.get(at)) is not None and parents.get(over) is not None and over not in seen:
            seen.add(over)
            at = over
        tops[person or 0] = at
    names = {row.id: row.name for row in db.session.execute(
        select(Unit.id, Unit.name).where(Unit.id.in_(tops.values())))}  # fmt: skip
    return {person: names[unit] for person, unit in tops.items()}
