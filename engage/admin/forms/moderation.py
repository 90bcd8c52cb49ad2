"""Reporting a problem, and deciding about what was reported."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from engage.core.forms import Form

MOST = 1000
TOO_LONG = f"Use at most {MOST:,} characters."


class ReportForm(Form):
    """What is wrong with it."""

    reason = TextAreaField(
        "What is wrong with it?",
        [DataRequired("Say what is wrong with it."), Length(max=MOST, message=TOO_LONG)],
    )


class NoteForm(Form):
    """Why it was decided so: for the OD team, who look at it again."""

    note = TextAreaField("Note", [Optional(), Length(max=MOST, message=TOO_LONG)])
