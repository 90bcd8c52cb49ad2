"""Forms of question sets: put into a survey, kept from one, put into other words; and a survey copied."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from engage.core.fields import WholeNumber
from engage.core.forms import Form
from engage.surveys.rules import Questionnaire
from engage.surveys.rules.library import MOST_ABOUT, MOST_NAME, MOST_NOTE, words_of

NEW = "new"
MOST_WORDS = 4000
FOLLOWS = {
    "wave": "The next wave: its results are set beside those of this one",
    "own": "A survey of its own, which begins with the same questions",
}


class AddSetForm(Form):
    """Which questions of a set go where."""

    version = HiddenField()
    questions = SelectMultipleField("Questions", validators=[InputRequired("Choose at least one question.")])
    home = SelectField("Where do they go?")
    title = StringField("Title of the new section", [Length(max=500)])

    def offer(self, questions: Sequence[tuple[str, str]], sections: Sequence[tuple[str, str]]) -> None:
        """The questions of the set, and the sections that there are."""
        self.questions.choices = dict(questions)
        self.home.choices = {NEW: "Into a new section"} | {f"in:{c}": f"At the end of “{t}”" for c, t in sections}

    def validate_title(self, field: Any) -> None:
        """A new section has a title."""
        if self.home.data == NEW and not (field.data or "").strip():
            raise ValidationError("Enter a title for the new section.")

    @property
    def section(self) -> str:
        """The section's code; empty: a new one."""
        return (self.home.data or "").partition(":")[2]


class KeepForm(Form):
    """A section becomes a set, or the next version of one."""

    into = SelectField("Keep it as")
    name = StringField("Name of the set", [Length(max=MOST_NAME)])
    about = TextAreaField("What it is for", [Optional(), Length(max=MOST_ABOUT)])
    note = StringField("What is new in it", [Optional(), Length(max=MOST_NOTE)])

    def offer(self, own: Sequence[tuple[str, str]]) -> None:
        """The council's own sets."""
        self.into.choices = {"": "A new set"} | {code: f"The next version of “{name}”" for code, name in own}

    def validate_name(self, field: Any) -> None:
        """A new set has a name."""
        if not self.into.data and not (field.data or "").strip():
            raise ValidationError("Enter a name for the set.")


class WordsForm(Form):
    """What a set says, but for the fields that its questions bring."""

    number = HiddenField()
    name = StringField("Name", [DataRequired("Enter a name."), Length(max=MOST_NAME)])
    about = TextAreaField("What it is for", [Optional(), Length(max=MOST_ABOUT)])
    more = TextAreaField("More statements, one a line", [Optional(), Length(max=MOST_WORDS)])
    note = StringField(
        "What is new in this version, and why", [DataRequired("Say what is new, for whoever reads this later."),
                                                 Length(max=MOST_NOTE)],
    )  # fmt: skip


def words_form(document: Questionnaire, labels: dict[str, str]) -> type[WordsForm]:
    """The form for this set: a field for each text, and a box to leave a question out."""
    fields: dict[str, Any] = {}
    for question in document.questions:
        for at, text in words_of(question).items():
            label = labels.get(at) or f"Words of {at}"
            fields[f"words-{at}"] = TextAreaField(
                label, [DataRequired("Enter the words."), Length(max=MOST_WORDS)], default=text
            )
        fields[f"out-{question.code}"] = BooleanField(f"Leave {question.code} out")
    return type("WordsOfThisSet", (WordsForm,), fields)


class CopyForm(Form):
    """A survey copied under another title."""

    title = StringField("Title", [DataRequired("Enter a title."), Length(max=200)])
    follows = RadioField("What is it?", choices=FOLLOWS, default="wave",
                         validators=[InputRequired("Choose one.")])  # fmt: skip


class HeadcountForm(Form):
    """How many people the council employs, for a submission."""

    headcount = WholeNumber(
        "Headcount",
        [InputRequired("Enter a whole number, such as 2400."), NumberRange(1, 1_000_000, "Enter a number from 1.")],
    )
