"""Reads of the surveys."""

from engage.surveys.queries.results import published
from engage.surveys.queries.taking import Asked, Waiting, asked, open_for

__all__ = ["Asked", "Waiting", "asked", "open_for", "published"]
