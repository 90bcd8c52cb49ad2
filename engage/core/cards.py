"""What features bring to the start page and to the OD desk."""

from dataclasses import dataclass


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


@dataclass(frozen=True)
class Task:
    """Something on the OD desk, and what it waits for."""

    title: str
    what: str
    address: str
