"""Making a recruitment round and taking it from draft to decided, with its targets."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from engage.champions.actions import recruiting_telling as telling
from engage.champions.models import Application, RecruitmentRound, RecruitmentTarget
from engage.champions.queries import coverage
from engage.champions.queries import recruiting as queries
from engage.champions.queries import recruiting_places as placing
from engage.champions.queries.recruiting import KIND
from engage.champions.rules.coverage import GroupPlan
from engage.champions.rules.recruiting import ACTS, MOST_SEATS, WRITABLE, Outcome, RoundState, Terms, lacks
from engage.core import audit, clock
from engage.core.db import db, flush_or
from engage.core.errors import Conflict, Invalid, NotThere
from engage.directory.models import Network, Person
from engage.directory.queries_finding import here_today
from engage.directory.rules.networks import RECRUITED

MOVED = "This round has changed in another window since you opened it. Reload the page, look again, and repeat it."
NOT_RECRUITED = (
    "Nobody is recruited for this network here. Union representatives are appointed by their union, and staff networks "
    "take requests to join."
)
ZERO = "A target of zero asks nobody. Take the group out instead, or ask for at least one person."
MANY = f"Ask for at most {MOST_SEATS} people in one group."
OVER = "This round is over. Its targets cannot change any more. Nothing was changed."
CLOSED_UNIT = "That part of the organisation has closed. Choose another one."
NO_GROUP = "Choose a group from the list. Nothing was changed."
TWICE = "This group is in the list already. Change its number there."


def make(network: Network | None, terms: Terms, at: datetime) -> RecruitmentRound:
    """A draft for a network that recruits, or Invalid."""
    if network is None or network.kind not in RECRUITED or network.closed_on is not None:
        raise Invalid(NOT_RECRUITED)
    row = RecruitmentRound(network_id=network.id, made_at=at)
    _take(row, terms)
    db.session.add(row)
    db.session.flush()
    audit.record("create", KIND, row.id, network=network.id)
    return row


def change(row: RecruitmentRound, version: int, terms: Terms) -> None:
    """Other words and dates; of an open round the opening stays, and it still has a close to come."""
    if row.state not in WRITABLE:
        raise Conflict("This round is over and stays as it is. Nothing was changed.")
    if row.version != version:
        raise Conflict(MOVED)
    if row.state == RoundState.OPEN and (missing := lacks(terms, clock.now())):
        raise Invalid("An open round needs all of it. Nothing was changed.", missing)
    if row.state != RoundState.DRAFT:
        fixed = row.closes_at if row.state == RoundState.DECIDING else terms.closes_at
        terms = Terms(terms.title, terms.call, row.opens_at, fixed, terms.term_starts_on)
    _take(row, terms)
    _flush()
    audit.record("change", KIND, row.id)


def _take(row: RecruitmentRound, terms: Terms) -> None:
    row.title, row.call, row.term_starts_on = terms.title, terms.call, terms.term_starts_on
    row.opens_at, row.closes_at = terms.opens_at, terms.closes_at


def _flush() -> None:
    flush_or(Conflict(MOVED))


def _go(row: RecruitmentRound, act: str) -> None:
    before, after = ACTS[act]
    if row.state not in before:
        stands = "being decided" if row.state == RoundState.DECIDING else row.state
        raise Conflict(f"A round that is {stands} cannot be {WORDS[act]}. Nothing was changed.")
    row.state = after


WORDS = {"open": "opened", "close": "closed", "end": "ended", "cancel": "cancelled"}


def open_round(row: RecruitmentRound, at: datetime) -> None:
    """All staff see it and can apply; Invalid with what is missing."""
    if row.state == RoundState.DRAFT and (missing := lacks(queries.terms(row), at)):
        raise Invalid("The round is not ready to open yet. Nothing was changed.", missing)
    _go(row, "open")
    row.opens_at = min(row.opens_at or at, at)
    _flush()
    audit.record("open", KIND, row.id)


def close_round(row: RecruitmentRound, at: datetime) -> None:
    """Nobody applies any more; the OD team decides."""
    if row.state == RoundState.DRAFT:
        raise Conflict("This round has not opened yet, so it cannot be closed. Cancel it if it is not needed.")
    _go(row, "close")
    if row.closes_at is not None and at < row.closes_at and (row.opens_at is None or row.opens_at < at):
        row.closes_at = at
    _flush()
    audit.record("close", KIND, row.id)


def undecided(round_id: int) -> int:
    """How many applications of people who work here wait for a decision."""
    rows = (
        select(func.count())
        .select_from(Application)
        .join(Person, Person.id == Application.person_id)
        .where(Application.round_id == round_id, Application.outcome == Outcome.SENT, here_today())
    )
    return db.session.scalar(rows) or 0


def end_round(row: RecruitmentRound, at: datetime) -> None:
    """All is decided; the waiting list can still move."""
    if row.state == RoundState.DECIDING and (left := undecided(row.id)):
        raise Conflict(
            f"{left} application{' is' if left == 1 else 's are'} not decided yet. Decide about them first. "
            "Nothing was changed."
        )
    _go(row, "end")
    row.ended_at = at
    _flush()
    audit.record("end", KIND, row.id)


def cancel(row: RecruitmentRound, at: datetime) -> int:
    """It comes to nothing; whoever had applied is told. How many were written to."""
    was = row.state
    _go(row, "cancel")
    row.ended_at = at
    _flush()
    audit.record("cancel", KIND, row.id)
    return telling.cancelled(row) if was != RoundState.DRAFT else 0


# Targets


def _changing(row: RecruitmentRound) -> None:
    if row.state not in WRITABLE:
        raise Conflict(OVER)


def checked(seats: int | None) -> int:
    """A number of seats that a target can have, or Invalid."""
    if seats is None:
        raise Invalid("Enter a whole number, such as 2.")
    if seats < 1:
        raise Invalid(ZERO)
    if seats > MOST_SEATS:
        raise Invalid(MANY)
    return seats


def add_target(row: RecruitmentRound, unit_id: int, seats: int | None) -> None:
    """One more group to look in; Invalid for a closed unit, Conflict where it is there already."""
    _changing(row)
    number, where = checked(seats), placing.places(row.network)
    if unit_id in where.replaced:
        raise Invalid(CLOSED_UNIT)
    if where.group_of(unit_id) != unit_id:
        raise Invalid(NO_GROUP)
    try:
        with db.session.begin_nested():
            db.session.add(RecruitmentTarget(round_id=row.id, unit_id=unit_id, seats=number))
            db.session.flush()
    except IntegrityError as error:
        raise Conflict(TWICE) from error
    audit.record("add target", KIND, row.id, unit=unit_id, seats=number)


def set_targets(row: RecruitmentRound, seats: Mapping[int, int]) -> None:
    """Other numbers for groups that are there; a group that has gone meanwhile is passed over."""
    _changing(row)
    for each in placing.targets(row.id):
        if each.unit_id in seats and seats[each.unit_id] != each.seats:
            each.seats = checked(seats[each.unit_id])
            audit.record("change target", KIND, row.id, unit=each.unit_id, seats=each.seats)
    db.session.flush()


def drop_target(row: RecruitmentRound, unit_id: int) -> None:
    """A group that is not looked in any more; NotThere where it is gone already."""
    _changing(row)
    target = db.session.get(RecruitmentTarget, (row.id, unit_id))
    if target is None:
        raise NotThere("This group is not in the list any more. Nothing was changed.")
    db.session.delete(target)
    db.session.flush()
    audit.record("drop target", KIND, row.id, unit=unit_id)


def proposals(row: RecruitmentRound) -> list[GroupPlan]:
    """What the coverage plan would recruit in groups that the round does not look in yet."""
    where = placing.places(row.network)
    there = {where.group_of(each.unit_id) for each in placing.targets(row.id)}
    return [each for each in coverage.plan(row.network) if each.to_recruit > 0 and each.unit_id not in there]


def propose(row: RecruitmentRound) -> int:
    """Take in what the coverage plan proposes; how many groups were added."""
    _changing(row)
    found = proposals(row)
    for each in found:
        number = min(each.to_recruit, MOST_SEATS)
        db.session.add(RecruitmentTarget(round_id=row.id, unit_id=each.unit_id, seats=number))
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Conflict(MOVED) from error
    if found:
        audit.record("add targets", KIND, row.id, count=len(found))
    return len(found)
