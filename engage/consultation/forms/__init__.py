"""Forms of taking part: shape and wording only."""

from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from engage.consultation.rules import MOST_ENTRY, Column, has_words
from engage.core.forms import Form


class Words:
    """There is something to be read, not blanks or characters that nobody sees."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse what looks empty."""
        if field.data and not has_words(field.data):
            raise ValidationError(self.message)


def words(label: str, missing: str, most: int, area: bool = True, **more: Any) -> Any:
    """A field for one's own words."""
    long = f"Use at most {most:,} characters. What you typed is still here."
    kind = TextAreaField if area else StringField
    return kind(label, validators=[DataRequired(missing), Words(missing), Length(max=most, message=long)], **more)


class CommentForm(Form):
    """A comment on a statement."""

    text = words("Your comment", "Write your comment first.", MOST_ENTRY)


class EditForm(Form):
    """Other words for one's own entry."""

    text = words("Your words", "Write something, or take your words back below.", MOST_ENTRY)


class WorksWellForm(Form):
    """An entry in the first column."""

    works_well = words("What works well?", "Write what works well first.", MOST_ENTRY)


class EvenBetterForm(Form):
    """An entry in the second column."""

    even_better = words("What would make it even better?", "Write what would make it better first.", MOST_ENTRY)


BOARD = {Column.WORKS_WELL: WorksWellForm, Column.EVEN_BETTER: EvenBetterForm}
