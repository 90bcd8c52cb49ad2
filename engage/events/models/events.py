"""Events and their sessions, and who has a place."""

import secrets
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime
from engage.directory.models import Person
from engage.events.rules.states import BookingState, EventKind, EventState


class Event(Model):
    """One event, of one session or several."""

    __tablename__ = "event"
    __searched__ = ("title", "summary", "about")
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(repr(str(kind)) for kind in EventKind)})", name="kind_is_known"),
        CheckConstraint(f"state IN ({', '.join(repr(str(state)) for state in EventState)})", name="state_is_known"),
        CheckConstraint("title <> ''", name="has_a_title"),
        CheckConstraint("course_months IS NULL OR course_months > 0", name="course_lasts"),
        CheckConstraint("guest_places >= 0", name="guest_places_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12), default=EventState.DRAFT)
    title: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(String(300), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    # For whom, as directory.rules.audience.to_text writes it.
    audience: Mapped[str] = mapped_column(Text, default="everyone")
    sign_up_closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # How many people of partner organisations may come; nobody where it is 0.
    guest_places: Mapped[int] = mapped_column(default=0)
    # The course that whoever attends has done, and for how many months it counts.
    course: Mapped[str] = mapped_column(String(120), default="")
    course_months: Mapped[int | None]
    contact: Mapped[str] = mapped_column(String(200), default="")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_why: Mapped[str] = mapped_column(String(500), default="")
    # Raised by every change of the OD team's: of two windows the second is told.
    version: Mapped[int] = mapped_column(default=1)
    # When the access needs were deleted, and nothing of them is left.
    needs_deleted_on: Mapped[date | None]
    # How many came of those whose bookings are deleted, each counted once.
    past_heads: Mapped[int] = mapped_column(default=0, server_default="0")

    sessions: Mapped[list["EventSession"]] = relationship(
        back_populates="event", order_by="EventSession.starts_at, EventSession.id", cascade="all, delete-orphan"
    )


class EventSession(Model):
    """One part of an event at a time and a place, with its own capacity."""

    __tablename__ = "event_session"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity_is_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(160), default="")
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    place: Mapped[str] = mapped_column(String(200), default="")
    # Where it is joined online; told to whoever has a place.
    online: Mapped[str] = mapped_column(String(300), default="")
    capacity: Mapped[int | None]
    # What is read out in the room, so that whoever is there can say so themselves.
    code: Mapped[str] = mapped_column(String(12), default="")
    # What calendars know it by for good, and how often what they hold has changed.
    uid: Mapped[str] = mapped_column(String(32), default=lambda: secrets.token_hex(12))
    sequence: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship(back_populates="sessions")


class Guest(Model):
    """Somebody from a partner organisation, entered by the OD team."""

    __tablename__ = "event_guest"
    __table_args__ = (CheckConstraint("name <> ''", name="has_a_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    organisation: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Booking(Model):
    """Somebody's place in a session, or in its queue, and whether they were there."""

    __tablename__ = "booking"
    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(repr(str(state)) for state in BookingState)})", name="state_is_known"),
        CheckConstraint("(person_id IS NULL) <> (guest_id IS NULL)", name="of_a_person_or_a_guest"),
        CheckConstraint("attended_by IN ('', 'code', 'list')", name="attended_by_is_known"),
        Index("uq_booking_person", "session_id", "person_id", unique=True,
              sqlite_where=text("person_id IS NOT NULL"), postgresql_where=text("person_id IS NOT NULL")),
        Index("uq_booking_guest", "session_id", "guest_id", unique=True,
              sqlite_where=text("guest_id IS NOT NULL"), postgresql_where=text("guest_id IS NOT NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("event_session.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("event_guest.id", ondelete="CASCADE"))
    # Where they worked then.
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    state: Mapped[str] = mapped_column(String(12))
    # Since when they have been in the queue: who gives up and comes back stands at its end.
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # '' until it is known.
    attended_by: Mapped[str] = mapped_column(String(8), default="")

    session: Mapped[EventSession] = relationship()
    person: Mapped[Person | None] = relationship()
    guest: Mapped[Guest | None] = relationship()


class AccessNeed(Model):
    """What somebody needs to take part: kept apart from the booking, deleted after the event."""

    __tablename__ = "event_access_need"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (guest_id IS NULL)", name="of_a_person_or_a_guest"),
        CheckConstraint("words <> ''", name="says_something"),
        Index("uq_event_access_need_person", "event_id", "person_id", unique=True,
              sqlite_where=text("person_id IS NOT NULL"), postgresql_where=text("person_id IS NOT NULL")),
        Index("uq_event_access_need_guest", "guest_id", unique=True,
              sqlite_where=text("guest_id IS NOT NULL"), postgresql_where=text("guest_id IS NOT NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("event_guest.id", ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(String(1000))
