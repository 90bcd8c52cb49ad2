"""Writes of the surveys: their making, their life, taking part."""
