"""The tables of this feature."""

from engage.champions.models.networks import NetworkReminder as NetworkReminder
