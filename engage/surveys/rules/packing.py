"""Choices as a ballot carries them: one short text, a letter or two a choice, always as long as the questionnaire asks.

700,000 ballots are read in seconds so, where reading their fields by name takes most of a minute. Where a choice
stands follows from the questionnaire, which is frozen before the first ballot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engage.surveys.rules.conditions import Answers, chosen
from engage.surveys.rules.items import items
from engage.surveys.rules.questionnaire import Kind, Questionnaire

# No field of a questionnaire has an empty name.
PACKED = ""
LETTERS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"
BASE = len(LETTERS)
BITS = 6


@dataclass(frozen=True)
class Place:
    """Where an item's choices stand: `width` letters from `start`; of several choices, one bit an option."""

    field: str
    codes: tuple[str, ...]
    several: bool
    start: int
    width: int

    @property
    def end(self) -> int:
        """The letter after its last."""
        return self.start + self.width


def layout(questionnaire: Questionnaire) -> tuple[Place, ...]:
    """The places of all items with one or several choices; rankings, numbers and dates keep their names."""
    found: list[Place] = []
    at = 0
    for item in items(questionnaire):
        if item.kind is Kind.RANKING:
            continue
        codes, several = tuple(option.code for option in item.options), item.kind is Kind.MULTIPLE
        width = -(-len(codes) // BITS) if several else (1 if len(codes) < BASE else 2)
        found.append(Place(item.code, codes, several, at, width))
        at += width
    return tuple(found)


def pack(places: Sequence[Place], answers: Mapping[str, Any]) -> Answers:
    """Answers by field, with every choice in one text; what is no choice of the questionnaire is left out."""
    letters = "".join(_letters(place, chosen(answers.get(place.field))) for place in places)
    packed = {place.field for place in places}
    return {PACKED: letters} | {field: value for field, value in answers.items() if field not in packed}


def _letters(place: Place, values: Sequence[str]) -> str:
    found = [place.codes.index(value) for value in values if value in place.codes]
    if place.several:
        number = sum(1 << at for at in set(found))
        return "".join(LETTERS[number >> BITS * n & BASE - 1] for n in range(place.width))
    number = found[0] + 1 if len(values) == 1 and found else 0
    return "".join(LETTERS[number // BASE**n % BASE] for n in range(place.width))


def unpack(places: Sequence[Place], answers: Mapping[str, Any]) -> Answers:
    """The answers by field again; as they were given, where they were choices of the questionnaire."""
    letters = str(answers.get(PACKED, ""))
    found: Answers = {}
    for place in places:
        number = sum(LETTERS.index(letter) * BASE**n for n, letter in enumerate(letters[place.start : place.end]))
        if place.several:
            if ticked := [code for at, code in enumerate(place.codes) if number >> at & 1]:
                found[place.field] = ticked
        elif number:
            found[place.field] = place.codes[number - 1]
    return found | {field: value for field, value in answers.items() if field != PACKED}
