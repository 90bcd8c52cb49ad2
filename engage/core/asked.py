"""What the people of a network are asked elsewhere: each feature that asks them says how much, and where."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import ModuleType

from flask import Flask, current_app


@dataclass(frozen=True)
class Asked:
    """How many are open for the network, and the addresses of all of them and of making one for it."""

    open: int
    address: str
    new: str


Asks = Callable[[int], Asked]


def init_app(app: Flask, features: Iterable[ModuleType]) -> None:
    """Take in the ASKED that features bring."""
    app.extensions["asked"] = [views.ASKED for views in features if hasattr(views, "ASKED")]


def of_network(network_id: int) -> Sequence[Asked]:
    """What each of them asks the people of a network, for whoever runs both."""
    return [asks(network_id) for asks in current_app.extensions["asked"]]
