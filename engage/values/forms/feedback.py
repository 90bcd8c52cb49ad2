"""Forms of feedback rounds: what the OD team sets, and what people write beside their lists."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wtforms import BooleanField, EmailField, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from engage.core import clock
from engage.core.fields import WholeNumber, moment, moment_or_none
from engage.core.forms import Form

MOST_INTRO, MOST_NOTE = 4000, 1000
NOON = "12:00"


class NewRoundForm(Form):
    """A round begins with its title."""

    title = StringField(
        "What is the round called?", [DataRequired("Enter a title, such as “Feedback, spring 2027”."), Length(max=200)]
    )


class DatesForm(Form):
    """Until when people propose, and until when they answer."""

    version = HiddenField()
    propose_day = StringField("Reviewers are proposed and approved until", [Optional()])
    closes_day = StringField("Answers are taken until", [Optional()])
    closes_time = StringField("At", [Optional()], default="17:00")

    def validate_propose_day(self, field: Any) -> None:
        """A day, before the close."""
        until = moment(field.data, NOON)
        if until is not None and self.closes_at is not None and until >= self.closes_at:
            raise ValidationError("Reviewers are proposed before answers are taken: choose an earlier day.")

    def validate_closes_day(self, field: Any) -> None:
        """The day and time exist."""
        moment(field.data, self.closes_time.data)

    @property
    def propose_until(self) -> date | None:
        """The last day of proposing; None where no day is given."""
        found = moment_or_none(self.propose_day.data, NOON)
        return clock.local(found).date() if found else None

    @property
    def closes_at(self) -> datetime | None:
        """When it closes, in UTC; None where no day is given."""
        return moment_or_none(self.closes_day.data, self.closes_time.data)


class RoundForm(DatesForm):
    """What a draft says besides what is asked."""

    title = StringField("Title", [DataRequired("Enter a title."), Length(max=200)])
    intro = TextAreaField("Introduction", [Optional(), Length(max=MOST_INTRO)])
    remind_days = WholeNumber(
        "Days before the close on which everybody is reminded",
        [InputRequired("Enter a whole number; 0 for no reminder."), NumberRange(0, 30, "Enter 0 to 30 days.")],
    )
    conversation_first = BooleanField("A coach from the OD team goes through each report with its person first")
    open_to_all = BooleanField("Anybody may join, not only people whom you invite")
    outside = BooleanField("People from outside may be asked, by a link that works once")
    minimum = WholeNumber(
        "A group shows from",
        [InputRequired("Enter a whole number from 3."), NumberRange(3, 20, "A group never shows under three answers.")],
    )
    kept_months = WholeNumber(
        "Months after the close until the answers are deleted",
        [InputRequired("Enter a whole number from 1 to 24."), NumberRange(1, 24, "Answers are kept 1 to 24 months.")],
    )


class ItemsForm(Form):
    """What is asked."""

    version = HiddenField()
    asked = SelectMultipleField("What is asked")

    def offer(self, keys: Sequence[str]) -> None:
        """The keys of everything that can be asked."""
        self.asked.choices = [(key, key) for key in keys]

    def validate_asked(self, field: Any) -> None:
        """Something must be."""
        if not field.data:
            raise ValidationError("Choose at least one behaviour.")


class OutsideForm(Form):
    """Somebody from outside."""

    name = StringField("Their name", [DataRequired("Enter their name."), Length(max=120)])
    email = EmailField(
        "Their e-mail address",
        [
            DataRequired("Enter their e-mail address."),
            Length(max=254),
            Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z", message="Enter an e-mail address, like name@example.org."),
        ],
    )


class NoteForm(Form):
    """A note to whose list it is."""

    # What the list held when the page was made: one that has changed since is not approved unseen.
    seen = HiddenField()
    note = TextAreaField("Note to them", [Optional(), Length(max=MOST_NOTE)])


class SendBackForm(Form):
    """Why a list goes back."""

    why = TextAreaField(
        "What should they change?", [DataRequired("Say what they should change."), Length(max=MOST_NOTE)]
    )


class ConversationForm(Form):
    """The day on which the coach and the person went through the report."""

    held_on = StringField("The day you talked", [DataRequired("Enter the day you talked.")])

    def validate_held_on(self, field: Any) -> None:
        """A day, and not one to come."""
        found = moment(field.data, "0:00")
        if found is not None and clock.local(found).date() > clock.today():
            raise ValidationError("That day is still to come. Hand the report over once you have talked.")

    @property
    def day(self) -> date:
        """The day as a date."""
        found = moment(self.held_on.data, "0:00")
        assert found is not None  # noqa: S101  # the form was valid
        return clock.local(found).date()
