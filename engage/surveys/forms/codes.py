"""Forms of codes: typing one, and naming a kiosk."""

from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from engage.core.forms import Form

LONGEST = 40


class CodeForm(Form):
    """The code on a letter."""

    code = StringField("Your code", [DataRequired("Type the code on your letter."), Length(max=LONGEST)])
    # A script says that it runs here: a kiosk without one could not clear itself.
    scripts = HiddenField()


class PaperCodeForm(CodeForm):
    """The same on a form that came on paper."""

    code = StringField("Code on the form", [DataRequired("Type the code on the form."), Length(max=LONGEST)])


class KioskForm(Form):
    """Where a kiosk stands."""

    place = StringField(
        "Where will the tablet be?",
        [DataRequired("Say where, for example “Staff room, Riverside depot”."), Length(max=120)],
    )


class ScriptsForm(Form):
    """Nothing but that a script runs on this device."""

    scripts = HiddenField()
