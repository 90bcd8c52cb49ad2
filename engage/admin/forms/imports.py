"""Forms of imports: the file, the confirm, and a profile of columns."""

from collections.abc import Mapping, Sequence

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from engage.core.forms import Form
from engage.directory.imports.words import FIELD_WORDS
from engage.directory.rules.columns import DEFAULT, FIELDS, SPELLINGS, profile_faults

KINDS = {"people": "People and their posts", "units": "Units: the council's structure"}
PROFILE_FAULTS = {
    "column_missing": "Enter the column's name: it is needed",
    "unit_column_missing": "Enter a column for the directorate, the service, the team or the unit code",
    "column_doubled": "This column is already another field's",
    "field_unknown": "This field is not known",
}


class UploadForm(Form):
    """Which file, and what it holds."""

    kind = RadioField("What does the file hold?", choices=KINDS, default="people",
                      validators=[InputRequired("Choose what the file holds")])  # fmt: skip
    profile = SelectField("Columns", default=DEFAULT)
    file = FileField("CSV file", validators=[FileRequired("Choose a file")])

    def offer(self, profiles: Sequence[str]) -> "UploadForm":
        """Fill the list of profiles."""
        self.profile.choices = {DEFAULT: "Common column names", **{name: name for name in profiles}}
        return self


class ConfirmForm(Form):
    """What was previewed, and whether so many may leave."""

    fingerprint = HiddenField(validators=[InputRequired()])
    allow = BooleanField("I have checked the file: go on all the same")


class ProfileForm(Form):
    """A profile's name; its columns are read by field."""

    name = StringField("Name of the profile", description="For example the name of your payroll system",
                       validators=[InputRequired("Enter a name"), Length(max=60)])  # fmt: skip


for _field in FIELDS:
    setattr(ProfileForm, f"column_{_field}", StringField(
        FIELD_WORDS[_field][0].upper() + FIELD_WORDS[_field][1:], validators=[Length(max=200)],
        description=f"Usual names: {', '.join(SPELLINGS[_field][:3])}",
    ))  # fmt: skip


def chosen_columns(form: ProfileForm) -> Mapping[str, str]:
    """The columns that were named, by field; each fault is put to its field."""
    chosen = {field: (form[f"column_{field}"].data or "") for field in FIELDS}
    chosen = {field: header for field, header in chosen.items() if header}
    for field, code in profile_faults(chosen):
        form[f"column_{field}"].errors = [PROFILE_FAULTS[code]]
    if (form.name.data or "").casefold() == DEFAULT:
        form.name.errors = ["This name stands for the common column names: choose another"]
    return chosen
