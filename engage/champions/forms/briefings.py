"""The forms of briefings: shape and wording only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from engage.champions.rules import briefings as rules
from engage.core.fields import moment, moment_or_none
from engage.core.forms import Form

FORMATTING = (
    "## before a heading. * before each line of a list. **bold**. [words of a link](https://…). "
    "Leave a line empty between paragraphs."
)


def _most(number: int) -> Length:
    return Length(max=number, message=f"Use at most {number:,} characters. What you typed is still here.")


class BriefingForm(Form):
    """What a pack says, to whom, and until when they keep it to themselves."""

    version = HiddenField()
    title = StringField("Title", [DataRequired("Enter a title."), _most(rules.MOST_TITLE)])
    body = TextAreaField("What it is about", [_most(rules.MOST_BODY)], description=FORMATTING)
    questions = TextAreaField(
        "Questions they may be asked, with answers", [_most(rules.MOST_QUESTIONS)],
        description="“## When does it begin?”, and the answer below it. Say what is not known yet, too.",
    )  # fmt: skip
    networks = SelectMultipleField(
        "For which networks?", choices=[], validate_choice=False, widget=ListWidget(), option_widget=CheckboxInput()
    )
    embargo_day = StringField(
        "Not to be passed on before: day",
        description="For example 27/3/2027. Leave it empty where they may pass it on at once.",
    )  # fmt: skip
    embargo_time = StringField("Not to be passed on before: time", description="For example 9:00")
    opens = BooleanField("Then all staff may read it here, with its files")

    def offer(self, networks: Sequence[tuple[int, str]]) -> None:
        """The networks to choose from."""
        self.networks.choices = [(str(number), name) for number, name in networks]

    def validate_networks(self, field: Any) -> None:
        """At least one of those that were offered."""
        if not field.data or set(field.data) - {value for value, _ in field.choices}:
            raise ValidationError("Choose at least one network.")

    def validate_embargo_day(self, field: Any) -> None:
        """A day with its time, or neither."""
        if (self.embargo_time.data or "").strip() and not (field.data or "").strip():
            raise ValidationError("Enter the day, too, for example 27/3/2027. Or leave day and time empty.")
        moment(field.data, self.embargo_time.data)

    @property
    def embargo_until(self) -> datetime | None:
        """Until when it is not passed on."""
        return moment_or_none(self.embargo_day.data, self.embargo_time.data)

    @property
    def network_ids(self) -> tuple[int, ...]:
        """The chosen networks."""
        return tuple(int(each) for each in self.networks.data or () if each.isascii() and each.isdigit())


class BriefingFilesForm(Form):
    """Files for a pack, several at a time."""

    files = MultipleFileField("Choose files")

    def validate_files(self, field: Any) -> None:
        """At least one."""
        if not [each for each in field.data or () if each and each.filename]:
            raise ValidationError("Choose at least one file.")
