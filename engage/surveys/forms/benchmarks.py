"""Forms of benchmarks and joined questions: shape and wording only."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from engage.core import clock
from engage.core.fields import day
from engage.core.forms import Form

OLDEST = 1990


class BenchmarkForm(Form):
    """A file of figures, where they come from, and of when they are."""

    name = StringField("Name", [DataRequired("Enter a name, such as “Councils of our size, 2026”."), Length(max=80)])
    source = StringField(
        "Where they come from", [DataRequired("Say who published the figures, and where."), Length(max=300)]
    )
    figures_of = StringField("Figures of", [DataRequired("Enter the date of the figures, such as 31/3/2027.")])
    file = FileField("Excel workbook or CSV file", [FileRequired("Choose a file.")])

    def validate_figures_of(self, field: Any) -> None:
        """A day that there can be figures of."""
        found = day(field.data)
        if found is None or not found.year >= OLDEST or found > clock.today():
            raise ValidationError(f"Enter a date from {OLDEST} to today, such as 31/3/2027.")

    @property
    def date(self) -> date:
        """The date of a form that is valid."""
        found = day(self.figures_of.data)
        assert found is not None  # noqa: S101  # validate_figures_of
        return found


class JoinForm(Form):
    """Two questions to be followed as one."""

    later = SelectField("The question as it is asked now", validate_choice=True)
    earlier = SelectField("The question it continues", validate_choice=True)

    def offer(self, now: Sequence[tuple[str, str]], then: Sequence[tuple[str, str]]) -> None:
        """What may be chosen, by identity and words."""
        self.later.choices = [("", "Choose a question"), *now]
        self.earlier.choices = [("", "Choose a question"), *then]

    def validate_later(self, field: Any) -> None:
        """Something is chosen."""
        if not field.data:
            raise ValidationError("Choose the question as it is asked now.")

    def validate_earlier(self, field: Any) -> None:
        """Something is chosen."""
        if not field.data:
            raise ValidationError("Choose the question it continues.")
