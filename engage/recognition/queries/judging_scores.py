"""The scores of a category once its panel is closed, what was decided, and what still is to be."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from engage.core.db import db
from engage.core.errors import NotThere
from engage.directory import queries_finding
from engage.recognition.models import (
    Assignment,
    AwardCategory,
    AwardRound,
    Judge,
    Nomination,
    Panel,
    PanelCategory,
    Score,
    StageDecision,
    StageFigures,
)
from engage.recognition.queries import judging_entries as entries
from engage.recognition.queries.judging_visible import own_categories
from engage.recognition.rules.judging_figures import EntryFigures, Figures, from_json
from engage.recognition.rules.panels import AssignmentState, JudgingStage
from engage.recognition.rules.rounds import NominationState, Outcome


@dataclass(frozen=True)
class Line:
    """One entry on the page: whom it is about, and its figures."""

    name: str
    figures: EntryFigures
    too_close: bool


@dataclass(frozen=True)
class Decided:
    """A decision as the page shows it; `outcomes` by entry."""

    row: StageDecision
    by: str
    outcomes: Mapping[int, Outcome | None]


@dataclass(frozen=True)
class Scores:
    """A category in a stage: its figures, the best first, and every decision, the newest first."""

    category: AwardCategory
    stage: JudgingStage
    figures: Figures
    lines: Sequence[Line]
    decisions: Sequence[Decided]

    @property
    def newest(self) -> int:
        """The number of the newest decision, 0 before the first: what a form has seen."""
        return self.decisions[0].row.id if self.decisions else 0


def places(category: AwardCategory, stage: str) -> dict[Outcome, int]:
    """How many of each outcome a category has in a stage."""
    if stage == JudgingStage.SHORTLIST:
        return {Outcome.SHORTLISTED: category.shortlist}
    return {Outcome.WINNER: category.winners, Outcome.HIGHLY_COMMENDED: category.commended}


def cuts(category: AwardCategory, stage: str) -> tuple[int, ...]:
    """After how many entries the scores have to tell one from the next."""
    if stage == JudgingStage.SHORTLIST:
        return (category.shortlist,)
    whole = category.winners + category.commended
    return (category.winners, whole) if category.commended else (category.winners,)


def category(round_id: int, category_id: int, viewer_id: int) -> AwardCategory:
    """A category of a round, for whoever is not nominated in it: for who is, its scores are not there."""
    row = db.session.get(AwardCategory, category_id)
    if row is None or row.round_id != round_id or category_id in own_categories(viewer_id, round_id):
        raise NotThere
    return row


def scores(found: AwardCategory, stage: JudgingStage) -> Scores:
    """The kept figures of a category with names and decisions; NotThere until its panel is closed."""
    kept = db.session.get(StageFigures, (found.id, stage))
    if kept is None:
        raise NotThere
    figures = from_json(kept.document)
    names = entries.named([each.id for each in figures.entries])
    lines = [
        Line(names[each.id].name if each.id in names else "Deleted", each, each.id in figures.too_close)
        for each in figures.ordered
    ]
    return Scores(found, stage, figures, lines, _decisions(found.id, stage))


def comments(found: Scores) -> Sequence[tuple[str, Sequence[str]]]:
    """What judges wrote about each entry in this stage, without their names, the best entry first."""
    rows = db.session.execute(
        select(Assignment.nomination_id, Assignment.comment)
        .join(Judge, Judge.id == Assignment.judge_id)
        .join(Panel, Panel.id == Judge.panel_id)
        .join(PanelCategory, PanelCategory.panel_id == Panel.id)
        .where(PanelCategory.category_id == found.category.id, Panel.stage == found.stage)
        .where(Assignment.nomination_id.in_([each.figures.id for each in found.lines]))
        .where(Assignment.state == AssignmentState.SCORED, Assignment.comment != "")
        # In no order of the judges.
        .order_by(func.length(Assignment.comment), Assignment.comment)
    )
    said: dict[int, list[str]] = {}
    for entry, words in rows:
        said.setdefault(entry, []).append(words)
    return [(each.name, said[each.figures.id]) for each in found.lines if each.figures.id in said]


def newest_decision(category_id: int, stage: str) -> int:
    """The number of the newest decision as it stands now, whatever was read before a lock was had."""
    rows = select(func.max(StageDecision.id)).where(
        StageDecision.category_id == category_id, StageDecision.stage == stage
    )
    return db.session.scalar(rows) or 0


def _decisions(category_id: int, stage: str) -> Sequence[Decided]:
    rows = db.session.scalars(
        select(StageDecision)
        .where(StageDecision.category_id == category_id, StageDecision.stage == stage)
        .order_by(StageDecision.id.desc())
    ).all()
    people = queries_finding.shown([each.decided_by_id for each in rows if each.decided_by_id is not None])
    return [
        Decided(row, people[row.decided_by_id].name if row.decided_by_id in people else "", _outcomes(row.outcomes))
        for row in rows
    ]


def _outcomes(document: str) -> dict[int, Outcome | None]:
    return {int(entry): Outcome(each) if each else None for entry, each in json.loads(document).items()}


def given(panel_id: int) -> Sequence[tuple[int, int, int, int, int]]:
    """Judge, entry, category, criterion and points of every finished score of a panel, of judges who left too."""
    rows = (
        select(Assignment.judge_id, Assignment.nomination_id, Nomination.category_id, Score.criterion_id, Score.points)
        .join(Judge, Judge.id == Assignment.judge_id)
        .join(Nomination, Nomination.id == Assignment.nomination_id)
        .join(Score, Score.assignment_id == Assignment.id)
        .where(Judge.panel_id == panel_id, Assignment.state == AssignmentState.SCORED)
        .order_by(Assignment.id, Score.criterion_id)
    )
    return [(each, entry, category, what, many) for each, entry, category, what, many in db.session.execute(rows)]


@dataclass(frozen=True)
class CategoryState:
    """Where a category stands in a stage."""

    id: int
    name: str
    entries: int
    panel_id: int | None
    closed: bool
    decided: bool


def states(found: AwardRound, stage: JudgingStage) -> Sequence[CategoryState]:
    """Every category of a round in a stage: four statements."""
    ours = [each.id for each in found.categories]
    counted = dict(
        db.session.execute(
            select(Nomination.category_id, func.count())
            .where(Nomination.id.in_(entries.entries_of_stage(stage)), Nomination.category_id.in_(ours))
            .group_by(Nomination.category_id)
        ).all()
    )
    judged = {
        category_id: (panel_id, closed is not None)
        for category_id, panel_id, closed in db.session.execute(
            select(PanelCategory.category_id, Panel.id, Panel.closed_at)
            .join(Panel, Panel.id == PanelCategory.panel_id)
            .where(PanelCategory.stage == stage, PanelCategory.category_id.in_(ours))
        )
    }
    rows = select(StageDecision.category_id).where(StageDecision.stage == stage, StageDecision.category_id.in_(ours))
    decided = frozenset(db.session.scalars(rows))
    found_states = []
    for each in found.categories:
        panel_id, closed = judged.get(each.id, (None, False))
        many = counted.get(each.id, 0)
        found_states.append(CategoryState(each.id, each.name, many, panel_id, closed, each.id in decided))
    return found_states


def has_entries(round_id: int) -> bool:
    """Whether there is anything to judge."""
    rows = (
        select(Nomination.id)
        .join(AwardCategory, AwardCategory.id == Nomination.category_id)
        .where(AwardCategory.round_id == round_id, Nomination.state == NominationState.SUBMITTED)
        .limit(1)
    )
    return db.session.scalar(rows) is not None
