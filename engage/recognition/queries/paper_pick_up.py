"""Thanks that are printed to be picked up: what waits at each site, and what was printed lately."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import joinedload

from engage.core.db import db
from engage.directory.models import Behaviour, Person, Post
from engage.recognition.models import PickUp, Thanks, ThanksBehaviour, ThanksPreference, ThanksReceiver
from engage.recognition.queries.paper import here_today
from engage.recognition.rules.thanks import ThanksState

MOST_SLIPS, MOST_BATCHES = 400, 20
Key = tuple[int, int]


@dataclass(frozen=True)
class Waiting:
    """What is still to be printed for one site, as thank-you and person."""

    site: str
    keys: Sequence[Key]

    @property
    def people(self) -> int:
        """How many people it is for."""
        return len({person for _, person in self.keys})


@dataclass(frozen=True)
class Batch:
    """What was marked as printed for one site at one moment."""

    site: str
    at: datetime
    thanks: int
    people: int


def _printable() -> ColumnElement[bool]:
    return Thanks.state == ThanksState.SHOWN


def _of(sites: Collection[str] | None) -> ColumnElement[bool]:
    return PickUp.site.in_(sites) if sites is not None else PickUp.site.is_not(None)


def _waiting(sites: Collection[str] | None) -> tuple[ColumnElement[bool], ...]:
    return PickUp.printed_at.is_(None), _printable(), here_today(), _of(sites)


def waiting(sites: Collection[str] | None) -> Sequence[Waiting]:
    """By site what waits for people who work here today; at most 400 of a site at a time. None: every site."""
    order = (func.lower(Person.surname), Person.id, PickUp.thanks_id)
    place = func.row_number().over(partition_by=PickUp.site, order_by=order).label("place")
    each = (
        select(PickUp.site, PickUp.thanks_id, PickUp.person_id, place)
        .join(Thanks, Thanks.id == PickUp.thanks_id)
        .join(Person, Person.id == PickUp.person_id)
        .where(*_waiting(sites))
        .subquery()
    )
    rows = select(each).where(each.c.place <= MOST_SLIPS).order_by(each.c.site, each.c.place)
    found: dict[str, list[Key]] = {}
    for site, thanks_id, person_id, _ in db.session.execute(rows):
        found.setdefault(site, []).append((thanks_id, person_id))
    return [Waiting(site, keys) for site, keys in found.items()]


def people_waiting(sites: Collection[str] | None) -> Sequence[tuple[str, int]]:
    """The sites where something waits, and for how many people."""
    rows = (
        select(PickUp.site, func.count(PickUp.person_id.distinct()))
        .join(Thanks, Thanks.id == PickUp.thanks_id)
        .join(Person, Person.id == PickUp.person_id)
        .where(*_waiting(sites))
        .group_by(PickUp.site)
        .order_by(PickUp.site)
    )
    return [(site, people) for site, people in db.session.execute(rows)]


def printed(sites: Collection[str] | None) -> Sequence[Batch]:
    """What was printed lately, the latest first."""
    rows = (
        select(PickUp.site, PickUp.printed_at, func.count(), func.count(PickUp.person_id.distinct()))
        .where(PickUp.printed_at.is_not(None), _of(sites))
        .group_by(PickUp.site, PickUp.printed_at)
        .order_by(PickUp.printed_at.desc(), PickUp.site)
        .limit(MOST_BATCHES)
    )
    return [Batch(site, at, thanks, people) for site, at, thanks, people in db.session.execute(rows) if at is not None]


def slips(keys: Sequence[Key]) -> Sequence[PickUp]:
    """Those of the keys that may be printed, by surname, whether printed before or not: six statements."""
    if not keys:
        return ()
    return _slips(_rows().where(tuple_(PickUp.thanks_id, PickUp.person_id).in_(keys)))


def slips_of(site: str, at: datetime) -> Sequence[PickUp]:
    """What was printed at that moment for that site, without what was taken back or hidden since."""
    return _slips(_rows().where(PickUp.site == site, PickUp.printed_at == at))


def _rows() -> Select[PickUp]:
    return select(PickUp).join(Thanks, Thanks.id == PickUp.thanks_id).join(Person, Person.id == PickUp.person_id)


def _slips(rows: Select[PickUp]) -> Sequence[PickUp]:
    thanks = joinedload(PickUp.thanks)
    value = thanks.selectinload(Thanks.behaviours).joinedload(ThanksBehaviour.behaviour).joinedload(Behaviour.value)
    rows = (
        rows.where(_printable(), here_today())
        .order_by(func.lower(Person.surname), func.lower(Person.first_name), Person.id, PickUp.thanks_id)
        .limit(MOST_SLIPS)
        .options(joinedload(PickUp.person), thanks.joinedload(Thanks.giver), value,
                 thanks.selectinload(Thanks.receivers))
    )  # fmt: skip
    return db.session.scalars(rows).all()


def units_of(person_ids: Collection[int]) -> dict[int, str]:
    """The name of the unit where each of them works."""
    rows = select(Post).where(Post.person_id.in_(person_ids), Post.is_main, Post.ended_on.is_(None))
    return {each.person_id: each.unit.name for each in db.session.scalars(rows.options(joinedload(Post.unit)))
            if each.person_id}  # fmt: skip


def missing(since: datetime, thanks_id: int | None = None) -> Sequence[tuple[int, int, str]]:
    """Thank-you, person and site of what is to be printed and stands nowhere yet: one statement.

    For whoever has no e-mail or asked for paper, and works here today; of one thank-you, or of all since a moment.
    """
    wants = select(ThanksPreference.person_id).where(ThanksPreference.on_paper)
    there = (PickUp.thanks_id == ThanksReceiver.thanks_id) & (PickUp.person_id == ThanksReceiver.person_id)
    rows = (
        select(ThanksReceiver.thanks_id, Person.id, func.coalesce(Post.site, ""))
        .join(Person, Person.id == ThanksReceiver.person_id)
        .join(Thanks, Thanks.id == ThanksReceiver.thanks_id)
        .outerjoin(Post, (Post.person_id == Person.id) & Post.is_main & Post.ended_on.is_(None))
        .outerjoin(PickUp, there)
        .where(PickUp.thanks_id.is_(None), here_today(), Thanks.given_at >= since)
        .where(Thanks.state.in_((ThanksState.SHOWN, ThanksState.WAITING)))
        .where((func.coalesce(Person.email, "") == "") | Person.id.in_(wants))
        .order_by(ThanksReceiver.thanks_id, Person.id)
    )
    if thanks_id is not None:
        rows = rows.where(Thanks.id == thanks_id)
    return [(thanks, person, site) for thanks, person, site in db.session.execute(rows)]
