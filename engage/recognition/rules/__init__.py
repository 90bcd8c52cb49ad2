"""The pure rules of this feature."""
