"""What the rules would delete, now and soon; counts alone, never what is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engage.admin.queries import kept
from engage.core import clock, holds
from engage.core.holds import LegalHold, RetentionCount, RetentionRun
from engage.core.retention import AHEAD, Kept, Rule
from engage.directory import queries as directory
from engage.directory import queries_accounts


@dataclass(frozen=True)
class Line:
    """One kind of record on the page: its rule's numbers are None where nothing deletes it or nobody may know."""

    kept: Kept
    counted: RetentionCount | None
    run: RetentionRun | None

    @property
    def ruled(self) -> bool:
        """Whether a rule deletes it."""
        return isinstance(self.kept, Rule)

    @property
    def secret(self) -> bool:
        """Whether a rule deletes it whose numbers nobody may know."""
        return isinstance(self.kept, Rule) and self.kept.secret


@dataclass(frozen=True)
class Due:
    """A rule, and what is due on each of the days looked at; None where nobody may know."""

    rule: Rule
    counts: Sequence[RetentionCount] | None


@dataclass(frozen=True)
class Shown:
    """A hold as a page shows it."""

    row: LegalHold
    covers: str
    set_by: str
    lifted_by: str


def rules() -> dict[str, Rule]:
    """Every rule by its name, in the order in which they run."""
    return {each.name: each for _, lines in kept() for each in lines if isinstance(each, Rule)}


def overview() -> Sequence[tuple[str, Sequence[Line]]]:
    """Everything that is kept, by part of the service, with what was last counted: two statements."""
    counts, last = holds.counts(), holds.runs()
    return [
        (title, [
            Line(each, counts.get((each.name, 0)), last.get(each.name)) if isinstance(each, Rule)
            else Line(each, None, None)
            for each in lines
        ])
        for title, lines in kept()
    ]  # fmt: skip


def days(at: datetime) -> Sequence[date]:
    """The days that `due` tells of."""
    return [clock.local(at + timedelta(days=each)).date() for each in AHEAD]


def counted_at() -> datetime | None:
    """When the oldest of the numbers was counted; None before the first."""
    return min((row.at for row in holds.counts().values()), default=None)


def due() -> Sequence[Due]:
    """What was past its time when it was counted, in 30 and in 90 days; rules with nothing are left out."""
    counts, lines = holds.counts(), []
    for rule in rules().values():
        found = [counts[rule.name, each] for each in AHEAD if (rule.name, each) in counts]
        if rule.secret:
            lines.append(Due(rule, None))
        elif any(each.due for each in found):
            lines.append(Due(rule, found))
    return lines


def shown(rows: Sequence[LegalHold]) -> Sequence[Shown]:
    """These holds with names: two statements."""
    numbers = {each for row in rows for each in (row.person_id, row.set_by_id, row.lifted_by_id) if each}
    names, units, known = queries_accounts.names(sorted(numbers)), _units(rows), rules()

    def covers(row: LegalHold) -> str:
        if row.person_id:
            return f"Everything about {names.get(row.person_id, 'somebody who is not here')}"
        if row.unit_id:
            return f"Everything of {units.get(row.unit_id, 'a unit that is not here')}, and of everybody in it"
        return f"Kind of record: {known[row.kind].what}" if row.kind in known else f"Kind of record: {row.kind}"

    return [
        Shown(row, covers(row), *(names.get(each or 0, "a command") for each in (row.set_by_id, row.lifted_by_id)))
        for row in rows
    ]


def _units(rows: Sequence[LegalHold]) -> dict[int, str]:
    return directory.unit_names([row.unit_id for row in rows if row.unit_id])
