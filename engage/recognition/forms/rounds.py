"""Forms of running award rounds: shape and wording only."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from engage.core.fields import WholeNumber, day, moment, moment_or_none
from engage.core.forms import Form
from engage.directory.audience_form import AudienceForm
from engage.recognition.rules.nominations import MOST_WHY, has_words
from engage.recognition.rules.rounds import Nominees

MOST_NAME, MOST_ABOUT, MOST_PROMPT, MOST_PLACE, MOST_ANCHOR = 120, 4_000, 500, 200, 200
POINTS = range(1, 11)
NOMINEES: dict[str, str] = {
    Nominees.PERSON: "A person",
    Nominees.TEAM: "A team",
    Nominees.EITHER: "A person or a team",
}


class Readable:
    """There is something to be read, not blanks or characters that nobody sees."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse what looks empty."""
        if field.data and not has_words(field.data):
            raise ValidationError(self.message)


def words(label: str, missing: str, most: int, area: bool = False) -> Any:
    """A field for words that must be there."""
    long = f"Use at most {most:,} characters. What you typed is still here."
    kind = TextAreaField if area else StringField
    return kind(label, validators=[DataRequired(missing), Readable(missing), Length(max=most, message=long)])


def some_words(label: str, most: int, area: bool = True) -> Any:
    """A field for words that may be left out."""
    long = f"Use at most {most:,} characters. What you typed is still here."
    return (TextAreaField if area else StringField)(label, validators=[Optional(), Length(max=most, message=long)])


def number(label: str, least: int, most: int, default: int) -> Any:
    """A field for a whole number between two bounds."""
    said = f"Enter a whole number from {least} to {most:,}."
    return WholeNumber(label, [InputRequired(said), NumberRange(least, most, said)], default=default)


class SchemeForm(Form):
    """What comes back every year."""

    name = words("What is the scheme called?", "Enter a name, such as “Staff awards”.", MOST_NAME)
    about = some_words("What is it for?", MOST_ABOUT)


class NewRoundForm(Form):
    """A round begins with its title."""

    title = words("What is the new round called?", "Enter a title, such as “Staff awards 2027”.", MOST_NAME)


class SettingsForm(Form):
    """What a round says; its dates of nominating and its rules only while it is a draft."""

    version = HiddenField()
    title = words("Title", "Enter a title.", MOST_NAME)
    about = some_words("What staff read about it", MOST_ABOUT)
    opens_day = StringField("Opens on", [Optional()])
    opens_time = StringField("Opens at", [Optional()], default="9:00")
    closes_day = StringField("Closes on", [Optional()])
    closes_time = StringField("Closes at", [Optional()], default="17:00")
    announces_day = StringField("Winners are announced on", [Optional()])
    announces_time = StringField("Announced at", [Optional()], default="9:00")
    ceremony_day = StringField("Day of the ceremony", [Optional()])
    ceremony_at = some_words("Where the ceremony is", MOST_PLACE, area=False)
    seconded = BooleanField("A nomination needs a seconder")
    asks_manager = BooleanField("The nominee’s manager is asked after the close")
    anonymised = BooleanField("Judges read entries without names")
    tells_unsuccessful = BooleanField("Nominees who do not win are told that they were nominated")

    def validate_opens_day(self, field: Any) -> None:
        """The day and time exist."""
        moment(field.data, self.opens_time.data)

    def validate_closes_day(self, field: Any) -> None:
        """It closes after it opens."""
        closes = moment(field.data, self.closes_time.data)
        opens = moment_or_none(self.opens_day.data, self.opens_time.data)
        if closes is not None and opens is not None and closes <= opens:
            raise ValidationError("Nominations must close after they open.")

    def validate_announces_day(self, field: Any) -> None:
        """The day and time exist, after the close."""
        told = moment(field.data, self.announces_time.data)
        closes = moment_or_none(self.closes_day.data, self.closes_time.data)
        if told is not None and closes is not None and told <= closes:
            raise ValidationError("Winners are announced after nominations close.")

    def validate_ceremony_day(self, field: Any) -> None:
        """The day exists."""
        day(field.data)

    def moment_of(self, name: str) -> datetime | None:
        """One of its moments, in UTC; None where no day is given."""
        return moment_or_none(self[f"{name}_day"].data, self[f"{name}_time"].data)

    @property
    def ceremony_on(self) -> date | None:
        """The day of the ceremony."""
        return day(self.ceremony_day.data)


class ScaleForm(Form):
    """How judges score; `anchor_1` to `anchor_10` are added below."""

    version = HiddenField()
    judges_each = number("Judges for each entry", 1, 9, 3)
    scale_top = number("The highest score", 3, 10, 5)

    @property
    def anchors(self) -> Sequence[str]:
        """What each point means."""
        return [self[f"anchor_{point}"].data or "" for point in POINTS]


for _point in POINTS:
    setattr(ScaleForm, f"anchor_{_point}", some_words(f"What a score of {_point} means", MOST_ANCHOR, area=False))


class CategoryForm(AudienceForm):
    """What an award is for and who can be nominated."""

    version = HiddenField()
    name = words("Name of the category", "Enter a name, such as “Unsung hero”.", MOST_NAME)
    about = some_words("What it is for", MOST_ABOUT)
    nominees = RadioField("Who is nominated?", choices=NOMINEES, default=Nominees.PERSON,
                          validators=[InputRequired("Choose one.")])  # fmt: skip
    most_words = number("Most words under each criterion", 20, 1000, 300)
    most_each = WholeNumber("Most nominations by one person",
                            [Optional(), NumberRange(1, 100, "Enter a whole number from 1 to 100.")])  # fmt: skip
    shortlist = number("Places on the shortlist", 1, 50, 5)
    winners = number("Winners", 1, 20, 1)
    commended = number("Highly commended", 0, 20, 2)

    def validate_winners(self, field: Any) -> None:
        """Winners come from the shortlist."""
        if field.data and self.shortlist.data and field.data > self.shortlist.data:
            raise ValidationError("There cannot be more winners than places on the shortlist.")


class CriterionForm(Form):
    """One thing that is written about and scored."""

    version = HiddenField()
    name = words("Name of the criterion", "Enter a name, such as “Difference it made”.", MOST_NAME)
    prompt = some_words("What nominators are asked under it", MOST_PROMPT)
    weight = number("Weight", 1, 100, 1)


class ExtendForm(Form):
    """A later close."""

    version = HiddenField()
    to_day = StringField("New closing day", [DataRequired("Enter the new closing day, for example 27/3/2027.")])
    to_time = StringField("New closing time", [Optional()], default="17:00")

    def validate_to_day(self, field: Any) -> None:
        """The day and time exist."""
        moment(field.data, self.to_time.data)

    @property
    def to(self) -> datetime | None:
        """In UTC."""
        return moment_or_none(self.to_day.data, self.to_time.data)


class RefuseForm(Form):
    """Why a nomination is not taken."""

    why = words("Why is it not taken? Its nominator reads this.", "Say why: its nominator reads it.", MOST_WHY, True)
