"""Sessions as calendar files (RFC 5545, 5546): all times in UTC, so that no change of clocks can move them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from icalendar import Calendar, vCalAddress, vText
from icalendar import Event as Entry

from engage.config import Settings
from engage.events.models import Event, EventSession
from engage.events.queries.events import name_of
from engage.events.rules.states import EventState

PUBLISH, CANCEL = "PUBLISH", "CANCEL"


@dataclass(frozen=True)
class Told:
    """One session as somebody's calendar gets it; `joins`: its link to join online may be in it."""

    session: EventSession
    event: Event
    joins: bool = False
    gone: bool = False

    @property
    def is_off(self) -> bool:
        """Whether it does not take place, or this person has no place there any more."""
        return self.gone or self.event.state == EventState.CANCELLED


def calendar(told: Iterable[Told], settings: Settings, now: datetime) -> str:
    """The file; it says CANCEL where all of it is called off."""
    entries = list(told)
    file = Calendar()
    file.add("prodid", "-//Engage//Events//EN")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", CANCEL if entries and all(each.is_off for each in entries) else PUBLISH)
    for each in entries:
        file.add_component(_entry(each, settings, now))
    text: str = file.to_ical().decode()
    return text


def _entry(told: Told, settings: Settings, now: datetime) -> Entry:
    session, event = told.session, told.event
    name, address = name_of(session, event), f"{settings.base_url}/events/{event.id}"
    entry = Entry()
    entry.add("uid", f"{session.uid or f'session-{session.id}'}@{urlsplit(settings.base_url).hostname or 'engage'}")
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", session.starts_at.astimezone(UTC))
    entry.add("dtend", session.ends_at.astimezone(UTC))
    entry.add("sequence", session.sequence + told.gone)
    entry.add("status", "CANCELLED" if told.is_off else "CONFIRMED")
    entry.add("summary", name if name == event.title else f"{event.title}: {name}")
    if session.place:
        entry.add("location", session.place)
    joins = [f"Join online: {session.online}"] if told.joins and session.online else []
    entry.add("description", "\n\n".join([*filter(None, [event.summary]), *joins, address]))
    entry.add("url", address)
    entry.add("organizer", _organiser(settings))
    return entry


def _organiser(settings: Settings) -> vCalAddress:
    address = vCalAddress(f"mailto:{parseaddr(settings.mail_from)[1]}")
    address.params["CN"] = vText(settings.organisation.replace('"', "'"))
    return address
