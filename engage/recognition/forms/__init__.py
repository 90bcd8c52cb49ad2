"""The forms of this feature."""
