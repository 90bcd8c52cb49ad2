"""What judging brings to the start page and to the OD desk."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from flask import url_for
from sqlalchemy import Select, and_, bindparam, func, select

from engage.access import Permission, Viewer
from engage.core.cards import Card, Place, Task
from engage.core.db import db
from engage.core.formatting import count, day
from engage.recognition.models import (
    Assignment,
    AwardCategory,
    AwardRound,
    Judge,
    Panel,
    PanelCategory,
    StageDecision,
)
from engage.recognition.queries.judging_visible import own_categories
from engage.recognition.rules.judging_panel import ROUND_STAGE, is_on
from engage.recognition.rules.panels import AssignmentState

MOST = 20
ON = tuple(ROUND_STAGE.values())


@cache
def _judged() -> Select[*tuple[Any, ...]]:
    waiting = func.count(Assignment.id)
    return (
        select(Panel.id, Panel.name, Panel.stage, AwardRound.stage, AwardRound.title, Panel.scores_by,
               Judge.declared_at, waiting)
        .join(Judge, Judge.panel_id == Panel.id)
        .join(AwardRound, AwardRound.id == Panel.round_id)
        .outerjoin(Assignment, and_(Assignment.judge_id == Judge.id, Assignment.state == AssignmentState.WAITING))
        .where(Judge.person_id == bindparam("person"), Judge.dropped_at.is_(None), Panel.closed_at.is_(None))
        .where(AwardRound.stage.in_(ON))
        .group_by(Panel.id, Judge.id, AwardRound.id)
        .order_by(Panel.id)
    )  # fmt: skip


def cards(viewer: Viewer) -> Sequence[Card]:
    """A card for each panel on which somebody has something to do: one statement."""
    found = []
    rows = db.session.execute(_judged(), {"person": viewer.id})
    for panel_id, name, stage, round_stage, title, by, declared, many in rows:
        if not is_on(stage, round_stage):
            continue
        if declared is None:
            address = url_for("recognition.judging_declare", panel_id=panel_id)
            found.append(Card("Declare your ties", address, f"You are a judge: {name}. Say whom you know first.",
                              "Awards", title, "plum", place=Place.WAITING))  # fmt: skip
        elif many:
            body = f"{count(many, 'entry waits', 'entries wait')} for your scores."
            found.append(Card("Judge awards", url_for("recognition.judging_home"), body, "Awards",
                              f"By {day(by)}" if by else title, "plum", place=Place.WAITING))  # fmt: skip
    return found


def desk(viewer: Viewer) -> Sequence[Task]:
    """Panels to share out or to finish, and categories to decide, but for the viewer's own: three statements."""
    if not viewer.may(Permission.AWARDS_MANAGE):
        return ()
    return [*_panels(), *_categories(own_categories(viewer.id))]


@cache
def _running() -> Select[*tuple[Any, ...]]:
    missing = func.count(Assignment.id)
    return (
        select(Panel.id, Panel.name, Panel.stage, Panel.assigned_at, AwardRound.id, AwardRound.stage, AwardRound.title,
               missing)
        .join(AwardRound, AwardRound.id == Panel.round_id)
        .outerjoin(Judge, Judge.panel_id == Panel.id)
        .outerjoin(Assignment, and_(Assignment.judge_id == Judge.id, Assignment.state == AssignmentState.WAITING))
        .where(Panel.closed_at.is_(None), AwardRound.stage.in_(ON))
        .group_by(Panel.id, AwardRound.id)
        .order_by(Panel.id)
        .limit(MOST)
    )  # fmt: skip


def _panels() -> Sequence[Task]:
    found = []
    for panel_id, name, stage, assigned, round_id, round_stage, title, many in db.session.execute(_running()):
        if is_on(stage, round_stage):
            left = count(many, "score") + " still to come" if many else "every score is in: close the panel"
            what = "entries to be shared out" if assigned is None else left
            address = url_for("recognition.judging_panel", award_round_id=round_id, panel_id=panel_id)
            found.append(Task(f"{title}: {name}", what, address))
    return found


@cache
def _undecided() -> Select[*tuple[Any, ...]]:
    decided = select(StageDecision.id).where(
        StageDecision.category_id == PanelCategory.category_id, StageDecision.stage == PanelCategory.stage
    )
    return (
        select(AwardCategory.id, AwardCategory.name, Panel.stage, AwardRound.id, AwardRound.stage, AwardRound.title)
        .join(PanelCategory, PanelCategory.category_id == AwardCategory.id)
        .join(Panel, Panel.id == PanelCategory.panel_id)
        .join(AwardRound, AwardRound.id == Panel.round_id)
        .where(Panel.closed_at.is_not(None), AwardRound.stage.in_(ON), ~decided.exists())
        .order_by(AwardCategory.id)
        .limit(MOST)
    )


def _categories(own: frozenset[int]) -> Sequence[Task]:
    """Of panels that are closed, in the stage that the round is in."""
    found = []
    for category, name, stage, round_id, round_stage, title in db.session.execute(_undecided()):
        if is_on(stage, round_stage) and category not in own:
            address = url_for("recognition.judging_scores_page", award_round_id=round_id, judging_stage=stage,
                              award_category_id=category)  # fmt: skip
            found.append(Task(f"{title}: {name}", "to be decided", address))
    return found
