"""Which act is possible at which stage; and the lock, the version and the table that every act obeys."""

from typing import NoReturn

from engage.core.db import db, flush_or
from engage.core.errors import Conflict
from engage.surveys.models import Survey
from engage.surveys.rules import Stage, may_go

CHANGED_ELSEWHERE = (
    "This survey was changed in another tab or by somebody else since you opened this page. "
    "Nothing of yours was saved: go back, reload the page and make your change again."
)
PUBLISHABLE = frozenset({Stage.CLOSED, Stage.RELEASED, Stage.ARCHIVED})
# Where each act is possible. An act that changes the stage also obeys rules/states.
POSSIBLE: dict[str, frozenset[Stage]] = {
    "edit": frozenset({Stage.DRAFT}),
    "delete": frozenset({Stage.DRAFT}),
    "schedule": frozenset({Stage.DRAFT}),
    "unschedule": frozenset({Stage.SCHEDULED}),
    "back up": frozenset({Stage.SCHEDULED}),
    "try backup": frozenset({Stage.SCHEDULED}),
    "open": frozenset({Stage.SCHEDULED}),
    "change dates": frozenset({Stage.SCHEDULED, Stage.OPEN}),
    "close": frozenset({Stage.OPEN}),
    "confirm destroyed": PUBLISHABLE | {Stage.SCHEDULED},
    "ask for release": frozenset({Stage.CLOSED}),
    "publish": frozenset({Stage.CLOSED}),
    "withdraw": PUBLISHABLE,
    "archive": frozenset({Stage.CLOSED, Stage.RELEASED}),
}
WHY_NOT = {
    "edit": "Only a draft can be changed. What people were asked and promised stays as it was.",
    "delete": "Only a draft can be deleted.",
    "open": "Only a scheduled survey can be opened, and a closed one never opens again.",
    "close": "Only an open survey can be closed.",
}


def possible(stage: str) -> frozenset[str]:
    """The acts that a survey at this stage allows."""
    return frozenset(act for act, stages in POSSIBLE.items() if stage in stages)


def hold(survey: Survey, act: str) -> None:
    """Lock the survey's row, read it afresh, and refuse an act that its stage does not allow."""
    db.session.refresh(survey, with_for_update={"of": Survey})
    if survey.stage not in POSSIBLE[act]:
        why = WHY_NOT.get(act, f"This survey is {survey.stage}, so that is not possible now.")
        raise Conflict(f"{why} Nothing was changed.")


def move(survey: Survey, then: Stage) -> None:
    """To the next stage, by the table."""
    if not may_go(Stage(survey.stage), then):
        raise Conflict(f"A survey that is {survey.stage} cannot become {then}.")
    survey.stage = then


def flush() -> None:
    """Write; another writer's version in between is a conflict a person can read."""
    flush_or(Conflict(CHANGED_ELSEWHERE))


def stale() -> NoReturn:
    """Somebody else was faster."""
    raise Conflict(CHANGED_ELSEWHERE)
