"""The form that begins a series of surveys that never close."""

from collections.abc import Sequence

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from engage.core.fields import WholeNumber
from engage.core.forms import Form
from engage.surveys.rules.standing import FEWEST_DAYS, MOST_DAYS, Moment

KINDS = {
    Moment.JOINERS.value: "Joiners, some days after they start",
    Moment.LEAVERS.value: "Leavers, some days before they leave",
}
DAYS = f"Enter a number of days from {FEWEST_DAYS} to {MOST_DAYS}, for example 30."


class StandingForm(Form):
    """Who is asked, when, and what."""

    title = StringField("What is it called?", [DataRequired("Enter a title, such as “Your first month”."),
                        Length(max=120, message="Use a title of at most 120 characters.")])  # fmt: skip
    intro = TextAreaField(
        "Introduction", [Optional(), Length(max=4000, message="Use at most 4,000 characters in the introduction.")]
    )
    kind = RadioField("Who is asked?", choices=KINDS, default=Moment.JOINERS.value,
                      validators=[InputRequired("Choose joiners or leavers.")])  # fmt: skip
    days = WholeNumber(
        "How many days after they start, or before they leave",
        [InputRequired(DAYS), NumberRange(FEWEST_DAYS, MOST_DAYS, DAYS)],
    )
    question_set = SelectField("Question set")
    audience = SelectField("Where they work")
    minimum_group = WholeNumber(
        "Minimum group",
        [InputRequired("Enter a whole number of at least 5."),
         NumberRange(5, 1000, "The minimum group is at least 5.")],
    )  # fmt: skip

    def offer(self, sets: Sequence[tuple[str, str]], units: Sequence[tuple[int, str]]) -> None:
        """The sets, and the parts of the organisation."""
        self.question_set.choices = dict(sets)
        self.audience.choices = {"0": "Anywhere"} | {str(unit): name for unit, name in units}
