"""What the rows of an uploaded file are looked up in: people by number or surname, teams by name, earlier rows."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, or_, select

from engage.core import clock
from engage.core.db import db
from engage.directory.models import Person, Unit
from engage.directory.rules import is_here
from engage.recognition.models import AwardRound, Nomination
from engage.recognition.queries.nominations_who import places
from engage.recognition.rules.nominations_file import LAST, NUMBER, TEAM, Council, Known, Row, Shape


def shapes(row: AwardRound) -> Sequence[Shape]:
    """The categories as the file is checked against."""
    return [
        Shape(each.id, each.name, each.nominees, each.most_words, [(one.id, one.name) for one in each.criteria])
        for each in row.categories
    ]


def council(row: AwardRound, rows: Sequence[Row], viewer_id: int) -> Council:
    """Everything that these rows are looked up in: seven statements, however many rows."""
    people, teams = _people(rows), _teams({each.cell(TEAM) for each in rows})
    found = places([each.id for each in people], [each.id for each in teams])
    by_id = {each.id: each for each in row.categories}

    def eligible(category_id: int, kind: str, key: int) -> bool:
        return found.eligible(by_id[category_id], kind, key)

    held = select(Nomination.once).where(Nomination.category_id.in_(by_id), Nomination.once.startswith("csv"))
    return Council(shapes(row), people, teams, eligible, viewer_id, frozenset(db.session.scalars(held)))


def _people(rows: Sequence[Row]) -> Sequence[Known]:
    numbers, lasts = {each.cell(NUMBER) for each in rows}, {each.cell(LAST) for each in rows}
    which = or_(
        func.lower(Person.employee_number).in_(_lower(numbers)),
        func.lower(Person.surname).in_(_lower(lasts)),
        # SQLite lowers the letters of ASCII alone.
        Person.surname.in_(_lower(lasts) | (lasts - {""}) | {each.capitalize() for each in lasts if each}),
    )
    today = clock.today()
    return [
        Known(each.id, each.employee_number, frozenset(filter(None, (each.first_name, each.known_as))), each.surname,
              is_here(each.started_on, each.leaves_on, today))
        for each in db.session.scalars(select(Person).where(which).order_by(Person.id))
    ]  # fmt: skip


def _teams(names: Collection[str]) -> Sequence[Known]:
    wanted = _lower(names) | {each for each in names if each}
    which = or_(func.lower(Unit.name).in_(wanted), Unit.name.in_(wanted))
    rows = select(Unit.id, Unit.name).where(which, Unit.closed_on.is_(None)).order_by(Unit.id)
    return [Known(row.id, "", frozenset(), row.name, True) for row in db.session.execute(rows)]


def _lower(names: Collection[str]) -> set[str]:
    return {each.lower() for each in names if each}
