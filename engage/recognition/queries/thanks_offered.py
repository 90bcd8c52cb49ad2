"""The behaviours that a thank-you can name: of the framework in force, wanted of whoever is thanked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engage.directory.models import Behaviour
from engage.directory.queries_framework import in_force


@dataclass(frozen=True)
class Offered:
    """One behaviour, and whom it is asked of where that is not everyone."""

    id: int
    text: str
    asked_of: str


@dataclass(frozen=True)
class OfferedValue:
    """A value with the behaviours of it that can be named."""

    name: str
    about: str
    colour: str
    behaviours: Sequence[Offered]


def offered(on: date) -> Sequence[OfferedValue]:
    """Value by value; nothing where no framework is in force: three statements."""
    framework = in_force(on)
    if framework is None:
        return ()
    every = [each for value in framework.values for each in value.behaviours]
    # A framework without levels says of nothing that it is wanted, and means it of all.
    wanted = {"positive"} if any(each.polarity == "positive" for each in every) else {"neutral"}
    found = [
        OfferedValue(
            value.name, value.about, value.colour,
            tuple(_offered(each) for each in value.behaviours if each.polarity in wanted),
        )
        for value in framework.values
    ]  # fmt: skip
    return [value for value in found if value.behaviours]


def _offered(each: Behaviour) -> Offered:
    return Offered(each.id, each.text, "" if each.audience_kind == "everyone" else each.audience)
