"""Files that this feature writes."""
