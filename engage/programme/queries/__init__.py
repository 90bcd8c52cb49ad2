"""Reads of this feature."""
