"""Conferences, roadshows and training: signing up, being there, and what was asked and said."""
