"""What champions heard, in words: without whoever wrote it down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, or_, select

from engage.champions.models import Activity
from engage.champions.queries.activity_figures import Scope
from engage.core.db import db
from engage.core.paging import Page
from engage.core.search import holds
from engage.directory.models import Theme

EACH, MOST_EXPORTED = 25, 10_000
NO_THEME = 0


@dataclass(frozen=True)
class Said:
    """The words of one entry, with nothing of who wrote it; the unit's id is None where none was named."""

    kind: str
    day: date
    unit_id: int | None
    theme: str
    works_well: str
    even_better: str


@dataclass(frozen=True)
class Sought:
    """What is looked for in the words; `theme` 0 is for what is under none."""

    scope: Scope
    theme: int | None = None
    kind: str = ""
    words: tuple[str, ...] = ()


def _rows(sought: Sought) -> Select[*tuple[Any, ...]]:
    columns = (Activity.kind, Activity.happened_on, Activity.unit_id, Theme.name, Activity.works_well,
               Activity.even_better)  # fmt: skip
    rows = select(*columns).outerjoin(Theme, Theme.id == Activity.theme_id)
    return _of(rows, sought).order_by(Activity.happened_on.desc(), Activity.id.desc())


def _of(rows: Select[*tuple[Any, ...]], sought: Sought) -> Select[*tuple[Any, ...]]:
    rows = rows.where(or_(Activity.says_well, Activity.says_better))
    if sought.theme == NO_THEME:
        rows = rows.where(Activity.theme_id.is_(None))
    elif sought.theme is not None:
        rows = rows.where(Activity.theme_id == sought.theme)
    if sought.kind:
        rows = rows.where(Activity.kind == sought.kind)
    if sought.words:
        rows = rows.where(holds(sought.words, Activity.works_well, Activity.even_better))
    return sought.scope.of(rows)


def _said(row: Row[*tuple[Any, ...]]) -> Said:
    return Said(row[0], row[1], row[2], row[3] or "", row[4], row[5])


def page(sought: Sought, number: int) -> Page[Said]:
    """A page, the newest first: two statements, and one where there is nothing."""
    total = db.session.scalar(_of(select(func.count(Activity.id)), sought)) or 0
    number = min(max(1, number), max(1, -(-total // EACH)))
    rows = _rows(sought).limit(EACH).offset((number - 1) * EACH)
    return Page([_said(row) for row in db.session.execute(rows)] if total else (), number, EACH, total)


def export(sought: Sought) -> Sequence[Said]:
    """All of it, for the file: one statement."""
    return [_said(row) for row in db.session.execute(_rows(sought).limit(MOST_EXPORTED))]
