"""What networks bring to the start page and to the OD desk."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from flask import url_for
from sqlalchemy import Select, bindparam, select

from engage.access import Permission, Role, Viewer
from engage.champions.queries.networks_find import nearest_champion
from engage.champions.queries.networks_people import Tally, tallies
from engage.champions.rules.networks import REMINDED, longest
from engage.core import clock
from engage.core.cards import Card, Place, Task
from engage.core.db import db
from engage.core.formatting import count, day
from engage.directory.models import Appointment, Network, Training
from engage.directory.queries_networks import appointments_of, is_on


def cards(viewer: Viewer) -> Sequence[Card]:
    """Whom to turn to, and for whoever is appointed what of theirs ends soon: four statements at most."""
    return [*(_ending(viewer) if appointments_of(viewer.id) else ()), *_champion(viewer)]


def _champion(viewer: Viewer) -> Sequence[Card]:
    if Role.CHAMPION in viewer.roles:
        return ()
    found = nearest_champion(viewer.id)
    if found is None:
        return ()
    return [Card(
        title=f"Your champion: {found.name}",
        href=url_for("champions.find_champion", network=found.network_id),
        body="Somebody to tell what should be better here. They pass it on, and tell you what came of it.",
        tag="Networks", meta=", ".join(filter(None, (found.unit, found.site))), colour="green",
        place=Place.NETWORKS,
    )]  # fmt: skip


NAMES = select(Network.id, Network.name).where(Network.closed_on.is_(None)).order_by(Network.position, Network.id)


@cache
def _theirs() -> Select[*tuple[Any, ...]]:
    return (
        select(Network.name, Network.training, Appointment.term_ends_on, Training.id, Training.expires_on)
        .select_from(Appointment)
        .join(Network, Network.id == Appointment.network_id)
        .outerjoin(Training, (Training.person_id == Appointment.person_id) & (Training.course == Network.training))
        .where(Appointment.person_id == bindparam("person"), Network.closed_on.is_(None), is_on(bindparam("today")))
        .order_by(Network.position, Network.id)
    )


def _ending(viewer: Viewer) -> Sequence[Card]:
    """Their terms, and of what a network of theirs asks for the training that counts longest."""
    terms: dict[str, date | None] = {}
    training: dict[str, list[date | None]] = {}
    values = {"person": viewer.id, "today": clock.today()}
    for name, course, ends, training_id, expires in db.session.execute(_theirs(), values):
        terms[name] = ends
        if training_id is not None:
            training.setdefault(course, []).append(expires)
    soon = clock.today() + REMINDED
    return [
        *(_term_card(name, ends) for name, ends in terms.items() if ends is not None and ends <= soon),
        *(
            _training_card(course, last)
            for course, expiries in training.items()
            if (last := longest(expiries)) is not None and last <= soon
        ),
    ]


def _term_card(name: str, ends: date) -> Card:
    return Card(
        title=name,
        href=url_for("champions.my_networks"),
        body=f"Your term {'ends' if ends >= clock.today() else 'ended'} on {day(ends)}. "
        "You stay in the network until somebody decides. Would you like another?",
        tag="Your term",
        colour="amber",
        place=Place.WAITING,
    )


def _training_card(course: str, expires: date) -> Card:
    return Card(
        title=course,
        href=url_for("champions.my_networks"),
        body=f"Your training {'counts until' if expires >= clock.today() else 'expired on'} {day(expires)}. "
        "Book a refresher.",
        tag="Your training",
        colour="amber",
        place=Place.WAITING,
    )


def desk(viewer: Viewer) -> Sequence[Task]:
    """Networks whose people need a decision: one statement for the numbers, one for the names."""
    if not viewer.may(Permission.NETWORKS_MANAGE):
        return ()
    found, tasks = tallies(), []
    for network_id, name in db.session.execute(NAMES):
        tally = found.get(network_id, Tally())
        told = [
            (show, what)
            for show, many, what in (
                ("left", tally.left, f"{count(tally.left, 'person has', 'people have')} left the council"),
                ("over", tally.over, count(tally.over, "term is over", "terms are over")),
            )
            if many
        ]
        if told:
            show = told[0][0] if len(told) == 1 else None
            address = url_for("champions.network_people", network_id=network_id, show=show)
            tasks.append(Task(name, ", ".join(what for _, what in told), address))
    return tasks
