"""What coordinators of staff networks type."""

from typing import Any

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from engage.champions.rules.quiet import MOST_ANSWER, MOST_MESSAGE, MOST_TITLE
from engage.core.forms import Form


def most(number: int) -> Length:
    """Not more than so many characters, in a sentence."""
    return Length(max=number, message=f"Use at most {number:,} characters. What you typed is still here.")


def readable(_form: Any, field: Any) -> None:
    """Something that can be read: not characters alone that nobody sees."""
    if field.data and not any(each.isalnum() for each in field.data):
        raise ValidationError("Write something that can be read.")


class AnswerForm(Form):
    """A few words to whoever asked to join."""

    answer = TextAreaField("A few words to them", [most(MOST_ANSWER)])


class MessageForm(Form):
    """A message to everybody in the network."""

    once = HiddenField(validators=[Length(min=8, max=40)])
    title = StringField("Title", [DataRequired("Give the message a title."), readable, most(MOST_TITLE)])
    body = TextAreaField(
        "Message", [DataRequired("Write the message."), readable, most(MOST_MESSAGE)],
        description="Leave a line empty between paragraphs. Name nobody who has not agreed to it.",
    )  # fmt: skip
