"""Forms of team conversations: a topic with its pack, a team's own entry, and whether the commitment was kept."""

from datetime import date
from typing import Any

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from engage.core.fields import WholeNumber, moment, moment_or_none
from engage.core.forms import Form
from engage.values.rules import conversations as rules
from engage.values.rules import conversations_pack as pack
from engage.values.rules.conversations_pack import Step

# At noon every day exists, whatever the clocks do that night.
NOON = "12:00"
KINDS = {"values": "Our values", "results": "Results of a survey", "other": "Something else"}
KEPT = {"yes": "Yes", "partly": "Partly", "no": "No"}
HELD_FAULTS = {
    "future": "The day is in the future. Enter the day when the team talked.",
    "too early": "The day is more than 90 days before teams were asked. Enter the day of this conversation.",
}


def typed(day: date | None) -> str:
    """A day as it is typed."""
    return f"{day.day}/{day.month}/{day.year}" if day else ""


def _day(text: str | None) -> date | None:
    found = moment_or_none(text, NOON)
    return found.date() if found else None


class TopicForm(Form):
    """Something that teams are asked to talk about, and the pack to lead it."""

    version = HiddenField()
    title = StringField(
        "What should teams talk about?",
        [DataRequired("Enter a title, such as “Our values in our work”."), Length(max=200)],
    )
    about = TextAreaField("Why, in a few sentences", [Optional(), Length(max=1000)])
    kind = RadioField("What is it about?", choices=KINDS, validators=[InputRequired("Choose what it is about.")])
    source = StringField("Address of the results, where it is about some", [Optional(), Length(max=300)])
    asked_by = StringField("By when should teams have talked?", [Optional()])
    before = TextAreaField("Before the conversation", [Optional(), Length(max=pack.MOST_WORDS)])
    question = StringField("Opening question", [Optional(), Length(max=300)])
    minutes_1 = WholeNumber("Minutes of step 1", [Optional(), NumberRange(1, pack.MOST_MINUTES, "From 1 to 120.")])
    step_1 = TextAreaField("Step 1", [Optional(), Length(max=pack.MOST_STEP)])
    minutes_2 = WholeNumber("Minutes of step 2", [Optional(), NumberRange(1, pack.MOST_MINUTES, "From 1 to 120.")])
    step_2 = TextAreaField("Step 2", [Optional(), Length(max=pack.MOST_STEP)])
    minutes_3 = WholeNumber("Minutes of step 3", [Optional(), NumberRange(1, pack.MOST_MINUTES, "From 1 to 120.")])
    step_3 = TextAreaField("Step 3", [Optional(), Length(max=pack.MOST_STEP)])
    closing = TextAreaField("At the end", [Optional(), Length(max=pack.MOST_WORDS)])

    def validate_asked_by(self, field: Any) -> None:
        """The day exists."""
        moment(field.data, NOON)

    @property
    def asked_by_day(self) -> date | None:
        """By when; None where no day is given."""
        return _day(self.asked_by.data)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that have words, each of ten minutes where none are given."""
        pairs = ((self[f"minutes_{n}"].data, self[f"step_{n}"].data) for n in range(1, pack.STEPS + 1))
        return tuple(Step(minutes or 10, words) for minutes, words in pairs if words)


class LogForm(Form):
    """What a team says of its conversation; who led it is chosen beside the form's own fields."""

    version = HiddenField(default="0")
    held_on = StringField("When did you talk?", [DataRequired("Enter the day, for example 27/3/2027.")])
    took_part = WholeNumber(
        "How many took part?", [Optional(), NumberRange(1, rules.MOST_PEOPLE, "Enter a number from 1 to 500.")]
    )
    commitment = TextAreaField(
        "Your one commitment",
        [DataRequired("Enter the one thing that the team will do."),
         Length(max=rules.MOST_COMMITMENT, message="Keep the commitment to 200 characters: one sentence.")],
    )  # fmt: skip

    def allow(self, today: date, opened_on: date) -> None:
        """From when to when the day may lie."""
        self.today, self.opened_on = today, opened_on

    def validate_held_on(self, field: Any) -> None:
        """The day exists, and may have been the day."""
        moment(field.data, NOON)
        fault = rules.held_fault(self.day, self.today, self.opened_on)
        if fault:
            raise ValidationError(HELD_FAULTS[fault])

    def validate_commitment(self, field: Any) -> None:
        """One sentence stands on one line."""
        field.data = " ".join((field.data or "").split())

    @property
    def day(self) -> date:
        """When the team talked; only of a form that is valid."""
        found = _day(self.held_on.data)
        return found or self.today


class KeptForm(Form):
    """Whether the team kept its commitment."""

    kept = RadioField("Did you keep it?", choices=KEPT, validators=[InputRequired("Choose yes, partly or no.")])
    note = TextAreaField("What came of it?", [Optional(), Length(max=rules.MOST_NOTE)])
