"""Forms of a box's key: who keeps a backup of it, and the proof that it works."""

from flask_wtf.file import FileField, FileRequired
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from engage.core.forms import Form


class HolderForm(Form):
    """Who keeps the backup of the key."""

    holder = StringField("Who keeps the backup?", [DataRequired("Enter the holder’s name."), Length(max=200)])


class TryBackupForm(Form):
    """A backup file with its recovery code."""

    file = FileField("The backup file", [FileRequired("Choose the backup file.")])
    code = StringField("The recovery code", [DataRequired("Enter the recovery code."), Length(max=80)])
