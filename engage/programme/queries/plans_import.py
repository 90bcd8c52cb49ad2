"""A file of plans beside what there is: what it would change, and whom it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    leads, nobody = _leads(lines)
    found = looks(lines, there)
    shown = select(Plan.id).where(Plan.name.in_(names), Plan.published_at.is_not(None)).limit(1)
    wrong = sorted([*bad, *clashes(lines, there), *nobody], key=lambda each: each.row)
    return Looked([] if wrong else found, wrong, leads, db.session.scalar(shown) is not None)


def _leads(lines: Sequence[Line]) -> tuple[dict[str, int], list[Bad]]:
    """Who is meant by an e-mail address or an employee number: one statement."""
    named = {line.lead for line in lines if line.lead}
    if not named:
        return {}, []
    small = {each.casefold() for each in named}
    rows = select(Person.id, func.lower(Person.email), Person.employee_number).where(
        or_(func.lower(Person.email).in_(small), Person.employee_number.in_(named))
    )
    known: dict[str, set[int]] = {}
    for person_id, email, number in db.session.execute(rows.order_by(Person.id)):
        for key in (email, number):
            known.setdefault(key, set()).add(person_id)
    found: dict[str, int] = {}
    bad: list[Bad] = []
    for line in lines:
        ids = known.get(line.lead.casefold(), set()) | known.get(line.lead, set()) if line.lead else set()
        if len(ids) == 1:
            found[line.lead] = next(iter(ids))
        elif line.lead:
            bad.append(Bad(line.row, "lead", Fault.LEAD, line.lead))
    return found, bad
