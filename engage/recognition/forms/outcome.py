"""Forms from decided to certificates: shape and wording only."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from engage.core.fields import day, moment, moment_or_none
from engage.core.forms import Form
from engage.core.money import AMOUNT, pence
from engage.recognition.rules.outcome import MOST_CITATION, MOST_NOTE, Batch, has_words
from engage.recognition.rules.outcome_wording import KINDS


class Readable:
    """Where something is written, it can be read."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse blanks and characters that nobody sees."""
        if field.data and not has_words(field.data):
            raise ValidationError(self.message)


def words(label: str, missing: str, most: int, area: bool = False, optional: bool = False) -> Any:
    """A field for words of at most so many characters."""
    kind = TextAreaField if area else StringField
    first = Optional() if optional else DataRequired(missing)
    long = f"Use at most {most:,} characters. What you typed is still here."
    return kind(label, validators=[first, Readable(missing), Length(max=most, message=long)])


class DatesForm(Form):
    """The embargo and the ceremony."""

    version = HiddenField()
    announces_day = StringField("Nobody else learns who won before", [Optional()])
    announces_time = StringField("At", [Optional()], default="9:00")
    announces_itself = BooleanField("Announce it by itself at that moment")
    ceremony_day = StringField("The awards are presented on", [Optional()])
    ceremony_at = words("Where, and at what time", "Say where it is.", 200, optional=True)

    def validate_announces_day(self, field: Any) -> None:
        """The day and time exist."""
        moment(field.data, self.announces_time.data)

    def validate_ceremony_day(self, field: Any) -> None:
        """The day exists."""
        day(field.data)

    @property
    def announces_at(self) -> datetime | None:
        """In UTC; None where no day is given."""
        return moment_or_none(self.announces_day.data, self.announces_time.data)

    @property
    def ceremony_on(self) -> date | None:
        """The day; None where none is given."""
        return day(self.ceremony_day.data)


class CitationForm(Form):
    """What everybody reads of a winner."""

    words = words("Citation", "Write what they did, or leave it empty.", MOST_CITATION, area=True, optional=True)


def _pounds() -> Any:
    return StringField("Value in pounds", [DataRequired(AMOUNT)])


def _paid_by() -> Any:
    return words("Who pays for it", "Say who pays: a budget, or a sponsor.", 120)


def _sponsored() -> Any:
    return BooleanField("A sponsor pays, not the council")


class _PaidForm(Form):
    """The fields stand in each form, in the order of its page: errors are listed in it."""

    def validate_pounds(self, field: Any) -> None:
        """It is an amount."""
        if pence(field.data or "") is None:
            raise ValidationError(AMOUNT)

    @property
    def pence(self) -> int:
        """The amount."""
        return pence(self["pounds"].data or "") or 0


class PrizeForm(_PaidForm):
    """A prize for a winner."""

    entry = SelectField("For whom?", [InputRequired("Choose for whom it is.")])
    what = words("What is it?", "Say what it is, such as “Gift voucher”.", 120)
    pounds, given_day = _pounds(), StringField("Given on", [Optional()])
    paid_by, sponsored = _paid_by(), _sponsored()

    def validate_given_day(self, field: Any) -> None:
        """The day exists."""
        day(field.data)

    @property
    def given_on(self) -> date | None:
        """The day; None where none is given."""
        return day(self.given_day.data)

    def offer(self, entries: Sequence[tuple[int, str]]) -> None:
        """Winners to choose from."""
        self.entry.choices = {"": "Choose a winner"} | {str(entry_id): name for entry_id, name in entries}


class CostForm(_PaidForm):
    """One cost of a round."""

    what = words("What was paid for?", "Say what it was, such as “Hall and catering”.", 120)
    pounds, paid_by, sponsored = _pounds(), _paid_by(), _sponsored()


class PrintForm(Form):
    """What is printed in one go."""

    kind = RadioField("What do you want to print?", validators=[InputRequired("Choose what to print.")])
    note = words("Your own paragraph", "Write something that can be read.", MOST_NOTE, area=True, optional=True)

    def offer(self, kinds: Sequence[Batch]) -> None:
        """What this round has."""
        self.kind.choices = {str(kind): KINDS[kind][0] for kind in kinds}


class LetterheadForm(Form):
    """What stands on every letter."""

    signatory = words("Who signs", "Enter the name of whoever signs.", 120)
    role = words("Their role", "Enter their role, such as “Chief Executive”.", 120)
    address = words("Address", "Enter the address, line by line.", 400, area=True)


class LogoForm(Form):
    """The council's logo."""

    file = FileField("Choose a picture")
    shows = words("What the logo shows", "Describe the logo, for whoever hears the letter read out.", 200)

    def validate_file(self, field: Any) -> None:
        """There is one."""
        if not field.data or not field.data.filename:
            raise ValidationError("Choose a picture.")


class PastForm(Form):
    """A winner of an earlier year."""

    year = StringField("Year", [DataRequired("Enter the year, such as 2019.")])
    award = words("Awards", "Enter what the awards are called, such as “Staff awards”.", 120)
    category = words("Category", "Enter the category.", 120)
    outcome = RadioField(
        "Outcome", choices={"winner": "Winner", "highly commended": "Highly commended"}, default="winner"
    )
    name = words("Name", "Enter the name of the person or team.", 200)
    team = words("Team or service", "Enter the team or service.", 200, optional=True)
    citation = words("Citation", "Write something that can be read.", MOST_CITATION, area=True, optional=True)


class PastFileForm(Form):
    """Past winners as a file."""

    file = FileField("Choose a CSV file")

    def validate_file(self, field: Any) -> None:
        """There is one."""
        if not field.data or not field.data.filename:
            raise ValidationError("Choose a file.")
