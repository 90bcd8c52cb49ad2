"""Opened feedback. Only what makes the reports may import this: confidentiality is an import error, not a hope."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from engage.ballots import opened as box
from engage.values.rules.feedback_report import Answer, Relation
from engage.values.rules.feedback_round import read_group


@dataclass(frozen=True)
class Comment:
    """One comment: whom it is about, in which group its writer is, and the value it speaks of."""

    subject_id: int
    relation: Relation
    value: str
    saw: str
    led_to: str


def answers(box_code: str) -> Iterator[tuple[int, Answer]]:
    """Every opened answer with whom it is about, in no order that means anything; one that nobody can read is left."""
    for each in box.answers(box_code):
        group = read_group(each["group"])
        if group is not None:
            ratings = {key: value for key, value in each["answers"].items() if isinstance(value, str)}
            yield group[0], Answer(group[1], ratings, group[2])


def comments(box_code: str) -> Iterator[Comment]:
    """Every opened comment, apart from whatever else its writer said."""
    for each in box.comments(box_code):
        group, words = read_group(each.group), _words(each.text)
        if group is not None and words is not None:
            yield Comment(group[0], group[1], each.question, *words)


def _words(text: str) -> tuple[str, str] | None:
    try:
        saw, led_to = json.loads(text)
    except (ValueError, TypeError):
        return None
    return (saw, led_to) if isinstance(saw, str) and isinstance(led_to, str) else None
