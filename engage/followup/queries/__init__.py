"""The reads of this feature."""
