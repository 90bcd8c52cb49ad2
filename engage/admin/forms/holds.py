"""Setting and lifting a legal hold."""

from collections.abc import Sequence

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from engage.core.forms import Form

MOST = 500
TOO_LONG = f"Use at most {MOST} characters."
COVERS = {"person": "Everything about one person", "unit": "Everything of a unit", "kind": "One kind of record"}
MISSING = {
    "person": "Enter an employee number or e-mail: the hold is for one person.",
    "unit": "Choose a unit: the hold is for one unit.",
    "kind": "Choose a kind of record: the hold is for one kind.",
}


class OfThree(Optional):
    """May be empty where another of the three is filled in, so that it is not called optional."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags = {}


class HoldForm(Form):
    """What is held, and why."""

    covers = RadioField("What must be kept?", choices=COVERS, validators=[InputRequired("Choose what must be kept.")])
    number = StringField(
        "Person: employee number or work e-mail",
        validators=[OfThree(), Length(max=254, message="Use at most 254 characters.")],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    unit = SelectField("Unit, with all below it", validators=[OfThree()])
    kind = SelectField("Kind of record", validators=[OfThree()])
    reason = TextAreaField(
        "Why must it be kept?",
        [DataRequired("Say why it must be kept."), Length(max=MOST, message=TOO_LONG)],
    )

    def offer(self, units: Sequence[tuple[int, str]], kinds: Sequence[tuple[str, str]]) -> "HoldForm":
        """Fill the two lists."""
        self.unit.choices = {"": "Choose a unit"} | {str(unit_id): name for unit_id, name in units}
        self.kind.choices = {"": "Choose a kind of record"} | dict(kinds)
        return self

    def names_its_thing(self) -> bool:
        """Whether the field of what was chosen is filled in; says so beside it where it is not."""
        fields = {"person": self.number, "unit": self.unit, "kind": self.kind}
        field = fields[self.covers.data or "person"]
        if (field.data or "").strip():
            return True
        field.errors = [MISSING[self.covers.data or "person"]]
        return False


class LiftForm(Form):
    """Why it ends."""

    why = TextAreaField("Why does it end?", [DataRequired("Say why it ends."), Length(max=MOST, message=TOO_LONG)])
