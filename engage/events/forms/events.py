"""The forms of events: shape and wording only."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from wtforms import EmailField, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from engage.core import clock
from engage.core.fields import WholeNumber, day, moment, moment_or_none, typed_day
from engage.core.forms import Form, clean
from engage.directory.audience_form import AudienceForm
from engage.events.rules import events as rules
from engage.events.rules.events_words import KINDS
from engage.events.rules.states import EventKind

NOON = "12:00"


def one_line(text: Any) -> Any:
    """A text of one line, cleaned: what stands in a list, a subject or a calendar."""
    return " ".join(clean(text).split()) if isinstance(text, str) else text


def _most(number: int) -> Length:
    return Length(max=number, message=f"Use at most {number:,} characters.")


def line(label: str, most: int, *needed: str, hint: str = "") -> StringField:
    """A line of text; `needed`: what to say where it is missing."""
    begin = DataRequired(needed[0]) if needed else Optional()
    return StringField(label, [begin, _most(most)], description=hint, filters=[one_line])


def area(label: str, most: int, *needed: str, hint: str = "") -> TextAreaField:
    """A longer text."""
    return TextAreaField(label, [DataRequired(needed[0]) if needed else Optional(), _most(most)], description=hint)


def whole(label: str, least: int, most: int, hint: str = "") -> WholeNumber:
    """A whole number, or none."""
    say = f"Enter a whole number from {least} to {most:,}."
    return WholeNumber(label, [Optional(), NumberRange(least, most, say)], description=hint)


def number_of(field: Any) -> int:
    """The version that a form was opened with; -1 where it is none."""
    sent = field.data or ""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def typed_time(at: datetime) -> str:
    """A moment's time as it is typed: 14:05."""
    shown = clock.local(at)
    return f"{shown.hour}:{shown:%M}"


class EventForm(AudienceForm):
    """What an event says, and for whom it is."""

    version = HiddenField()
    title = line("Title", rules.MOST_TITLE, "Enter a title.")
    kind = RadioField("What is it?", choices={str(kind): words for kind, (words, _) in KINDS.items()},
                      default=EventKind.CONFERENCE)  # fmt: skip
    summary = line("Summary", rules.MOST_SUMMARY,
                   hint="One sentence. It stands in the list of events, in search and in calendars.")  # fmt: skip
    about = area(
        "About it", rules.MOST_ABOUT,
        hint="## before a heading, * before each line of a list, **bold**, [words of a link](https://…). "
             "Leave a line empty between paragraphs.",
    )  # fmt: skip
    contact = line("Whom to ask", rules.MOST_CONTACT, hint="A name or a team, with its telephone number or e-mail.")
    closes_day = StringField("Sign-up closes on", [Optional()],
                             description="For example 27/3/2027. Without it: when each session starts.")  # fmt: skip
    closes_time = StringField("Sign-up closes at", [Optional()], default="17:00")
    guest_places = whole("Places for guests of partner organisations", 0, rules.MOST_GUESTS,
                         hint="You enter the guests yourself. They take places like everybody else.")  # fmt: skip
    course = line("Course", rules.MOST_COURSE, hint="What whoever attends has then done, such as “Manual handling”.")
    course_months = whole("It counts for so many months", 1, rules.MOST_MONTHS)

    def validate_closes_day(self, field: Any) -> None:
        """The day exists."""
        day(field.data)

    def validate_closes_time(self, field: Any) -> None:
        """The time exists on that day."""
        if _exists(self.closes_day.data):
            moment(self.closes_day.data, field.data)

    @property
    def closes_at(self) -> datetime | None:
        """In UTC; None where no day is given."""
        return moment_or_none(self.closes_day.data, self.closes_time.data)


def _exists(typed: str | None) -> bool:
    return moment_or_none(typed, NOON) is not None


class SessionForm(Form):
    """When and where a session is, and for how many."""

    version = HiddenField()
    title = line("What is the session called?", rules.MOST_TITLE,
                 hint="Not needed where the event has one session, or its sessions differ by their place.")  # fmt: skip
    day = StringField("Day", [DataRequired("Enter the day, for example 27/3/2027.")],
                      description="For example 27/3/2027.")  # fmt: skip
    starts = StringField("Starts at", [DataRequired("Enter when it starts, for example 9:30.")],
                         description="For example 9:30 or 2pm.")  # fmt: skip
    ends = StringField("Ends at", [DataRequired("Enter when it ends, for example 16:00.")])
    ends_day = StringField("Last day", [Optional()], description="Only where it ends on another day than it starts.")
    place = line("Place", rules.MOST_PLACE, hint="As people find it: building, room, town.")
    online = line("Link to join online", rules.MOST_ONLINE,
                  hint="Begins with https://. Only whoever has a place sees it.")  # fmt: skip
    capacity = whole("Number of places", 1, rules.MOST_CAPACITY,
                     hint="Guests included. Without a number everybody gets a place.")  # fmt: skip

    def validate_day(self, field: Any) -> None:
        """The day exists."""
        day(field.data)

    def validate_starts(self, field: Any) -> None:
        """The time exists on that day."""
        if _exists(self.day.data):
            moment(self.day.data, field.data)

    def validate_ends_day(self, field: Any) -> None:
        """The day exists."""
        day(field.data)

    def validate_ends(self, field: Any) -> None:
        """The time exists, after the start and within a day of it."""
        last = self.ends_day.data or self.day.data
        if not _exists(last):
            return
        ends = moment(last, field.data)
        if ends is None or self.starts_at is None:
            return
        if ends <= self.starts_at:
            raise ValidationError("A session must end after it starts. Where it ends on another day, say which.")
        if ends - self.starts_at > rules.LONGEST:
            raise ValidationError("A session lasts 24 hours at most. Make one session for each day.")

    def validate_online(self, field: Any) -> None:
        """An address of the web."""
        try:
            parts = urlsplit(field.data or "")
        except ValueError:
            parts = urlsplit("")
        if field.data and (parts.scheme != "https" or not parts.netloc or " " in field.data):
            raise ValidationError("Enter an address that begins with https://.")

    @property
    def starts_at(self) -> datetime | None:
        """In UTC."""
        return moment_or_none(self.day.data, self.starts.data)

    @property
    def ends_at(self) -> datetime | None:
        """In UTC."""
        return moment_or_none(self.ends_day.data or self.day.data, self.ends.data)

    def shows(self, starts_at: datetime, ends_at: datetime) -> None:
        """The times there are, as they are typed."""
        first, last = clock.local(starts_at).date(), clock.local(ends_at).date()
        self.day.data, self.starts.data = typed_day(first), typed_time(starts_at)
        self.ends.data, self.ends_day.data = typed_time(ends_at), typed_day(last) if last != first else ""


class _ChoosesSessions(Form):
    sessions = SelectMultipleField(
        "Sessions", validate_choice=False, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def offer(self, sessions: Mapping[int, str]) -> None:
        """The sessions to tick."""
        self.sessions.choices = {str(number): words for number, words in sessions.items()}

    @property
    def wanted(self) -> Sequence[int]:
        """Those that are ticked; what is no number is no session."""
        sent = self.sessions.data or ()
        return [int(each) if each.isascii() and each.isdigit() and len(each) < 10 else -1 for each in sent]


class SignUpForm(_ChoosesSessions):
    """Which sessions, and what somebody needs to take part."""

    needs = area("What do you need to take part?", rules.MOST_NEEDS)


class NeedsForm(Form):
    """What somebody needs, changed later; empty deletes it."""

    needs = area("What do you need to take part?", rules.MOST_NEEDS)


class GuestForm(_ChoosesSessions):
    """Somebody from a partner organisation."""

    name = line("Name", rules.MOST_NAME, "Enter the guest’s name.")
    organisation = line("Organisation", rules.MOST_NAME, "Enter the organisation they come from.")
    email = EmailField(
        "E-mail address", [Optional(), _most(254)], filters=[one_line],
        description="They get the times and a file for their calendar there.",
    )  # fmt: skip
    needs = area("What do they need to take part?", rules.MOST_NEEDS)

    def validate_email(self, field: Any) -> None:
        """Something that can be written to."""
        name, _, host = (field.data or "").partition("@")
        bad = not name or "." not in host or "@" in host or any(c.isspace() or c in '<>,;"()' for c in field.data)
        if bad or not field.data.isascii():
            raise ValidationError("Enter an e-mail address, such as name@example.org.")


class CancelForm(Form):
    """Why an event is called off."""

    why = area("Why is it called off? Everybody who signed up reads this.", rules.MOST_WHY,
               "Say why: everybody who signed up reads it.")  # fmt: skip


class MessageForm(Form):
    """A few words to everybody with a place."""

    words = area("Message", rules.MOST_MESSAGE, "Write the message.")
