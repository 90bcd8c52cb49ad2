"""Opened answers. Only the release engine may import this: anonymity is an import error, not a hope."""

from collections.abc import Iterator
from dataclasses import dataclass

from engage.ballots import opened as box
from engage.surveys.rules import Answers


@dataclass(frozen=True)
class Opened:
    """One respondent's answers, with the reporting group their ballot carried."""

    group: str
    answers: Answers


def answers(box_code: str) -> Iterator[Opened]:
    """Every opened ballot of a survey, in no order that means anything; refused at once, read while iterated."""
    payloads = box.answers(box_code)
    return (Opened(each["group"], each["answers"]) for each in payloads)
