"""Figures of what champions logged, by service, month, kind and theme; never by person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select

from engage.champions.models import Activity
from engage.champions.rules.activity import Kind
from engage.champions.rules.activity_places import Services
from engage.champions.rules.activity_places import services as _services
from engage.core.db import db
from engage.directory.models import Unit
from engage.directory.queries import main_posts_by_unit, unit_nodes
from engage.directory.queries_themes import themes
from engage.directory.rules.months import Month, month_of

YEAR, MONTH = func.extract("year", Activity.happened_on), func.extract("month", Activity.happened_on)


@dataclass(frozen=True)
class Scope:
    """Which entries: of a network, a service (its units), between two days; None: all."""

    network_id: int | None = None
    units: frozenset[int] | None = None
    since: date | None = None
    until: date | None = None

    def of(self, rows: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        """Those rows of it."""
        if self.network_id is not None:
            rows = rows.where(Activity.network_id == self.network_id)
        if self.units is not None:
            rows = rows.where(Activity.unit_id.in_(self.units))
        if self.since is not None:
            rows = rows.where(Activity.happened_on >= self.since)
        if self.until is not None:
            rows = rows.where(Activity.happened_on < self.until)
        return rows


@dataclass
class Line:
    """Entries, the people reached, and entries by kind, under one name."""

    name: str
    entries: int = 0
    people: int = 0
    kinds: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, entries: int, people: int) -> None:
        """Some more."""
        self.entries += entries
        self.people += people
        self.kinds[kind] = self.kinds.get(kind, 0) + entries

    def of(self, kind: str) -> int:
        """How many of a kind."""
        return self.kinds.get(kind, 0)


@dataclass(frozen=True)
class Spoken:
    """How many entries are about a theme, and how many of them say what works or what would be better."""

    theme_id: int
    name: str
    entries: int
    works_well: int
    even_better: int


def services() -> Services:
    """Which service each unit counts with, closed ones with what replaced them: three statements."""
    nodes = unit_nodes()
    above, names = {each.id: each.parent_id for each in nodes}, {each.id: each.name for each in nodes}
    closed = select(Unit.id, Unit.replaced_by_id).where(Unit.closed_on.is_not(None))
    return _services(above, names, main_posts_by_unit(), dict(db.session.execute(closed).all()))


def by_service(scope: Scope, places: Services) -> Sequence[Line]:
    """A line for each service with entries, by name, what is of no unit of today last: one statement."""
    rows = scope.of(select(Activity.unit_id, Activity.kind, func.count(), func.sum(Activity.people)))
    lines: dict[int | None, Line] = {}
    for unit, kind, entries, people in db.session.execute(rows.group_by(Activity.unit_id, Activity.kind)):
        service = places.of.get(unit)
        line = lines.setdefault(service, Line(places.names[service] if service else "No service named"))
        line.add(kind, entries, int(people))
    return [lines[key] for key in sorted(lines, key=lambda key: (key is None, lines[key].name.lower()))]


def by_month(scope: Scope) -> Sequence[tuple[Month, Line]]:
    """A line for each month with entries, the newest first: one statement, added up by day in the index."""
    rows = scope.of(select(Activity.happened_on, Activity.kind, func.count(), func.sum(Activity.people)))
    lines: dict[Month, Line] = {}
    for day, kind, entries, people in db.session.execute(rows.group_by(Activity.happened_on, Activity.kind)):
        found = month_of(day)
        lines.setdefault(found, Line(found.name)).add(kind, entries, int(people))
    return sorted(lines.items(), key=lambda pair: pair[0].first, reverse=True)


def by_service_and_month(scope: Scope, places: Services) -> Sequence[tuple[str, Month, Line]]:
    """For the file: one statement."""
    grouped = (YEAR, MONTH, Activity.unit_id, Activity.kind)
    rows = scope.of(select(*grouped, func.count(), func.sum(Activity.people))).group_by(*grouped)
    lines: dict[tuple[Month, str], Line] = {}
    for year, month, unit, kind, entries, people in db.session.execute(rows):
        service = places.of.get(unit)
        key = Month(date(int(year), int(month), 1)), places.names[service] if service else ""
        lines.setdefault(key, Line(key[1])).add(kind, entries, int(people))
    return [(name, month, lines[(month, name)])
            for month, name in sorted(lines, key=lambda key: (key[0].first, key[1].lower()))]  # fmt: skip


def by_theme(scope: Scope) -> Sequence[Spoken]:
    """What was spoken of most, first; entries under no theme that say something last: two statements."""
    well, better = (func.sum(case((column, 1), else_=0)) for column in (Activity.says_well, Activity.says_better))
    said = Activity.theme_id.is_not(None) | Activity.says_well | Activity.says_better
    rows = scope.of(select(Activity.theme_id, func.count(), well, better).where(said))
    names = {each.id: each.name for each in themes(with_retired=True)}
    found = db.session.execute(rows.group_by(Activity.theme_id))
    spoken = [Spoken(theme or 0, names.get(theme, ""), entries, int(w), int(b)) for theme, entries, w, b in found]
    return sorted(spoken, key=lambda each: (each.theme_id == 0, -each.entries, each.name.lower()))


def total(lines: Sequence[Line]) -> Line:
    """All lines together."""
    whole = Line("All together")
    for line in lines:
        for kind in Kind:
            whole.add(kind, line.of(kind), 0)
        whole.people += line.people
    return whole


def by_unit(scope: Scope) -> Mapping[int, int]:
    """How many entries each unit has: one statement."""
    rows = scope.of(select(Activity.unit_id, func.count()).where(Activity.unit_id.is_not(None)))
    return dict(db.session.execute(rows.group_by(Activity.unit_id)).all())
