"""Writes of the directory: each checks its rule, changes, and flushes."""
