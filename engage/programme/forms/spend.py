"""The form of a line of spending."""

from typing import Any

from wtforms.validators import ValidationError

from engage.core.forms import Form
from engage.programme.forms.boards_fields import a_day, figure, line
from engage.programme.rules.measures import AMOUNT

MOST_NOTE = 300


class SpendForm(Form):
    """One line."""

    on = a_day("When was it spent?", "Enter the day, for example 27/3/2027.")
    pounds = figure("Amount in pounds", AMOUNT, hint="For example 1,250.50. A correction is a negative amount.")
    note = line("What for", MOST_NOTE, hint="No names of people. Needed for a negative amount.")

    def validate_pounds(self, field: Any) -> None:
        """Not nothing."""
        if field.value == 0:
            raise ValidationError(AMOUNT)
