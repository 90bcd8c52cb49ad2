"""The part of a form that says for whom something is: everyone, parts of the organisation, roles."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError

from engage.core.forms import Form
from engage.directory.rules.audience import EVERYONE, ROLES, Audience

SOME = "some"


class AudienceForm(Form):
    """Inherit it, offer the units, read `audience`; components/audience.html shows it."""

    who = RadioField(
        "Who is it for?",
        choices={"everyone": "Everyone", SOME: "Only some: choose below"},
        default="everyone",
        validators=[InputRequired("Choose who it is for.")],
    )
    for_roles = SelectMultipleField("People with a role", choices=ROLES)
    for_units = SelectMultipleField("Parts of the organisation, with everybody below them")

    def offer(self, units: Sequence[tuple[int, str]], audience: Audience | None = None) -> None:
        """The units to choose from (directory.queries.units_by_path), and what is chosen, where nothing was sent."""
        self.for_units.choices = {str(unit): name for unit, name in units}
        if audience is not None:
            self.who.data = "everyone" if audience.is_everyone else SOME
            self.for_roles.data = sorted(audience.roles)
            self.for_units.data = [str(unit) for unit in audience.units]

    def validate_who(self, field: Any) -> None:
        """Somebody must be meant."""
        if field.data == SOME and not (self.for_roles.data or self.for_units.data):
            raise ValidationError("Choose at least one role or part of the organisation.")

    @property
    def audience(self) -> Audience:
        """Whom the form means."""
        if self.who.data != SOME:
            return EVERYONE
        units = frozenset(int(unit) for unit in self.for_units.data or ())
        return Audience(units, frozenset(self.for_roles.data or ()))
