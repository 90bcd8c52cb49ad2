"""Forms of the framework: its words, its lists, its values and statements, a file, the day it comes into force."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from engage.core.fields import DAY
from engage.core.forms import Form
from engage.values.rules.framework import (
    COLOURS,
    MOST_ABOUT,
    MOST_NAME,
    MOST_QUESTION,
    MOST_STATEMENT,
    MOST_TAG,
    MOST_TAGS,
    MOST_WORD,
    OFFERED_TAGS,
    AudienceKind,
    Document,
    LevelKind,
)

AUDIENCE_KINDS = {
    AudienceKind.EVERYONE.value: "Everyone",
    AudienceKind.MANAGERS.value: "Managers",
    AudienceKind.LEADERS.value: "Leaders",
    AudienceKind.GRADE.value: "People of a grade or band",
}
LEVEL_KINDS = {
    LevelKind.POSITIVE.value: "Wanted: it is shown with a tick",
    LevelKind.NEGATIVE.value: "Not wanted: it is shown with a cross",
    LevelKind.NEUTRAL.value: "Neither",
    LevelKind.OFFERED.value: "A side of a deal: what staff can expect",
    LevelKind.ASKED.value: "A side of a deal: what is expected of staff",
}
COLOUR_NAMES = {"": "Chosen for you", **{name: name.capitalize() for name in COLOURS}}
NO_LEVEL = "No level"


def lines(text: str) -> list[str]:
    """The lines of a text that hold anything."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class NewForm(Form):
    """A draft begins with its title."""

    title = StringField(
        "What is it called?",
        [DataRequired("Enter a title, such as “Our values and behaviours”."), Length(max=MOST_NAME)],
    )


class FileForm(Form):
    """Drafts from a file."""

    file = FileField("The file", [FileRequired("Choose a file.")])


class AboutForm(Form):
    """What a framework says of itself."""

    version = HiddenField()
    title = StringField("Title", [DataRequired("Enter a title."), Length(max=MOST_NAME)])
    organisation = StringField("Organisation", [Optional(), Length(max=MOST_NAME)])
    intro = TextAreaField("Introduction", [Optional(), Length(max=MOST_ABOUT)])


class AddValueForm(Form):
    """A value begins with its name."""

    version = HiddenField()
    name = StringField("Name of the value", [DataRequired("Enter the value’s name."), Length(max=MOST_NAME)])


class ValueForm(AddValueForm):
    """A value."""

    about = TextAreaField("What it means to us", [Optional(), Length(max=MOST_ABOUT)])
    colour = SelectField("Colour", choices=COLOUR_NAMES)


class EntryForm(Form):
    """An audience or a level: its word, and what that means."""

    version = HiddenField()
    name = StringField("Name", [DataRequired("Enter a name."), Length(max=MOST_WORD)])
    kind = SelectField("What it means")

    def offer(self, which: str) -> None:
        """What the word may mean."""
        self.kind.choices = AUDIENCE_KINDS if which == "audiences" else LEVEL_KINDS


class PlacedForm(Form):
    """For whom, and at which level."""

    version = HiddenField()
    audience = SelectField("For whom")
    level = SelectField("Level")

    def offer(self, document: Document) -> None:
        """The audiences and levels of the framework."""
        self.audience.choices = {each.name: each.name for each in document.audiences}
        self.level.choices = {"": NO_LEVEL} | {each.name: each.name for each in document.levels}


class AddStatementsForm(PlacedForm):
    """Statements, one a line."""

    texts = TextAreaField("Statements, one a line", [DataRequired("Enter at least one statement.")])

    def validate_texts(self, field: Any) -> None:
        """Each line is one statement of bearable length."""
        found = lines(field.data or "")
        if any(len(line) > MOST_STATEMENT for line in found):
            raise ValidationError(f"A statement has at most {MOST_STATEMENT} characters: make that line shorter.")


class StatementForm(PlacedForm):
    """One statement with its ties."""

    text = TextAreaField("Statement", [DataRequired("Enter the statement."), Length(max=MOST_STATEMENT)])
    value = SelectField("Value")
    tags = SelectMultipleField(
        "Tags", choices={tag: tag.capitalize() for tag in OFFERED_TAGS},
        widget=ListWidget(), option_widget=CheckboxInput(),
    )  # fmt: skip
    own_tags = StringField("Tags of your own", [Optional()])
    question = StringField("Survey question", [Optional(), Length(max=MOST_QUESTION)])

    def offer(self, document: Document) -> None:
        """The audiences, levels and values of the framework."""
        super().offer(document)
        self.value.choices = {each.identity: each.name for each in document.values}

    @property
    def all_tags(self) -> tuple[str, ...]:
        """The ticked tags, then the own ones."""
        own = [tag.strip() for tag in (self.own_tags.data or "").replace(";", ",").split(",")]
        return tuple(dict.fromkeys((*(self.tags.data or ()), *filter(None, own))))

    def validate_own_tags(self, field: Any) -> None:
        """Tags are few and short."""
        if len(self.all_tags) > MOST_TAGS:
            raise ValidationError(f"A statement has at most {MOST_TAGS} tags.")
        if any(len(tag) > MOST_TAG for tag in self.all_tags):
            raise ValidationError(f"A tag has at most {MOST_TAG} characters.")


class PublishForm(Form):
    """From when on it is in force."""

    version = HiddenField()
    when = RadioField(
        "When does it come into force?", choices={"today": "Today", "later": "On a later day"}, default="today",
        validators=[InputRequired("Choose when it comes into force.")],
    )  # fmt: skip
    day = StringField("The day")
    today: date | None = None

    def validate_day(self, field: Any) -> None:
        """A day that exists, after today."""
        if self.when.data == "later":
            found = day_or_none(field.data or "")
            if found is None:
                raise ValidationError("Enter the day as numbers, for example 27/3/2027.")
            if self.today is not None and found < self.today:
                raise ValidationError("That day has passed: enter today or a later day.")

    def from_day(self, today: date) -> date:
        """The first day on which it is in force."""
        return day_or_none(self.day.data or "") or today if self.when.data == "later" else today


def day_or_none(text: str) -> date | None:
    """The day that was typed, or None."""
    found = DAY.match(text.strip())
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def names_of(tags: Sequence[str]) -> str:
    """Own tags as they are typed."""
    return ", ".join(tag for tag in tags if tag not in OFFERED_TAGS)
