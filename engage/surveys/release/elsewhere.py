"""Figures of answers that were collected elsewhere: the organisation as a whole, through the same engine."""

import json
from collections.abc import Sequence
from datetime import datetime

from engage.surveys.opened import Opened
from engage.surveys.release.engine import Asked, Figures, Material, work_out
from engage.surveys.release.head import About
from engage.surveys.rules import Answers, Questionnaire

WHOLE = "ALL"


def units_of(whole: str) -> str:
    """The tree of one: nothing is known of where anybody worked."""
    return json.dumps([{"code": WHOLE, "parent": None, "name": whole, "members": []}])


def work_out_elsewhere(
    title: str,
    days: tuple[datetime, datetime],
    units: str,
    questionnaire: Questionnaire,
    minimum_group: int,
    answers: Sequence[Answers],
) -> Figures:
    """The figures; nobody's number is known who was asked, so there is no rate and no margin of error."""
    return work_out(
        Material(
            About(title, *days, units),
            questionnaire,
            minimum_group,
            0,
            Asked({}, {}),
            0,
            iter([Opened(WHOLE, each) for each in answers]),
        )
    )
