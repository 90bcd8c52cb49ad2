"""What is looked for in the audit log; it is read from the address, so it needs no token."""

from typing import Any

from wtforms import SelectField, StringField
from wtforms.validators import Length, ValidationError

from engage.core.fields import day
from engage.core.forms import Form

LONG = Length(max=100, message="Use at most 100 characters.")


class AuditForm(Form):
    """Act, kind, number, person and days; each narrows the list."""

    class Meta(Form.Meta):
        """Nothing is changed by it."""

        csrf = False

    act = SelectField("Act", validate_choice=False)
    kind = SelectField("On what", validate_choice=False)
    object_id = StringField("Its number", [Length(max=40, message="Use at most 40 characters.")])
    person = StringField("Who did it", [LONG], description="A name or employee number")
    since = StringField("From", [LONG], description="For example 27/3/2027")
    until = StringField("Until", [LONG], description="For example 28/3/2027, that day included")

    def validate_since(self, field: Any) -> None:
        """A day or nothing."""
        day(field.data)

    def validate_until(self, field: Any) -> None:
        """A day or nothing, not before the first."""
        last = day(field.data)
        if last and not self.since.errors and (first := day(self.since.data)) and last < first:
            raise ValidationError("The last day is before the first.")
