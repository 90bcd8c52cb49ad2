"""Forms of measures and their figures."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired, NumberRange

from engage.core.fields import WholeNumber
from engage.core.formatting import day
from engage.core.forms import Form
from engage.programme.forms.boards_fields import a_day, area, figure, line, one_of
from engage.programme.rules.kinds import Better
from engage.programme.rules.measures import BETTER, LENGTHS, MOST_NAME, MOST_NOTE, UNITS, plain

MOST_AT_ONCE = 12
COUNT = f"Enter a whole number from 1 to {MOST_AT_ONCE}."


class MeasureForm(Form):
    """A new measure."""

    name = line("What is measured?", MOST_NAME, "Say what is measured.", hint="For example: homes inspected.")
    unit = one_of("In what?", UNITS, "Choose what it is measured in.")
    better = one_of("Which way is better?", BETTER, "Choose which way is better.", Better.HIGHER)
    saving = BooleanField("It is a saving")


class PeriodsForm(Form):
    """Periods that are added to a measure."""

    first = a_day("First day of the first period", "Enter the first day, for example 1/4/2027.",
                  hint="For example 1/4/2027.")  # fmt: skip
    length = one_of("How long is each?", LENGTHS, "Choose how long each period is.", "3")
    count = WholeNumber("How many?", [InputRequired(COUNT), NumberRange(1, MOST_AT_ONCE, COUNT)], default=4)
    target = figure("Target of each", hint="Leave it empty where it is not known yet, or differs.")


class FiguresForm(Form):
    """What is entered for the periods of a measure; the fields of each period are added to it."""

    reason = area("If a target changes: why?", 1000, hint="It stands in the change log, which boards read.")

    def of(self, number: int, what: str) -> Any:
        """The field of a period: its actual, its target, its note, or what the form was opened with."""
        return self[f"{what}_{number}"]

    def changed(self, number: int, what: str) -> bool:
        """Whether somebody typed something else than what the form was opened with."""
        return bool((self.of(number, what).data or "") != (self.of(number, f"seen_{what}").data or ""))

    def show(self, periods: Sequence[Any]) -> None:
        """What is there already."""
        for each in periods:
            held = {"actual": plain(each.actual), "target": plain(each.target), "note": each.note}
            for what, typed in held.items():
                self.of(each.id, what).data = self.of(each.id, f"seen_{what}").data = typed


def figures_form(periods: Sequence[Any], **given: Any) -> FiguresForm:
    """The form with fields for these periods."""
    fields: dict[str, Any] = {}
    for each in periods:
        span = f"{day(each.starts_on)} to {day(each.ends_on)}"
        fields[f"target_{each.id}"] = figure(f"Target, {span}")
        fields[f"actual_{each.id}"] = figure(f"Actual, {span}")
        fields[f"note_{each.id}"] = line(f"Note, {span}", MOST_NOTE)
        fields |= {f"seen_{what}_{each.id}": HiddenField() for what in ("target", "actual", "note")}
    made: FiguresForm = type("PeriodFiguresForm", (FiguresForm,), fields)(**given)
    return made
