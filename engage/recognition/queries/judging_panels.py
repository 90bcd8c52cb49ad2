"""Panels as those who run the round see them: their categories, judges, progress, and what keeps whom from what."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload, selectinload

from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.recognition.models import (
    Assignment,
    AwardCategory,
    AwardRound,
    Exclusion,
    Judge,
    Nomination,
    Panel,
    PanelCategory,
)
from engage.recognition.queries import judging_people as directory
from engage.recognition.queries.outcome_visible import seen
from engage.recognition.rules.panels import AssignmentState, JudgingStage


def round_(round_id: int) -> AwardRound:
    """A round, with its categories."""
    row = db.session.get(AwardRound, round_id, options=[selectinload(AwardRound.categories)])
    if row is None:
        raise NotThere
    return row


def panel(round_id: int, panel_id: int) -> Panel:
    """A panel of this round, with categories and judges."""
    rows = (
        select(Panel)
        .where(Panel.id == panel_id, Panel.round_id == round_id)
        .options(
            joinedload(Panel.round),
            selectinload(Panel.categories).joinedload(PanelCategory.category),
            selectinload(Panel.judges).joinedload(Judge.person),
        )
    )
    row = db.session.scalar(rows)
    if row is None:
        raise NotThere
    return row


def panels_of(round_id: int) -> Sequence[Panel]:
    """The panels of a round in the order of their stages: three statements."""
    first = case((Panel.stage == JudgingStage.SHORTLIST, 0), else_=1)
    rows = (
        select(Panel)
        .where(Panel.round_id == round_id)
        .order_by(first, Panel.id)
        .options(selectinload(Panel.categories).joinedload(PanelCategory.category), selectinload(Panel.judges))
    )
    return db.session.scalars(rows).all()


def free_categories(round_id: int, stage: str, panel_id: int | None = None) -> Sequence[tuple[int, str]]:
    """Categories that no other panel judges in this stage."""
    taken = select(PanelCategory.category_id).where(
        PanelCategory.stage == stage, PanelCategory.panel_id != (panel_id or 0)
    )
    rows = (
        select(AwardCategory.id, AwardCategory.name)
        .where(AwardCategory.round_id == round_id, AwardCategory.id.not_in(taken))
        .order_by(AwardCategory.position, AwardCategory.id)
    )
    return [(category, name) for category, name in db.session.execute(rows)]


@dataclass(frozen=True)
class Progress:
    """One judge's work: where they are from, what waits, what is scored, what they left."""

    judge: Judge
    level: str
    directorate: str
    waiting: int
    begun: int
    scored: int
    abstained: int


@dataclass(frozen=True)
class Makeup:
    """Of how many judges a panel is made, by level and by directorate."""

    levels: tuple[tuple[str, int], ...]
    directorates: tuple[tuple[str, int], ...]


def progress_of(found: Panel) -> Sequence[Progress]:
    """A line for each judge, those who left last: fixed statements."""
    counted: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = select(Assignment.judge_id, Assignment.state, func.count()).where(
        Assignment.judge_id.in_([each.id for each in found.judges])
    )
    for judge, state, many in db.session.execute(rows.group_by(Assignment.judge_id, Assignment.state)):
        counted[judge][state] = many
    begun = dict(
        db.session.execute(
            select(Assignment.judge_id, func.count())
            .where(Assignment.judge_id.in_([each.id for each in found.judges]))
            .where(Assignment.state == AssignmentState.WAITING, Assignment.scores.any())
            .group_by(Assignment.judge_id)
        ).all()
    )
    where = directory.directorates_of([each.person_id for each in found.judges])
    lines = [
        Progress(each, each.level or "Level not known", where.get(each.person_id, "Not known"),
                 counted[each.id][AssignmentState.WAITING], begun.get(each.id, 0),
                 counted[each.id][AssignmentState.SCORED], counted[each.id][AssignmentState.ABSTAINED])
        for each in found.judges
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.judge.dropped_at is not None, line.judge.person.surname, line.judge.id))


def makeup(lines: Sequence[Progress]) -> Makeup:
    """From where the judges who are on the panel come."""
    levels: dict[str, int] = defaultdict(int)
    places: dict[str, int] = defaultdict(int)
    for each in lines:
        if each.judge.dropped_at is None:
            levels[each.level] += 1
            places[each.directorate] += 1
    return Makeup(tuple(sorted(levels.items())), tuple(sorted(places.items())))


def exclusions(panel_id: int, viewer_id: int, number: int) -> Page[Exclusion]:
    """A page of what keeps whom from what; nothing of a category that the viewer is nominated in."""
    rows = (
        select(Exclusion)
        .join(Judge, Judge.id == Exclusion.judge_id)
        .join(Nomination, Nomination.id == Exclusion.nomination_id)
        .where(Judge.panel_id == panel_id, seen(viewer_id))
        .order_by(Judge.id, Exclusion.nomination_id, Exclusion.reason)
    )
    return cut(rows, number)


def how_many_exclusions(panel_id: int, viewer_id: int) -> int:
    """Their number."""
    rows = (
        select(func.count())
        .select_from(Exclusion)
        .join(Judge, Judge.id == Exclusion.judge_id)
        .join(Nomination, Nomination.id == Exclusion.nomination_id)
        .where(Judge.panel_id == panel_id, seen(viewer_id))
    )
    return db.session.scalar(rows) or 0
