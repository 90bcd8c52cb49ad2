"""Giving roles, and issuing codes."""

from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from engage.core.forms import Form

ROLES = {"od": "OD team", "admin": "Administrator"}


class GiveRoleForm(Form):
    """Who, and which role."""

    number = StringField(
        "Employee number or work e-mail",
        validators=[InputRequired("Enter an employee number or e-mail"), Length(max=254)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    role = RadioField("Role", choices=ROLES, validators=[InputRequired("Choose a role")])


class OneCodeForm(Form):
    """A code for one person."""

    number = StringField(
        "Employee number or work e-mail",
        validators=[InputRequired("Enter an employee number or e-mail"), Length(max=254)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    how = RadioField(
        "How do they get it?",
        choices={
            "print": "Show it once, to be printed or read out",
            "mail": "Send it to their work e-mail",
        },
        default="print",
        validators=[InputRequired("Choose how they get the code")],
    )


class SlipsForm(Form):
    """For whom slips are printed; nothing chosen means everybody who has not claimed."""

    site = SelectField("Site", validators=[Optional()])
    unit = SelectField("Unit, with all below it", validators=[Optional()])

    def offer(self, sites: list[str], units: list[tuple[int, str]]) -> "SlipsForm":
        """Fill the two lists."""
        self.site.choices = {"": "All sites"} | {site: site for site in sites}
        self.unit.choices = {"": "All units"} | {str(unit_id): name for unit_id, name in units}
        return self
