"""Team conversations: who may log and see them, when one may have been held, and how far the teams are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

KINDS = ("values", "results", "other")
KEPT = ("yes", "partly", "no")
MOST_COMMITMENT, MOST_PEOPLE, MOST_NOTE = 200, 500, 300
# Teams of fewer people talk with the service above them.
SMALLEST_TEAM = 3
# A team may have talked before it was asked to, but not a season before.
EARLIEST = timedelta(days=90)
# From so many days before the date by which teams are asked, the OD desk looks at how many have talked.
NEAR = timedelta(days=14)


@dataclass(frozen=True)
class Standing:
    """Where somebody stands among the teams.

    led: units that they head or whose people they manage, with everything below those. own: the teams that the
    units of their posts talk in. member: the units of their posts with everything above. everything: the OD team.
    """

    led: frozenset[int] = frozenset()
    own: frozenset[int] = frozenset()
    member: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()
    everything: bool = False


def may_log(led: Collection[int], own: Collection[int], roles: Collection[str], unit: int) -> bool:
    """Whoever leads the unit or one above it, an employee champion of the team itself, and the OD team.

    A champion speaks for the team they work in, not for the directorate above it.
    """
    return "od" in roles or unit in led or ("champion" in roles and unit in own)


def may_see(standing: Standing, unit: int) -> bool:
    """A unit's conversations: whoever works in it or below it, leads it or a unit above, and the OD team."""
    return standing.everything or unit in standing.led or unit in standing.member


def may_lead_one(standing: Standing) -> bool:
    """Whether there is any team whose conversation they may log: who gets the pack."""
    return "od" in standing.roles or bool(standing.led) or ("champion" in standing.roles and bool(standing.own))


def may_delete(standing: Standing, unit: int, logged_by: int, viewer: int) -> bool:
    """Whoever wrote it down, whoever leads the unit, and the OD team; a fellow champion may not."""
    return logged_by == viewer or unit in standing.led or "od" in standing.roles


def held_fault(held_on: date, today: date, opened_on: date) -> str:
    """Why a conversation cannot have been held on a day: "future", "too early", or nothing."""
    if held_on > today:
        return "future"
    return "too early" if held_on < opened_on - EARLIEST else ""


def is_behind(asked_by: date | None, today: date, teams: int, talked: int) -> bool:
    """Under half of the teams have talked, two weeks before the date by which they are asked, or after it."""
    return asked_by is not None and today >= asked_by - NEAR and 2 * talked < teams


def share(talked: int, teams: int) -> int | None:
    """Percent of the teams that have talked, never 100 before the last has and never 0 after the first."""
    if not teams:
        return None
    if talked in (0, teams):
        return 100 * talked // teams
    return min(99, max(1, round(100 * talked / teams)))


def reached(talked: int, teams: int) -> str:
    """How far a part of the organisation is: "all", "some" or "none" of its teams have talked."""
    if not talked:
        return "none"
    return "all" if talked >= teams else "some"
