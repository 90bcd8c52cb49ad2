"""The targets of a network: tried with a GET, saved with a POST."""

from typing import Any

from wtforms.validators import InputRequired, NumberRange, Optional

from engage.champions.rules.coverage import Targets
from engage.core.fields import WholeNumber
from engage.core.forms import Form

MOST = 10_000


def _between(low: int, high: int) -> NumberRange:
    return NumberRange(low, high, f"Enter a number from {low} to {high:,}.")


class TargetsForm(Form):
    """How many champions there should be, and how groups are made."""

    seats = WholeNumber(
        "How many in all", [Optional(), _between(1, MOST)],
        description="Leave it empty to plan by the number of people for one instead.",
    )  # fmt: skip
    ratio = WholeNumber(
        "Or one for at most so many people", [Optional(), _between(1, MOST)],
        description="Counts where the number above is empty.",
    )  # fmt: skip
    floor = WholeNumber(
        "At least so many in each group", [InputRequired("Enter a number, such as 1."), _between(1, 20)],
    )  # fmt: skip
    group_minimum = WholeNumber(
        "People that make a group of their own", [InputRequired("Enter a number, such as 10."), _between(1, 1_000)],
        description="A smaller unit is counted with the unit above it.",
    )  # fmt: skip

    @property
    def targets(self) -> Targets:
        """What was typed."""
        return Targets(self.seats.data, self.ratio.data, self.floor.data or 1, self.group_minimum.data or 1)

    def refuse(self, needed: int, groups: int) -> None:
        """Say how many would do."""
        self.seats.errors = [
            f"Enter at least {needed:,}: there are {groups:,} coverage groups. Or make groups larger."
        ]  # fmt: skip


def form_of(targets: Targets, typed: Any = None) -> TargetsForm:
    """The form as the network has it, or as it was typed into an address or sent."""
    return TargetsForm(formdata=typed, obj=targets, meta={"csrf": False})
