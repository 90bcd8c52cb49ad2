"""Who is asked, under which reporting group and by which channel: worked out and frozen when a survey opens."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import SystemRandom

from flask import current_app
from sqlalchemy import delete, insert, select

from engage.core.db import db
from engage.core.errors import Conflict
from engage.directory.models import Person
from engage.directory.rules.audience import from_text as base_of
from engage.disclosure import Unit
from engage.surveys.actions import pulse_sample
from engage.surveys.grouping import Group, reporting_groups
from engage.surveys.models import Invitation, Survey, SurveyLeftOut, SurveyReach
from engage.surveys.queries import reach as queries
from engage.surveys.queries.reach import Place
from engage.surveys.rules.reach import (
    Channel,
    Chosen,
    Facts,
    below,
    channel,
    from_text,
    in_proportion,
    sample_size,
    smallest_leaf,
)

TOP = 0


@dataclass(frozen=True)
class Frozen:
    """How many are invited, how many of them by a code, and the tree of their units as JSON."""

    invited: int
    by_code: int
    units: str


@dataclass(frozen=True)
class Forecast:
    """What a choice would make today: people, codes, and the groups that figures could be shown for."""

    meant: int
    asked: int
    by_code: int
    groups: int
    put_together: int
    minimum: int

    @property
    def is_enough(self) -> bool:
        """Whether the survey could open with it."""
        return self.asked >= self.minimum


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


def eligible(survey: Survey) -> list[Facts]:
    """Everybody in the audience, before a series takes its turn and lots are drawn."""
    return queries.meant(from_text(survey.audience), queries.everybody(), queries.left_out(survey.id))


def asked(survey: Survey) -> list[Facts]:
    """Of those, in a series, exactly the people whose turn it is."""
    people = eligible(survey)
    exactly = pulse_sample.exactly(survey, [each.person for each in people])
    return people if exactly is None else [each for each in people if each.person in exactly]


def size(survey: Survey) -> int:
    """How many people would be asked if it opened now."""
    return sample_size(from_text(survey.audience), len(asked(survey)))


@dataclass(frozen=True)
class Grouped:
    """The reporting groups of a number of people in each unit, and the group that each unit's people carry."""

    places: Mapping[int, Place]
    groups: Sequence[Group]
    carried: Mapping[str, str]

    def of(self, unit: int) -> str:
        """The group of the people of a unit."""
        return self.carried[self.places[unit].code]


def grouped(chosen: Chosen, counts: Mapping[int, int], minimum: int) -> Grouped:
    """Groups of at least the minimum; a survey of one unit has that unit at the top."""
    base = base_of(chosen.base)
    top = next(iter(base.units)) if len(base.units) == 1 and not base.roles and not base.networks else None
    whole = current_app.extensions["settings"].organisation
    places = {p.id: p for p in tree(queries.places(), counts, top, whole)}
    known = [Unit(p.code, None if p.parent is None else places[p.parent].code, p.name) for p in places.values()]
    invited = {places[unit].code: number for unit, number in counts.items()}
    groups, carried = reporting_groups(known, invited, minimum)
    return Grouped(places, groups, carried)


def forecast(chosen: Chosen, listed: frozenset[int], minimum: int) -> Forecast:
    """What opening now would make: with a sample what it makes on average, as nobody can know the draw."""
    people = queries.meant(chosen, queries.everybody(), listed)
    counts, size = Counter(each.unit for each in people), sample_size(chosen, len(people))
    if size < minimum:
        return Forecast(len(people), size, 0, 0, 0, minimum)
    units = _code_units(chosen)
    codes = sum(channel(chosen, each, units) is Channel.CODE for each in people)
    drawn = in_proportion(counts, size)
    found = grouped(chosen, drawn, minimum)
    leaves = {group.code for group in found.groups} - {group.parent for group in found.groups}
    alone = {unit for unit in drawn if found.of(unit) == found.places[unit].code}
    return Forecast(
        len(people), size, round(codes * size / len(people)), len(leaves), len(drawn) - len(alone), minimum
    )  # fmt: skip


def freeze(survey: Survey) -> Frozen:
    """One invitation a person, each under a group that at least the minimum invited share, by one channel.

    Lots are drawn here, from the system's own chance: there is no seed that could be kept, and the draw stands
    nowhere but in who is invited. The list of who is left out has done its work and goes.
    """
    chosen = from_text(survey.audience)
    people = asked(survey)
    people = _drawn(people, sample_size(chosen, len(people)), survey.minimum_group)
    found = grouped(chosen, Counter(each.unit for each in people), survey.minimum_group)
    units = _code_units(chosen)
    rows = [
        {"survey_id": survey.id, "person_id": each.person, "group_code": found.of(each.unit), "taken_part": False,
         "channel": channel(chosen, each, units)}
        for each in people
    ]  # fmt: skip
    db.session.execute(insert(Invitation), rows)
    db.session.execute(delete(SurveyLeftOut).where(SurveyLeftOut.survey_id == survey.id))
    reach_of(survey).homes = _homes(found, Counter(found.of(each.unit) for each in people))
    snapshot = [group.plain() for group in found.groups]
    codes = sum(row["channel"] == Channel.CODE for row in rows)
    return Frozen(len(people), codes, json.dumps(snapshot, separators=(",", ":"), ensure_ascii=False))


def _drawn(people: list[Facts], size: int, minimum: int) -> list[Facts]:
    if size < minimum:
        raise Conflict(
            f"Only {size} people would be asked, fewer than the minimum group of "
            f"{minimum}: no figure could be shown. Ask more people, or complete the directory."
        )
    drawn = people if size == len(people) else SystemRandom().sample(people, size)
    return sorted(drawn, key=lambda each: each.person)


def _homes(found: Grouped, sizes: Mapping[str, int]) -> str:
    """For each unit's code the smallest frozen group that its people, whoever comes, can be counted under."""
    children: dict[str, list[str]] = {}
    for group in found.groups:
        if group.parent is not None:
            children.setdefault(group.parent, []).append(group.code)
    top = next(group.code for group in found.groups if group.parent is None)
    homes = {code: smallest_leaf(group, children, sizes) for code, group in found.carried.items()}
    return json.dumps(homes | {"": smallest_leaf(top, children, sizes)}, sort_keys=True, ensure_ascii=False)


def _code_units(chosen: Chosen) -> frozenset[int]:
    return below(queries.parents(), chosen.code_units) if chosen.code_units else frozenset()


def reach_of(survey: Survey) -> SurveyReach:
    """The row beside the survey, made where it is not there yet."""
    row = db.session.get(SurveyReach, survey.id)
    if row is None:
        row = SurveyReach(survey_id=survey.id)
        db.session.add(row)
        db.session.flush()
        db.session.expire(survey, ["reach"])
    return row


def join(survey: Survey, opened: date, today: date) -> list[int]:
    """Invite whoever started work after the day of the opening, where joiners are asked; answers who gets a mail.

    What adding one person while a survey is open could show, and why it does not:
    - A group of one's own. A joiner carries a group frozen at the opening, which at least the minimum invited share,
      and no invitation is ever taken away: leavers stay in the count. So groups only grow, and what a sealed ballot
      can carry never tells a joiner from the others.
    - A figure before and a figure after. Results are computed once, after the close. While it is open only the
      tracker tells rates: once a day, of 20 people and more, in steps of at least five people, so one more person
      moves it past a step at most as any other answer of that day could.
    - Whom the draw passed over, or the list left out. Both are forgotten at the opening; so only the first day at work
      makes a joiner. Somebody added late with an earlier first day, or who changed teams, is not one.
    """
    chosen, row = from_text(survey.audience), db.session.get(SurveyReach, survey.id)
    if not chosen.joiners or chosen.is_sample or row is None or not row.homes:
        return []
    asked = select(Invitation.person_id).where(Invitation.survey_id == survey.id)
    new = set(db.session.scalars(select(Person.id).where(Person.started_on > opened, Person.id.not_in(asked))))
    people = queries.meant(chosen, [each for each in queries.everybody() if each.person in new]) if new else []
    homes, places, units = json.loads(row.homes), {p.id: p for p in queries.places()}, _code_units(chosen)
    made = [
        Invitation(
            survey_id=survey.id, person_id=each.person, group_code=_home(homes, places, each.unit),
            channel=channel(chosen, each, units), joined_on=today,
        )
        for each in people
    ]  # fmt: skip
    db.session.add_all(made)
    db.session.flush()
    return [each.person_id for each in made if each.channel == Channel.PAGE]


def _home(homes: Mapping[str, str], places: Mapping[int, Place], unit: int) -> str:
    """That of the unit, or of the nearest above that was there at the opening; else that of the whole."""
    walk, seen = places.get(unit), set[int]()
    while walk is not None and walk.code not in homes and walk.id not in seen:
        seen.add(walk.id)
        walk = places.get(walk.parent) if walk.parent is not None else None
    return homes.get(walk.code if walk else "", homes[""])
