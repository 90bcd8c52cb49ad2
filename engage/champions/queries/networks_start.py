"""What networks bring to the start page and to the OD desk."""

from collections.abc import Sequence
from datetime import date

from flask import url_for
from sqlalchemy import select

from engage.access import Permission, Role, Viewer
from engage.champions.queries.networks_find import main_post, nearest_champion
from engage.champions.queries.networks_people import Tally, tallies
from engage.champions.rules.networks import REMINDED
from engage.core import clock
from engage.core.cards import Card, Task
from engage.core.db import db
from engage.core.formatting import count, day
from engage.directory.models import Appointment, Network, Training
from engage.directory.queries_networks import is_on


def cards(viewer: Viewer) -> Sequence[Card]:
    """Whom to turn to, and for whoever is appointed what of theirs ends soon: a fixed few statements."""
    return [*_terms(viewer), *_training(viewer), *_champion(viewer)]


def _champion(viewer: Viewer) -> Sequence[Card]:
    if Role.CHAMPION in viewer.roles:
        return ()
    row = nearest_champion(viewer.id)
    if row is None:
        return ()
    post = main_post(row.person)
    where = ", ".join(filter(None, (post.unit.name, post.site) if post else ()))
    return [Card(
        title=f"Your champion: {row.person.name}",
        href=url_for("champions.find_champion", network=row.network_id),
        body="Somebody to tell what should be better here. They pass it on, and tell you what came of it.",
        tag="Networks", meta=where, colour="green",
    )]  # fmt: skip


def _terms(viewer: Viewer) -> Sequence[Card]:
    rows = (
        select(Network.name, Appointment.term_ends_on)
        .join(Network, Network.id == Appointment.network_id)
        .where(Appointment.person_id == viewer.id, Network.closed_on.is_(None), is_on())
        .where(Appointment.term_ends_on <= clock.today() + REMINDED)
        .order_by(Appointment.term_ends_on, Network.id)
    )
    return [
        Card(
            title=name,
            href=url_for("champions.my_networks"),
            body=f"Your term {'ends' if ends and ends >= clock.today() else 'ended'} on {day(ends)}. "
                 "You stay in the network until somebody decides. Would you like another?",
            tag="Your term", colour="amber",
        )
        for name, ends in db.session.execute(rows)
    ]  # fmt: skip


def _training(viewer: Viewer) -> Sequence[Card]:
    """Of what a network of theirs asks for, the course that counts longest."""
    rows = (
        select(Training.course, Training.expires_on)
        .join(Network, Network.training == Training.course)
        .join(Appointment, (Appointment.network_id == Network.id) & (Appointment.person_id == Training.person_id))
        .where(Training.person_id == viewer.id, Network.closed_on.is_(None), is_on())
        .order_by(Training.expires_on.is_(None), Training.expires_on)
    )
    last: dict[str, date | None] = dict(db.session.execute(rows).all())
    return [
        Card(
            title=course,
            href=url_for("champions.my_networks"),
            body=f"Your training {'counts until' if expires >= clock.today() else 'expired on'} {day(expires)}. "
                 "Book a refresher.",
            tag="Your training", colour="amber",
        )
        for course, expires in last.items()
        if expires is not None and expires <= clock.today() + REMINDED
    ]  # fmt: skip


def desk(viewer: Viewer) -> Sequence[Task]:
    """Networks whose people need a decision: one statement for the numbers, one for the names."""
    if not viewer.may(Permission.NETWORKS_MANAGE):
        return ()
    found = tallies()
    rows = select(Network.id, Network.name).where(Network.closed_on.is_(None)).order_by(Network.position, Network.id)
    tasks = []
    for network_id, name in db.session.execute(rows):
        tally = found.get(network_id, Tally())
        for show, many, what in (
            ("left", tally.left, f"{count(tally.left, 'person has', 'people have')} left the council"),
            ("over", tally.over, count(tally.over, "term is over", "terms are over")),
        ):
            if many:
                tasks.append(Task(name, what, url_for("champions.network_people", network_id=network_id, show=show)))
    return tasks
