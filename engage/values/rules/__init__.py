"""The rules of this feature: the framework as a document, and what may be done with it."""
