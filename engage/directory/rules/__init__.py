"""What is true of units, people and posts, whoever asks."""

from datetime import date

KINDS = ("employee", "agency", "school", "volunteer", "councillor", "partner")


def is_here(started_on: date | None, leaves_on: date | None, on: date) -> bool:
    """Whether somebody works with the council on this day: from the first day to the leaving date, both counted."""
    return (started_on is None or started_on <= on) and (leaves_on is None or leaves_on >= on)
