"""Forms of the council's layout of papers and of its Word template."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, StringField
from wtforms.validators import DataRequired, ValidationError

from engage.core.forms import Form
from engage.reports.forms.reports import at_most
from engage.reports.rules.layout import MOST_HEADING, MOST_HINT, Asks

ASKS: dict[str, str] = {
    Asks.WORDS: "Words",
    Asks.SIGNED: "Words with their author and a day",
    Asks.YES_NO: "Yes or no, and words",
}


class SectionForm(Form):
    """A section's heading and how it is shown."""

    heading = StringField("Heading", [DataRequired("Enter a heading."), at_most(MOST_HEADING)])
    hint = StringField("Hint for whoever writes it", [at_most(MOST_HINT)])
    numbered = BooleanField("It and its paragraphs have numbers")
    shown = BooleanField("Papers have this section")


class NewSectionForm(SectionForm):
    """A section of the council's own."""

    asks = RadioField("What does it ask for?", choices=ASKS, default=Asks.WORDS)


class TemplateForm(Form):
    """A Word file."""

    file = FileField("Word file")

    def validate_file(self, field: Any) -> None:
        """One must be there."""
        if not field.data or not field.data.filename:
            raise ValidationError("Choose a file.")
