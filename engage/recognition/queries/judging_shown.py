"""Exclusions and lacks with the names in them, as those who run the round read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from engage.core.db import db
from engage.core.paging import Page
from engage.directory import queries_finding
from engage.directory.models import Unit
from engage.recognition.models import Assignment, Exclusion, Judge, Nomination, Panel
from engage.recognition.queries import judging_entries as entries
from engage.recognition.queries import judging_panels as panels
from engage.recognition.queries.outcome_visible import seen
from engage.recognition.rules.panels import AssignmentState, Conflict


@dataclass(frozen=True)
class ExclusionLine:
    """A judge who is kept from an entry: why, and what it is about."""

    id: int
    judge: str
    entry: str
    category: str
    reason: str
    about: str


def exclusion_lines(panel_id: int, viewer_id: int, number: int) -> Page[ExclusionLine]:
    """A page of them: a fixed number of statements."""
    page = panels.exclusions(panel_id, viewer_id, number)
    judges = {each.id: each.person_id for each in db.session.scalars(select(Judge).where(Judge.panel_id == panel_id))}
    about = {kind: {_id(row.detail) for row in page.rows if row.detail.startswith(f"{kind}:")
                    and row.reason != Conflict.DECLARED} for kind in ("person", "unit")}  # fmt: skip
    people = queries_finding.shown([*judges.values(), *about["person"]])
    units = dict(db.session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(about["unit"]))).all())
    named = entries.named([row.nomination_id for row in page.rows])

    def words(row: Exclusion) -> str:
        if row.reason == Conflict.DECLARED:
            return row.detail
        if row.detail.startswith("person:"):
            found = people.get(_id(row.detail))
            return found.name if found else ""
        return units.get(_id(row.detail), "") if row.detail.startswith("unit:") else ""

    lines = [
        ExclusionLine(row.id, people[judges[row.judge_id]].name, named[row.nomination_id].name,
                      named[row.nomination_id].category, row.reason, words(row))
        for row in page.rows
    ]  # fmt: skip
    return Page(lines, page.number, page.size, page.total)


def _id(detail: str) -> int:
    return int(detail.rpartition(":")[2])


@dataclass(frozen=True)
class LeftLine:
    """An entry that a judge abstained from, and why."""

    judge: str
    entry: str
    category: str
    why: str


def abstentions(panel_id: int, viewer_id: int) -> Sequence[LeftLine]:
    """Every abstention of a panel; nothing of a category that the viewer is nominated in: three statements."""
    rows = db.session.execute(
        select(Judge.person_id, Assignment.nomination_id, Assignment.why)
        .join(Assignment, Assignment.judge_id == Judge.id)
        .join(Nomination, Nomination.id == Assignment.nomination_id)
        .where(Judge.panel_id == panel_id, Assignment.state == AssignmentState.ABSTAINED, seen(viewer_id))
        .order_by(Assignment.id)
    ).all()
    people = queries_finding.shown([row.person_id for row in rows] or [0])
    named = entries.named([row.nomination_id for row in rows])
    return [LeftLine(people[person].name, named[entry].name, named[entry].category, why) for person, entry, why in rows]


@dataclass(frozen=True)
class LackLine:
    """An entry with too few judges: how many are on it, and each judge of the panel who cannot, with the reasons."""

    entry: str
    category: str
    has: int
    needs: int
    kept_from: Sequence[tuple[str, Sequence[str]]]


def lacking(panel: Panel, viewer_id: int) -> Sequence[LackLine]:
    """Entries with fewer judges than the round wants, and why; none of a category that the viewer is nominated in."""
    ids = entries.ids_of_panel(panel.id, panel.stage)
    on = (Assignment.nomination_id == Nomination.id) & Assignment.state.in_(
        (AssignmentState.WAITING, AssignmentState.SCORED)
    )
    ours = [each.id for each in panel.judges]
    counted = (
        select(Nomination.id, func.count(Assignment.id))
        .outerjoin(Assignment, on & Assignment.judge_id.in_(ours))
        .where(Nomination.id.in_(ids), seen(viewer_id))
        .group_by(Nomination.id)
        .having(func.count(Assignment.id) < panel.round.judges_each)
        .order_by(Nomination.id)
    )
    short = dict(db.session.execute(counted).all())
    named, kept = entries.named(short), _kept_from(panel, list(short))
    return [
        LackLine(named[entry].name, named[entry].category, has, panel.round.judges_each, kept.get(entry, ()))
        for entry, has in short.items()
    ]


def _kept_from(panel: Panel, short: Sequence[int]) -> dict[int, Sequence[tuple[str, Sequence[str]]]]:
    active = {each.id: each.person.name for each in panel.judges if each.dropped_at is None}
    why: dict[int, dict[str, list[str]]] = {}
    rows = select(Exclusion.nomination_id, Exclusion.judge_id, Exclusion.reason).where(
        Exclusion.nomination_id.in_(short), Exclusion.judge_id.in_(active)
    )
    left = select(Assignment.nomination_id, Assignment.judge_id, Assignment.state).where(
        Assignment.nomination_id.in_(short), Assignment.judge_id.in_(active),
        Assignment.state == AssignmentState.ABSTAINED,
    )  # fmt: skip
    for entry, judge, reason in [*db.session.execute(rows.order_by(Exclusion.id)), *db.session.execute(left)]:
        why.setdefault(entry, {}).setdefault(active[judge], []).append(reason)
    return {entry: [(name, reasons) for name, reasons in sorted(found.items())] for entry, found in why.items()}


def missing_scores(panel: Panel) -> int:
    """How many assignments wait for scores."""
    rows = select(func.count()).select_from(Assignment).where(
        Assignment.judge_id.in_([each.id for each in panel.judges]), Assignment.state == AssignmentState.WAITING
    )  # fmt: skip
    return db.session.scalar(rows) or 0
