"""Forms of a survey as a whole: a new one, its settings, its key, its results."""

from datetime import datetime
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from engage.core import clock
from engage.core.fields import WholeNumber, day, moment, moment_or_none
from engage.core.forms import Form
from engage.surveys.rules.sight import Dates, Tier, out_of_order

MOST_INTRO = 4000
BEFORE = "Choose the same day as that of the line above, or a later one: nobody reads them before those above do."
READ = "These people can read the results already: leave their day as it was, or take an earlier one."


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


class AnswersForm(Form):
    """The answers of an earlier survey, out of an archive."""

    version = HiddenField()
    file = FileField("The archive", [FileRequired("Choose a file.")])
    opened_day = StringField("The survey opened on", [DataRequired("Enter the day it opened, such as 1/3/2024.")])
    closed_day = StringField("The survey closed on", [DataRequired("Enter the day it closed, such as 29/3/2024.")])
    checked = BooleanField(
        "I have looked at every question, and given directions and scores where I want them",
        [InputRequired("Look at the questions first, then tick this box: figures are computed once.")],
    )

    def validate_opened_day(self, field: Any) -> None:
        """The day exists."""
        moment(field.data, "0:00")

    def validate_closed_day(self, field: Any) -> None:
        """The day exists, and is over."""
        closes = moment(field.data, "23:59")
        if closes is not None and closes > clock.now():
            raise ValidationError("The survey must have closed: choose a day that is over.")
        try:
            opens = moment(self.opened_day.data or "", "0:00")
        except ValidationError:
            return
        if opens is not None and closes is not None and closes <= opens:
            raise ValidationError("The survey must close after it opens.")

    @property
    def days(self) -> tuple[datetime, datetime]:
        """From the beginning of the first day to the end of the last, in UTC."""
        opens, closes = moment(self.opened_day.data, "0:00"), moment(self.closed_day.data, "23:59")
        if opens is None or closes is None:
            raise ValueError("a form that was not validated")
        return opens, closes


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

    split_to = SelectField(
        "Characteristics split the figures of",
        choices={
            "0": "The whole alone",
            "1": "The whole and its directorates",
            "2": "The whole, its directorates and their services",
        },
        default="1",
    )


class TiersForm(Form):
    """From which day which tier reads the results; nothing: with the one above, the first from publication."""

    directors = StringField("Heads of the organisation and of directorates", [Optional()])
    services = StringField("Heads of service", [Optional()])
    managers = StringField("Managers of teams", [Optional()])
    staff = StringField("All staff", [Optional()])

    def validate(self, extra_validators: Any = None) -> bool:
        """Each day exists, and none comes before the day of a tier above."""
        super().validate(extra_validators)
        for tier in Tier:
            try:
                day(self[tier].data)
            except ValidationError as error:
                self.refuse(tier, str(error))
        # All that is wrong is said at once.
        if self.errors:
            return False
        late = out_of_order(self.days)
        if late is not None:
            self.refuse(late, BEFORE)
        return late is None

    def refuse(self, tier: Tier, why: str) -> None:
        """Say at a tier's field what is wrong with it."""
        self[tier].errors = [why]

    @property
    def days(self) -> Dates:
        """As typed."""
        return Dates(*(day(self[tier].data) for tier in Tier))


class PublishForm(TiersForm):
    """That somebody has looked, and from when who else does."""

    checked = BooleanField(
        "I have read the results and how they are protected",
        [InputRequired("Read the results first, then tick this box.")],
    )


class WithdrawForm(Form):
    """Why a release is taken back."""

    why = TextAreaField(
        "Why is it withdrawn?", [DataRequired("Say why, for whoever reads this later."), Length(max=500)]
    )
