"""What a search finds of networks: the networks, and by name whoever anybody may turn to."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import func, select

from engage.access import Viewer
from engage.champions.queries.networks_find import by_name, offered
from engage.core.db import db
from engage.core.rich import words as plain_words
from engage.core.search import MOST_EACH, Hit, excerpt
from engage.core.search_index import matching
from engage.directory.models import Network, Person


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Networks whose name or words hold every word; champions, first aiders and union representatives by name."""
    networks = (
        select(Network)
        .where(Network.closed_on.is_(None), matching(words, Network))
        .order_by(Network.position, func.lower(Network.name), Network.id)
        .limit(MOST_EACH)
    )
    people = offered().where(matching(words, Person))
    return [
        *(
            Hit(row.name, "Network", url_for("champions.network", network_id=row.id),
                excerpt(plain_words(row.role), words))
            for row in db.session.scalars(networks)
        ),
        *(
            Hit(f"{row.person.name}, {row.network.name}", "In a network",
                url_for("champions.find_champion", network=row.network_id, name=row.person.name), row.about)
            for row in db.session.scalars(people.order_by(*by_name()).limit(MOST_EACH))
        ),
    ]  # fmt: skip
