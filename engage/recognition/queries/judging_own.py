"""What a judge sees: their panels, their entries, and an entry to read."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from engage.core import files
from engage.core.db import db
from engage.core.errors import NotThere
from engage.directory.models import Person, Unit
from engage.recognition.models import (
    Assignment,
    AwardCriterion,
    AwardRound,
    Exclusion,
    Judge,
    Nomination,
    NominationAnswer,
    Panel,
)
from engage.recognition.queries import judging_entries as entries
from engage.recognition.rules.judging_names import Name, without_names
from engage.recognition.rules.judging_panel import is_on
from engage.recognition.rules.panels import AssignmentState, Conflict
from engage.recognition.rules.rounds import NominationState

FILES_ON = "nomination"


@dataclass(frozen=True)
class Mine:
    """One entry of a judge in their list."""

    id: int
    name: str
    category: str
    scored: bool
    begun: bool


@dataclass(frozen=True)
class PanelOfMine:
    """A panel that somebody is on now: whether they have declared, and their entries."""

    judge: Judge
    entries: Sequence[Mine]

    @property
    def scored(self) -> int:
        """How many are done."""
        return sum(each.scored for each in self.entries)


def panels_of_judge(person_id: int) -> Sequence[PanelOfMine]:
    """The panels that somebody judges on now, with their entries: a fixed number of statements."""
    judges = [each for each in _judges(person_id) if is_on(each.panel.stage, each.panel.round.stage)]
    rows = (
        select(Assignment)
        .where(Assignment.judge_id.in_([each.id for each in judges]))
        .where(Assignment.state.in_((AssignmentState.WAITING, AssignmentState.SCORED)))
        .order_by(Assignment.id)
        .options(selectinload(Assignment.scores))
    )
    found = db.session.scalars(rows).all()
    names = entries.named([each.nomination_id for each in found])
    hidden = {each.id: each.panel.round.anonymised for each in judges}
    mine: dict[int, list[Mine]] = defaultdict(list)
    for each in found:
        about = names[each.nomination_id]
        name = f"Entry {each.nomination_id}" if hidden[each.judge_id] else about.name
        mine[each.judge_id].append(
            Mine(each.id, name, about.category, each.state == AssignmentState.SCORED, bool(each.scores))
        )
    return [PanelOfMine(each, mine[each.id]) for each in judges]


def judges_now(person_id: int) -> bool:
    """Whether somebody is on a panel of a round that is being judged: one statement."""
    return any(is_on(each.panel.stage, each.panel.round.stage) for each in _judges(person_id))


def _judges(person_id: int) -> Sequence[Judge]:
    rows = (
        select(Judge)
        .join(Panel, Panel.id == Judge.panel_id)
        .where(Judge.person_id == person_id, Judge.dropped_at.is_(None), Panel.closed_at.is_(None))
        .order_by(Judge.id)
        .options(joinedload(Judge.panel).joinedload(Panel.round))
    )
    return db.session.scalars(rows).all()


def judge_of(panel_id: int, person_id: int) -> Judge:
    """Somebody's place on a panel that is not closed; NotThere for everybody else."""
    row = next((each for each in _judges(person_id) if each.panel_id == panel_id), None)
    if row is None:
        raise NotThere
    return row


def assignment_of(assignment_id: int, person_id: int) -> Assignment:
    """An assignment of this person's own that they still have; NotThere else, so that a guess tells nothing."""
    rows = (
        select(Assignment)
        .join(Judge, Judge.id == Assignment.judge_id)
        .where(Assignment.id == assignment_id, Judge.person_id == person_id, Judge.dropped_at.is_(None))
        .where(Assignment.state.in_((AssignmentState.WAITING, AssignmentState.SCORED)))
        .options(joinedload(Assignment.judge).joinedload(Judge.panel).joinedload(Panel.round),
                 joinedload(Assignment.nomination).joinedload(Nomination.category),
                 selectinload(Assignment.scores))
    )  # fmt: skip
    row = db.session.scalar(rows)
    if row is None or row.judge.panel.closed_at is not None:
        raise NotThere
    return row


def next_of(assignment: Assignment) -> int | None:
    """The judge's next entry that waits, those after this one first."""
    rows = select(Assignment.id).where(
        Assignment.judge_id == assignment.judge_id, Assignment.state == AssignmentState.WAITING,
        Assignment.id != assignment.id,
    )  # fmt: skip
    waiting = sorted(db.session.scalars(rows), key=lambda each: (each < assignment.id, each))
    return waiting[0] if waiting else None


@dataclass(frozen=True)
class Said:
    """What one nomination says: by whom, and each criterion with its words."""

    by: str
    answers: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Reading:
    """An entry as a judge reads it; in an anonymised round without names and without files."""

    name: str
    category: str
    said: Sequence[Said]
    files: Sequence[files.Listed]
    criteria: Sequence[AwardCriterion]
    anchors: Sequence[str]
    scale_top: int
    anonymised: bool


def reading(assignment: Assignment) -> Reading:
    """All the words of an entry, its joined nominations too."""
    entry, round_ = assignment.nomination, assignment.judge.panel.round
    together = db.session.scalars(
        select(Nomination)
        .where(entries.together([entry.id]), Nomination.state == NominationState.SUBMITTED)
        .order_by(Nomination.joined_to_id.is_not(None), Nomination.id)
        .options(joinedload(Nomination.nominee), joinedload(Nomination.team), joinedload(Nomination.nominator),
                 selectinload(Nomination.answers))
    ).all()  # fmt: skip
    criteria = db.session.scalars(
        select(AwardCriterion)
        .where(AwardCriterion.category_id == entry.category_id)
        .order_by(AwardCriterion.position, AwardCriterion.id)
    ).all()
    hang = [file for each in together for file in files.on(FILES_ON, each.id)] if not round_.anonymised else []
    name = entry.nominee.name if entry.nominee else entry.team.name if entry.team else ""
    return Reading(
        f"Entry {entry.id}" if round_.anonymised else name, entry.category.name, _said(round_, together, criteria),
        hang, criteria, _anchors(round_), round_.scale_top, round_.anonymised,
    )  # fmt: skip


def _anchors(round_: AwardRound) -> Sequence[str]:
    told = [str(each) for each in json.loads(round_.anchors or "[]")]
    return [*told, *[""] * round_.scale_top][: round_.scale_top]


def _said(round_: AwardRound, together: Sequence[Nomination], criteria: Sequence[AwardCriterion]) -> Sequence[Said]:
    nominees = [_name(each.nominee) for each in together if each.nominee]
    others = [_name(each.nominator) for each in together if each.nominator]
    others += [_typed(each.nominator_name) for each in together if each.nominator_name.strip()]
    teams = [each.team.name for each in together if isinstance(each.team, Unit)]

    def shown(words: str) -> str:
        return without_names(words, nominees, others, teams) if round_.anonymised else words

    found = []
    for each in together:
        by = "" if round_.anonymised else each.nominator.name if each.nominator else each.nominator_name
        held: dict[int, NominationAnswer] = {answer.criterion_id: answer for answer in each.answers}
        found.append(Said(by, [(one.name, shown(held[one.id].words)) for one in criteria if one.id in held]))
    return found


def _name(person: Person) -> Name:
    return Name(person.first_name, person.known_as, person.surname)


def _typed(name: str) -> Name:
    first, _, surname = name.strip().rpartition(" ")
    return Name(first, "", surname)


@dataclass(frozen=True)
class ToDeclare:
    """Entries that a judge could be given, by category; and which of them they have declared."""

    categories: Sequence[tuple[str, Sequence[entries.Entry]]]
    declared: frozenset[int]
    why: str


def to_declare(judge: Judge, kept_from: frozenset[int]) -> ToDeclare:
    """Whom the entries of a panel are about, without those that the directory keeps this judge from anyway."""
    ids = [each for each in entries.ids_of_panel(judge.panel_id, judge.panel.stage) if each not in kept_from]
    by_category: dict[str, list[entries.Entry]] = defaultdict(list)
    for each in entries.named(ids).values():
        by_category[each.category].append(each)
    rows = db.session.execute(
        select(Exclusion.nomination_id, Exclusion.detail).where(
            Exclusion.judge_id == judge.id, Exclusion.reason == Conflict.DECLARED
        )
    ).all()
    return ToDeclare(
        list(by_category.items()), frozenset(row.nomination_id for row in rows), rows[0].detail if rows else "",
    )  # fmt: skip
