"""Reads of reports, of their figures as they are now, and of what is kept of them."""
