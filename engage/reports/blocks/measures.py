"""Measures and savings of the programme: target and actual. What nobody knows is never told as nought."""

from collections.abc import Mapping, Sequence

from flask import url_for

from engage.core.formatting import count
from engage.programme.queries import in_period
from engage.programme.queries.in_period import Measured
from engage.programme.rules.kinds import MeasureUnit
from engage.programme.rules.measures import added, shown
from engage.programme.rules.rag import TENTH
from engage.reports.rules.figures import NUMBER, PENCE, PERCENT, Asked, Block, Cell, Evidence, Figure, Sentence
from engage.reports.rules.programme import of_plans

NAME, TITLE, BY_DIRECTORATE = "measures", "Measures and savings", False
ABOUT = "Target and actual of the measures and savings of plans, for the periods that ended."
MOST, HUNDRED, SEVERAL = 60, 100, 2
UNKNOWN = "Not known"
NOTE = (
    "Several periods of a saving that ended are added up; of other measures the last one stands. “Not known” stands "
    "where nobody has entered a figure, or no period ended."
)


def block(asked: Asked) -> Block:
    """Two lines a measure; those that miss their target by more than a tenth are exceptions."""
    this = in_period.measures(asked.period.first, asked.until)
    last = in_period.measures(asked.before.first, asked.before.last)
    note = f"{of_plans(in_period.plans_told())} {NOTE}"
    if not this:
        return Block(NAME, TITLE, (Sentence("No period of a measure ended.", _all()),), (), note)
    kept = list(this)
    if len(kept) > MOST:
        kept = sorted(kept, key=lambda number: not _red(this[number]))[:MOST]
    figures = [line for number in kept for line in _lines(this[number], last.get(number))]
    rest = len(this) - len(kept)
    more = (Sentence(f"And {count(rest, 'measure')} more.", _all()),) if rest else ()
    return Block(NAME, TITLE, more, (*figures, *_savings(this, last)), note)


def _red(each: Measured) -> bool:
    return each.short is not None and each.short > TENTH


def _all() -> Evidence:
    return Evidence(url_for("programme.standing_overview"), "How the programme stands")


def _lines(this: Measured, last: Measured | None) -> tuple[Figure, Figure]:
    evidence = Evidence(url_for("programme.item_standing", item_id=this.item_id), f"How {this.item} stands")
    name = f"{this.name} ({this.item})"
    targets, actuals = (
        [getattr(each.figure, column) if each and each.figure else None for each in (this, last)]
        for column in ("target", "actual")
    )
    return (
        _figure(f"{name}: target", this.unit, targets, evidence),
        _figure(f"{name}: actual", this.unit, actuals, evidence, _red(this)),
    )


def _figure(
    words: str, unit: str, values: Sequence[int | None], evidence: Evidence, exception: bool = False
) -> Figure:  # fmt: skip
    kind = {MeasureUnit.POUNDS: PENCE, MeasureUnit.PERCENT: PERCENT}.get(MeasureUnit(unit), NUMBER)
    this, last = (_cell(value, unit) for value in values)
    return Figure(words, this, last, evidence, kind, exception, UNKNOWN)


def _cell(value: int | None, unit: str) -> Cell:
    """Pence and whole percents as numbers; others in words, so that no bars set figures of different kinds side by
    side."""
    if value is None or unit == MeasureUnit.POUNDS:
        return value
    if unit == MeasureUnit.PERCENT and value % HUNDRED == 0:
        return value // HUNDRED
    return shown(value, unit)


def _savings(this: Mapping[int, Measured], last: Mapping[int, Measured]) -> tuple[Figure, ...]:
    """All savings in one, where there are several."""
    sides = [[each.figure for each in side.values() if each.saving and each.figure] for side in (this, last)]
    if len(sides[0]) < SEVERAL:
        return ()
    targets, actuals = (
        [added([getattr(each, column) for each in side]) if side else None for side in sides]
        for column in ("target", "actual")
    )
    return (
        _figure("All savings: target", MeasureUnit.POUNDS, targets, _all()),
        _figure("All savings: actual", MeasureUnit.POUNDS, actuals, _all()),
    )
