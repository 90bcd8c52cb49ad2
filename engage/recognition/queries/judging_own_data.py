"""What judging holds about one person: what they judged; what others gave an entry about them is no part of it."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from engage.core.formatting import moment, plain
from engage.core.own_data import WHO, Held, rows_of
from engage.recognition.models import (
    Assignment,
    AwardCategory,
    AwardCriterion,
    AwardRound,
    Exclusion,
    Judge,
    Panel,
    Score,
)
from engage.recognition.rules.panels import Conflict

UNTIL = "Deleted 12 months after the awards are announced, or 24 months after the close where nothing is announced."


PANELS = (
    select(AwardRound.title, Panel.name, Judge.level, Judge.declared_at, Judge.dropped_at)
    .join(Panel, Panel.round_id == AwardRound.id)
    .join(Judge, Judge.panel_id == Panel.id)
    .where(Judge.person_id == WHO)
    .order_by(Judge.id)
)
JUDGED = (
    select(Assignment.nomination_id, Assignment.state, Assignment.why, Assignment.comment, Assignment.changed_at)
    .join(Judge, Judge.id == Assignment.judge_id)
    .where(Judge.person_id == WHO)
    .order_by(Assignment.id)
)
SCORES = (
    select(Assignment.nomination_id, AwardCategory.name, AwardCriterion.name.label("criterion"), Score.points)
    .join(Score, Score.assignment_id == Assignment.id)
    .join(AwardCriterion, AwardCriterion.id == Score.criterion_id)
    .join(AwardCategory, AwardCategory.id == AwardCriterion.category_id)
    .join(Judge, Judge.id == Assignment.judge_id)
    .where(Judge.person_id == WHO)
    .order_by(Assignment.id, AwardCriterion.position)
)
TIES = (
    select(Exclusion.nomination_id, Exclusion.detail, Exclusion.found_at)
    .join(Judge, Judge.id == Exclusion.judge_id)
    .where(Judge.person_id == WHO, Exclusion.reason == Conflict.DECLARED)
    .order_by(Exclusion.id)
)


def held(person_id: int) -> Sequence[Held]:
    """Their panels, their entries, their scores, and the ties they declared: four statements."""
    return (*_panels(person_id), *_judged(person_id), *_scores(person_id), *_ties(person_id))


def _panels(person_id: int) -> Iterator[Held]:
    rows = rows_of(PANELS, person_id)
    yield Held("Panels of award judges you were on", f"So that entries are judged fairly. {UNTIL}", [
        {"award round": title, "panel": name, "level": level, "declared your ties": moment(declared) or None,
         "left": moment(left) or None}
        for title, name, level, declared, left in rows
    ])  # fmt: skip


def _judged(person_id: int) -> Iterator[Held]:
    rows = rows_of(JUDGED, person_id)
    yield Held("Award entries you were given to judge", f"So that it is known who judged what. {UNTIL}", [
        {"entry": entry, "state": plain(state), "why you left it": why or None, "your comment": comment or None,
         "last changed": moment(at)}
        for entry, state, why, comment, at in rows
    ], others=("your comment",), private=True)  # fmt: skip


def _scores(person_id: int) -> Iterator[Held]:
    rows = rows_of(SCORES, person_id)
    yield Held("Scores you gave to award entries", f"The figures are made of them. {UNTIL}", [
        {"entry": entry, "category": category, "criterion": criterion, "points": points}
        for entry, category, criterion, points in rows
    ], private=True)  # fmt: skip


def _ties(person_id: int) -> Iterator[Held]:
    rows = rows_of(TIES, person_id)
    yield Held("Ties to award entries that you declared", f"So that you are not given them. {UNTIL}", [
        {"entry": entry, "what you wrote": why, "when": moment(at)} for entry, why, at in rows
    ], others=("what you wrote",), private=True)  # fmt: skip
