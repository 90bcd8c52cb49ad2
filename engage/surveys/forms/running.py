"""Forms of a survey as a whole: a new one, its settings, its key, its results."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from engage.core.fields import WholeNumber, moment, moment_or_none
from engage.core.forms import Form

MOST_INTRO = 4000


class NewSurveyForm(Form):
    """A draft begins with its title."""

    title = StringField(
        "What is the survey called?",
        [DataRequired("Enter a title, such as “Staff survey 2027”."), Length(max=200)],
    )


class ImportForm(Form):
    """A draft from a file."""

    file = FileField("The file", [FileRequired("Choose a file.")])
    import_title = StringField("Title", [Optional(), Length(max=200)])


class DatesForm(Form):
    """When a survey opens and closes, on the council's own clocks."""

    version = HiddenField()
    opens_day = StringField("Opens on", [Optional()])
    opens_time = StringField("Opens at", [Optional()], default="9:00")
    closes_day = StringField("Closes on", [Optional()])
    closes_time = StringField("Closes at", [Optional()], default="17:00")

    def validate_closes_day(self, field: Any) -> None:
        """A survey closes after it opens."""
        opens, closes = self.opens_at, self.closes_at
        if opens is not None and closes is not None and closes <= opens:
            raise ValidationError("The survey must close after it opens.")

    def validate_opens_day(self, field: Any) -> None:
        """The day and time exist."""
        moment(self.opens_day.data, self.opens_time.data)

    @property
    def opens_at(self) -> datetime | None:
        """When it opens, in UTC; None where no day is given."""
        return moment_or_none(self.opens_day.data, self.opens_time.data)

    @property
    def closes_at(self) -> datetime | None:
        """When it closes, in UTC; None where no day is given."""
        return moment(self.closes_day.data, self.closes_time.data)


class SettingsForm(DatesForm):
    """What a draft says besides its questions."""

    title = StringField("Title", [DataRequired("Enter a title."), Length(max=200)])
    intro = TextAreaField("Introduction", [Optional(), Length(max=MOST_INTRO)])
    audience = SelectField("Who is asked")
    minimum_group = WholeNumber(
        "Minimum group",
        [InputRequired("Enter a whole number of at least 5."),
         NumberRange(5, 1000, "The minimum group is at least 5.")],
    )  # fmt: skip
    comment_threshold = WholeNumber(
        "Comments are shown from",
        [InputRequired("Enter a whole number of at least 5."),
         NumberRange(5, 1000, "Comments need at least 5 people.")],
    )  # fmt: skip
    kept_months = WholeNumber(
        "Months until the opened answers are deleted",
        [InputRequired("Enter a whole number from 1 to 36."),
         NumberRange(1, 36, "Opened answers are kept for 1 to 36 months.")],
    )  # fmt: skip

    def offer(self, units: Sequence[tuple[int, str]]) -> None:
        """The audiences to choose from: everyone, or a unit and all below it."""
        self.audience.choices = {"0": "Everyone"} | {str(unit): name for unit, name in units}


class PublishForm(Form):
    """That somebody has looked."""

    checked = BooleanField(
        "I have read the results and how they are protected",
        [InputRequired("Read the results first, then tick this box.")],
    )


class WithdrawForm(Form):
    """Why a release is taken back."""

    why = TextAreaField(
        "Why is it withdrawn?", [DataRequired("Say why, for whoever reads this later."), Length(max=500)]
    )
