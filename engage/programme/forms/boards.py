"""Forms of boards and their meetings."""

from wtforms.validators import InputRequired, NumberRange

from engage.core.fields import WholeNumber
from engage.core.forms import Form
from engage.programme.forms.boards_fields import a_day, area, line, one_of
from engage.programme.rules.boards import CADENCES, MOST_ABOUT, MOST_NAME, MOST_NOTICE
from engage.programme.rules.kinds import Cadence

NOTICE = f"Enter a whole number of days from 0 to {MOST_NOTICE}."


class BoardForm(Form):
    """A board or committee."""

    name = line("Name", MOST_NAME, "Enter the name of the board or committee.")
    about = area("What it reads, and what for", MOST_ABOUT)
    cadence = one_of("How often does it meet?", CADENCES, "Choose how often it meets.", Cadence.QUARTERLY)
    notice_days = WholeNumber(
        "Updates are due so many days before a meeting", [InputRequired(NOTICE), NumberRange(0, MOST_NOTICE, NOTICE)],
        description="Its papers go out about then. Lead officers are asked 10 days and 2 days before.", default=10,
    )  # fmt: skip


class MeetingsForm(Form):
    """The first meeting of a year."""

    first = a_day("First meeting", "Enter the day of the first meeting, for example 27/3/2027.")


class MeetingForm(Form):
    """One meeting."""

    on = a_day("Day of the meeting", "Enter the day of the meeting, for example 27/3/2027.")
    due_on = a_day("Updates are due by", "Enter by when updates are due, for example 17/3/2027.")
