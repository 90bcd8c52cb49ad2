"""What a judge does: declares ties, scores, abstains; at each the directory is asked again whether they may."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import InvalidRequestError

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.recognition.actions import judging_panels as panels
from engage.recognition.actions import judging_sharing as sharing
from engage.recognition.models import Assignment, AwardCriterion, Exclusion, Judge, Score
from engage.recognition.queries import judging_entries as entries
from engage.recognition.rules.judging_conflicts import Found
from engage.recognition.rules.judging_panel import may_declare, may_score
from engage.recognition.rules.panels import AssignmentState
from engage.recognition.rules.panels import Conflict as Tie

GONE = (
    "This entry is not yours to score any more: you left it, or it went to somebody else, in another tab or meanwhile. "
    "Nothing was saved."
)


@dataclass(frozen=True)
class Scored:
    """What a judge gives an entry: criterion to points, as many as there are yet, and a comment."""

    points: Mapping[int, int]
    comment: str


def declare(judge: Judge, entry_ids: Collection[int], why: str, at: datetime) -> None:
    """Say which entries of the panel one has a tie to, perhaps none; the first time it is what lets one judge."""
    panel = judge.panel
    panels.hold(panel)
    if not may_declare(panel.stage, panel.round.stage, panel.closed_at is not None, judge.dropped_at is not None):
        raise Conflict("Judges of this panel are not asked to declare now. Nothing was changed.")
    known = set(entries.ids_of_panel(panel.id, panel.stage))
    told = [each for each in entry_ids if each in known]
    if told and not why:
        raise Invalid("Say in a few words what the tie is.")
    if panel.assigned_at is None:
        _take_back(judge, told)
    sharing.log([judge.id], [sharing.declared(judge, each, why) for each in told], at)
    judge.declared_at = at
    db.session.flush()
    audit.record("declare", "judge", judge.id, ties=len(told))
    if sharing.take_away_barred(panel, at):
        sharing.fill_up(panel, at)


def _take_back(judge: Judge, told: Collection[int]) -> None:
    """Until entries are shared out a tick can be taken out again."""
    db.session.execute(
        delete(Exclusion).where(
            Exclusion.judge_id == judge.id, Exclusion.reason == Tie.DECLARED, Exclusion.nomination_id.not_in(told)
        )
    )


def score(assignment: Assignment, version: int, given: Scored, at: datetime) -> bool:
    """Keep the points; with all criteria it is scored. False: a tie has come up, nothing is kept, it is taken away."""
    _hold(assignment)
    if assignment.version != version:
        raise Conflict("These scores were changed in another tab since you opened this page. Nothing was saved.")
    if _tied(assignment, at):
        return False
    panel = assignment.judge.panel
    criteria = _criteria(assignment)
    if not given.points.keys() <= criteria or not all(1 <= p <= panel.round.scale_top for p in given.points.values()):
        raise Invalid(f"Each criterion takes a score from 1 to {panel.round.scale_top}.")
    held = {each.criterion_id: each for each in assignment.scores}
    for criterion, points in given.points.items():
        if criterion in held:
            held[criterion].points = points
        else:
            assignment.scores.append(Score(criterion_id=criterion, points=points))
    whole = criteria <= held.keys() | given.points.keys()
    assignment.state = AssignmentState.SCORED if whole else AssignmentState.WAITING
    assignment.comment, assignment.changed_at = given.comment, at
    db.session.flush()
    audit.record("score" if whole else "begin to score", "assignment", assignment.id)
    return True


def abstain(assignment: Assignment, why: str, at: datetime) -> None:
    """Leave an entry, scored or not: the points go, and somebody else gets it."""
    _leave(assignment, AssignmentState.ABSTAINED, why, at)
    audit.record("abstain", "assignment", assignment.id)
    sharing.fill_up(assignment.judge.panel, at)


def tell_tie(assignment: Assignment, why: str, at: datetime) -> None:
    """A tie that the judge sees only now: the entry is taken away, and goes to somebody else."""
    _leave(assignment, AssignmentState.TAKEN_AWAY, why, at)
    judge = assignment.judge
    sharing.log([judge.id], [sharing.declared(judge, assignment.nomination_id, why)], at)
    audit.record("declare", "assignment", assignment.id)
    sharing.fill_up(judge.panel, at)


def _hold(assignment: Assignment) -> None:
    judge = assignment.judge
    panels.hold(judge.panel, read=False)
    try:
        db.session.refresh(judge)
        db.session.refresh(assignment)
    except InvalidRequestError as error:  # it was shared out anew since the page was opened
        raise Conflict(GONE) from error
    stage, over = judge.panel.round.stage, judge.panel.closed_at is not None
    if not may_score(assignment.state, judge.panel.stage, stage, over, judge.dropped_at is not None):
        raise Conflict(GONE)


def _leave(assignment: Assignment, state: AssignmentState, why: str, at: datetime) -> None:
    _hold(assignment)
    if not why:
        raise Invalid("Say why in a few words.")
    assignment.scores.clear()
    assignment.state, assignment.why, assignment.comment, assignment.changed_at = state, why, "", at
    db.session.flush()


def ties_today(assignment: Assignment) -> tuple[Found, ...]:
    """What keeps the judge from this entry by what the directory says today: people move, and entries are joined."""
    judge = assignment.judge
    found = sharing.ties_of(judge.person_id, [assignment.nomination_id])
    return tuple(Found(judge.id, each.entry, each.reason, each.detail) for each in found)


def _tied(assignment: Assignment, at: datetime) -> bool:
    found = ties_today(assignment)
    if found:
        sharing.log([assignment.judge_id], found, at)
        sharing.take_away_barred(assignment.judge.panel, at)
        sharing.fill_up(assignment.judge.panel, at)
    return bool(found)


def _criteria(assignment: Assignment) -> frozenset[int]:
    category = assignment.nomination.category_id
    return frozenset(db.session.scalars(select(AwardCriterion.id).where(AwardCriterion.category_id == category)))
