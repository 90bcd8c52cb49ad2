"""Making a panel: its name and categories, its judges, and the mails that ask them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from engage.core import audit, mail
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.directory import queries_finding
from engage.directory.models import Person
from engage.recognition.models import Assignment, AwardRound, Judge, Panel, PanelCategory
from engage.recognition.queries import judging_panels as queries
from engage.recognition.queries.judging_people import levels_of
from engage.recognition.rules.judging_panel import PanelState, can_be_prepared, is_on, state_of
from engage.recognition.rules.panels import AssignmentState, JudgingStage

KIND = "panel"
CLOSED = "This panel is closed and its scores are frozen. Nothing was changed."


@dataclass(frozen=True)
class Terms:
    """What a panel is called, what it judges, and until when."""

    name: str
    categories: tuple[int, ...]
    scores_by: datetime | None


def hold(panel: Panel, read: bool = False) -> None:
    """Lock the panel and read it afresh: its closing, its sharing out and its scores are in one line."""
    db.session.refresh(panel, with_for_update={"read": read, "of": Panel})
    db.session.refresh(panel.round)
    if panel.closed_at is not None:
        raise Conflict(CLOSED)


def create(found: AwardRound, stage: JudgingStage, terms: Terms) -> Panel:
    """A panel of a stage, without judges yet."""
    if not can_be_prepared(stage, found.stage):
        raise Conflict("A panel is made once nominations are closed, and before its stage is over.")
    panel = Panel(round_id=found.id, stage=stage)
    _settle(panel, found.id, terms)
    db.session.add(panel)
    db.session.flush()
    audit.record("create", KIND, panel.id, round=found.id, stage=str(stage))
    return panel


def change(panel: Panel, terms: Terms) -> None:
    """Another name or date; other categories only until its entries are shared out."""
    hold(panel)
    preparing = state_of(panel.assigned_at, panel.closed_at) == PanelState.PREPARING
    if not preparing and set(terms.categories) != {each.category_id for each in panel.categories}:
        raise Conflict("Its entries are shared out, so its categories stay. Nothing was changed.")
    _settle(panel, panel.round_id, terms)
    db.session.flush()
    audit.record("change", KIND, panel.id)


def _settle(panel: Panel, round_id: int, terms: Terms) -> None:
    free = {category for category, _ in queries.free_categories(round_id, panel.stage, panel.id)}
    if not terms.categories or not set(terms.categories) <= free:
        raise Invalid("Choose categories that no other panel judges in this stage.")
    same = select(Panel.id).where(
        Panel.round_id == round_id, Panel.stage == panel.stage, Panel.name == terms.name, Panel.id != (panel.id or 0)
    )
    if db.session.scalar(same) is not None:
        raise Invalid("Another panel of this stage has that name.")
    panel.name, panel.scores_by = terms.name, terms.scores_by
    held = {each.category_id for each in panel.categories}
    panel.categories = [each for each in panel.categories if each.category_id in terms.categories] + [
        PanelCategory(category_id=each, stage=panel.stage) for each in terms.categories if each not in held
    ]


def delete(panel: Panel) -> None:
    """A panel that has judged nothing yet."""
    hold(panel)
    if panel.assigned_at is not None:
        raise Conflict("Its entries are shared out: a panel that has begun is closed, not deleted.")
    audit.record("delete", KIND, panel.id)
    db.session.delete(panel)
    db.session.flush()


def add_judges(panel: Panel, person_ids: Sequence[int], at: datetime) -> int:
    """Put people on the panel, at any time until it is closed; who left before comes back, and declares anew."""
    hold(panel)
    here = {each.id for each in queries_finding.here(person_ids)}
    levels = levels_of(here)
    known = {each.person_id: each for each in panel.judges}
    added = 0
    for person in dict.fromkeys(each for each in person_ids if each in here):
        judge = known.get(person)
        if judge is not None and judge.dropped_at is None:
            continue
        if judge is None:
            panel.judges.append(Judge(person_id=person, level=levels.get(person, "")))
        else:
            judge.dropped_at = judge.declared_at = None
        added += 1
        audit.record("add judge", KIND, panel.id, person=person)
    db.session.flush()
    if added and is_on(panel.stage, panel.round.stage) and panel.assigned_at is not None:
        tell(panel, [each for each in panel.judges if each.declared_at is None and each.dropped_at is None])
    return added


def tell(panel: Panel, judges: Sequence[Judge]) -> int:
    """One mail to each judge that asks for what is still to do; answers how many have an address."""
    waiting = _waiting([each.id for each in judges])
    return _mail(panel, judges, lambda judge: judge.declared_at is None or judge.id in waiting)


def _waiting(judge_ids: Sequence[int]) -> frozenset[int]:
    rows = select(Assignment.judge_id).where(
        Assignment.judge_id.in_(judge_ids), Assignment.state == AssignmentState.WAITING
    )
    return frozenset(db.session.scalars(rows))


def _mail(panel: Panel, judges: Sequence[Judge], wanted: Callable[[Judge], bool]) -> int:
    people = {each.id: each for each in db.session.scalars(
        select(Person).where(Person.id.in_([judge.person_id for judge in judges])).order_by(Person.id))}  # fmt: skip
    here = {each.id for each in queries_finding.here(list(people))}
    told = 0
    for judge in judges:
        person = people[judge.person_id]
        if wanted(judge) and person.email and person.id in here:
            subject = "You are asked to judge awards" if judge.declared_at is None else "Award entries wait for you"
            mail.send(person.email, subject, "judging_asked.txt", name=person.known_as or person.first_name,
                      panel=panel, declares=judge.declared_at is None)  # fmt: skip
            told += 1
    return told


def write_to_judges(panel: Panel) -> int:
    """Ask or remind every judge who has something to do; who has no address finds it on the start page alone."""
    hold(panel)
    if not is_on(panel.stage, panel.round.stage):
        raise Conflict("The round is not in this stage yet, so there is nothing for the judges to do.")
    told = tell(panel, [each for each in panel.judges if each.dropped_at is None])
    audit.record("write to judges", KIND, panel.id, mails=told)
    return told
