"""The form of a theme: shape and wording only."""

from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length, Optional

from engage.core.forms import Form
from engage.directory.rules.themes import MOST_ABOUT, MOST_NAME


class ThemeForm(Form):
    """Its name, and what belongs under it. `was`: the name that the page showed."""

    was = HiddenField()
    name = StringField("Name", [DataRequired("Enter a name, such as “Workload”."), Length(max=MOST_NAME)])
    about = StringField("What belongs under it", [Optional(), Length(max=MOST_ABOUT)])
