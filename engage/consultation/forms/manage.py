"""Forms of running a consultation: shape and wording only."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from engage.consultation.forms import Words, words
from engage.consultation.rules import (
    MOST_ANSWER,
    MOST_INTRO,
    MOST_OUTCOME,
    MOST_PASTED,
    MOST_STAGE,
    MOST_STATEMENT,
    MOST_TITLE,
    Decision,
    Kind,
)
from engage.core.fields import moment, moment_or_none
from engage.core.forms import Form
from engage.directory.audience_form import AudienceForm

KINDS: dict[str, str] = {
    Kind.TEXT: "A text, cut into numbered statements",
    Kind.BOARD: "An open board: what works well, and even better if",
    Kind.BOTH: "A text and a board",
}
NAMES = {
    "no": "Confidential: no page shows who wrote what",
    "yes": "Named: everybody who is asked sees each author’s name",
}
DECISIONS: dict[str, str] = {
    Decision.CHANGED: "We changed this",
    Decision.NOT_CHANGED: "We did not change this",
}
NO_STATEMENT = "0"


class NewForm(Form):
    """A draft begins with its title."""

    title = words(
        "What is the consultation called?", "Enter a title, such as “Our new values”.", MOST_TITLE, area=False
    )
    # The network it is begun for, from that network's page; who is asked can be changed under Settings.
    network = HiddenField()


class ClosingForm(Form):
    """When it closes, on the council's own clocks."""

    version = HiddenField()
    closes_day = StringField("Closes on", [Optional()])
    closes_time = StringField("Closes at", [Optional()], default="17:00")

    def validate_closes_day(self, field: Any) -> None:
        """The day and time exist."""
        moment(self.closes_day.data, self.closes_time.data)

    @property
    def closes_at(self) -> datetime | None:
        """In UTC; None where no day is given."""
        return moment_or_none(self.closes_day.data, self.closes_time.data)


class SettingsForm(AudienceForm):
    """What a draft says besides its text."""

    version = HiddenField()
    title = words("Title", "Enter a title.", MOST_TITLE, area=False)
    intro = TextAreaField("Introduction", [Optional(), Length(max=MOST_INTRO)])
    kind = RadioField("What are people asked about?", choices=KINDS, validators=[InputRequired("Choose one.")])
    names = RadioField("Are names shown?", choices=NAMES, validators=[InputRequired("Choose one.")])
    opens_day = StringField("Opens on", [Optional()])
    opens_time = StringField("Opens at", [Optional()], default="9:00")
    closes_day = StringField("Closes on", [Optional()])
    closes_time = StringField("Closes at", [Optional()], default="17:00")

    def validate_opens_day(self, field: Any) -> None:
        """The day and time exist."""
        moment(self.opens_day.data, self.opens_time.data)

    def validate_closes_day(self, field: Any) -> None:
        """It closes after it opens."""
        closes = moment(self.closes_day.data, self.closes_time.data)
        if closes is not None and self.opens_at is not None and closes <= self.opens_at:
            raise ValidationError("The consultation must close after it opens.")

    @property
    def opens_at(self) -> datetime | None:
        """In UTC; None where no day is given."""
        return moment_or_none(self.opens_day.data, self.opens_time.data)

    @property
    def closes_at(self) -> datetime | None:
        """In UTC; None where no day is given."""
        return moment_or_none(self.closes_day.data, self.closes_time.data)


class CutForm(Form):
    """A text to be cut."""

    version = HiddenField()
    text = words("The text", "Paste or write the text first.", MOST_PASTED)
    how = RadioField(
        "Where do the statements go?",
        choices={"after": "After those that are here", "instead": "Instead of those that are here"},
        default="after",
    )


class StatementForm(Form):
    """The wording of one statement."""

    version = HiddenField()
    # Room for several: an empty line cuts.
    text = words("Wording", "Write the statement, or delete it below.", 4 * MOST_STATEMENT)


class StageForm(Form):
    """A stage as the council names it."""

    version = HiddenField()
    name = words("Name of the stage", "Enter a name, such as “Unions, at their committee”.", MOST_STAGE, area=False)
    on_day = StringField("Date", [Optional()])

    def validate_on_day(self, field: Any) -> None:
        """The day exists."""
        moment(field.data, "12:00")

    @property
    def on(self) -> date | None:
        """The day; None where none is given."""
        found = moment_or_none(self.on_day.data, "12:00")
        return found.date() if found else None


class StageOutcomeForm(StageForm):
    """The same, and what came of it."""

    outcome = TextAreaField("What came of it", [Optional(), Words("Write what came of it."), Length(max=MOST_OUTCOME)])
    done = BooleanField("This stage is done")

    def validate_done(self, field: Any) -> None:
        """Whoever reads that a stage is done wants to know what came of it."""
        if field.data and not (self.outcome.data or "").strip():
            raise ValidationError("Say what came of this stage, for everybody who reads that it is done.")


class AnswerForm(Form):
    """What became of a theme."""

    version = HiddenField()
    decision = RadioField("What did you decide?", choices=DECISIONS, validators=[InputRequired("Choose one.")])
    text = words("What changed, or why not", "Say what changed, or why not.", MOST_ANSWER)
    statement = SelectField("Which statement changed?", validate_choice=True, default=NO_STATEMENT)
    old_wording = TextAreaField("Old wording", [Optional(), Length(max=MOST_STATEMENT)])
    # Not Optional(): that would end its checks before validate_new_wording.
    new_wording = TextAreaField("New wording", [Length(max=MOST_STATEMENT)])

    def offer(self, statements: Sequence[tuple[int, str]]) -> None:
        """The statements to choose from, by number."""
        short = (
            (n, text if len(text) <= 60 else text[:59].rstrip() + "…") for n, (_, text) in enumerate(statements, 1)
        )
        self.statement.choices = {NO_STATEMENT: "None of them"} | {
            str(statement_id): f"{number}. {text}"
            for (statement_id, _), (number, text) in zip(statements, short, strict=True)
        }

    def validate_new_wording(self, field: Any) -> None:
        """A statement that changed has its new wording."""
        if self.decision.data == Decision.CHANGED and self.statement.data != NO_STATEMENT and not field.data:
            raise ValidationError("Enter the new wording of the statement.")

    @property
    def statement_id(self) -> int | None:
        """The statement; None where none is chosen."""
        return int(self.statement.data or 0) or None


class PublishForm(Form):
    """The last look before everybody who was asked reads it."""

    version = HiddenField()
    outcome = words("In short: what did you hear, and what happens now?", "Say in a few sentences what you heard.",
                    MOST_OUTCOME)  # fmt: skip
