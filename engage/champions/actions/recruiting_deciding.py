"""Deciding about applications, one or many at once: who cannot be decided about is named, the others go through."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm.exc import StaleDataError

from engage.champions.models import Application, DecisionMade, RecruitmentRound
from engage.champions.queries import recruiting as queries
from engage.champions.queries import recruiting_applications as reading
from engage.champions.queries import recruiting_places as placing
from engage.champions.queries.recruiting import APPLICATION
from engage.champions.rules import recruiting as rules
from engage.champions.rules.recruiting import DECISIONS, Outcome
from engage.core import audit, clock
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.core.formatting import count, listed
from engage.directory.actions.networks import appoint
from engage.directory.queries_finding import here

MOST_NAMED = 5
GONE = "does not work here any more"
IN_IT = "is in this network already"
DECIDED = "is decided already"
OWN = "is you: somebody else decides about your application"
MOMENT = "was decided by somebody else at the same moment"


class Beyond(Invalid):
    """More would be appointed than a group asks for; allowed once it is said to be meant."""


@dataclass
class Decided:
    """Whom a decision reached, and whom it left out with the reason."""

    done: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def in_words(self) -> str:
        """Both as sentences."""
        names = [f"{name} {why}" for name, why in self.left_out]
        more = f" Left out: {'; '.join(names)}." if names else ""
        return f"Decided about {count(len(self.done), 'person', 'people')}.{more}"


@dataclass(frozen=True)
class Meant:
    """A decision as it is typed: the outcome, the reason, and whether going beyond a target is meant."""

    to: Outcome
    reason: str = ""
    beyond: bool = False


def decide(row: RecruitmentRound, ids: Sequence[int], meant: Meant, by_id: int, at: datetime) -> Decided:
    """Appoint, put on the waiting list or decline; Invalid, and nothing changed, where a reason is missing."""
    if meant.to not in DECISIONS:
        raise Invalid("Choose what to decide.")
    found, result = reading.chosen(row.id, ids), Decided()
    if not found:
        raise Invalid("Tick the people you decide about first.")
    working = {each.id for each in here([each.person_id for each in found])}
    able = []
    for each in found:
        why = _cannot(row, each, meant.to, by_id, working)
        result.left_out.append((each.person.name, why)) if why else able.append(each)
    _check_reason(able, meant)
    if meant.to == Outcome.APPOINTED and not meant.beyond:
        _check_targets(row, able)
    for each in able:
        why = _decide(row, each, meant, by_id, at)
        result.left_out.append((each.person.name, why)) if why else result.done.append(each.person.name)
    return result


def _cannot(row: RecruitmentRound, made: Application, to: str, by_id: int, working: set[int]) -> str:
    if made.person_id == by_id:
        return OWN
    if made.person_id not in working:
        return GONE
    if not rules.may_decide(row.state, made.outcome, to):
        return DECIDED if row.state != rules.RoundState.OPEN else "cannot be decided about before applications close"
    if to == Outcome.APPOINTED and queries.in_network(made.person_id, row.network_id):
        return IN_IT
    return ""


def _check_reason(able: Sequence[Application], meant: Meant) -> None:
    without = [each.person.name for each in able if rules.needs_reason(each.manager, meant.to)]
    if without and not meant.reason:
        more = [f"{len(without) - MOST_NAMED} more"] if without[MOST_NAMED:] else []
        named = listed(without[:MOST_NAMED] + more)
        raise Invalid(f"Say why you appoint without the manager’s agreement: {named}. Nothing was changed.")


def _check_targets(row: RecruitmentRound, able: Sequence[Application]) -> None:
    """Beyond where some group would have more from this round than it asks for."""
    where = placing.places(row.network)
    wanted: dict[int | None, int] = {}
    has = placing.appointed_from(row, where)
    for need in placing.needs(row, where):
        wanted[need.group_id] = wanted.get(need.group_id, 0) + need.seats
    units = reading.units_of([each.person_id for each in able])
    added: dict[int | None, int] = {}
    for each in able:
        group = where.group_of(units.get(each.person_id))
        added[group] = added.get(group, 0) + 1
    over = []
    for group, number in added.items():
        asked, then = wanted.get(group, 0), number + (has.get(group, 0) if group is not None else 0)
        if then > asked:
            named = where.name_of(group) or "Whoever is in no group"
            are = "are" if asked > 1 else "is"
            over.append(f"{named} would have {then} from this round, and {asked or 'nobody'} {are} asked for")
    if over:
        raise Beyond(f"{'. '.join(over)}. Nothing was changed. If you mean it, tick this box and decide again.")


def _decide(row: RecruitmentRound, made: Application, meant: Meant, by_id: int, at: datetime) -> str:
    """One of them, in a savepoint of its own; why not, where it could not be."""
    try:
        with db.session.begin_nested():
            if meant.to == Outcome.APPOINTED:
                start = max(clock.local(at).date(), row.term_starts_on or clock.local(at).date())
                appoint(row.network, made.person_id, start).languages = made.languages
            made.outcome, made.decided_at = meant.to, at
            db.session.add(DecisionMade(round_id=row.id, person_id=made.person_id, by_id=by_id, at=at, what=meant.to,
                                        reason=meant.reason))  # fmt: skip
            db.session.flush()
    except Conflict as problem:
        return IN_IT if queries.in_network(made.person_id, row.network_id) else _plain(problem.message)
    except StaleDataError:
        return MOMENT
    audit.record("decide", APPLICATION, made.id, round=row.id, what=str(meant.to))
    return ""


def _plain(message: str) -> str:
    return f"cannot be appointed ({message.split('. ')[0].rstrip('.').lower()})"
