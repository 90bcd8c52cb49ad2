"""Since when changes are listed."""

from engage.core.forms import Form
from engage.programme.forms.boards_fields import a_day


class SinceForm(Form):
    """A day in an address: nothing is sent, so nothing needs a token."""

    since = a_day("Since")

    class Meta(Form.Meta):
        """Read from the address."""

        csrf = False
