"""Forms of milestones and of stages of consultation."""

from datetime import date

from wtforms import BooleanField, HiddenField

from engage.core.forms import Form
from engage.programme.forms.boards_fields import a_day, area, line

MOST_NAME, MOST_REASON, MOST_WHO, MOST_OUTCOME = 200, 1000, 200, 1000


class MilestoneForm(Form):
    """A new milestone."""

    name = line("Milestone", MOST_NAME, "Say what is reached by then.", hint="For example: contract signed.")
    due = a_day("By when?", "Enter the date, for example 27/3/2027.")


class ChangeMilestoneForm(MilestoneForm):
    """One that is there already."""

    seen = HiddenField()
    dropped = BooleanField("It is dropped: nobody works towards it any more")
    reason = area("Why does the date move, or why is it dropped?", MOST_REASON,
                  hint="It stands in the change log, which boards read.")  # fmt: skip

    @property
    def seen_on(self) -> date | None:
        """The date that the form was opened with."""
        try:
            return date.fromisoformat(self.seen.data or "")
        except ValueError:
            return None


class MeetForm(Form):
    """When a milestone was met."""

    on = a_day("When was it met?", "Enter the day on which it was met, for example 27/3/2027.")


class ConsultationForm(Form):
    """A stage of consultation."""

    with_whom = line("Who is consulted?", MOST_WHO, "Say who is consulted.",
                     hint="For example: trade unions, the staff concerned, residents.")  # fmt: skip
    starts = a_day("From")
    ends = a_day("To")
    outcome = area("What came of it", MOST_OUTCOME)
