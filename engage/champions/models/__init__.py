"""The tables of this feature."""
