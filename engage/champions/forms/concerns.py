"""The forms of concerns: shape and wording only. No field asks who said it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from engage.champions.rules import concerns as rules
from engage.core.fields import WholeNumber, day
from engage.core.forms import Form

NO_THEME = {"": "I am not sure"}
OUTCOMES = {
    "answered": "Answered: what is done, or why it stays as it is",
    "declined": "Not for us: another way is the right one, and which",
}


def _most(number: int) -> Length:
    return Length(max=number, message=f"Use at most {number:,} characters. What you typed is still here.")


def number(sent: str | None) -> int | None:
    """A number out of a form or an address, where it is one."""
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 10 else None


class _Themed(Form):
    theme = SelectField("Theme", choices=NO_THEME, validate_choice=False)

    def offer(self, themes: Sequence[tuple[int, str]], none: str = "I am not sure") -> None:
        """The themes to choose from."""
        self.theme.choices = {"": none} | {str(each): name for each, name in themes}

    def validate_theme(self, field: Any) -> None:
        """One of those that were offered, or none."""
        if (field.data or "") not in field.choices:
            raise ValidationError("Choose one of the themes in the list.")

    @property
    def theme_id(self) -> int | None:
        """The chosen theme."""
        return number(self.theme.data)


class ConcernForm(_Themed):
    """What a champion passes on; the service is chosen beside it (components/choose.html)."""

    once = HiddenField(validators=[Length(max=40)])
    title = StringField(
        "What is it about?", [DataRequired("Say in a few words what it is about."), _most(rules.MOST_TITLE)],
        description="In a few words: “Two hours between shifts are too short to drive home”.",
    )  # fmt: skip
    words = TextAreaField(
        "What are colleagues worried about?", [DataRequired("Write what they are worried about."),
                                               _most(rules.MOST_WORDS)],
        description="What happens, how often, and what would help. No names of colleagues, and nothing that only one "
                    "person could have told you.",
    )  # fmt: skip
    said_by = WholeNumber(
        "About how many colleagues said so?", [Optional()],
        description="A number, where you know it. Not who they are.",
    )  # fmt: skip

    def validate_said_by(self, field: Any) -> None:
        """Some, and not more than any council has."""
        if field.data is not None and not 1 <= field.data <= rules.MOST_SAID:
            raise ValidationError(f"Enter a number from 1 to {rules.MOST_SAID:,}, or leave it empty.")


class ToldForm(Form):
    """Since when colleagues know the answer."""

    day = StringField(
        "When did you tell them?", [DataRequired("Enter the day as numbers, for example 27/3/2027.")],
        description="For example 27/3/2027. The day when the last of them knew.",
    )  # fmt: skip

    def validate_day(self, field: Any) -> None:
        """A real day."""
        day(field.data)

    @property
    def on(self) -> date:
        """That day."""
        found = day(self.day.data)
        assert found is not None  # noqa: S101  # the form was found valid
        return found


class ProposalForm(Form):
    """What a lead officer would answer."""

    proposal = TextAreaField(
        "What could be answered?", [DataRequired("Write what could be answered."), _most(rules.MOST_ANSWER)],
        description="What is done and by when, or why it stays as it is. The OD team has the last word.",
    )  # fmt: skip


class ChangeForm(_Themed):
    """How the OD team files a concern."""

    title = StringField("Title in the OD team’s list", [DataRequired("Enter a title."), _most(rules.MOST_TITLE)])
    due = StringField(
        "Answer by", [DataRequired("Enter the day as numbers, for example 27/3/2027.")],
        description="For example 27/3/2027. Without a change it is ten working days after it was passed on.",
    )  # fmt: skip

    def validate_due(self, field: Any) -> None:
        """A real day."""
        day(field.data)

    @property
    def due_on(self) -> date:
        """That day."""
        found = day(self.due.data)
        assert found is not None  # noqa: S101  # the form was found valid
        return found


class AnswerForm(Form):
    """The one wording that everybody gets."""

    version = HiddenField()
    outcome = RadioField("What is it?", choices=OUTCOMES, default="answered")
    answer = TextAreaField(
        "Answer", [DataRequired("Write the answer."), _most(rules.MOST_ANSWER)],
        description="One wording for everybody who passed it on, to be told on to colleagues. No names of champions, "
                    "and nothing that tells who said what.",
    )  # fmt: skip

    @property
    def declined(self) -> bool:
        """Whether it says that the council does nothing about it."""
        return bool(self.outcome.data == "declined")


class PublishForm(Form):
    """The title that all staff read."""

    title = StringField(
        "Title for all staff", [DataRequired("Enter a title."), _most(rules.MOST_TITLE)],
        description="What was said, in words of your own: “Shifts too close together”.",
    )  # fmt: skip
