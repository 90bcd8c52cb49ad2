"""Forms of nominating: shape and wording only."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf.file import FileField, FileRequired, MultipleFileField
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from engage.core.forms import Form
from engage.recognition.forms.rounds import some_words, words
from engage.recognition.rules.nominations import (
    LONGEST_WORD,
    MOST_SECOND,
    MOST_VIEW,
    has_words,
    too_long,
    words_in,
)
from engage.recognition.rules.rounds import Origin

ORIGINS: dict[str, str] = {Origin.RESIDENT: "A resident", Origin.COUNCILLOR: "A councillor"}


class Within:
    """No more words than the category allows; what was typed stays in the field."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Any, field: Any) -> None:
        """Say how many there are."""
        said, under = field.data or "", f"under “{field.label.text}”"
        if words_in(said) > self.most:
            raise ValidationError(f"Use at most {self.most:,} words {under}: there are {words_in(said):,}.")
        if too_long(said, self.most):
            most = self.most * LONGEST_WORD
            raise ValidationError(f"Use at most {most:,} characters {under}: there are {len(said):,}.")


class Some:
    """Something can be read in it."""

    def __call__(self, form: Any, field: Any) -> None:
        """Say what is missing."""
        if not has_words(field.data or ""):
            raise ValidationError(f"Write something under “{field.label.text}”.")


class WhoForm(Form):
    """Whom; the picker itself is checked by the view."""

    version = HiddenField()
    once = HiddenField()


class WordsForm(Form):
    """What stands under each criterion; `words_form` adds a field for each."""

    version = HiddenField()

    @property
    def said(self) -> Mapping[int, str]:
        """The words by the criterion's id."""
        return {int(name[6:]): field.data or "" for name, field in self._fields.items() if name.startswith("words_")}


def words_form(criteria: Sequence[tuple[int, str, str]], most: int, base: type[Form] = WordsForm,
               needed: bool = False) -> type[Any]:  # fmt: skip
    """A form with a field for each criterion: (id, name, prompt)."""
    checks: list[Any] = [*([Some()] if needed else []), Within(most)]
    fields = {
        f"words_{key}": TextAreaField(name, validators=checks, description=prompt) for key, name, prompt in criteria
    }
    return type("Words", (base,), fields)


class EvidenceForm(Form):
    """Files that show what the words say."""

    files = MultipleFileField("Choose files")


class SecondForm(Form):
    """What a seconder adds."""

    words = some_words("Would you like to add something?", MOST_SECOND)


class ViewForm(Form):
    """What a manager says."""

    # Not Optional(): only whoever has nothing to say leaves it empty.
    words = TextAreaField("What should those who run the awards know?",
                          [Length(max=MOST_VIEW, message=f"Use at most {MOST_VIEW:,} characters.")])  # fmt: skip


class OutsideForm(WordsForm):
    """A nomination from outside: no search of staff, a name in their own words."""

    once = HiddenField()
    origin = RadioField("You are", choices=ORIGINS, validators=[InputRequired("Choose one.")])
    name = words("Your name", "Enter your name.", 120)
    contact = words("Your e-mail address or phone number", "Enter how we can reach you.", 254)
    nominee = words("Who do you nominate?", "Say who you nominate, as far as you know their name.", 200)


class UploadForm(Form):
    """The council's own form as a file."""

    file = FileField("Excel workbook or CSV file", [FileRequired("Choose a file.")])
