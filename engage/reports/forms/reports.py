"""Forms of one report: what it is of, a section's words, who comments, what was sent."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from engage.core.fields import day
from engage.core.forms import Form
from engage.directory.rules.units import UnitNode
from engage.reports.rules import periods, reports
from engage.reports.rules.periods import Period
from engage.reports.rules.reports import Kind

KINDS: dict[str, str] = {
    Kind.PAPER: "Committee paper: cover, all sections, and the figures",
    Kind.DIRECTORATE: "Directorate page: the figures of one directorate, for its management team",
    Kind.EXCEPTION: "Exception report: only what is late, missed or has changed much",
}
OWN = "own"


def at_most(number: int) -> Length:
    """No more characters than a column holds."""
    return Length(max=number, message=f"Use at most {number:,} characters.")


class Versioned(Form):
    """Holds which version somebody has before them."""

    version = HiddenField()

    @property
    def seen(self) -> int:
        """That version; -1 where what was sent is none."""
        sent = self.version.data or ""
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


class PeriodForm(Versioned):
    """A quarter, or chosen days."""

    quarter = SelectField("Period", choices=[])
    first_day = StringField("First day", description="Only for chosen days. For example 1/4/2027")
    last_day = StringField("Last day", description="Only for chosen days. For example 30/6/2027")

    def offer_quarters(self, today: date) -> None:
        """The quarters to choose from, the newest first, and chosen days."""
        found = {each.first.isoformat(): periods.words(each) for each in periods.quarters(today)}
        self.quarter.choices = found | {OWN: "Chosen days"}

    def show_period(self, period: Period) -> None:
        """Fill it in with the period of a report."""
        offered: Any = self.quarter.choices
        if period.quarter is not None and period.first.isoformat() in offered:
            self.quarter.data = period.first.isoformat()
        else:
            self.quarter.data = OWN
            self.first_day.data, self.last_day.data = (
                f"{each.day}/{each.month}/{each.year}" for each in (period.first, period.last)
            )

    def validate_first_day(self, field: Any) -> None:
        """A real day, where days are chosen."""
        if self.quarter.data == OWN and day(field.data) is None:
            raise ValidationError("Enter the first day as numbers, for example 1/4/2027.")

    def validate_last_day(self, field: Any) -> None:
        """A real day that is not before the first, nor years after it."""
        if self.quarter.data != OWN:
            return
        last, first = day(field.data), _day_or_none(self.first_day.data)
        if last is None:
            raise ValidationError("Enter the last day as numbers, for example 30/6/2027.")
        if first and last < first:
            raise ValidationError("The last day is before the first.")
        if first and (last - first).days > periods.LONGEST_DAYS:
            raise ValidationError("Choose at most two years.")

    @property
    def period(self) -> Period:
        """What was chosen; of a form that is sound."""
        if self.quarter.data != OWN:
            return periods.quarter_of(date.fromisoformat(self.quarter.data))
        first, last = day(self.first_day.data), day(self.last_day.data)
        assert first is not None and last is not None  # noqa: S101  # validated above
        return Period(first, last)


def _day_or_none(typed: str | None) -> date | None:
    try:
        return day(typed)
    except ValidationError:
        return None


class ReportForm(PeriodForm):
    """What a report is of, and its cover."""

    title = StringField("Title", [DataRequired("Enter a title."), at_most(reports.MOST_TITLE)])
    kind = RadioField("What is it?", choices=KINDS, default=Kind.PAPER)
    unit = SelectField("Directorate", choices=[], description="Only for a directorate page.")
    blocks = SelectMultipleField(
        "Blocks", choices=[], widget=ListWidget(), option_widget=CheckboxInput(),
        description="Their order is changed on the report’s page.",
    )  # fmt: skip
    achievements = TextAreaField(
        "Achievements", [at_most(reports.MOST_TEXT)],
        description="One a line, for the block of that name. End a line with an address within Engage, such as "
        "/surveys/2/results, as its evidence.",
    )  # fmt: skip
    meeting = StringField("Meeting", [at_most(reports.MOST_LINE)], description="For example: Cabinet")
    meeting_day = StringField("Date of the meeting", description="For example 27/3/2027")
    key_decision = BooleanField("It is a key decision")
    forward_plan = StringField("Forward plan reference", [at_most(reports.MOST_LINE)])
    wards = StringField("Wards affected", [at_most(reports.MOST_LINE)], description="For example: all")
    contact = StringField(
        "Contact officer", [at_most(reports.MOST_LINE)], description="A name with a team, telephone number or e-mail."
    )

    def offer(self, units: Sequence[UnitNode], blocks: Sequence[tuple[str, str]], today: date) -> None:
        """What there is to choose from."""
        self.offer_quarters(today)
        self.unit.choices = {"": "None"} | {str(each.id): each.name for each in units}
        self.blocks.choices = dict(blocks)

    def validate_unit(self, field: Any) -> None:
        """A directorate page is about one."""
        if self.kind.data == Kind.DIRECTORATE and not field.data:
            raise ValidationError("Choose the directorate.")

    def validate_blocks(self, field: Any) -> None:
        """At least one."""
        if not field.data:
            raise ValidationError("Choose at least one block.")

    def validate_meeting_day(self, field: Any) -> None:
        """A real day."""
        day(field.data)

    @property
    def meeting_on(self) -> date | None:
        """The day of the meeting, where one is given."""
        return day(self.meeting_day.data)


class CopyForm(PeriodForm):
    """A copy: its title and period."""

    title = StringField("Title of the copy", [DataRequired("Enter a title."), at_most(reports.MOST_TITLE)])


class WordsForm(Versioned):
    """What stands in a section."""

    answer = RadioField("Are there any?", choices={"yes": "Yes", "no": "No", "": "Not said yet"}, default="")
    text = TextAreaField(
        "Words", [at_most(reports.MOST_TEXT)],
        description="Leave a line empty between paragraphs. Each paragraph gets its number by itself.",
    )  # fmt: skip
    author = StringField("Author", [at_most(reports.MOST_AUTHOR)], description="A name with a job title.")
    written_day = StringField("Day", description="For example 27/3/2027")

    def validate_written_day(self, field: Any) -> None:
        """A real day."""
        day(field.data)

    @property
    def written_on(self) -> date | None:
        """That day, where one is given."""
        return day(self.written_day.data)


class CommentForm(Versioned):
    """Somebody's own section."""

    text = TextAreaField(
        "Your comments", [DataRequired("Write your comments."), at_most(reports.MOST_TEXT)],
        description="Leave a line empty between paragraphs. Your name and today’s date are put below.",
    )  # fmt: skip


class CommenterForm(Form):
    """Who is asked for a section."""

    who = StringField(
        "Who writes it?", [at_most(200)],
        description="Type a name; if two people have it, you choose between them. Leave it empty to ask nobody.",
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )  # fmt: skip
    who_id = RadioField("Which of them?", choices=[], validate_choice=False)

    @property
    def chosen(self) -> int | None:
        """The id that was chosen, where it is one."""
        sent = self.who_id.data or ""
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None

    def offer(self, found: Sequence[tuple[int, str]]) -> None:
        """The people to choose between."""
        self.who_id.choices = {str(person_id): words for person_id, words in found}


class SentForm(Form):
    """That it was sent."""

    sent_day = StringField("Day", [DataRequired("Enter the day as numbers, for example 27/3/2027.")])
    sent_to = StringField(
        "To whom", [DataRequired("Say to whom it was sent."), at_most(reports.MOST_SENT_TO)],
        description="A meeting, a team or a role; names are not needed.",
    )  # fmt: skip

    def validate_sent_day(self, field: Any) -> None:
        """A real day."""
        day(field.data)

    @property
    def sent_on(self) -> date:
        """That day; of a form that is sound."""
        found = day(self.sent_day.data)
        assert found is not None  # noqa: S101  # validated above
        return found
