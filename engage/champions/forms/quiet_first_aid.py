"""A first aider's note of a contact: lists to choose from, and no field for words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from engage.champions.actions.quiet_first_aid import Noted
from engage.champions.models import FirstAidContact
from engage.champions.rules import quiet_first_aid as rules
from engage.core import clock
from engage.core.fields import day, typed_day
from engage.core.forms import Form

NOT_IN_LIST = "Choose one of the list."


class ContactForm(Form):
    """What it was about is all that must be chosen."""

    once = HiddenField(validators=[Length(max=40)])
    theme = RadioField(
        "What was it mostly about?", [InputRequired("Choose what it was mostly about.")],
        choices=dict(rules.THEMES), validate_choice=False,
    )  # fmt: skip
    on = StringField("Day", description="For example 27/3/2027")
    part = SelectField("Part of the council", choices={"": "Rather not say"}, validate_choice=False)
    pointed_to = SelectField("Pointed to", choices=dict(rules.POINTED), validate_choice=False)
    lasted = SelectField("How long, about", choices=dict(rules.LENGTHS), validate_choice=False)

    def offer(self, parts: Sequence[tuple[int, str]]) -> None:
        """The parts of the council that are large enough to be named."""
        self.part.choices = {"": "Rather not say"} | {str(unit): name for unit, name in parts}

    # The day that an older contact has already, and may keep.
    held_on: date | None = None

    def begin(self, once: str) -> None:
        """Today, and nothing said yet."""
        self.once.data, self.on.data = once, typed_day(clock.today())
        self.part.data, self.pointed_to.data, self.lasted.data = "", rules.NOT_SAID, rules.NOT_SAID

    def fill(self, row: FirstAidContact) -> None:
        """What was noted before; a part of the council that has become too small is not said again."""
        self.theme.data, self.on.data = row.theme, typed_day(row.on)
        known: Any = self.part.choices
        self.part.data = str(row.unit_id) if str(row.unit_id) in known else ""
        self.pointed_to.data, self.lasted.data = row.pointed_to, row.lasted

    def validate_theme(self, field: Any) -> None:
        """One of the list; what was sent instead is not said back."""
        _listed(field)

    def validate_part(self, field: Any) -> None:
        """One of those that were offered."""
        field.data = field.data or ""
        _listed(field)

    def validate_pointed_to(self, field: Any) -> None:
        """One of the list."""
        field.data = field.data or rules.NOT_SAID
        _listed(field)

    def validate_lasted(self, field: Any) -> None:
        """One of the list."""
        field.data = field.data or rules.NOT_SAID
        _listed(field)

    def validate_on(self, field: Any) -> None:
        """A day of the last month."""
        found = day(field.data) or clock.today()
        if found != self.held_on and not rules.day_is_near(found, clock.today()):
            raise ValidationError(f"Enter a day of the last {rules.DAYS_BACK} days, not one to come.")

    @property
    def day(self) -> date:
        """The day that was typed, or today."""
        return day(self.on.data) or clock.today()

    @property
    def noted(self) -> Noted:
        """What was chosen, once it is valid."""
        part = int(self.part.data) if self.part.data else None
        return Noted(self.day, part, self.theme.data, self.pointed_to.data, self.lasted.data)


def _listed(field: Any) -> None:
    if field.data not in field.choices:
        raise ValidationError(NOT_IN_LIST)
