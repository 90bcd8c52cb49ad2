"""Fields that the forms of boards and items share: lines, texts, days and figures."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from engage.core.fields import day, typed_day
from engage.core.forms import clean
from engage.programme.rules.measures import AMOUNT, hundredths, plain

EARLIEST, LATEST = 2000, 2100


def one_line(text: Any) -> Any:
    """A text of one line, cleaned."""
    return " ".join(clean(text).split()) if isinstance(text, str) else text


class DayField(StringField):
    """A day as it is typed: 27/3/2027; `on` is the day, None for nothing."""

    on: date | None = None

    def pre_validate(self, form: Any) -> None:
        """It exists, and is of this century."""
        self.on = day(self.data)
        if self.on is not None and not EARLIEST <= self.on.year <= LATEST:
            raise ValidationError(f"Enter a year from {EARLIEST} to {LATEST}.")

    def show(self, value: date | None) -> None:
        """A day that is there already."""
        self.data = typed_day(value)


class FigureField(StringField):
    """A figure as it is typed; `value` in hundredths, None for nothing."""

    value: int | None = None

    def pre_validate(self, form: Any) -> None:
        """It is a figure."""
        self.value = hundredths(self.data or "") if (self.data or "").strip() else None
        if self.value is None and (self.data or "").strip():
            raise ValidationError(AMOUNT)

    def show(self, value: int | None) -> None:
        """A figure that is there already."""
        self.data = plain(value)


def _first(needed: tuple[str, ...]) -> Any:
    return DataRequired(needed[0]) if needed else Optional()


def _most(number: int) -> Length:
    return Length(max=number, message=f"Use at most {number:,} characters. What you typed is still here.")


def line(label: str, most: int, *needed: str, hint: str = "") -> StringField:
    """A line of text; `needed`: what to say where it is missing."""
    return StringField(label, [_first(needed), _most(most)], description=hint, filters=[one_line])


def area(label: str, most: int, *needed: str, hint: str = "") -> TextAreaField:
    """A longer text."""
    return TextAreaField(label, [_first(needed), _most(most)], description=hint)


def a_day(label: str, *needed: str, hint: str = "For example 27/3/2027.") -> DayField:
    """A day."""
    return DayField(label, [_first(needed)], description=hint, filters=[one_line])


def figure(label: str, *needed: str, hint: str = "") -> FigureField:
    """A figure."""
    return FigureField(label, [_first(needed)], description=hint, filters=[one_line])


def one_of(label: str, choices: Mapping[Any, str], missing: str, default: Any = None, hint: str = "") -> RadioField:
    """One of these."""
    offered = {str(value): words for value, words in choices.items()}
    return RadioField(label, [InputRequired(missing)], choices=offered, description=hint, default=default)
