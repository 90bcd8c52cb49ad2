"""The words of judging: stages, what an assignment is, and why somebody may not judge."""

from enum import StrEnum


class JudgingStage(StrEnum):
    """Entries are judged once for the shortlist and once for the final."""

    SHORTLIST = "shortlist"
    FINAL = "final"


class AssignmentState(StrEnum):
    """Where one judge stands with one entry."""

    WAITING = "waiting"
    SCORED = "scored"
    ABSTAINED = "abstained"
    TAKEN_AWAY = "taken_away"


class Conflict(StrEnum):
    """Why a judge is kept from an entry."""

    NOMINEE = "nominee"
    SAME_TEAM = "same_team"
    LINE_ABOVE = "line_above"
    LINE_BELOW = "line_below"
    NOMINATOR = "nominator"
    SECONDER = "seconder"
    CONSULTED = "consulted"
    NAMED = "named"
    DECLARED = "declared"
