"""The tables of the directory: the organisation itself, and what features share."""

from engage.directory.models.framework import Behaviour, Framework, FrameworkValue
from engage.directory.models.networks import Appointment, Network, NetworkCoordinator, Training
from engage.directory.models.people import (
    Account,
    EndedSession,
    ImportProfile,
    ImportRun,
    Person,
    Post,
    RoleGrant,
    SignInCode,
    Throttle,
    Unit,
)
from engage.directory.models.themes import Theme

__all__ = [
    "Account", "Appointment", "Behaviour", "EndedSession", "Framework", "FrameworkValue", "ImportProfile", "ImportRun",
    "Network", "NetworkCoordinator", "Person", "Post", "RoleGrant", "SignInCode", "Theme", "Throttle", "Training",
    "Unit",
]  # fmt: skip
