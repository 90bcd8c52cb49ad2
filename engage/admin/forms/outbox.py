"""Giving up what could not be done."""

from wtforms import StringField
from wtforms.validators import DataRequired, Length

from engage.core.forms import Form
from engage.core.outbox_mending import LONGEST_REASON


class GiveUpForm(Form):
    """Why nobody tries it again."""

    why = StringField(
        "Why is it given up?",
        [
            DataRequired("Say why it is given up."),
            Length(max=LONGEST_REASON, message=f"Use at most {LONGEST_REASON} characters."),
        ],
    )
