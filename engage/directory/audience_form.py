"""The part of a form that says for whom something is: everyone, parts of the organisation, roles, networks."""

from typing import Any

from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError

from engage.core.forms import Form
from engage.directory.queries_audience import Offered
from engage.directory.rules.audience import EVERYONE, ROLES, Audience

ALL, SOME, WITHIN = "everyone", "some", "within"


class AudienceForm(Form):
    """Inherit it, offer what there is, read `audience`; components/audience.html shows it."""

    who = RadioField(
        "Who is it for?",
        choices={
            ALL: "Everyone",
            SOME: "Only some: anybody of those chosen below",
            WITHIN: "A slice: only people with a chosen role or network who work in a chosen part",
        },
        default=ALL,
        validators=[InputRequired("Choose who it is for.")],
    )
    for_roles = SelectMultipleField("People with a role", choices=ROLES)
    for_networks = SelectMultipleField("People in a network")
    for_units = SelectMultipleField("Parts of the organisation, with everybody below them")

    def offer(self, offered: Offered, audience: Audience | None = None) -> None:
        """What there is to choose from (queries_audience.offered), and what is chosen, where nothing was sent."""
        self.for_units.choices = {str(unit): name for unit, name in offered.units}
        self.for_networks.choices = {str(network): name for network, name in offered.networks}
        if audience is not None:
            self.who.data = ALL if audience.is_everyone else WITHIN if audience.within else SOME
            self.for_roles.data = sorted(audience.roles)
            self.for_networks.data = [str(network) for network in audience.networks]
            self.for_units.data = [str(unit) for unit in audience.units]

    def validate_who(self, field: Any) -> None:
        """Somebody must be meant."""
        has = bool(self.for_roles.data or self.for_networks.data)
        if field.data == SOME and not (has or self.for_units.data):
            raise ValidationError("Choose at least one role, network or part of the organisation.")
        if field.data == WITHIN and not (has and self.for_units.data):
            raise ValidationError("For a slice choose at least one role or network, and one part of the organisation.")

    @property
    def audience(self) -> Audience:
        """Whom the form means."""
        if self.who.data not in {SOME, WITHIN}:
            return EVERYONE
        return Audience(
            frozenset(int(unit) for unit in self.for_units.data or ()),
            frozenset(self.for_roles.data or ()),
            frozenset(int(network) for network in self.for_networks.data or ()),
            self.who.data == WITHIN,
        )
