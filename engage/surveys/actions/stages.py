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
    # Reporting groups are fixed when a survey opens: a code made before could name one that is none.
    "make codes": frozenset({Stage.OPEN}),
    "cancel codes": frozenset({Stage.OPEN}),
    "make kiosk": frozenset({Stage.OPEN}),
    "type papers": frozenset({Stage.OPEN}),
    # The survey may close while somebody is typing.
    "note papers": PUBLISHABLE | {Stage.OPEN},
    "take in answers": frozenset({Stage.DRAFT}),
    "set mails": frozenset({Stage.DRAFT, Stage.SCHEDULED}),
    "extend": frozenset({Stage.OPEN}),
    "cancel": frozenset({Stage.SCHEDULED, Stage.OPEN}),
    "confirm destroyed": PUBLISHABLE | {Stage.SCHEDULED, Stage.CANCELLED},
    "ask for release": frozenset({Stage.CLOSED}),
    "publish": frozenset({Stage.CLOSED}),
    "set tiers": frozenset({Stage.RELEASED, Stage.ARCHIVED}),
    "withdraw": PUBLISHABLE,
    "archive": frozenset({Stage.CLOSED, Stage.RELEASED}),
}
# What nobody does to a survey that never closes but its series.
BY_SERIES = frozenset({
    "unschedule", "open", "close", "cancel", "extend", "change dates", "set mails", "make codes", "make kiosk",
    "type papers",
})  # fmt: skip
WHY_NOT = {
    "edit": "Only a draft can be changed. What people were asked and promised stays as it was.",
    "delete": "Only a draft can be deleted.",
    "take in answers": "Only a draft can take in answers, and only once.",
    "open": "Only a scheduled survey can be opened, and a closed one never opens again.",
    "close": "Only an open survey can be closed.",
    "make codes": "Codes are made while a survey is open: its reporting groups are fixed when it opens.",
    "make kiosk": "A kiosk is for an open survey.",
    "type papers": "Papers are typed in while a survey is open.",
    "set mails": "The mails are fixed when the survey opens: staff are told then how many reminders there will be.",
    "extend": "Only an open survey can be extended.",
    "cancel": "Only a survey that is scheduled or open can be cancelled.",
}


def possible(survey: Survey) -> frozenset[str]:
    """The acts that a survey at its stage allows."""
    found = frozenset(act for act, stages in POSSIBLE.items() if survey.stage in stages)
    return found - BY_SERIES if survey.standing else found


def hold(survey: Survey, act: str, in_turn: bool = False) -> None:
    """Lock the survey's row, read it afresh, and refuse an act that its stage does not allow.

    `in_turn`: it is its series that acts."""
    db.session.refresh(survey, with_for_update={"of": Survey})
    refuse(survey, act, in_turn)


def refuse(survey: Survey, act: str, in_turn: bool = False) -> None:
    """Refuse an act that the survey's stage, as it was read, does not allow."""
    if survey.standing and act in BY_SERIES and not in_turn:
        raise Conflict("This survey never closes: its series opens and ends it. Nothing was changed.")
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
