"""Moving a switch."""

from wtforms import BooleanField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from engage.core.forms import Form

MOST = 500
TOO_LONG = f"Use at most {MOST} characters."


class OnForm(Form):
    """What was signed, and where it is kept."""

    confirmed = BooleanField("I confirm that this is so", [InputRequired("Tick the box to confirm it.")])
    why = TextAreaField(
        "What was signed, by whom, and where is it kept?",
        [DataRequired("Say what was signed, by whom and where it is kept."), Length(max=MOST, message=TOO_LONG)],
    )


class OffForm(Form):
    """Why it goes off."""

    why = TextAreaField(
        "Why is it switched off?", [DataRequired("Say why it is switched off."), Length(max=MOST, message=TOO_LONG)]
    )
