"""Finding people and teams by typing, and those that a form has chosen: components/choose.html shows them."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from engage.core import search
from engage.core.db import db
from engage.directory import queries_finding as finding
from engage.directory.models import Unit
from engage.directory.rules.choosing import KINDS, PERSON, UNIT, Choice, parse

MOST_TEAMS = 5


def find(typed: str, kinds: Sequence[str] = KINDS) -> Sequence[Choice]:
    """At most ten colleagues, and at most five teams, for at least two letters: never a list of all."""
    people = finding.find(typed) if PERSON in kinds else ()
    return [*(_person(each) for each in people), *(_teams(typed) if UNIT in kinds else ())]


def chosen(keys: Sequence[str], kinds: Sequence[str] = KINDS) -> Sequence[Choice]:
    """Those of the keys that can be chosen today, in their order: people who work here, teams that are open."""
    wanted = parse(keys, kinds)
    people = finding.here([each for kind, each in wanted if kind == PERSON])
    teams = [each for kind, each in wanted if kind == UNIT]
    rows = db.session.execute(_units().where(Unit.id.in_(teams))) if teams else ()
    found = {(PERSON, each.id): _person(each) for each in people} | {(UNIT, row[0]): Choice(UNIT, *row) for row in rows}
    return [found[each] for each in wanted if each in found]


def _person(each: finding.Found) -> Choice:
    return Choice(PERSON, each.id, each.name, ", ".join(part for part in (each.unit, each.job_title) if part))


def _teams(typed: str) -> Sequence[Choice]:
    words = search.words_of(typed)
    if sum(len(word) for word in words) < finding.SHORTEST:
        return ()
    rows = _units().where(search.holds(words, Unit.name)).order_by(func.lower(Unit.name), Unit.id).limit(MOST_TEAMS)
    return [Choice(UNIT, *row) for row in db.session.execute(rows)]


def _units() -> Select[int, str, str]:
    above = aliased(Unit)
    where = func.coalesce("Team in " + above.name, "The whole organisation")
    return (
        select(Unit.id, Unit.name, where).outerjoin(above, above.id == Unit.parent_id).where(Unit.closed_on.is_(None))
    )
