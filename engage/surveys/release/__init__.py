"""The release engine: the one reader of opened answers, and the one maker of published figures."""

from engage.surveys.release.elsewhere import units_of, work_out_elsewhere
from engage.surveys.release.engine import compute, read, store, work_out

__all__ = ["compute", "read", "store", "units_of", "work_out", "work_out_elsewhere"]
