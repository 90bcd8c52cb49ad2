"""Pulse series: who is asked in which wave, which items take their turn, and when the next wave may open."""

import hashlib
import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from engage.surveys.rules.items import COUNTED
from engage.surveys.rules.library import part_of
from engage.surveys.rules.questionnaire import Questionnaire

# Nobody is asked the same item twice within so many days.
APART = timedelta(days=28)
FEWEST_WEEKS, MOST_WEEKS = 4, 52
MOST_DAYS = 21
# How long before it opens the next wave is made: the key has to be backed up in that time.
AHEAD = timedelta(days=14)


class Mode(StrEnum):
    """Whether a wave asks everything, or some items in turn."""

    WHOLE = "whole"
    TURNS = "turns"


@dataclass(frozen=True)
class Drawn:
    """Whom a wave asks, each with the round they are asked in; and the round that goes on after it."""

    people: Mapping[int, int]
    round: int


def order(seed: str, round_number: int, person_id: int) -> bytes:
    """Where somebody stands in a round: by HMAC-SHA-256, so that nobody without the seed can work it out."""
    return hmac.digest(bytes.fromhex(seed), f"{round_number}:{person_id}".encode(), hashlib.sha256)


def draw(seed: str, round_number: int, people: Collection[int], asked: Collection[int], size: int) -> Drawn:
    """The next `size` people of a round; where fewer are left, all of them and the first ones of the next round.

    `people` are those who may be asked today: who joined is asked in their turn, who left is not waited for. `asked`
    are those whom this round has asked. So nobody is asked again before everybody here was asked once."""
    waiting = sorted(set(people) - set(asked), key=lambda person: order(seed, round_number, person))
    found = dict.fromkeys(waiting[:size], round_number)
    if len(waiting) > size:
        return Drawn(found, round_number)
    again = sorted(set(people) - set(found), key=lambda person: order(seed, round_number + 1, person))
    found |= dict.fromkeys(again[: size - len(found)], round_number + 1)
    return Drawn(found, round_number + 1)


def turn(questionnaire: Questionnaire, wave: int, many: int) -> Questionnaire:
    """The items whose turn it is in a wave (counted from 1), in a ring; what is no item comes every time."""
    ring = [question.code for question in questionnaire.questions if question.kind in COUNTED]
    first = (wave - 1) * many
    now = {ring[(first + step) % len(ring)] for step in range(min(many, len(ring)))}
    always = {question.code for question in questionnaire.questions if question.kind not in COUNTED}
    return part_of(questionnaire, now | always).questionnaire


def planned(starts_at: datetime, weeks: int, wave: int, last_opened: datetime | None) -> datetime:
    """When a wave opens: by the plan, and never sooner than 28 days after the last one did."""
    by_plan = starts_at + timedelta(weeks=weeks * (wave - 1))
    return by_plan if last_opened is None else max(by_plan, last_opened + APART)


def too_soon(opens: datetime, last_opened: datetime | None) -> bool:
    """Whether a wave that opens now might ask somebody the same item within 28 days."""
    return last_opened is not None and opens < last_opened + APART


def near(opens: datetime, closes: datetime | None, other_opens: datetime, other_closes: datetime | None) -> bool:
    """Whether two surveys take answers within 28 days of each other; one without a close may still be open then."""
    before = other_closes is not None and other_closes + APART <= opens
    after = closes is not None and closes + APART <= other_opens
    return not before and not after
