"""The tables of this feature."""

from engage.champions.models.activity import Activity as Activity
