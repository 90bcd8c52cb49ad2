"""The files this feature reads and writes."""
