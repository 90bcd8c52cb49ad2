"""Forms of the builder: sections, questions with their answers and conditions, themes and indices."""

from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as Part
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from engage.core.fields import Number, WholeNumber
from engage.core.forms import Form
from engage.surveys.rules import Aside, Direction, Kind, Match, is_code

KINDS = {
    Kind.SCALE: "A scale: agreement, satisfaction, or your own words",
    Kind.GRID: "A grid: several statements on one scale",
    Kind.SINGLE: "One choice from a list",
    Kind.MULTIPLE: "Several choices from a list",
    Kind.RANKING: "A ranking: put in order what matters most",
    Kind.NPS: "0 to 10",
    Kind.SHORT_TEXT: "Short text",
    Kind.LONG_TEXT: "A comment",
    Kind.NUMBER: "A number",
    Kind.DATE: "A date",
}
PRESETS = {
    "agreement": "Strongly agree to strongly disagree",
    "satisfaction": "Very satisfied to very dissatisfied",
    "frequency": "Always to never",
    "yes-no": "Yes or no",
    "own": "My own words, one a line below",
}
COUNTS_AS = {
    "": "No direction",
    Direction.POSITIVE.value: "Positive",
    Direction.NEUTRAL.value: "Neutral",
    Direction.NEGATIVE.value: "Negative",
    Aside.NOT_APPLICABLE.value: "Not applicable (not counted)",
    Aside.PREFER_NOT_TO_SAY.value: "Prefer not to say (not counted)",
}
MATCHES = {Match.ALL.value: "all of these are true", Match.ANY.value: "at least one of these is true"}


class AddSectionForm(Form):
    """A section begins with its title."""

    version = HiddenField()
    title = StringField("Title of the section", [DataRequired("Enter a title."), Length(max=500)])


class AddQuestionForm(Form):
    """A question begins with its kind and its words."""

    version = HiddenField()
    kind = SelectField("Kind of question", choices={kind.value: words for kind, words in KINDS.items()})
    text = TextAreaField("The question", [DataRequired("Enter the question."), Length(max=4000)])
    preset = SelectField("Answers", choices=PRESETS)
    words = TextAreaField("Own answers, or the statements of a grid", [Optional(), Length(max=20_000)])


class ComparisonPart(Part):
    """One look at an earlier answer."""

    item = HiddenField()
    operator = SelectField("How", validate_choice=False)
    values = SelectMultipleField("Answers", validate_choice=False)
    typed = StringField("Answer", [Optional(), Length(max=500)])


class OptionPart(Part):
    """One answer to choose."""

    code = HiddenField()
    text = StringField("Answer", [Length(max=500)])
    score = Number("Score", [Optional()])
    counts_as = SelectField("Counts as", choices=COUNTS_AS)


class RowPart(Part):
    """One statement of a grid."""

    code = HiddenField()
    text = StringField("Statement", [Length(max=500)])
    reversed = BooleanField("Reversed: agreeing is the bad answer")


class ConditionForm(Form):
    """Who is asked: what a section and a question share."""

    version = HiddenField()
    match = SelectField("Asked where", choices=MATCHES, validate_choice=False)
    comparisons = FieldList(FormField(ComparisonPart))
    new_item = SelectField("Earlier question", validate_choice=False)


class SectionForm(ConditionForm):
    """A section."""

    title = StringField("Title", [DataRequired("Enter a title."), Length(max=500)])
    intro = TextAreaField("Introduction", [Optional(), Length(max=4000)])


class QuestionForm(ConditionForm):
    """A question with its answers; the page shows what its kind has."""

    text = TextAreaField("The question", [DataRequired("Enter the question."), Length(max=4000)])
    hint = TextAreaField("Hint", [Optional(), Length(max=4000)])
    code = StringField("Code", [DataRequired("Enter a code."), Length(max=40)])
    required = BooleanField("Everyone must answer it")
    sensitive = BooleanField("Sensitive: its figures are guarded more strictly")
    reversed = BooleanField("Reversed: agreeing is the bad answer")
    has_other = BooleanField("Offer “Other”, with room for words")
    max_length = WholeNumber("Longest answer, in characters", [Optional(), NumberRange(1, 2000)])
    low = Number("Smallest number", [Optional()])
    high = Number("Largest number", [Optional()])
    whole = BooleanField("Whole numbers only")
    has_comment = BooleanField("Offer a box for a comment beside the grid")
    characteristic = BooleanField("Results may be split by this question")
    ordered = BooleanField("Its answers lie in an order, such as bands of age")
    options = FieldList(FormField(OptionPart))
    rows = FieldList(FormField(RowPart))
    new_options = TextAreaField("Add answers, one a line", [Optional(), Length(max=20_000)])
    new_rows = TextAreaField("Add statements, one a line", [Optional(), Length(max=20_000)])

    def validate_code(self, field: Any) -> None:
        """A code is usable in a file and an address."""
        if not is_code(field.data):
            raise ValidationError("A code is up to 40 letters, digits, hyphens and single underscores.")


class GroupForm(Form):
    """A theme or an index."""

    version = HiddenField()
    name = StringField("Name", [DataRequired("Enter a name."), Length(max=500)])
    items = SelectMultipleField("Questions", validate_choice=False)
