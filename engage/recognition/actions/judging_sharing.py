"""Sharing the entries out: what keeps whom from what is looked up afresh, logged, and never given."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere
from engage.recognition.actions import judging_panels as panels
from engage.recognition.models import Assignment, Exclusion, Judge, Panel, Score
from engage.recognition.queries import judging_entries as entries
from engage.recognition.queries.judging_people import org_of
from engage.recognition.rules.judging_assignment import Pair, Shared, Work, share_out
from engage.recognition.rules.judging_conflicts import Found, conflicts
from engage.recognition.rules.judging_panel import is_on
from engage.recognition.rules.panels import AssignmentState
from engage.recognition.rules.panels import Conflict as Tie

LEFT, TIE = "left the panel", "a tie to the entry"


@dataclass(frozen=True)
class _Held:
    """What a panel has so far, by (judge, entry)."""

    states: Mapping[Pair, str]
    begun: frozenset[Pair]
    barred: Mapping[Pair, tuple[str, ...]]


def ties_of(person_id: int, entry_ids: Collection[int], with_words: bool = True) -> tuple[Found, ...]:
    """What the directory and the entries themselves say today of one judge, by person and entry."""
    found = entries.facts(entry_ids, with_words)
    people, teams = entries.people_in(found)
    return conflicts([person_id], found, org_of({person_id, *people}, teams))


def share(panel: Panel, at: datetime) -> Shared:
    """Give every entry its judges; work that nobody has begun may move to make the loads equal."""
    panels.hold(panel)
    if not is_on(panel.stage, panel.round.stage):
        raise Conflict("Move the round into this stage first. Nothing was shared out.")
    if not any(each.declared_at is not None and each.dropped_at is None for each in panel.judges):
        raise Invalid("No judge has declared their ties yet, and only who has is given entries.")
    shared = _give(panel, at, everything=False)
    panel.assigned_at = panel.assigned_at or at
    db.session.flush()
    audit.record("share out", "panel", panel.id, pairs=len(shared.pairs), lacking=len(shared.lacking))
    panels.tell(panel, [each for each in panel.judges if each.dropped_at is None])
    return shared


def fill_up(panel: Panel, at: datetime) -> Shared | None:
    """After somebody left, abstained or declared: only what is missing goes to others, all the rest stays."""
    if panel.assigned_at is None:
        return None
    shared = _give(panel, at, everything=True)
    audit.record("fill up", "panel", panel.id, lacking=len(shared.lacking))
    return shared


def drop(panel: Panel, judge_id: int, at: datetime) -> None:
    """A judge leaves: what they finished counts, what waits for them goes to others."""
    panels.hold(panel)
    judge = next((each for each in panel.judges if each.id == judge_id), None)
    if judge is None:
        raise NotThere
    if judge.dropped_at is not None:
        raise Conflict("That judge is not on the panel any more. Nothing was changed.")
    judge.dropped_at = at
    waiting = select(Assignment).where(Assignment.judge_id == judge.id, Assignment.state == AssignmentState.WAITING)
    for each in db.session.scalars(waiting).all():
        each.state, each.why, each.changed_at = AssignmentState.TAKEN_AWAY, LEFT, at
    db.session.flush()
    audit.record("drop judge", "panel", panel.id, person=judge.person_id)
    fill_up(panel, at)


def _give(panel: Panel, at: datetime, everything: bool) -> Shared:
    """Look for ties, take away what they forbid, and share out; with `everything` what is given already stays."""
    active = [each for each in panel.judges if each.dropped_at is None and each.declared_at is not None]
    found = entries.facts(entries.ids_of_panel(panel.id, panel.stage))
    people, teams = entries.people_in(found)
    org = org_of(people | {each.person_id for each in panel.judges}, teams)
    by_person = {each.person_id: each.id for each in panel.judges}
    ties = conflicts(list(by_person), found, org)
    log(list(by_person.values()), [_of(tie, by_person[tie.judge]) for tie in ties], at)
    take_away_barred(panel, at)
    held = _held(panel)
    kept = {pair for pair, state in held.states.items() if state == AssignmentState.SCORED} | held.begun
    waiting = {pair for pair, state in held.states.items() if state == AssignmentState.WAITING}
    shared = share_out(Work(
        [each.id for each in found], [each.id for each in active], panel.round.judges_each, held.barred,
        frozenset(kept | (waiting if everything else set())), frozenset(waiting), seed=panel.id,
    ))  # fmt: skip
    _store(held, shared, at)
    return shared


def _of(tie: Found, judge_id: int) -> Found:
    return Found(judge_id, tie.entry, tie.reason, tie.detail)


def log(judges: Collection[int], ties: Collection[Found], at: datetime) -> int:
    """Write down ties by (judge, entry, reason) that are not yet; what was once found stays. Answers how many."""
    rows = select(Exclusion.judge_id, Exclusion.nomination_id, Exclusion.reason).where(Exclusion.judge_id.in_(judges))
    known = {(judge, entry, reason) for judge, entry, reason in db.session.execute(rows)}
    new = [
        Exclusion(judge_id=tie.judge, nomination_id=tie.entry, reason=tie.reason, detail=tie.detail[:300], found_at=at)
        for tie in ties
        if (tie.judge, tie.entry, tie.reason) not in known
    ]
    db.session.add_all(new)
    db.session.flush()
    for row in new:
        # Entry and reason stand on the panel's list: administrators, who read this, may not learn who is nominated.
        audit.record("exclude", "exclusion", row.id, judge=row.judge_id)
    return len(new)


def take_away_barred(panel: Panel, at: datetime) -> int:
    """Assignments that a tie forbids, scored ones too: they count no longer. Answers how many."""
    rows = (
        select(Assignment)
        .join(Judge, Judge.id == Assignment.judge_id)
        .join(Exclusion, (Exclusion.judge_id == Assignment.judge_id)
              & (Exclusion.nomination_id == Assignment.nomination_id))
        .where(Judge.panel_id == panel.id)
        .where(Assignment.state.in_((AssignmentState.WAITING, AssignmentState.SCORED)))
        .distinct()
    )  # fmt: skip
    found = db.session.scalars(rows).all()
    for each in found:
        each.state, each.why, each.changed_at = AssignmentState.TAKEN_AWAY, TIE, at
        audit.record("take away", "assignment", each.id)
    db.session.flush()
    return len(found)


def _held(panel: Panel) -> _Held:
    ours = [each.id for each in panel.judges]
    rows = select(Assignment.judge_id, Assignment.nomination_id, Assignment.state).where(Assignment.judge_id.in_(ours))
    states = {(judge, entry): state for judge, entry, state in db.session.execute(rows)}
    begun = (
        select(Assignment.judge_id, Assignment.nomination_id)
        .where(Assignment.judge_id.in_(ours), Assignment.state == AssignmentState.WAITING)
        .where(select(Score.criterion_id).where(Score.assignment_id == Assignment.id).exists())
    )
    barred: dict[Pair, list[str]] = defaultdict(list)
    logged = select(Exclusion.judge_id, Exclusion.nomination_id, Exclusion.reason).where(Exclusion.judge_id.in_(ours))
    for judge, entry, reason in db.session.execute(logged.order_by(Exclusion.id)):
        barred[judge, entry].append(reason)
    for pair, state in states.items():
        if state in {AssignmentState.ABSTAINED, AssignmentState.TAKEN_AWAY}:
            barred[pair] = barred[pair] or [state]
    return _Held(
        states,
        frozenset((judge, entry) for judge, entry in db.session.execute(begun)),
        {pair: tuple(why) for pair, why in barred.items()},
    )


def _store(held: _Held, shared: Shared, at: datetime) -> None:
    now = set(shared.pairs)
    moved = {pair for pair, state in held.states.items() if state == AssignmentState.WAITING} - now
    for judge, entry in moved:
        db.session.execute(
            delete(Assignment).where(Assignment.judge_id == judge, Assignment.nomination_id == entry)
        )  # nothing is in it: nobody had begun
    db.session.add_all(
        Assignment(judge_id=judge, nomination_id=entry, changed_at=at)
        for judge, entry in shared.pairs
        if (judge, entry) not in held.states
    )
    db.session.flush()


def declared(judge: Judge, entry_id: int, why: str) -> Found:
    """A tie that a judge told."""
    return Found(judge.id, entry_id, Tie.DECLARED, why)
