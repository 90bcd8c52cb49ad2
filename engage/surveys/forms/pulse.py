"""The form that starts a pulse series."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from engage.core.fields import WholeNumber, moment, moment_or_none
from engage.core.forms import Form
from engage.surveys.rules.pulse import FEWEST_WEEKS, MOST_DAYS, MOST_WEEKS, Mode

MODES = {
    Mode.WHOLE.value: "All questions each time",
    Mode.TURNS.value: "Some questions in turn; those for words each time",
}
EVERY = "Nobody is asked the same question twice within 28 days: enter 4 weeks or more, at most 52."


class PulseForm(Form):
    """What is asked, how often, and of how many people at a time."""

    title = StringField("What is it called?", [DataRequired("Enter a title, such as “Pulse”."), Length(max=120)])
    intro = TextAreaField("Introduction", [Optional(), Length(max=4000)])
    sets = SelectMultipleField("Question sets", validators=[InputRequired("Choose at least one set.")])
    mode = RadioField("What does each survey ask?", choices=MODES, default=Mode.WHOLE.value,
                      validators=[InputRequired("Choose one.")])  # fmt: skip
    items = WholeNumber(
        "How many questions in turn", [Optional(), NumberRange(1, 100, "Enter a number from 1 to 100.")]
    )
    weeks = WholeNumber("Every how many weeks", [InputRequired(EVERY), NumberRange(FEWEST_WEEKS, MOST_WEEKS, EVERY)])
    open_days = WholeNumber(
        "How many days each is open",
        [InputRequired("Enter a number of days."), NumberRange(1, MOST_DAYS, "Enter a number from 1 to 21.")],
    )
    starts_day = StringField("The first one opens on", [DataRequired("Enter a day, for example 27/3/2027.")])
    starts_time = StringField("At", [Optional()], default="9:00")
    audience = SelectField("Who may be asked")
    sample = WholeNumber("How many people each time", [Optional(), NumberRange(5, 100_000, "Enter 5 or more.")])
    minimum_group = WholeNumber(
        "Minimum group",
        [InputRequired("Enter a whole number of at least 5."),
         NumberRange(5, 1000, "The minimum group is at least 5.")],
    )  # fmt: skip

    def offer(self, sets: Sequence[tuple[str, str]], units: Sequence[tuple[int, str]]) -> None:
        """The sets, and the parts of the organisation."""
        self.sets.choices = dict(sets)
        self.audience.choices = {"0": "Everyone"} | {str(unit): name for unit, name in units}

    def validate(self, extra_validators: Any = None) -> bool:
        """Turns need a number, which an optional field alone does not ask for."""
        found = bool(super().validate(extra_validators))
        if self.mode.data == Mode.TURNS and not self.items.data and not self.items.errors:
            self.items.errors = ["Enter how many questions each survey asks."]
            return False
        return found

    def validate_sample(self, field: Any) -> None:
        """A sample holds at least one group that can be shown."""
        if field.data and field.data < (self.minimum_group.data or 5):
            raise ValidationError("Ask at least as many people as the minimum group.")

    def validate_starts_day(self, field: Any) -> None:
        """The day and time exist."""
        moment(field.data, self.starts_time.data)

    @property
    def starts_at(self) -> datetime | None:
        """When the first one opens, in UTC."""
        return moment_or_none(self.starts_day.data, self.starts_time.data)
