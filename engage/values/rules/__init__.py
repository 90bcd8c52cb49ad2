"""The rules of this feature: the framework as a document, feedback on it, and teams that talk about it."""
