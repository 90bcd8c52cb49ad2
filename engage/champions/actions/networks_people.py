"""Appointing to a network, renewing, ending, handing over: the directory's acts, with mail and what is passed on."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from engage.champions.actions import concerns, networks_telling
from engage.champions.queries.concerns import own
from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict
from engage.directory.actions import networks as directory
from engage.directory.models import Appointment, Network
from engage.directory.queries import main_unit_of
from engage.directory.rules.networks import Ended, NetworkKind

ON = "appointment"
OVER = "This has ended already. Nothing was changed."


@dataclass(frozen=True)
class Dates:
    """What can be put right about an appointment."""

    started_on: date
    term_ends_on: date | None
    languages: str
    about: str
    same_unit: bool = False


def open_concerns(row: Appointment) -> int:
    """How many concerns somebody still answers for as a champion."""
    return len(own(row.person_id, open_only=True)) if row.network.kind == NetworkKind.CHAMPIONS else 0


def _hold(row: Appointment) -> None:
    """Two people may decide about one appointment at once: the second reads what the first did."""
    db.session.refresh(row, with_for_update={"of": Appointment})


def appoint(network: Network, person_id: int, on: date) -> Appointment:
    """Somebody begins in a network, and hears of it."""
    row = directory.appoint(network, person_id, on)
    networks_telling.appointed(row)
    return row


def renew(row: Appointment, until: date | None, today: date) -> None:
    """Another term; `until`: when the term ended as whoever renews saw it, so that two clicks are one renewal."""
    _hold(row)
    if row.ended_on is None and row.term_ends_on != until:
        raise Conflict("This term was changed meanwhile. Look at it again before you renew it. Nothing was changed.")
    directory.renew(row, row.network, today)
    networks_telling.renewed(row)


def end(row: Appointment, why: Ended, on: date, with_concerns: bool = False) -> None:
    """They are no longer in the network; Conflict while they answer for open concerns, unless that is meant."""
    _hold(row)
    if row.ended_on is not None:
        raise Conflict(OVER)
    many = open_concerns(row)
    if many and not with_concerns:
        raise Conflict(f"{many} open {'concern is' if many == 1 else 'concerns are'} with them. Hand over instead, or "
                       "say that they stay with them. Nothing was changed.")  # fmt: skip
    _end(row, why, on)
    networks_telling.ended(row)


def _end(row: Appointment, why: Ended, on: date) -> None:
    directory.end(row, why, on)
    # What they said of themselves was for whoever looks for them.
    row.languages = row.about = ""
    db.session.flush()


def step_down(row: Appointment, today: date) -> None:
    """By the person themselves."""
    end(row, Ended.STEPPED_DOWN, today, with_concerns=True)


def hand_over(row: Appointment, to_id: int, why: Ended, today: date) -> tuple[Appointment, int]:
    """Ended, another appointed, and the open concerns passed on, or nothing of it; who, and how many concerns.

    Whoever has ended already may still pass on what they left; whoever is in the network already takes over as well.
    """
    _hold(row)
    if to_id == row.person_id:
        raise Conflict("Choose somebody else to take over. Nothing was changed.")
    held = select(Appointment).where(
        Appointment.network_id == row.network_id, Appointment.person_id == to_id, Appointment.ended_on.is_(None)
    )
    successor = db.session.scalar(held) or appoint(row.network, to_id, today)
    passed = concerns.hand_over(row.person_id, to_id) if row.network.kind == NetworkKind.CHAMPIONS else 0
    if row.ended_on is None:
        _end(row, why, today)
        networks_telling.ended(row, successor.person)
    # Not how many concerns: who passed any on is in no record that is kept for good.
    audit.record("hand over", ON, row.id, to=successor.id)
    return successor, passed


def correct(row: Appointment, given: Dates) -> None:
    """Put right what was entered by mistake, or what they wrote of themselves."""
    _hold(row)
    if row.ended_on is not None:
        raise Conflict(OVER)
    row.started_on, row.term_ends_on = given.started_on, given.term_ends_on
    row.languages, row.about = given.languages, given.about
    if given.same_unit:
        unit = main_unit_of(row.person_id)
        row.unit_id = unit.id if unit else row.unit_id
    db.session.flush()
    audit.record("correct", ON, row.id)


def describe(row: Appointment, languages: str, about: str) -> None:
    """What somebody says of themselves to whoever looks for them."""
    _hold(row)
    if row.ended_on is not None:
        raise Conflict(OVER)
    row.languages, row.about = languages, about
    db.session.flush()
