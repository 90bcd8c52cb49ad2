"""Forms of recruitment rounds: shape and wording only."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from engage.champions.rules import recruiting as rules
from engage.champions.rules.recruiting import Outcome, Terms
from engage.champions.rules.recruiting_words import TITLES
from engage.core.fields import WholeNumber, day, moment, moment_or_none
from engage.core.forms import Form

NO_NETWORK, NO_GROUP = {"": "Choose a network"}, {"": "Choose a group"}


def _most(number: int) -> Length:
    return Length(max=number, message=f"Use at most {number:,} characters. What you typed is still here.")


def readable(_form: Any, field: Any) -> None:
    """There is something to be read, not blanks or characters that nobody sees."""
    if field.data and not any(each.isalnum() for each in field.data):
        raise ValidationError("Write something that can be read.")


class RoundForm(Form):
    """What a round says; its network only when it is made."""

    version = HiddenField()
    network = SelectField("Which network is it for?", choices=NO_NETWORK, validate_choice=False)
    title = StringField("Title", [DataRequired("Enter a title, such as “New employee champions, autumn 2027”."),
                                  readable, _most(rules.MOST_TITLE)])  # fmt: skip
    call = TextAreaField("The call", [Optional(), readable, _most(rules.MOST_CALL)])
    opens_day = StringField("Opens on", [Optional()])
    opens_time = StringField("Opens at", [Optional()], default="9:00")
    closes_day = StringField("Applications close on", [Optional()])
    closes_time = StringField("Close at", [Optional()], default="17:00")
    term_day = StringField("The term starts on", [Optional()])

    def validate_opens_day(self, field: Any) -> None:
        """The day and time exist."""
        moment(field.data, self.opens_time.data)

    def validate_closes_day(self, field: Any) -> None:
        """It closes after it opens."""
        closes = moment(field.data, self.closes_time.data)
        opens = moment_or_none(self.opens_day.data, self.opens_time.data)
        if closes is not None and opens is not None and closes <= opens:
            raise ValidationError("Applications must close after the round opens. Choose a later day to close.")

    def validate_term_day(self, field: Any) -> None:
        """The term starts after the close."""
        starts = day(field.data)
        closes = moment_or_none(self.closes_day.data, self.closes_time.data)
        if starts is not None and closes is not None and starts < closes.date():
            raise ValidationError("The term must start after applications close. Choose a later day.")

    def offer(self, networks: Sequence[tuple[int, str]]) -> None:
        """The networks to choose from."""
        self.offered = {str(number): name for number, name in networks}
        self.network.choices = NO_NETWORK | self.offered

    @property
    def network_id(self) -> int:
        """The chosen network, 0 where none of those on offer is."""
        sent = self.network.data or ""
        return int(sent) if sent in self.offered else 0

    @property
    def terms(self) -> Terms:
        """What was typed."""
        opens: datetime | None = moment_or_none(self.opens_day.data, self.opens_time.data)
        closes: datetime | None = moment_or_none(self.closes_day.data, self.closes_time.data)
        starts: date | None = day(self.term_day.data)
        return Terms(self.title.data or "", self.call.data or "", opens, closes, starts)


class TargetForm(Form):
    """One more group to look in."""

    unit = SelectField("Group", choices=NO_GROUP, validate_choice=False)
    seats = WholeNumber("How many people", [InputRequired("Enter a whole number, such as 2.")])

    def offer(self, groups: Sequence[tuple[int, str]]) -> None:
        """The groups to choose from."""
        self.unit.choices = NO_GROUP | {str(number): name for number, name in groups}

    def validate_unit(self, field: Any) -> None:
        """A number: whether it is a group of today is for the action to say."""
        if not (field.data and field.data.isascii() and field.data.isdigit() and len(field.data) < 10):
            raise ValidationError("Choose a group from the list.")


class ApplyForm(Form):
    """Five minutes: why, languages, and being shown."""

    version = HiddenField()
    why = TextAreaField("Why would you like to?",
                        [DataRequired("Say in a sentence or two why you would like to."), readable,
                         _most(rules.MOST_WHY)])  # fmt: skip
    languages = StringField("Languages that colleagues can speak with you", [Optional(), _most(rules.MOST_LANGUAGES)])
    shown = BooleanField(
        "If I am appointed, colleagues can see my name, my team and these languages",
        [InputRequired("Tick that you can be shown: people in the network are found by name.")],
    )


class AnswerForm(Form):
    """The manager agrees the time, or says why not now."""

    answer = RadioField(
        "Can they have the time?",
        choices={"agree": "I agree the time", "cannot": "They cannot have it now"},
        validators=[InputRequired("Choose one.")],
    )
    why = TextAreaField("If they cannot: because …", [_most(rules.MOST_REASON)])

    def validate_why(self, field: Any) -> None:
        """A no has a reason."""
        if self.answer.data == "cannot" and not (field.data or "").strip():
            raise ValidationError("Say why they cannot have the time now.")


class DecideForm(Form):
    """A decision, with its reason."""

    to = RadioField("Decision", choices={str(Outcome.APPOINTED): "Appoint", str(Outcome.WAITING): "Waiting list",
                                         str(Outcome.DECLINED): "Not this time"},
                    validators=[InputRequired("Choose what to decide.")])  # fmt: skip
    reason = TextAreaField("Reason", [Optional(), _most(rules.MOST_REASON)])
    beyond = BooleanField("Appoint beyond the target all the same")


class LettersForm(Form):
    """The words of the three letters."""

    appointed = TextAreaField(TITLES[Outcome.APPOINTED], [Optional(), readable, _most(rules.MOST_LETTER)])
    waiting = TextAreaField(TITLES[Outcome.WAITING], [Optional(), readable, _most(rules.MOST_LETTER)])
    declined = TextAreaField(TITLES[Outcome.DECLINED], [Optional(), readable, _most(rules.MOST_LETTER)])
