"""What champions heard, as one source of "What we heard": the service only as far as enough people work in it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from flask import url_for
from sqlalchemy import Select, func, or_, select

from engage.champions.models import Activity
from engage.champions.queries.activity_figures import services as services_of_today
from engage.champions.rules.activity_places import Services
from engage.core.db import db
from engage.core.heard import Counted, Heard, Wanted
from engage.directory.models import Theme
from engage.directory.queries_themes import themes

KEY, TITLE = "activity", "Champions’ log"
SAID = {"works_well": Activity.works_well, "even_better": Activity.even_better}
SAYS = {"works_well": Activity.says_well, "even_better": Activity.says_better}


def heard(wanted: Wanted, most: int) -> Sequence[Heard]:
    """The newest months first, at most so many: three statements, one for each column and two for the services."""
    places, address, found = services_of_today(), url_for("champions.activity_words"), []
    for column in _columns(wanted):
        text = SAID[column]
        rows = select(Activity.happened_on, Activity.unit_id, Theme.name, text)
        rows = _wanted(rows.outerjoin(Theme, Theme.id == Activity.theme_id), (column,), wanted, places)
        newest = rows.order_by(Activity.happened_on.desc(), Activity.id.desc()).limit(most)
        found += [
            Heard(TITLE, address, column, (theme,) if theme else (), _place(unit, places), day.replace(day=1), words)
            for day, unit, theme, words in db.session.execute(newest)
        ]
    return sorted(found, key=lambda each: each.month, reverse=True)[:most]


def counted(wanted: Wanted) -> Counted:
    """How much there is, by theme and column; no words are read for it, and the log is gone through once."""
    places, total, columns = services_of_today(), 0, _columns(wanted)
    found: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    if columns:
        names = {each.id: each.name for each in themes(with_retired=True)}
        counts = [func.count().filter(SAYS[column]) for column in columns]
        rows = _wanted(select(Activity.theme_id, *counts), columns, wanted, places)
        for theme, *numbers in db.session.execute(rows.group_by(Activity.theme_id).order_by(Activity.theme_id)):
            for column, number in zip(columns, numbers, strict=True):
                if number:
                    found[(theme or 0, names.get(theme, ""))][column] = number
                    total += number
    return Counted(found, total)


def sources() -> Sequence[tuple[str, str]]:
    """One for all entries."""
    return [(KEY, TITLE)]


def services() -> Sequence[str]:
    """The services that words are told of: three statements."""
    places = services_of_today()
    says = Activity.says_well | Activity.says_better
    rows = select(Activity.unit_id).where(Activity.unit_id.is_not(None), says).distinct()
    return sorted({name for unit in db.session.scalars(rows) if (name := _place(unit, places))})


def _columns(wanted: Wanted) -> Sequence[str]:
    here = wanted.source in ("", KEY)
    return [column for column in SAID if here and wanted.column in ("", column)]


def _place(unit: int | None, places: Services) -> str:
    large = places.large(unit)
    return places.names[large] if large is not None else ""


def _wanted(
    rows: Select[*tuple[Any, ...]], columns: Sequence[str], wanted: Wanted, places: Services
) -> Select[*tuple[Any, ...]]:
    rows = rows.where(or_(*(SAYS[column] for column in columns)))
    if wanted.theme == 0:
        rows = rows.where(Activity.theme_id.is_(None))
    elif wanted.theme is not None:
        rows = rows.where(Activity.theme_id == wanted.theme)
    if wanted.service:
        rows = rows.where(Activity.unit_id.in_([unit for unit in places.of if _place(unit, places) == wanted.service]))
    if wanted.since is not None:
        rows = rows.where(Activity.happened_on >= wanted.since)
    if wanted.until is not None:
        rows = rows.where(Activity.happened_on < wanted.until)
    return rows
