"""The forms of plans, headings, items and sessions: shape and wording only."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from engage.core.fields import day
from engage.core.forms import Form, clean
from engage.programme.rules import plans as rules
from engage.programme.rules.kinds import Stage
from engage.programme.rules.plan_cells import hundredths

STAGES = {
    Stage.NOT_STARTED: ("Not started", "slate"),
    Stage.UNDER_WAY: ("Under way", "blue"),
    Stage.COMPLETE: ("Complete", "green"),
    Stage.STOPPED: ("Stopped", "brick"),
}
AMOUNT = "Enter an amount in pounds, such as 25000 or 1,250.50."
DAY_HINT = "For example 27/3/2027."


def one_line(text: Any) -> Any:
    """A text of one line, cleaned."""
    return " ".join(clean(text).split()) if isinstance(text, str) else text


def _most(number: int) -> Length:
    return Length(max=number, message=f"Use at most {number:,} characters.")


def line(label: str, most: int, *needed: str, hint: str = "") -> StringField:
    """A line of text; `needed`: what to say where it is missing."""
    begin = DataRequired(needed[0]) if needed else Optional()
    return StringField(label, [begin, _most(most)], description=hint, filters=[one_line])


def area(label: str, most: int, *needed: str, hint: str = "") -> TextAreaField:
    """A longer text."""
    return TextAreaField(label, [DataRequired(needed[0]) if needed else Optional(), _most(most)], description=hint)


def day_field(label: str, hint: str = DAY_HINT) -> StringField:
    """A day, or none."""
    return StringField(label, [Optional(), _is_day], description=hint)


def _is_day(form: Any, field: Any) -> None:
    found = day(field.data)
    if found is not None and not 1990 <= found.year <= 2100:
        raise ValidationError("Enter a day between 1990 and 2100.")


def amount(label: str, hint: str = "") -> StringField:
    """Pounds, or none."""
    return StringField(label, [Optional(), _is_amount], description=hint, filters=[one_line])


def _is_amount(form: Any, field: Any) -> None:
    try:
        hundredths(field.data or "")
    except OverflowError:
        raise ValidationError("The amount is too large: at most 100 billion pounds.") from None
    except ValueError:
        raise ValidationError(AMOUNT) from None


def pence_of(field: Any) -> int | None:
    """Pence of what a checked field holds."""
    return hundredths(field.data) if field.data else None


def day_of(field: Any) -> date | None:
    """The day that a field holds; None too where it holds no day."""
    try:
        return day(field.data)
    except ValidationError:
        return None


def number_of(field: Any) -> int:
    """The version that a form was opened with; -1 where it is none."""
    sent = field.data or ""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


class _Dated(Form):
    starts = day_field("Starts on")
    ends = day_field("Ends on")

    def validate_ends(self, field: Any) -> None:
        """Not before it starts."""
        starts, ends = day_of(self.starts), day_of(field)
        if starts and ends and ends < starts:
            raise ValidationError("The end lies before the start.")

    @property
    def starts_on(self) -> date | None:
        """The first day."""
        return day_of(self.starts)

    @property
    def ends_on(self) -> date | None:
        """The last day."""
        return day_of(self.ends)


class PlanForm(_Dated):
    """What a plan is called, what its levels are called, and what staff read of it."""

    version = HiddenField()
    name = line("Name", rules.MOST_NAME, "Enter a name.")
    about = area(
        "What it is about", rules.MOST_ABOUT,
        hint="Staff read it under “About the programme”. Leave a line empty between paragraphs.",
    )  # fmt: skip
    levels = area(
        "Names of its levels", 300,
        hint="From the top, one a line, at most three: for example “Theme”, then “Priority”. Leave it empty where "
        "items stand on the plan itself.",
    )  # fmt: skip

    def validate_levels(self, field: Any) -> None:
        """At most three, each short, none twice."""
        if len(self.level_names) > rules.MOST_LEVELS:
            raise ValidationError(f"A plan has at most {rules.MOST_LEVELS} levels.")
        if any(len(each) > rules.MOST_LEVEL for each in self.level_names):
            raise ValidationError(f"Use at most {rules.MOST_LEVEL} characters for a level.")

    @property
    def level_names(self) -> tuple[str, ...]:
        """The levels from the top."""
        return tuple(name for each in (self.levels.data or "").split("\n") if (name := " ".join(each.split())))


class HeadingForm(Form):
    """A heading and where it stands."""

    name = line("Heading", rules.MOST_NAME, "Enter the heading.")
    parent = SelectField("Under", validate_choice=False)

    def offer(self, choices: Sequence[tuple[int, str]]) -> None:
        """The headings it can stand under."""
        self.parent.choices = [("", "The plan itself"), *((str(key), name) for key, name in choices)]

    @property
    def parent_id(self) -> int | None:
        """The heading it stands under."""
        return chosen(self.parent)


def chosen(field: Any) -> int | None:
    """The id that a list holds; one that is no number is nothing that exists."""
    sent = field.data or ""
    if not sent:
        return None
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


class ItemForm(_Dated):
    """An item of a plan."""

    version = HiddenField()
    name = line("Name", rules.MOST_NAME, "Enter a name.")
    kind = line("What is it?", rules.MOST_KIND, hint="The plan’s own word, such as project, priority or strategy.")
    heading = SelectField("Under", validate_choice=False)
    objective = area("Objective", rules.MOST_OBJECTIVE, hint="What it is to bring about, in plain words.")
    no_lead = BooleanField("Nobody leads it for now")
    board = SelectField("Board or committee that follows it", validate_choice=False)
    phase = line("Phase", rules.MOST_PHASE)
    stage = RadioField("How far is it?", choices={str(stage): words for stage, (words, _) in STAGES.items()},
                       default=Stage.NOT_STARTED)  # fmt: skip
    status = area("Status in words", rules.MOST_STATUS)
    budget = amount("Budget in pounds")
    reason = area("Why this changes", rules.MOST_REASON)

    def offer(self, headings: Sequence[tuple[int, str]], boards: Sequence[tuple[int, str]]) -> None:
        """Where it can stand, and who can follow it."""
        self.heading.choices = [("", "The plan itself"), *((str(key), name) for key, name in headings)]
        self.board.choices = [("", "None"), *((str(key), name) for key, name in boards)]

    def validate_heading(self, field: Any) -> None:
        """One of this plan."""
        _known(field, "Choose a heading of this plan.")

    def validate_board(self, field: Any) -> None:
        """One that meets."""
        _known(field, "Choose a board of the list.")


def _known(field: Any, message: str) -> None:
    if (field.data or "") not in {str(key) for key, _ in field.choices}:
        raise ValidationError(message)


class ReasonForm(Form):
    """Why something is removed."""

    reason = area("Why is it removed?", rules.MOST_REASON, "Say why the item is removed.")


class SessionForm(_Dated):
    """A session: for which group, when, what it costs, and whether it was held."""

    group = line("For which group", rules.MOST_GROUP, "Say for which group it is.")
    cost = amount("Cost in pounds")
    held = day_field("Held on", "Only once it was held. For example 27/3/2027.")


class PlanFileForm(Form):
    """Plans as a file."""

    file = FileField("Excel workbook or CSV file", [FileRequired("Choose a file.")])


class TakeForm(Form):
    """Taking a file in, with a reason where a published plan changes."""

    reason = area("Why these plans change", rules.MOST_REASON)


class PasteForm(Form):
    """Rows of a spreadsheet."""

    rows = area("Rows from the spreadsheet", 100_000, "Paste at least one row.")
