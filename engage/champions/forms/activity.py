"""The form of the log: shape and wording only."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from engage.champions.rules import activity as rules
from engage.core.fields import WholeNumber, day
from engage.core.forms import Form

NO_THEME = {"": "No theme"}
HEARD = "No names of colleagues or residents, and nothing about anybody’s health."


def _most(number: int) -> Length:
    return Length(max=number, message=f"Use at most {number:,} characters. What you typed is still here.")


class ActivityForm(Form):
    """An entry; where it was is chosen beside it (components/choose.html)."""

    once = HiddenField(validators=[Length(max=100)])
    kind = RadioField("What was it?", choices={kind.value: words for kind, words in rules.KINDS.items()},
                      validate_choice=False)  # fmt: skip
    network = SelectField("For which network?", validate_choice=False)
    happened = StringField("When was it?", description="For example 27/3/2027. At most 12 months ago.")
    people = WholeNumber(
        "How many people were there?",
        [InputRequired("Enter how many people were there: 1 for a one-to-one."),
         NumberRange(1, rules.MOST_PEOPLE, f"Enter a number from 1 to {rules.MOST_PEOPLE:,}.")],
        description="Without you. 1 for a one-to-one.",
    )  # fmt: skip
    how = RadioField("How did you meet?", choices={how.value: words for how, words in rules.HOWS.items()},
                     validate_choice=False)  # fmt: skip
    site = StringField("Or the place in your own words", [_most(rules.MOST_SITE)], description="Such as the depot.")
    works_well = TextAreaField("What works well", [_most(rules.MOST_WORDS)], description=HEARD)
    even_better = TextAreaField("Even better if", [_most(rules.MOST_WORDS)], description=HEARD)
    theme = SelectField("Theme", choices=NO_THEME, validate_choice=False)

    def offer(self, networks: Sequence[tuple[int, str]], themes: Sequence[tuple[int, str]], today: date,
              earliest: date) -> None:  # fmt: skip
        """Networks and themes to choose from, and the days that an entry can be about."""
        self.network.choices = {str(number): name for number, name in networks}
        self.theme.choices = NO_THEME | {str(number): name for number, name in themes}
        self.today, self.earliest = today, earliest
        if not self.network.data and networks:
            self.network.data = str(networks[0][0])

    def validate_kind(self, field: Any) -> None:
        """One of the four."""
        if field.data not in list(rules.Kind):
            raise ValidationError("Choose what it was.")

    def validate_how(self, field: Any) -> None:
        """One of the four."""
        if field.data not in list(rules.How):
            raise ValidationError("Choose how you met.")

    def validate_network(self, field: Any) -> None:
        """One that they are in."""
        if field.data not in field.choices:
            raise ValidationError("Choose one of the networks you are in.")

    def validate_theme(self, field: Any) -> None:
        """One of those that were offered, or none."""
        if (field.data or "") not in field.choices:
            raise ValidationError("Choose one of the themes in the list.")

    def validate_happened(self, field: Any) -> None:
        """A day, not in the future and not too long ago."""
        found = day(field.data)
        if found is None:
            raise ValidationError("Enter the day, for example 27/3/2027.")
        if problem := rules.day_problem(found, self.today, self.earliest):
            raise ValidationError(problem)
        self.happened_on = found


class FilesForm(Form):
    """Files for one's own entry."""

    files = MultipleFileField("Choose files")
