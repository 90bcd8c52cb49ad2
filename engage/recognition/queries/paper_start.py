"""What thanks without a screen bring to the start page and to the OD desk."""

from collections.abc import Sequence

from flask import url_for

from engage.access import Permission, Viewer
from engage.core.cards import Card, Place, Task
from engage.core.formatting import count, listed
from engage.recognition.queries.paper import sites_of
from engage.recognition.queries.paper_pick_up import people_waiting
from engage.recognition.rules.paper import sites_to_collect


def cards(viewer: Viewer) -> Sequence[Card]:
    """Slips that wait at the site of a champion or manager; the OD team has them on its desk."""
    if viewer.may(Permission.THANKS_MANAGE) or not sites_to_collect(viewer.roles, False, ("any",)):
        return ()
    found = people_waiting(sites_of(viewer.id))
    if not found:
        return ()
    people = count(sum(people for _, people in found), "colleague")
    body = f"At {listed([site for site, _ in found])}. Print the cards, and hand them out."
    return (
        Card(
            f"Thanks for {people} to print", url_for("recognition.pick_up"), body, colour="amber", place=Place.WAITING
        ),
    )


def desk(viewer: Viewer) -> Sequence[Task]:
    """Slips that wait anywhere."""
    found = people_waiting(None) if viewer.may(Permission.THANKS_MANAGE) else ()
    if not found:
        return ()
    people = count(sum(people for _, people in found), "person", "people")
    what = f"{people} at {count(len(found), 'site')}"
    return (Task("Thanks to print and pick up", what, url_for("recognition.pick_up")),)
