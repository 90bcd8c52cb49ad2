"""Past winners of the years before Engage, by hand or out of a file; and taking a name out."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Invalid
from engage.recognition.models import PastWinner
from engage.recognition.rules.outcome_past import Past

KIND = "past-winner"


def _held(years: Sequence[int]) -> set[tuple[int, str, str, str, str]]:
    rows = select(PastWinner.year, PastWinner.scheme, PastWinner.category, PastWinner.outcome, PastWinner.name)
    found = db.session.execute(rows.where(PastWinner.year.in_(set(years))))
    return {
        (year, scheme.lower(), category.lower(), outcome, name.lower())
        for year, scheme, category, outcome, name in found
    }


def _row(past: Past) -> PastWinner:
    return PastWinner(
        round_title=f"{past.scheme} {past.year}"[:120], scheme=past.scheme, year=past.year, category=past.category,
        outcome=past.outcome, name=past.name, unit=past.unit, citation=past.citation,
    )  # fmt: skip


def add(past: Past) -> PastWinner:
    """One more; the same one twice is refused."""
    if past.key in _held([past.year]):
        raise Invalid("That winner is on the list already.")
    made = _row(past)
    db.session.add(made)
    db.session.flush()
    audit.record("add", KIND, made.id)
    return made


def add_all(rows: Sequence[Past]) -> int:
    """Those of a file that are not there yet; answers how many that were."""
    held = _held([row.year for row in rows])
    fresh = [_row(row) for row in rows if row.key not in held]
    db.session.add_all(fresh)
    db.session.flush()
    audit.record("add file", KIND, "", winners=len(fresh))
    return len(fresh)


def take_out(row: PastWinner) -> None:
    """Off every page, for good: because somebody asks, or by mistake on the list."""
    number = row.id
    db.session.delete(row)
    db.session.flush()
    audit.record("take out", KIND, number)
