"""Taking in equality figures, and the measures that take their figures from them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.programme import release
from engage.programme.actions.boards_changes import write_or
from engage.programme.models import EqualityFigure, Measure
from engage.programme.queries import equality as queries
from engage.programme.queries import measures
from engage.programme.queries.equality import Linked, Looked
from engage.programme.rules import equality as rules
from engage.programme.rules.equality import Group, Key, Table
from engage.programme.rules.equality_file import Read
from engage.programme.rules.kinds import MeasureUnit

ON = "item"


def take(looked: Looked) -> int:
    """Every table that changes, whole; how many. What may be shown of it is decided here, once."""
    there = queries.all_tables()
    for change in sorted(looked.changes, key=lambda each: (each.key, each.as_at)):
        read, known = looked.read[change.as_at, change.key], there.setdefault(change.key, [])
        made = _table(change.as_at, read, _hidden(known, change.as_at))
        known[:] = sorted([*(each for each in known if each.as_at != change.as_at), made], key=lambda each: each.as_at)
        _write(change.key, made)
    write_or(Conflict("Somebody else has taken in the same figures meanwhile. Look at the file again."))
    for (key, group), found in queries.linked({each.key: None for each in looked.changes}).items():
        for each in found:
            _fill(each, there[key], group)
    db.session.flush()
    audit.record("import", queries.ON, 0, tables=len(looked.changes))
    return len(looked.changes)


def _table(day: date, read: Read, hidden: frozenset[str]) -> Table:
    alone = release.apart(read.people, read.everybody, hidden)
    return Table(day, read.everybody, tuple(Group(name, number, name in alone) for name, number in read.people.items()))


def _hidden(known: Sequence[Table], day: date) -> frozenset[str]:
    """Groups that have no share of their own on the day before, the day after, or in what is replaced."""
    before = [each for each in known if each.as_at < day][-1:]
    after = [each for each in known if each.as_at > day][:1]
    same = [each for each in known if each.as_at == day]
    return frozenset(group.name for each in before + same + after for group in each.groups if not group.apart)


def _write(key: Key, table: Table) -> None:
    db.session.execute(delete(EqualityFigure).where(
        EqualityFigure.as_at == table.as_at, EqualityFigure.measure == key.measure,
        EqualityFigure.characteristic == key.characteristic,
    ))  # fmt: skip
    db.session.add_all(
        EqualityFigure(as_at=table.as_at, measure=key.measure, characteristic=key.characteristic, group=each.name,
                       people=each.people, everybody=table.everybody, apart=each.apart)
        for each in table.groups
    )  # fmt: skip


def _fill(each: Linked, there: Sequence[Table], group: str) -> int:
    """The actual figure of every period that has a table; None where its share is not shown."""
    filled = 0
    for period in each.periods:
        table = rules.within(there, period.starts_on, period.ends_on)
        if table is not None:
            period.actual = rules.hundredths(rules.shown(table), group)
            filled += 1
    return filled


def link(row: Measure, key: Key, group: str) -> int:
    """A measure takes its actual figures from a group from now on; how many periods have one already."""
    if row.unit != MeasureUnit.PERCENT:
        raise Invalid("Only a measure in percent can take its figures from here.", ("group",))
    if (key, group) not in queries.groups():
        raise Invalid("Choose a group of the list.", ("group",))
    row.equality_measure, row.equality_characteristic, row.equality_group = key.measure, key.characteristic, group
    there = queries.all_tables(key.measure, key.characteristic).get(key, [])
    filled = _fill(Linked(row, "", measures.periods(row.id)), there, group)
    db.session.flush()
    audit.record("link figures", ON, row.item_id, measure=row.id, count=filled)
    return filled


def unlink(row: Measure) -> None:
    """Its figures are entered by hand again; what is there stays."""
    row.equality_measure = row.equality_characteristic = row.equality_group = ""
    db.session.flush()
    audit.record("unlink figures", ON, row.item_id, measure=row.id)
