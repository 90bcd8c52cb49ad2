"""The forms of stories: shape and wording only."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from engage.core.forms import Form
from engage.recognition.rules import stories as rules

NO_BEHAVIOUR = {"": "Choose a behaviour"}


def _most(number: int) -> Length:
    return Length(max=number, message=f"Use at most {number:,} characters. What you typed is still here.")


def _words(_form: Any, field: Any) -> None:
    if field.data and not rules.has_words(field.data):
        raise ValidationError("Write something that can be read.")


class StoryForm(Form):
    """What an author writes; people are chosen beside it (components/choose.html)."""

    version = HiddenField()
    once = HiddenField(validators=[Length(max=40)])
    title = StringField("Title", [DataRequired("Give the story a title."), _words, _most(rules.MOST_TITLE)])
    body = TextAreaField(
        "The story", [_words, _most(rules.MOST_STORY)],
        description="What happened, and what it changed for somebody. Leave a line empty between paragraphs.",
    )  # fmt: skip
    behaviour = SelectField("Which behaviour does it show?", choices=NO_BEHAVIOUR, validate_choice=False)
    picture = FileField("Picture")
    drop = BooleanField("Take the picture out")
    shows = StringField(
        "What does the picture show?", [_words, _most(rules.MOST_SHOWS)],
        description="In a sentence, for colleagues who do not see it: “Three people on a new bridge, in the rain.”",
    )  # fmt: skip

    def offer(self, behaviours: Sequence[tuple[int, str]]) -> None:
        """The behaviours to choose from."""
        self.behaviour.choices = NO_BEHAVIOUR | {str(number): words for number, words in behaviours}

    def validate_behaviour(self, field: Any) -> None:
        """One of those that were offered, or none yet."""
        if (field.data or "") not in field.choices:
            raise ValidationError("Choose one of the behaviours in the list.")

    @property
    def behaviour_id(self) -> int | None:
        """The chosen behaviour."""
        return int(self.behaviour.data) if self.behaviour.data else None

    @property
    def sent_picture(self) -> bytes:
        """The bytes of a new picture; none where none was chosen."""
        sent = self.picture.data
        # A form without files sends the field's name as plain text.
        return bytes(sent.read()) if sent is not None and not isinstance(sent, str) and sent.filename else b""


class DeclineForm(Form):
    """Why a story goes back."""

    note = TextAreaField(
        "A note to the author", [DataRequired("Say what should change."), _words, _most(rules.MOST_NOTE)],
        description="Only the author and the OD team read it.",
    )  # fmt: skip
