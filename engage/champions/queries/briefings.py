"""Briefing packs for champions before others."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import selectinload

from engage.access import Permission, Viewer
from engage.champions.models import Briefing, BriefingNetwork, BriefingReading
from engage.champions.rules import briefings as rules
from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.models import Appointment, Network, Person
from engage.directory.queries_finding import here_today
from engage.directory.queries_networks import is_on, networks
from engage.directory.rules.networks import APPOINTED

ON, EACH = "briefing", 20


@dataclass(frozen=True)
class Pack:
    """A pack as somebody sees it: whether it is for a network of theirs, and whether they said that they read it."""

    row: Briefing
    theirs: bool
    read: bool

    @property
    def embargo(self) -> bool:
        """Whether it must not be passed on yet."""
        return rules.under_embargo(self.row.embargo_until, clock.now())


def mark(briefing_id: int, person_id: int) -> str:
    """What stands for somebody's reading: the same each time, and nobody's to turn round without the secret."""
    secret: str = current_app.extensions["settings"].secret_key
    return hmac.new(secret.encode(), f"briefing|{briefing_id}|{person_id}".encode(), hashlib.sha256).hexdigest()


def _of_network(person_id: int) -> ColumnElement[bool]:
    theirs = (
        select(BriefingNetwork.briefing_id)
        .join(Appointment, Appointment.network_id == BriefingNetwork.network_id)
        .join(Network, Network.id == Appointment.network_id)
        .where(Appointment.person_id == person_id, Network.closed_on.is_(None), is_on())
    )
    return Briefing.id.in_(theirs)


def _open_to_all() -> ColumnElement[bool]:
    past = or_(Briefing.embargo_until.is_(None), Briefing.embargo_until <= clock.now())
    return and_(Briefing.opens, past)


def readable_rows(person_id: int) -> Select[Briefing]:
    """What somebody may read, the newest first."""
    rows = select(Briefing).where(Briefing.shown_at.is_not(None), or_(_of_network(person_id), _open_to_all()))
    return rows.order_by(Briefing.shown_at.desc(), Briefing.id.desc())


def readable(person_id: int, number: int) -> Page[Pack]:
    """A page of what somebody may read, the newest first: four statements."""
    found = cut(readable_rows(person_id), number, EACH)
    return Page(_packs(found.rows, person_id), found.number, found.size, found.total)


def _packs(rows: Sequence[Briefing], person_id: int) -> Sequence[Pack]:
    marks = {mark(row.id, person_id) for row in rows}
    read = set(db.session.scalars(select(BriefingReading.mark).where(BriefingReading.mark.in_(marks))))
    ids = [row.id for row in rows]
    theirs = set(db.session.scalars(select(Briefing.id).where(Briefing.id.in_(ids), _of_network(person_id))))
    return [Pack(row, row.id in theirs, mark(row.id, person_id) in read) for row in rows]


def pack(briefing_id: int, viewer: Viewer) -> Pack:
    """One for whoever may read it; for everybody else it is not there."""
    row = db.session.get(Briefing, briefing_id)
    found = _packs([row], viewer.id)[0] if row is not None else None
    if row is None or found is None or not may_read(found, viewer):
        raise NotThere
    return found


def may_read(found: Pack, viewer: Viewer) -> bool:
    """Whether somebody may read it."""
    row, manages = found.row, viewer.may(Permission.NETWORKS_MANAGE)
    shown = row.shown_at is not None
    everybody = rules.open_to_all(shown, row.opens, row.embargo_until, clock.now())
    return rules.may_read(shown, found.theirs, manages, everybody)


def unread(person_id: int) -> int:
    """How many briefings wait to be read by somebody."""
    return len(unread_ids(person_id))


def unread_ids(person_id: int) -> Sequence[int]:
    """Packs of somebody's networks that they have not said to have read, the newest first: two statements."""
    rows = select(Briefing.id).where(Briefing.shown_at.is_not(None), _of_network(person_id))
    marks = {mark(each, person_id): each for each in db.session.scalars(rows.order_by(Briefing.shown_at.desc()))}
    read = set(db.session.scalars(select(BriefingReading.mark).where(BriefingReading.mark.in_(marks)))) if marks else ()
    return [each for found, each in marks.items() if found not in read]


def newest_unread(person_id: int) -> Sequence[Briefing]:
    """The packs themselves, three at most."""
    ids = unread_ids(person_id)[:3]
    if not ids:
        return ()
    return db.session.scalars(select(Briefing).where(Briefing.id.in_(ids)).order_by(Briefing.id.desc())).all()


# For the OD team


def listed(number: int) -> Page[Briefing]:
    """A page of all packs, drafts first."""
    rows = select(Briefing).options(selectinload(Briefing.networks))
    newest = (Briefing.shown_at.is_not(None), Briefing.shown_at.desc(), Briefing.id.desc())
    return cut(rows.order_by(*newest), number, EACH)


def one(briefing_id: int) -> Briefing:
    """One in any state, or NotThere."""
    row = db.session.get(Briefing, briefing_id)
    if row is None:
        raise NotThere
    return row


def offered() -> Sequence[Network]:
    """The networks that a pack can be for: those whose people are appointed."""
    return networks(tuple(APPOINTED))


def people_of(briefing_ids: Sequence[int]) -> dict[int, int]:
    """How many people who work here are in each pack's networks today, each person once."""
    rows = (
        select(BriefingNetwork.briefing_id, func.count(Appointment.person_id.distinct()))
        .join(Appointment, Appointment.network_id == BriefingNetwork.network_id)
        .join(Network, Network.id == Appointment.network_id)
        .join(Person, Person.id == Appointment.person_id)
        .where(BriefingNetwork.briefing_id.in_(briefing_ids), Network.closed_on.is_(None), is_on(), here_today())
        .group_by(BriefingNetwork.briefing_id)
    )
    return dict(db.session.execute(rows).all())


def read_in_words(briefing_ids: Sequence[int]) -> dict[int, str]:
    """How many have said that they read each pack, as it may be told: two statements."""
    people = people_of(briefing_ids)
    rows = select(BriefingReading.briefing_id, func.count()).where(BriefingReading.briefing_id.in_(briefing_ids))
    read = dict(db.session.execute(rows.group_by(BriefingReading.briefing_id)).all())
    return {each: rules.read_in_words(read.get(each, 0), people.get(each, 0)) for each in briefing_ids}


def to_tell(briefing_id: int) -> Sequence[Person]:
    """Everybody in its networks today who works here and has an address, each once."""
    appointed = (
        select(Appointment.person_id)
        .join(BriefingNetwork, BriefingNetwork.network_id == Appointment.network_id)
        .join(Network, Network.id == Appointment.network_id)
        .where(BriefingNetwork.briefing_id == briefing_id, Network.closed_on.is_(None), is_on())
    )
    rows = select(Person).where(Person.id.in_(appointed), here_today(), Person.email.is_not(None), Person.email != "")
    return db.session.scalars(rows.order_by(Person.id)).all()
