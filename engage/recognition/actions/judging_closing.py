"""Closing a panel: its scores are frozen, and its figures computed once and kept."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict
from engage.recognition.actions import judging_panels as panels
from engage.recognition.models import AwardCriterion, Nomination, Panel, StageFigures
from engage.recognition.queries import judging_entries as entries
from engage.recognition.queries import judging_scores as queries
from engage.recognition.rules.judging_figures import to_json


def close(panel: Panel, at: datetime) -> None:
    """For good: no score changes from here on, and each category has its figures."""
    from engage.recognition.rules.judging_computing import figures  # numpy and scipy, which the pages don't need

    panels.hold(panel)
    if panel.assigned_at is None:
        raise Conflict("Its entries are not shared out yet, so there is nothing to close.")
    panel.closed_at = at
    inside = _entries(panel)
    categories = {each.category_id: each.category for each in panel.categories}
    cuts = {key: queries.cuts(each, panel.stage) for key, each in categories.items()}
    for category, found in figures(_given(panel), inside, cuts, panel.round.scale_top).items():
        db.session.merge(StageFigures(category_id=category, stage=panel.stage, document=to_json(found), made_at=at))
    db.session.flush()
    audit.record("close", "panel", panel.id)


def _entries(panel: Panel) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {each.category_id: [] for each in panel.categories}
    ids = entries.ids_of_panel(panel.id, panel.stage)
    rows = select(Nomination.id, Nomination.category_id).where(Nomination.id.in_(ids)).order_by(Nomination.id)
    for entry, category in db.session.execute(rows):
        found[category].append(entry)
    return found


def _given(panel: Panel):  # type: ignore[no-untyped-def]  # list[Given], of a module that pages don't load
    from engage.recognition.rules.judging_scores import Given, weighted

    ours = [each.category_id for each in panel.categories]
    weights: dict[int, dict[int, int]] = defaultdict(dict)
    rows = select(AwardCriterion.category_id, AwardCriterion.id, AwardCriterion.weight)
    for category, criterion, weight in db.session.execute(rows.where(AwardCriterion.category_id.in_(ours))):
        weights[category][criterion] = weight
    points: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    where: dict[int, int] = {}
    for judge, entry, category, criterion, many in queries.given(panel.id):
        points[judge, entry][criterion] = many
        where[entry] = category
    scored = ((judge, entry, weighted(held, weights[where[entry]])) for (judge, entry), held in points.items())
    return [Given(judge, entry, score) for judge, entry, score in scored if score is not None]
