"""Forms of thanks without a screen: a card as it was written, and what the wall in print shows."""

import re
from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from engage.core.forms import Form
from engage.recognition.rules.paper import ValueChoices
from engage.recognition.rules.thanks import MOST_BEHAVIOURS, MOST_WORDS

ONCE = re.compile(r"[A-Za-z0-9_-]{16,40}\Z")
NO_SITE = "None on the card"
PERIODS = {"7": "The last 7 days", "30": "The last 30 days", "90": "The last 3 months"}


class CardForm(Form):
    """What stands on a card; who it is to is chosen beside the form's own fields."""

    once = HiddenField()
    site = SelectField("Site of the card", [Optional()], choices={"": NO_SITE})
    signed = StringField("Name as signed", [Length(max=100, message="Keep the name to 100 characters.")])
    number = StringField("Employee number", [Optional(), Length(max=40, message="An employee number is shorter.")])
    words = TextAreaField(
        "What they did",
        [DataRequired("Type what stands on the card."),
         Length(max=MOST_WORDS, message=f"Keep it to {MOST_WORDS:,} characters.")],
    )  # fmt: skip
    behaviours = SelectMultipleField("Which behaviour", coerce=str, validate_choice=False)
    private = BooleanField("“Keep it between us” is ticked on the card")

    def offer(self, sites: Sequence[str], values: Sequence[ValueChoices]) -> None:
        """The sites and behaviours of today."""
        self.site.choices = {"": NO_SITE, **{each: each for each in sites}}
        self.values = values
        self.known = {str(number) for value in values for number, _ in value.behaviours}

    def validate_once(self, field: Any) -> None:
        """It is one of ours."""
        if not ONCE.match(field.data or ""):
            raise ValidationError("Open this page again before you send it: something was changed in it.")

    def validate_words(self, field: Any) -> None:
        """Something can be read."""
        if not any(each.isalnum() for each in field.data or ""):
            raise ValidationError("Type what stands on the card.")

    def validate_behaviours(self, field: Any) -> None:
        """They are in force, and few."""
        field.data = [each for each in field.data or () if each]
        if any(each not in self.known for each in field.data):
            raise ValidationError("Choose from the list: it has changed.")
        if len(field.data) > MOST_BEHAVIOURS:
            raise ValidationError(f"Choose {MOST_BEHAVIOURS} at most.")

    @property
    def chosen(self) -> list[int]:
        """The ids of the chosen behaviours, each once."""
        return [int(each) for each in dict.fromkeys(self.behaviours.data or ())]
