"""What the OD team types when it shares something with union representatives."""

from collections.abc import Sequence
from typing import Any

from flask import current_app
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from engage.champions.forms.quiet import most, readable
from engage.champions.rules.quiet_shared import MOST_ADDRESS, MOST_BODY, MOST_TITLE
from engage.core.forms import Form
from engage.directory.rules.accounts import own_path


class SharedForm(Form):
    """One item; files are added on its own page."""

    once = HiddenField(validators=[Length(max=40)])
    version = HiddenField()
    title = StringField("Title", [DataRequired("Give it a title."), readable, most(MOST_TITLE)])
    body = TextAreaField(
        "Text", [most(MOST_BODY)],
        description="Light formatting: ## before a heading, - before each line of a list, an empty line between "
        "paragraphs.",
    )  # fmt: skip
    address = StringField(
        "An address within Engage", [most(MOST_ADDRESS)],
        description="For example /consultations/3. Whoever follows it sees what they may see there, and no more.",
    )  # fmt: skip
    networks = SelectMultipleField(
        "Shared with",
        validators=[DataRequired("Choose whom it is shared with.")],
        validate_choice=False,
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )

    def offer(self, networks: Sequence[tuple[int, str]]) -> None:
        """The networks of union representatives."""
        self.networks.choices = {str(number): name for number, name in networks}

    def validate_networks(self, field: Any) -> None:
        """Networks of union representatives, and no others."""
        if not set(field.data or ()) <= set(field.choices or ()):
            raise ValidationError("Choose among the networks in the list.")

    def validate_address(self, field: Any) -> None:
        """A path of ours; our own whole address is cut down to it."""
        typed = (field.data or "").removeprefix(current_app.extensions["settings"].base_url.rstrip("/"))
        if field.data and own_path(typed) is None:
            raise ValidationError("Enter an address within Engage that begins with /, such as /consultations/3.")
        field.data = typed


class SharedFilesForm(Form):
    """Files for an item, several at a time."""

    files = MultipleFileField("Choose files")

    def validate_files(self, field: Any) -> None:
        """At least one."""
        if not self.sent:
            raise ValidationError("Choose at least one file.")

    @property
    def sent(self) -> list[Any]:
        """The files that were chosen; a form without files sends the field's name as plain text."""
        return [each for each in self.files.data or () if not isinstance(each, str) and each and each.filename]
