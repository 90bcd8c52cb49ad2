"""The steps of an award round and of a nomination."""

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
