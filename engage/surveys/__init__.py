"""Questionnaires, taking part, releases."""
