"""The steps of an award round and of a nomination."""

from datetime import datetime
from enum import StrEnum


class RoundStage(StrEnum):
    """Where an award round stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    SHORTLISTING = "shortlisting"
    FINAL = "final"
    DECIDED = "decided"
    ANNOUNCED = "announced"


# Closed: nominations are checked. Shortlisting can be left out where every entry goes to the final.
NEXT: dict[RoundStage, frozenset[RoundStage]] = {
    RoundStage.DRAFT: frozenset({RoundStage.OPEN}),
    RoundStage.OPEN: frozenset({RoundStage.CLOSED}),
    RoundStage.CLOSED: frozenset({RoundStage.OPEN, RoundStage.SHORTLISTING, RoundStage.FINAL}),
    RoundStage.SHORTLISTING: frozenset({RoundStage.FINAL}),
    RoundStage.FINAL: frozenset({RoundStage.DECIDED}),
    RoundStage.DECIDED: frozenset({RoundStage.ANNOUNCED}),
    RoundStage.ANNOUNCED: frozenset(),
}


class Nominees(StrEnum):
    """Who can be nominated in a category."""

    PERSON = "person"
    TEAM = "team"
    EITHER = "either"


class Origin(StrEnum):
    """Who nominates."""

    STAFF = "staff"
    COUNCILLOR = "councillor"
    RESIDENT = "resident"


class NominationState(StrEnum):
    """A nomination counts as an entry once it is submitted; `refused` by the check, with its reason."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class Outcome(StrEnum):
    """What became of an entry; each is decided once a stage, in that order of weight."""

    NOT_SHORTLISTED = "not_shortlisted"
    SHORTLISTED = "shortlisted"
    HIGHLY_COMMENDED = "highly_commended"
    WINNER = "winner"


# Until judging begins; what nominators were told is fixed as soon as the round opens.
SETTLING = frozenset({RoundStage.DRAFT, RoundStage.OPEN, RoundStage.CLOSED})
UNTOLD = frozenset({RoundStage.DRAFT, RoundStage.OPEN, RoundStage.CLOSED, RoundStage.SHORTLISTING, RoundStage.FINAL,
                    RoundStage.DECIDED})  # fmt: skip


def may_go(stage: str, then: RoundStage) -> bool:
    """Whether a round may go from one stage to another."""
    return then in NEXT[RoundStage(stage)]


def closing(closes_at: datetime | None, extended_to: datetime | None) -> datetime | None:
    """When nominations really close."""
    return extended_to or closes_at


def takes_nominations(stage: str, closes_at: datetime | None, extended_to: datetime | None, at: datetime) -> bool:
    """Whether somebody can nominate, change and withdraw: open, and the time has not come."""
    ends = closing(closes_at, extended_to)
    return stage == RoundStage.OPEN and (ends is None or at < ends)


def may_extend(stage: str, now_closes: datetime | None, to: datetime, at: datetime) -> bool:
    """Only later than the close, and than this moment."""
    return stage in (RoundStage.OPEN, RoundStage.CLOSED) and to > at and (now_closes is None or to > now_closes)
