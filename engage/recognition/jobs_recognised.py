"""Working out who gets recognised, and freezing each year once it is over."""

from datetime import date
from typing import Any

from flask import current_app

from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.retention import Kept
from engage.recognition.actions import recognised as actions
from engage.recognition.queries import recognised as queries
from engage.recognition.queries import recognised_material as counting
from engage.recognition.rules.recognised import Year, year_of

KEPT = (
    Kept("Who gets recognised: the frozen figures of each year, about ten people or more", "for good",
         "nothing: they name nobody"),
)  # fmt: skip


@outbox.handler(actions.WORK)
def work_out_year(payload: dict[str, Any]) -> None:
    """Work a year's figures out, in no transaction: meanwhile others write."""
    work_out(Year(date.fromisoformat(str(payload["first_day"]))))


@outbox.handler(actions.LEFT)
def follow_the_wall(payload: dict[str, Any]) -> None:
    """Work the running year out anew where its figures stand; a frozen year is none of it."""
    year = year_of(clock.today())
    with transaction():
        row = queries.row(year)
        stands = row is not None and bool(row.document)
    if stands:
        work_out(year)


@outbox.schedule("recognition year", outbox.DAY)
def freeze_last_year() -> None:
    """From 1 April on, freeze the year that ended the day before, where it holds anything and nobody has frozen it."""
    last = Year(date(year_of(clock.today()).first_day.year - 1, 4, 1))
    with transaction():
        row = queries.row(last)
        due = (row is None or row.frozen_at is None) and counting.recognised_anything(last)
    if due:
        work_out(last)


def work_out(year: Year) -> None:
    """Read, work out, store; a year that is frozen is left as it is."""
    from engage.recognition import release  # numpy and scipy, which the pages don't need

    with transaction():
        row = queries.row(year)
        if row is not None and row.frozen_at is not None:
            return
        material = counting.material(year, clock.today())
    figures = release.work_out(material, current_app.extensions["settings"].organisation)
    with transaction():
        actions.store(year, figures, clock.now())
