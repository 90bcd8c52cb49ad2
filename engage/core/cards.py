"""What features bring to the start page and to the OD desk."""

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where a card stands on the start page, which shows them in this order."""

    WAITING = "waiting"  # it asks something of its reader
    CAME = "came"  # what came of what staff said
    THANKS = "thanks"  # of the reader, or of whoever they lead
    NETWORKS = "networks"  # whom to turn to, and one's own networks
    NEWS = "news"


@dataclass(frozen=True)
class Card:
    """Something that waits for one person, or is new to them."""

    title: str
    href: str
    body: str
    tag: str = ""
    meta: str = ""
    colour: str = ""
    # The address of a picture, and what it shows for whoever does not see it.
    picture: str = ""
    shows: str = ""
    place: Place = Place.NEWS


@dataclass(frozen=True)
class Task:
    """Something on the OD desk, and what it waits for."""

    title: str
    what: str
    address: str
