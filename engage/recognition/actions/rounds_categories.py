"""Categories of a draft and their criteria: added, changed, moved, deleted; fixed once the round opens."""

from dataclasses import dataclass
from typing import TypeVar

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.directory.rules.audience import Audience, to_text
from engage.recognition.actions.rounds import FROZEN, KIND, hold, touch
from engage.recognition.models import AwardCategory, AwardCriterion, AwardRound
from engage.recognition.rules.rounds import RoundStage

DRAFT = frozenset({RoundStage.DRAFT})
MOST_CATEGORIES, MOST_CRITERIA = 30, 12
Placed = TypeVar("Placed", AwardCategory, AwardCriterion)


@dataclass(frozen=True)
class CategoryTerms:
    """What a category says."""

    name: str
    about: str
    nominees: str
    eligible: Audience
    most_words: int
    most_each: int | None
    shortlist: int
    winners: int
    commended: int


def _set(row: AwardCategory, terms: CategoryTerms) -> None:
    row.name, row.about, row.nominees = terms.name, terms.about, terms.nominees
    row.eligible = to_text(terms.eligible)
    row.most_words, row.most_each = terms.most_words, terms.most_each
    row.shortlist, row.winners, row.commended = terms.shortlist, terms.winners, terms.commended


def add_category(row: AwardRound, version: int, terms: CategoryTerms) -> AwardCategory:
    """One more, at the end."""
    hold(row, version, DRAFT, FROZEN)
    if len(row.categories) >= MOST_CATEGORIES:
        raise Invalid(f"A round can have {MOST_CATEGORIES} categories.")
    _refuse_same_name(row, terms.name, None)
    made = AwardCategory(position=_next(row.categories))
    _set(made, terms)
    row.categories.append(made)
    _done(row, "add category")
    return made


def change_category(row: AwardRound, version: int, category: AwardCategory, terms: CategoryTerms) -> None:
    """Other words or rules."""
    hold(row, version, DRAFT, FROZEN)
    _refuse_same_name(row, terms.name, category.id)
    _set(category, terms)
    _done(row, "change category")


def _refuse_same_name(row: AwardRound, name: str, but: int | None) -> None:
    if any(each.name.casefold() == name.casefold() and each.id != but for each in row.categories):
        raise Invalid("There is a category of that name in this round already.")


def drop_category(row: AwardRound, version: int, category: AwardCategory) -> None:
    """Away with it and its criteria."""
    hold(row, version, DRAFT, FROZEN)
    row.categories.remove(category)
    _done(row, "delete category")


def move_category(row: AwardRound, version: int, category: AwardCategory, up: bool) -> None:
    """A place up or down."""
    hold(row, version, DRAFT, FROZEN)
    _move(row.categories, category, up)
    _done(row, "move category")


def add_criterion(
    row: AwardRound, version: int, category: AwardCategory, name: str, prompt: str, weight: int
) -> AwardCriterion:
    """One more, at the end."""
    hold(row, version, DRAFT, FROZEN)
    if len(category.criteria) >= MOST_CRITERIA:
        raise Invalid(f"A category can have {MOST_CRITERIA} criteria.")
    _refuse_same_criterion(category, name, None)
    made = AwardCriterion(position=_next(category.criteria), name=name, prompt=prompt, weight=weight)
    category.criteria.append(made)
    _done(row, "add criterion")
    return made


def change_criterion(
    row: AwardRound, version: int, category: AwardCategory, criterion: AwardCriterion, name: str, prompt: str,
    weight: int,
) -> None:  # fmt: skip
    """Other words or weight."""
    hold(row, version, DRAFT, FROZEN)
    _refuse_same_criterion(category, name, criterion.id)
    criterion.name, criterion.prompt, criterion.weight = name, prompt, weight
    _done(row, "change criterion")


def _refuse_same_criterion(category: AwardCategory, name: str, but: int | None) -> None:
    if any(each.name.casefold() == name.casefold() and each.id != but for each in category.criteria):
        raise Invalid("There is a criterion of that name in this category already.")


def drop_criterion(row: AwardRound, version: int, category: AwardCategory, criterion: AwardCriterion) -> None:
    """Away with it."""
    hold(row, version, DRAFT, FROZEN)
    category.criteria.remove(criterion)
    _done(row, "delete criterion")


def move_criterion(
    row: AwardRound, version: int, category: AwardCategory, criterion: AwardCriterion, up: bool
) -> None:  # fmt: skip
    """A place up or down."""
    hold(row, version, DRAFT, FROZEN)
    _move(category.criteria, criterion, up)
    _done(row, "move criterion")


def _next(rows: list[Placed]) -> int:
    return max((each.position for each in rows), default=0) + 1


def _move(rows: list[Placed], row: Placed, up: bool) -> None:
    at = rows.index(row)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        raise Conflict("It is at that end already. Nothing was changed.")
    rows[at].position, rows[to].position = rows[to].position, rows[at].position
    rows.sort(key=lambda each: each.position)


def _done(row: AwardRound, act: str) -> None:
    touch(row)
    db.session.flush()
    audit.record(act, KIND, row.id)
