"""What champions passed on, as one of the sources of "What we heard": words, theme, and services of ten and more."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from flask import url_for
from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from engage.champions.models import Concern, ConcernCase
from engage.core.db import db
from engage.core.heard import Counted, Heard, Wanted
from engage.directory.models import Theme

COLUMN, KEY, TITLE = "concern", "concerns", "Passed on by champions"


def heard(wanted: Wanted, most: int) -> Sequence[Heard]:
    """The newest months first; within a month in no order of days."""
    month = func.extract("year", Concern.passed_on) * 12 + func.extract("month", Concern.passed_on)
    rows = _wanted(select(Concern), wanted)
    rows = rows.options(contains_eager(Concern.case).options(joinedload(ConcernCase.theme)))
    return [
        Heard(
            source=TITLE,
            address=url_for("champions.concern_manage", case_id=row.case_id),
            column=COLUMN,
            themes=(row.case.theme.name,) if row.case.theme else (),
            service=row.place,
            month=row.passed_on.replace(day=1),
            text=f"{row.title}\n{row.words}",
        )
        for row in db.session.scalars(rows.order_by(month.desc(), Concern.title, Concern.id).limit(most))
    ]


def counted(wanted: Wanted) -> Counted:
    """How much there is, by theme: one statement."""
    rows = _wanted(select(func.coalesce(Theme.id, 0), func.coalesce(Theme.name, ""), func.count(Concern.id)), wanted)
    rows = rows.outerjoin(Theme, Theme.id == ConcernCase.theme_id)
    found: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    grouped = rows.group_by(Theme.id, Theme.name, Theme.position).order_by(Theme.position, Theme.name)
    for theme_id, name, number in db.session.execute(grouped):
        found[(theme_id, name)][COLUMN] = number
    return Counted(found, sum(each[COLUMN] for each in found.values()))


def sources() -> Sequence[tuple[str, str]]:
    """One, once anything was passed on."""
    return [(KEY, TITLE)] if db.session.scalar(select(Concern.id).limit(1)) is not None else []


def services() -> Sequence[str]:
    """The services that concerns are told of."""
    rows = select(Concern.place).where(Concern.place != "", Concern.emptied_on.is_(None)).distinct()
    return db.session.scalars(rows.order_by(Concern.place)).all()


def _wanted(rows: Select[*tuple[Any, ...]], wanted: Wanted) -> Select[*tuple[Any, ...]]:
    rows = rows.select_from(Concern).join(ConcernCase, ConcernCase.id == Concern.case_id)
    rows = rows.where(Concern.emptied_on.is_(None))
    if wanted.column not in ("", COLUMN) or wanted.source not in ("", KEY):
        rows = rows.where(Concern.id.is_(None))
    if wanted.theme is not None:
        rows = rows.where(ConcernCase.theme_id == (wanted.theme or None))
    if wanted.service:
        rows = rows.where(Concern.place == wanted.service)
    if wanted.since is not None:
        rows = rows.where(Concern.passed_on >= wanted.since)
    if wanted.until is not None:
        rows = rows.where(Concern.passed_on < wanted.until)
    return rows
