"""Opened comments: their words, their question and one part. Only what masks them for review may import this."""

from collections.abc import Iterator
from dataclasses import dataclass

from engage.ballots import opened as box


@dataclass(frozen=True)
class Comment:
    """One comment, apart from whatever else its writer answered; `block`: the part beside it, or nothing."""

    question: str
    block: str
    text: str


def comments(box_code: str) -> Iterator[Comment]:
    """Every opened comment of a survey, in no order that means anything; refused at once, read while iterated."""
    found = box.comments(box_code)
    return (Comment(each.question, each.group, each.text) for each in found)
