"""Forms of the review of comments: shape and wording only."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from engage.core.forms import Form
from engage.surveys.rules import comments as rules

READERS = {
    rules.Readers.OD: "The OD team",
    rules.Readers.HEADS: "The OD team, and who heads the organisation or a directorate",
    rules.Readers.STAFF: "All staff",
    rules.Readers.NOBODY: "Nobody: no comment is ever shown or quoted",
}
STATES = {rules.State.APPROVED: "Approve it: others may read it", rules.State.WITHHELD: "Withhold it"}
# What nobody reviewed in time is withheld by whoever publishes.
CHOSEN = {code: words for code, words in rules.REASONS.items() if code != "not_reviewed"}


class ReadersForm(Form):
    """Who reads comments after their review."""

    readers = RadioField(
        "Who reads the comments that reviewers approved?", [InputRequired("Choose who reads the comments.")],
        choices={str(each): words for each, words in READERS.items()},
    )  # fmt: skip


class ReviewForm(Form):
    """One comment: what else to mask, whether others may read it, its themes."""

    version = HiddenField()
    words = TextAreaField(
        "Mask more words", [Optional(), Length(max=rules.MOST_PHRASES * rules.LONGEST_PHRASE)],
        description="As they stand in the comment, one thing a line. Each is masked wherever it stands.",
    )  # fmt: skip
    state = RadioField(
        "May others read this comment?", [InputRequired("Choose whether others may read this comment.")],
        choices={str(each): words for each, words in STATES.items()},
    )  # fmt: skip
    reason = RadioField("If you withhold it, why?", [Optional()], choices=CHOSEN)
    themes = SelectMultipleField("Themes", [Optional()])

    def offer(self, themes: Sequence[tuple[int, str]]) -> None:
        """The themes to choose from."""
        self.themes.choices = {str(theme_id): name for theme_id, name in themes}

    def validate_reason(self, field: Any) -> None:
        """A comment is withheld with a reason."""
        if self.state.data == rules.State.WITHHELD and not field.data:
            raise ValidationError("Choose why it is withheld.")

    @property
    def chosen(self) -> frozenset[int]:
        """The ids of the themes that were ticked."""
        return frozenset(int(each) for each in self.themes.data or ())

    @property
    def seen(self) -> int:
        """The version that the page showed."""
        sent = self.version.data or ""
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


class PublishCommentsForm(Form):
    """That the rest is withheld, where any waits."""

    rest = BooleanField("Withhold the comments that nobody has reviewed yet")


class TakeBackForm(Form):
    """Why a published comment is taken back."""

    reason = RadioField(
        "Why is it taken back?", [InputRequired("Choose why it is taken back.")],
        choices=CHOSEN,
    )  # fmt: skip


class QuoteForm(Form):
    """The words to be quoted."""

    words = TextAreaField(
        "The words to quote",
        [InputRequired("Enter the words to quote."),
         Length(max=rules.MOST_WORDS, message=f"Quote at most {rules.MOST_WORDS} characters.")],
        description="A part of the comment, as it stands there.",
    )  # fmt: skip


class KeywordsForm(Form):
    """The keywords of a theme."""

    words = TextAreaField(
        "Keywords", [Optional(), Length(max=rules.MOST_KEYWORDS * (rules.LONGEST_KEYWORD + 2))],
        description="One a line. Each finds the words that begin with it: “train” finds training and trainer, not "
                    "strain. Capitals and accents make no difference.",
    )  # fmt: skip
