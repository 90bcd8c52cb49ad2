"""Forms of thanks: shape and wording only."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from engage.core.forms import Form, clean
from engage.recognition.rules.thanks import MOST_BEHAVIOURS, MOST_REASON, MOST_WORDS, has_words, readable

ALL, PRIVATE = "all", "private"
AUDIENCES = {ALL: "Shown to all staff, on the wall", PRIVATE: "Private: only you and whoever you thank"}
WHEN = {
    "after": "After they are shown: colleagues report what is wrong",
    "before": "Before they are shown: each waits until one of you has read it",
}
MISSING = "Write what you want to thank them for."
LONG = f"Use at most {MOST_WORDS:,} characters. What you typed is still here."


def own_words(text: Any) -> Any:
    """Text as it is kept: without what nobody sees."""
    return readable(clean(text)) if isinstance(text, str) else text


def _is_read(message: str) -> Any:
    def check(_form: Any, field: Any) -> None:
        if not has_words(field.data or ""):
            raise ValidationError(message)

    return check


def _behaviour(text: Any) -> int:
    return int(text) if str(text).isascii() and str(text).isdigit() and len(str(text)) < 10 else 0


class ThanksForm(Form):
    """A thank-you; whom it is for is chosen beside it."""

    behaviour = SelectMultipleField("What did they show?", coerce=_behaviour, validate_choice=False)
    words = TextAreaField(
        "Your thank-you", filters=[own_words],
        validators=[DataRequired(MISSING), _is_read(MISSING), Length(max=MOST_WORDS, message=LONG)],
    )  # fmt: skip
    audience = RadioField(
        "Who can read it?",
        choices=AUDIENCES,
        default=ALL, validate_choice=False,
    )  # fmt: skip
    once = HiddenField(validators=[Length(max=100)])
    # The code of the site's poster that led here.
    at = HiddenField(validators=[Length(max=20)])

    def allow(self, behaviours: Sequence[int]) -> None:
        """Behaviours of the framework in force, one or two of them where there is one."""
        self.allowed = frozenset(behaviours)

    def validate_behaviour(self, field: Any) -> None:
        """One or two of those that are offered."""
        if not self.allowed:
            field.data = []
        elif not field.data or not self.allowed.issuperset(field.data):
            raise ValidationError("Choose one or two behaviours that they showed.")
        elif len(set(field.data)) > MOST_BEHAVIOURS:
            raise ValidationError("Choose at most two behaviours: those that say it best.")

    def validate_audience(self, field: Any) -> None:
        """One of the two."""
        if field.data not in (ALL, PRIVATE):
            raise ValidationError("Choose who can read it.")


class PreferencesForm(Form):
    """How somebody likes to be thanked."""

    in_private = BooleanField(
        "Thank me in private",
        description="Whoever thanks you by name is told so, and only they and whoever else they thank with you can "
        "read it here. On paper it is read by whoever prints the card, too. What is on the wall "
        "already stays there until you take it off.",
    )
    on_paper = BooleanField(
        "On paper, too",
        description="Your thanks can be printed at your site, so that you can pick them up there.",
    )
    no_digest = BooleanField(
        "No monthly summary of my teams",
        description="For whoever leads a team: nothing is sent or put on your start page on the first working day of "
        "a month.",
    )


class ThanksSettingsForm(Form):
    """What the OD team has set."""

    before = RadioField(
        "When does the OD team read thanks?",
        choices=WHEN,
    )


class DeclineForm(Form):
    """Why it is not shown."""

    reason = TextAreaField(
        "Why it is not shown", filters=[own_words],
        validators=[
            DataRequired("Say why: whoever gave it reads it."), _is_read("Say why: whoever gave it reads it."),
            Length(max=MOST_REASON, message=f"Use at most {MOST_REASON} characters. What you typed is still here."),
        ],
    )  # fmt: skip
