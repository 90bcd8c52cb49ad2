"""The forms of networks, appointments and training: shape and wording only."""

from datetime import date
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from engage.champions.rules.networks import KIND_NAMES, WHY_NAMES
from engage.core import clock
from engage.core.fields import WholeNumber, day
from engage.core.forms import Form
from engage.directory.rules.networks import NetworkKind

MOST_TEXT, MOST_MONTHS, MOST_ABOUT, MOST_LANGUAGES = 6_000, 120, 500, 120
AS_NUMBERS = "As numbers, for example 27/3/2027."


def _most(number: int) -> Length:
    return Length(max=number, message=f"Use at most {number:,} characters. What you typed is still here.")


def _months(label: str, hint: str) -> Any:
    said = f"Enter a whole number of months from 1 to {MOST_MONTHS}, or leave it empty."
    return WholeNumber(label, [Optional(), NumberRange(1, MOST_MONTHS, said)], description=hint)


def _near(field: Any) -> date | None:
    """A day within what a person can have meant."""
    found = day(field.data)
    if found is not None and not 1970 <= found.year <= clock.today().year + 20:
        raise ValidationError("Enter a year from 1970 on, and not more than 20 years ahead.")
    return found


class NetworkForm(Form):
    """What a network says of itself; its sponsor is chosen beside it."""

    kind = RadioField("What kind of network is it?", choices=KIND_NAMES, validate_choice=False)
    name = StringField("Name", [DataRequired("Give the network a name."), _most(120)])
    role = TextAreaField("What its people do", [_most(MOST_TEXT)])
    commitment = StringField("How much time it takes", [_most(200)],
                             description="In words: “About two hours a month, in working time”.")  # fmt: skip
    charter = TextAreaField("Charter", [_most(MOST_TEXT)],
                            description="What its people promise, and what they are promised.")  # fmt: skip
    no_sponsor = BooleanField("It has no sponsor any more")
    term_months = _months("Term in months", "Leave it empty where an appointment has no end.")
    training = StringField("Course that its people need", [_most(120)],
                           description="As the learning system calls it; empty where none is needed.")  # fmt: skip
    training_months = _months("Months for which the course counts", "Leave it empty where it counts for good.")
    hidden = BooleanField("Say nothing about who is in it")

    def validate_kind(self, field: Any) -> None:
        """One of the four."""
        if field.data not in KIND_NAMES:
            raise ValidationError("Choose what kind of network it is.")

    def validate_training_months(self, field: Any) -> None:
        """Of a course."""
        if field.data is not None and not self.training.data:
            raise ValidationError("Name the course that counts for so many months.")


class AppointForm(Form):
    """From when on, and for a union representative that the union has named them."""

    starts_on = StringField("From", [DataRequired("Enter the day from which they are appointed.")],
                            description=AS_NUMBERS)  # fmt: skip
    named = BooleanField("Their union has named them")
    kind = ""

    def validate_starts_on(self, field: Any) -> None:
        """A day that can be."""
        _near(field)

    def validate_named(self, field: Any) -> None:
        """Union representatives are named by their union, never by the council."""
        if self.kind == NetworkKind.UNION and not field.data:
            raise ValidationError("Tick that their union has named them. The council chooses no representative.")

    @property
    def starts(self) -> date:
        """The day."""
        return day(self.starts_on.data) or clock.today()


class EndForm(Form):
    """Why it ends, and that open concerns stay with them where that is meant."""

    why = SelectField("Why does it end?", choices={"": "Choose a reason"} | WHY_NAMES, validate_choice=False)
    with_concerns = BooleanField("End it all the same. The open concerns stay with them")

    def validate_why(self, field: Any) -> None:
        """One of the reasons."""
        if field.data not in WHY_NAMES:
            raise ValidationError("Choose a reason.")


class DescribeForm(Form):
    """What somebody says of themselves to whoever looks for them."""

    languages = StringField("Languages you speak", [_most(MOST_LANGUAGES)],
                            description="Separated by commas: Welsh, Polish, BSL.")  # fmt: skip
    about = TextAreaField(
        "How and when you are reached", [_most(MOST_ABOUT)],
        description="All staff can read it. For example: “In the mess room from 6am to 2pm”.",
    )  # fmt: skip


class CorrectForm(Form):
    """What can be put right about an appointment."""

    starts_on = StringField("Appointed from", [DataRequired("Enter the day from which they are appointed.")],
                            description=AS_NUMBERS)  # fmt: skip
    ends_on = StringField("Term ends on", description="Leave it empty where the term has no end.")
    same_unit = BooleanField("They stay in the network for the unit where they work now")
    languages = StringField("Languages", [_most(MOST_LANGUAGES)])
    about = TextAreaField("How and when they are reached", [_most(MOST_ABOUT)], description="All staff can read it.")

    def validate_starts_on(self, field: Any) -> None:
        """A day that can be."""
        _near(field)

    def validate_ends_on(self, field: Any) -> None:
        """A day that can be, not before the beginning."""
        ends = _near(field)
        try:
            starts = day(self.starts_on.data)
        except ValidationError:
            return
        if ends is not None and starts is not None and ends < starts:
            raise ValidationError("The term must end after they are appointed.")


class TrainingForm(Form):
    """A course that somebody did."""

    course = StringField("Course", [DataRequired("Enter the course."), _most(120)])
    done_on = StringField("Done on", [DataRequired("Enter the day on which they did it.")], description=AS_NUMBERS)
    expires_on = StringField("Counts until", [Optional()], description="Empty: as the network says.")

    def validate_done_on(self, field: Any) -> None:
        """A day that has been."""
        done = _near(field)
        if done is not None and done > clock.today():
            raise ValidationError("Enter a day that is not in the future.")

    def validate_expires_on(self, field: Any) -> None:
        """A day that can be, not before it was done."""
        expires = _near(field)
        try:
            done = day(self.done_on.data)
        except ValidationError:
            return
        if expires is not None and done is not None and expires < done:
            raise ValidationError("It cannot expire before it was done.")


class TrainingFileForm(Form):
    """A file of the learning system."""

    file = FileField("Excel workbook or CSV file", [FileRequired("Choose a file.")])
