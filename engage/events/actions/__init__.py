"""Writes of this feature."""
