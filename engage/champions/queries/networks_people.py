"""A network's people as whoever manages it reads them: where each term and training stands, who left, who moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from engage.champions.queries.networks_find import MAIN, by_name, main_post
from engage.champions.rules import networks as rules
from engage.champions.rules.networks import Term, Trained
from engage.core import clock
from engage.core.db import db
from engage.core.paging import Page, cut
from engage.directory.models import Appointment, Network, Person, Post, Training, Unit
from engage.directory.queries_finding import here_today
from engage.directory.queries_networks import training_of
from engage.directory.rules import is_here
from engage.directory.rules.networks import APPOINTED

# What the list can show; the words stand in the templates' select.
SHOWN = {
    "": "Everybody in it", "ending": "Term ends within 90 days", "over": "Term is over",
    "training": "Training missing, expired or expiring within 90 days", "moved": "Moved since they were appointed",
    "left": "Left the council", "ended": "No longer in it",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One person of a network, and where they stand."""

    row: Appointment
    name: str
    unit: str
    job: str
    site: str
    term: Term
    trained: Trained
    expires_on: date | None
    moved: bool
    left: bool


@dataclass(frozen=True)
class Tally:
    """How many of a network's people need a decision."""

    people: int = 0
    ending: int = 0
    over: int = 0
    training: int = 0
    left: int = 0


def replaced() -> Mapping[int, int]:
    """Which unit took the place of which closed one: one statement."""
    rows = select(Unit.id, Unit.replaced_by_id).where(Unit.replaced_by_id.is_not(None), Unit.closed_on.is_not(None))
    return {unit: by for unit, by in db.session.execute(rows) if by is not None}


def _current() -> ColumnElement[bool]:
    """Not ended: whoever begins later is on the list, too."""
    return or_(Appointment.ended_on.is_(None), Appointment.ended_on > clock.today())


def _lacks() -> ColumnElement[bool]:
    counts = exists().where(
        Training.person_id == Appointment.person_id, Training.course == Network.training,
        or_(Training.expires_on.is_(None), Training.expires_on > clock.today() + rules.SOON),
    )  # fmt: skip
    return and_(Network.training != "", ~counts)


def _ending() -> ColumnElement[bool]:
    return Appointment.term_ends_on.between(clock.today(), clock.today() + rules.SOON)


def _moved(by: Mapping[int, int]) -> ColumnElement[bool]:
    after = {unit: last for unit in by if (last := rules.successor(unit, by)) is not None}
    stands: Any = case(after, value=Appointment.unit_id, else_=Appointment.unit_id) if after else Appointment.unit_id
    return and_(Post.unit_id != Appointment.unit_id, Post.unit_id != stands)


def _rows(network: Network, show: str, by: Mapping[int, int]) -> Select[Any]:
    rows = (
        select(Appointment)
        .join(Appointment.person)
        .join(Appointment.network)
        .outerjoin(Post, MAIN)
        .where(Appointment.network_id == network.id)
        .options(contains_eager(Appointment.person), contains_eager(Appointment.network))
        .options(selectinload(Appointment.person, Person.posts).options(joinedload(Post.unit)))
    )
    if show == "ended":
        return rows.where(~_current()).order_by(Appointment.ended_on.desc(), Appointment.id.desc())
    which: dict[str, ColumnElement[bool]] = {
        "ending": _ending(),
        "over": Appointment.term_ends_on < clock.today(),
        "training": _lacks(),
        "moved": _moved(by),
        "left": ~here_today(),
    }
    if show in which:
        rows = rows.where(which[show])
    return rows.where(_current()).order_by(*by_name())


def people(network: Network, show: str, number: int) -> Page[Line]:
    """A page of a network's people: six statements at most, whoever is in it."""
    by = replaced()
    page = cut(_rows(network, show, by), number)
    return Page(_lines(network, page.rows, by), page.number, page.size, page.total)


def everybody(network: Network, show: str) -> Sequence[Line]:
    """All of them, for the file."""
    by = replaced()
    return _lines(network, db.session.scalars(_rows(network, show, by)).all(), by)


def line(row: Appointment) -> Line:
    """One of them."""
    return _lines(row.network, [row], replaced())[0]


def _lines(network: Network, rows: Sequence[Appointment], by: Mapping[int, int]) -> Sequence[Line]:
    today, expiries = clock.today(), {}  # type: date, dict[int, list[date | None]]
    if network.training:
        # Asked by the network, not person by person: a file of some thousand people is one statement, too.
        who = [row.person_id for row in rows]
        for each in training_of(who, network.training) if who else ():
            expiries.setdefault(each.person_id, []).append(each.expires_on)
    return [_line(network, row, expiries.get(row.person_id, []), by, today) for row in rows]


def _line(
    network: Network, row: Appointment, expiries: Sequence[date | None], by: Mapping[int, int], today: date
) -> Line:
    post = main_post(row.person)
    return Line(
        row=row,
        name=row.person.name,
        unit=post.unit.name if post else "",
        job=post.job_title if post else "",
        site=post.site if post else "",
        term=rules.term(row.term_ends_on, today),
        trained=rules.trained(network.training, expiries, today),
        expires_on=rules.longest(expiries) if expiries else None,
        moved=rules.has_moved(row.unit_id, post.unit_id if post else None, by),
        left=not is_here(row.person.started_on, row.person.leaves_on, today),
    )


def tallies() -> Mapping[int, Tally]:
    """What waits in each network that is not closed: one statement."""

    def many(which: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((which, 1), else_=0))

    rows = (
        select(Appointment.network_id, func.count(), many(_ending()), many(Appointment.term_ends_on < clock.today()),
               many(_lacks()), many(~here_today()))
        .join(Person, Person.id == Appointment.person_id)
        .join(Network, Network.id == Appointment.network_id)
        .where(_current(), Network.closed_on.is_(None), Network.kind.in_(APPOINTED))
        .group_by(Appointment.network_id)
    )  # fmt: skip
    return {row[0]: Tally(*(number or 0 for number in row[1:])) for row in db.session.execute(rows)}


def closed_networks() -> Sequence[Network]:
    """Those that are closed, the latest first."""
    rows = select(Network).where(Network.closed_on.is_not(None)).order_by(Network.closed_on.desc(), Network.id)
    return db.session.scalars(rows).all()


def chosen(network_id: int, appointment_ids: Sequence[int]) -> Sequence[Appointment]:
    """Those of these appointments that are of this network, their people loaded."""
    rows = select(Appointment).where(Appointment.network_id == network_id, Appointment.id.in_(appointment_ids))
    rows = rows.options(joinedload(Appointment.person), joinedload(Appointment.network))
    return db.session.scalars(rows.order_by(Appointment.id)).all()
