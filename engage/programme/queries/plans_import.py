"""A file of plans beside what there is: what it would change, and whom it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, or_, select

from engage.core.db import db
from engage.directory.models import Person
from engage.programme.models import Plan
from engage.programme.queries.plans_lines import by_name
from engage.programme.rules.plan_lines import Bad, Fault, Line
from engage.programme.rules.plan_look import Look, clashes, looks


@dataclass(frozen=True)
class Looked:
    """What a file would do: to each plan, or what is wrong with it; and who its lead officers are."""

    looks: Sequence[Look]
    bad: Sequence[Bad]
    leads: Mapping[str, int]
    published: bool

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to take in."""
        return any(look.changes_anything for look in self.looks)


def looked(lines: Sequence[Line], bad: Sequence[Bad]) -> Looked:
    """The file as a whole: a fixed number of statements, however long it is."""
    names = list(dict.fromkeys(line.plan for line in lines))
    there = by_name(names)
    known, leads = _leads(lines)
    nobody = [Bad(line.row, "lead", Fault.LEAD, line.lead) for line in lines if line.lead and line.lead not in known]
    lines = [replace(line, lead=known.get(line.lead, "")) for line in lines]
    found = looks(lines, there)
    shown = select(Plan.id).where(Plan.name.in_(names), Plan.published_at.is_not(None)).limit(1)
    wrong = sorted([*bad, *clashes(lines, there), *nobody], key=lambda each: each.row)
    return Looked([] if wrong else found, wrong, leads, db.session.scalar(shown) is not None)


def _leads(lines: Sequence[Line]) -> tuple[dict[str, str], dict[str, int]]:
    """Each lead officer as a download names them, and who that is: one statement. Whoever is not clear is left out."""
    named = {line.lead for line in lines if line.lead}
    if not named:
        return {}, {}
    small = {each.casefold() for each in named}
    rows = select(Person.id, Person.email, Person.employee_number).where(
        or_(func.lower(Person.email).in_(small), Person.employee_number.in_(named))
    )
    people: dict[str, set[tuple[int, str]]] = {}
    for person_id, email, number in db.session.execute(rows.order_by(Person.id)):
        for key in filter(None, (email, number)):
            people.setdefault(key.casefold(), set()).add((person_id, email or number))
    clear = {each: next(iter(found)) for each in named if len(found := people.get(each.casefold(), set())) == 1}
    return {each: name for each, (_, name) in clear.items()}, {name: person_id for person_id, name in clear.values()}
