"""The tables of this feature."""

from engage.values.models.framework import FrameworkDraft

__all__ = ["FrameworkDraft"]
