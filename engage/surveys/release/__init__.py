"""The release engine: the one reader of opened answers, and the one maker of published figures."""

from engage.surveys.release.engine import compute

__all__ = ["compute"]
