"""Forms of judging: shape and wording only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from engage.core.fields import moment, moment_or_none
from engage.core.forms import Form
from engage.recognition.rules.judging_panel import MOST_COMMENT, MOST_NAME, MOST_REASON, MOST_WHY
from engage.recognition.rules.rounds import Outcome

LONG = "Use at most {most:,} characters. What you typed is still here."
ANSWERS = {"none": "No ties to any of them", "some": "I have a tie to those I tick"}
NOTHING = "none"
OUTCOMES = {
    Outcome.SHORTLISTED: "Shortlisted",
    Outcome.NOT_SHORTLISTED: "Not shortlisted",
    Outcome.WINNER: "Winner",
    Outcome.HIGHLY_COMMENDED: "Highly commended",
    None: "No award",
}


def has_words(text: str) -> bool:
    """Whether there is something to be read in it."""
    return any(sign.isprintable() and not sign.isspace() for sign in text)


class Seen:
    """There is something to be read, not blanks or characters that nobody sees."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse what looks empty."""
        if not has_words(field.data or ""):
            raise ValidationError(self.message)


class NotYet(Optional):
    """May be left for later, which is not to say that it is optional."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags = {}


class PanelForm(Form):
    """What a panel is called, what it judges, and until when."""

    name = StringField("Name of the panel", [
        DataRequired("Enter a name, such as “Panel A”."), Seen("Enter a name, such as “Panel A”."),
        Length(max=MOST_NAME, message=LONG.format(most=MOST_NAME)),
    ])  # fmt: skip
    categories = SelectMultipleField("Which categories does it judge?")
    by_day = StringField("Scores are due by", [Optional()])

    def offer(self, categories: Sequence[tuple[int, str]]) -> None:
        """The categories to choose from."""
        self.categories.choices = {str(category): name for category, name in categories}

    def validate_categories(self, field: Any) -> None:
        """At least one."""
        if not field.data:
            raise ValidationError("Choose at least one category.")

    def validate_by_day(self, field: Any) -> None:
        """The day exists."""
        moment(field.data, "23:59")

    @property
    def scores_by(self) -> datetime | None:
        """The end of that day in UTC; None where none is given."""
        return moment_or_none(self.by_day.data, "23:59")

    @property
    def chosen(self) -> tuple[int, ...]:
        """The categories, by id."""
        return tuple(int(each) for each in self.categories.data or ())


class DeclareForm(Form):
    """Whether a judge has ties, to whom, and what they are."""

    answer = RadioField("Do you have a tie to anybody on this list?", choices=ANSWERS,
                        validators=[InputRequired("Choose whether you have a tie to anybody.")])  # fmt: skip
    entry = SelectMultipleField("Tick each one you have a tie to", validate_choice=False)
    why = TextAreaField("What is the tie?", [Length(max=MOST_WHY, message=LONG.format(most=MOST_WHY))])

    def validate_entry(self, field: Any) -> None:
        """Who has a tie says to whom."""
        if self.answer.data == "some" and not self.told:
            raise ValidationError("Tick at least one name, or say that you have no ties.")
        if self.answer.data == "none" and self.told:
            raise ValidationError("You ticked names and said that you have no ties. Change one of the two.")

    def validate_why(self, field: Any) -> None:
        """And what it is."""
        if self.answer.data == "some" and not has_words(field.data or ""):
            raise ValidationError("Say in a few words what the tie is.")

    @property
    def told(self) -> tuple[int, ...]:
        """Entries that were ticked."""
        sent = (each for each in self.entry.data or () if each.isascii() and each.isdigit() and len(each) < 10)
        return tuple(dict.fromkeys(int(each) for each in sent))


class WhyForm(Form):
    """Why a judge leaves an entry."""

    why = TextAreaField("Why, in a few words", [
        DataRequired("Say why in a few words."), Seen("Say why in a few words."),
        Length(max=MOST_WHY, message=LONG.format(most=MOST_WHY)),
    ])  # fmt: skip


class ScoreForm(Form):
    """The comment and version; `scoring` adds a scale for each criterion."""

    version = HiddenField()
    comment = TextAreaField("Comment", [Optional(), Length(max=MOST_COMMENT, message=LONG.format(most=MOST_COMMENT))])


def scoring(criteria: Sequence[tuple[int, str]], anchors: Sequence[str]) -> type[ScoreForm]:
    """A form with a scale from 1 to as many as there are anchors for each criterion (id, name)."""
    scale = {str(n): f"{n}: {words}" if words else str(n) for n, words in enumerate(anchors, 1)}
    fields = {
        f"points_{criterion}": RadioField(name, choices=scale, validators=[NotYet()]) for criterion, name in criteria
    }
    return type("OneScoreForm", (ScoreForm,), fields)


class DecideForm(Form):
    """The reason and what the page had seen; `deciding` adds a choice for each entry."""

    seen = HiddenField()
    reason = TextAreaField("Reason for the decision", [
        Length(max=MOST_REASON, message=LONG.format(most=MOST_REASON)),
    ])  # fmt: skip


def deciding(entries: Sequence[tuple[int, str]], choices: Sequence[Outcome | None]) -> type[DecideForm]:
    """A form with a choice of outcomes for each entry (id, name)."""
    options = {"": "Choose", **{outcome or NOTHING: OUTCOMES[outcome] for outcome in choices}}
    fields = {
        f"outcome_{entry}": SelectField(f"Outcome of {name}", choices=options,
                                        validators=[InputRequired(f"Choose an outcome for {name}.")])
        for entry, name in entries
    }  # fmt: skip
    return type("OneDecideForm", (DecideForm,), fields)
