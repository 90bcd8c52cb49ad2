"""Logging what a champion did, changing it, deleting it, and what hangs on it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from engage.champions.models import Activity
from engage.champions.queries import activity as queries
from engage.champions.rules import activity as rules
from engage.core import audit, clock, files
from engage.core.db import db
from engage.core.errors import Conflict, Refused
from engage.core.files import Sent

KIND = queries.ON


@dataclass(frozen=True)
class Entry:
    """What is logged; `people`: how many were there, 1 to 5,000."""

    kind: str
    network_id: int
    happened_on: date
    unit_id: int | None = None
    site: str = ""
    how: str = rules.How.IN_PERSON
    people: int = 1
    theme_id: int | None = None
    works_well: str = ""
    even_better: str = ""


def log(entry: Entry, person_id: int, once: str, at: datetime) -> Activity:
    """Keep it; the same form sent twice is the same entry."""
    if not rules.may_log([each.network_id for each in queries.appointments(person_id)], entry.network_id):
        raise Refused("You are not in this network any more. Nothing was logged.")
    key = hashlib.sha256(f"{person_id}|{once}".encode()).hexdigest()[:40]
    if (known := _by_once(key)) is not None:
        return known
    row = Activity(person_id=person_id, network_id=entry.network_id, logged_at=at, once=key)
    _take(row, entry)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # the second tap arrived together with the first
        if (known := _by_once(key)) is None:
            raise
        return known
    # Not of what kind: that somebody logged a concern on the day one was passed on would name who did.
    audit.record("log", KIND, row.id)
    return row


def _by_once(key: str) -> Activity | None:
    return db.session.scalar(select(Activity).where(Activity.once == key))


def _take(row: Activity, entry: Entry) -> None:
    row.kind, row.happened_on, row.unit_id, row.site = entry.kind, entry.happened_on, entry.unit_id, entry.site
    row.how, row.people, row.theme_id = entry.how, entry.people, entry.theme_id
    row.works_well, row.even_better = entry.works_well, entry.even_better


def repeat(person_id: int, once: str, at: datetime) -> Activity:
    """The last one again, today: where, how and how many, never the words."""
    before = queries.last(person_id)
    if before is None:
        raise Conflict("You have logged nothing yet, so there is nothing to repeat.")
    entry = Entry(before.kind, before.network_id, clock.local(at).date(), before.unit_id, before.site, before.how,
                  before.people)  # fmt: skip
    return log(entry, person_id, once, at)


def save(row: Activity, entry: Entry) -> None:
    """Other words, another day; it stays with the network that it was logged for."""
    _take(row, entry)
    db.session.flush()
    audit.record("change", KIND, row.id)


def delete(row: Activity) -> None:
    """Delete it with its files, for good."""
    audit.record("delete", KIND, row.id)
    files.remove_all(KIND, row.id)
    db.session.delete(row)
    db.session.flush()


def add_files(row: Activity, sent: Sequence[Sent]) -> None:
    """Hang files on it: all of these, or none."""
    files.add(sent, KIND, row.id, "An entry", rules.MOST_FILES, rules.FILE_MB * 1_000_000)


def remove_file(row: Activity, file_id: int) -> str | None:
    """Take one away again; what it was called."""
    return files.remove(KIND, row.id, file_id)
