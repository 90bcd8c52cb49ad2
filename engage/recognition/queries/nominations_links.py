"""Who may see a nomination as a thing that files hang on: its nominator, who runs the round, who judges it."""

from sqlalchemy import or_, select

from engage.access import Permission, Viewer
from engage.core.db import db
from engage.recognition.models import Assignment, Judge, Nomination, Panel
from engage.recognition.queries.nominations import visible_to_od
from engage.recognition.rules.panels import AssignmentState

JUDGING = (AssignmentState.WAITING, AssignmentState.SCORED)


def found(nomination_id: int) -> Nomination | None:
    """The nomination, whoever asks."""
    return db.session.get(Nomination, nomination_id)


def may_check(row: Nomination, viewer: Viewer) -> bool:
    """Whether it was sent, and this person runs awards and is not its nominee."""
    if row.submitted_at is None or not viewer.may(Permission.AWARDS_MANAGE):
        return False
    return db.session.scalar(select(Nomination.id).where(Nomination.id == row.id, visible_to_od(viewer.id))) is not None


def judges(row: Nomination, viewer_id: int) -> bool:
    """Whether this person judges it now, or the entry that it is joined to; never one's own, nor one without names."""
    if row.nominee_id == viewer_id or row.category.round.anonymised:
        return False
    entries = (row.id, row.joined_to_id) if row.joined_to_id is not None else (row.id,)
    assigned = (
        select(Assignment.id)
        .join(Judge, Judge.id == Assignment.judge_id)
        .join(Panel, Panel.id == Judge.panel_id)
        .where(or_(*(Assignment.nomination_id == each for each in entries)), Assignment.state.in_(JUDGING))
        .where(Judge.person_id == viewer_id, Judge.dropped_at.is_(None), Panel.closed_at.is_(None))
    )
    return db.session.scalar(assigned.limit(1)) is not None
