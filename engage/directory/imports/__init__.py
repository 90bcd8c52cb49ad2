"""Files that come in: how they are read, what they would change, how that is said."""
