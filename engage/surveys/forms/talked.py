"""The form in which a team says that it has talked about its results."""

from datetime import date
from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from engage.core import clock
from engage.core.fields import day
from engage.core.forms import Form
from engage.surveys.rules.sight import MOST_AGREED


class TalkForm(Form):
    """When, and what was agreed."""

    held_on = StringField("When did you talk about them?", [DataRequired("Enter the day, for example 27/3/2027.")])
    agreed = TextAreaField(
        "What did you agree, in one sentence?",
        [Optional(), Length(max=MOST_AGREED, message=f"Say it in at most {MOST_AGREED} characters.")],
    )

    def validate_held_on(self, field: Any) -> None:
        """The day exists, and is not to come."""
        found = day(field.data)
        if found is not None and found > clock.today():
            raise ValidationError("The day is in the future. Enter the day when you talked.")

    @property
    def day(self) -> date:
        """As typed, once validated."""
        return day(self.held_on.data) or clock.today()
