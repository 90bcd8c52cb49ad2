"""Which file of published results is to be made: shape only."""

from wtforms import SelectField

from engage.core.forms import Form
from engage.surveys.rules.packs import WORDS, Kind


class PackForm(Form):
    """One kind of file."""

    kind = SelectField("File", choices={str(kind): WORDS[kind].title for kind in Kind})
