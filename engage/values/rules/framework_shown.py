"""A framework as it is read: values with their statements by audience and level, for one kind of reader or all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engage.values.rules.framework import (
    DEAL,
    Audience,
    AudienceKind,
    Document,
    Level,
    Statement,
    Value,
    colour_of,
)
from engage.values.rules.framework_words import plain_audience


@dataclass(frozen=True)
class ShownLevel:
    """The statements of one level (None: of no level), in order."""

    level: Level | None
    statements: Sequence[Statement]


@dataclass(frozen=True)
class ShownAudience:
    """What is said to one audience of a value; a deal's two sides are two levels."""

    audience: Audience
    levels: Sequence[ShownLevel]

    @property
    def is_deal(self) -> bool:
        """Whether the levels are the sides of a deal."""
        return any(each.level and each.level.kind in DEAL for each in self.levels)


@dataclass(frozen=True)
class ShownValue:
    """One value with its colour; `alone` is whom a value without statements is for, where not simply everyone."""

    value: Value
    colour: str
    audiences: Sequence[ShownAudience]
    alone: str = ""


@dataclass(frozen=True)
class Reader:
    """A choice of whom to read for: the word in the address, the words on the page."""

    word: str
    label: str


def readers(document: Document) -> Sequence[Reader]:
    """The readers to choose from, in the order of the audiences; none where there is only one audience."""
    if len(document.audiences) < 2:
        return ()
    found = {slug(each): Reader(slug(each), capital(plain_audience(each.name))) for each in document.audiences[::-1]}
    return list(found.values())[::-1]


def slug(audience: Audience) -> str:
    """The audience as a word of an address: "heads-of-service"."""
    return re.sub(r"[^a-z0-9]+", "-", plain_audience(audience.name)).strip("-") or "audience"


def capital(words: str) -> str:
    """With a capital letter at its beginning."""
    return words[:1].upper() + words[1:]


def meant(document: Document, word: str) -> frozenset[str]:
    """The names of the audiences that a reader belongs to; all of them for a word that names none."""
    names = [each.name for each in document.audiences]
    at = next((n for n, each in enumerate(document.audiences) if slug(each) == word), None)
    if at is None:
        return frozenset(names)
    own = document.audiences[at]
    everyone = {each.name for each in document.audiences if each.kind is AudienceKind.EVERYONE}
    return frozenset({own.name, *everyone, *(names[:at] if own.adds else ())})


def shown(document: Document, word: str = "") -> Sequence[ShownValue]:
    """Every value that says something to this reader, or to anybody."""
    names = meant(document, word)
    found = [_value(document, value, place, names) for place, value in enumerate(document.values)]
    return [each for each in found if each is not None]


def _value(document: Document, value: Value, place: int, names: frozenset[str]) -> ShownValue | None:
    colour = colour_of(value, place)
    if not value.statements:
        audience = document.audience(value.audience)
        if audience is not None and audience.name not in names:
            return None
        plain = audience is None or audience.kind is AudienceKind.EVERYONE
        return ShownValue(value, colour, (), "" if plain else capital(value.audience))
    audiences = [
        ShownAudience(each, _levels(document, [s for s in value.statements if s.audience == each.name]))
        for each in document.audiences
        if each.name in names and any(s.audience == each.name for s in value.statements)
    ]
    return ShownValue(value, colour, audiences) if audiences else None


def _levels(document: Document, said: Sequence[Statement]) -> Sequence[ShownLevel]:
    order: Sequence[Level | None] = (None, *document.levels)
    found = [ShownLevel(level, [s for s in said if s.level == (level.name if level else "")]) for level in order]
    return [each for each in found if each.statements]
