"""The form of a risk."""

from collections.abc import Mapping

from wtforms import BooleanField, SelectField
from wtforms.validators import Optional

from engage.core.forms import Form
from engage.programme.forms.boards_fields import area, one_of
from engage.programme.rules.risks import BAD, LIKELY, MOST_RESPONSE, MOST_WHAT


class RiskForm(Form):
    """What may go wrong."""

    what = area("What may go wrong?", MOST_WHAT, "Say what may go wrong.")
    likelihood = one_of("How likely is it?", LIKELY, "Choose how likely it is.")
    impact = one_of("How bad would it be?", BAD, "Choose how bad it would be.")
    response = area("What is done about it", MOST_RESPONSE)
    owner = SelectField("Who looks after it", [Optional()],
                        description="The lead officer, or somebody who reads the board.")  # fmt: skip
    closed = BooleanField("It is closed: it cannot happen any more, or it did")

    def offer(self, owners: Mapping[int, str]) -> None:
        """Who can look after it."""
        self.owner.choices = {"": "Nobody yet"} | {str(number): name for number, name in owners.items()}

    @property
    def owner_id(self) -> int | None:
        """Who is chosen."""
        return int(self.owner.data) if self.owner.data else None
