"""Who is asked, under which reporting group: worked out and frozen when a survey opens."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import insert, select

from engage.core.db import db
from engage.core.errors import Conflict
from engage.directory import models as directory
from engage.directory.queries import main_unit_of_everyone
from engage.disclosure import Unit
from engage.surveys.grouping import reporting_groups
from engage.surveys.models import Invitation, Survey

TOP = 0


@dataclass(frozen=True)
class Place:
    """A unit in the tree of one survey."""

    id: int
    code: str
    name: str
    parent: int | None


@dataclass(frozen=True)
class Frozen:
    """How many are invited, and the tree of their units as JSON."""

    invited: int
    units: str


def below(parents: Mapping[int, int | None], top: int) -> frozenset[int]:
    """A unit and everything under it."""
    found, last = {top}, 0
    while len(found) != last:
        last = len(found)
        found |= {unit for unit, parent in parents.items() if parent in found}
    return frozenset(found)


def tree(units: Sequence[Place], counts: Mapping[int, int], top: int | None, whole: str) -> tuple[Place, ...]:
    """The units that hold anybody, up to the top; several tops get one above them, named for the whole."""
    known = {unit.id: unit for unit in units}
    kept: dict[int, Place] = {}
    for unit_id in counts:
        walk: int | None = unit_id
        while walk is not None and walk not in kept and walk in known:
            unit = known[walk]
            parent = None if walk == top or unit.parent not in known else unit.parent
            kept[walk] = Place(unit.id, unit.code, unit.name, parent)
            walk = parent
    tops = [unit for unit in kept.values() if unit.parent is None]
    if len(tops) > 1:
        code = "ALL"
        while code in {unit.code for unit in kept.values()}:
            code += "-"
        for unit in tops:
            kept[unit.id] = Place(unit.id, unit.code, unit.name, TOP)
        kept[TOP] = Place(TOP, code, whole, None)
    return tuple(kept[unit_id] for unit_id in sorted(kept))


def asked(survey: Survey) -> tuple[list[Place], list[tuple[int, int]]]:
    """All units, and person and unit of everybody in the audience."""
    rows = db.session.execute(
        select(directory.Unit.id, directory.Unit.code, directory.Unit.name, directory.Unit.parent_id).order_by(
            directory.Unit.id
        )
    )
    units = [Place(*row) for row in rows]
    people = main_unit_of_everyone()
    if survey.audience_unit_id is None:
        return units, list(people)
    inside = below({unit.id: unit.parent for unit in units}, survey.audience_unit_id)
    return units, [(person, unit) for person, unit in people if unit in inside]


def freeze(survey: Survey) -> Frozen:
    """One invitation a person, each under a group that at least the minimum invited share."""
    units, people = asked(survey)
    if len(people) < survey.minimum_group:
        raise Conflict(
            f"Only {len(people)} people would be asked, fewer than the minimum group of "
            f"{survey.minimum_group}: no figure could be shown. Ask more people, or complete the directory."
        )
    counts = Counter(unit for _, unit in people)
    whole = current_app.extensions["settings"].organisation
    places = {p.id: p for p in tree(units, counts, survey.audience_unit_id, whole)}
    known = [Unit(p.code, None if p.parent is None else places[p.parent].code, p.name) for p in places.values()]
    invited = {places[unit].code: number for unit, number in counts.items()}
    groups, carried = reporting_groups(known, invited, survey.minimum_group)
    db.session.execute(
        insert(Invitation),
        [
            {"survey_id": survey.id, "person_id": person, "group_code": carried[places[unit].code],
             "taken_part": False}
            for person, unit in people
        ],
    )  # fmt: skip
    snapshot = [group.plain() for group in groups]
    return Frozen(len(people), json.dumps(snapshot, separators=(",", ":"), ensure_ascii=False))
